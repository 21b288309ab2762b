/** Figures and traces of gates for monitoring: Prometheus, the Metrics plugin, OpenTelemetry. */
@NullMarked
package io.jenkins.plugins.sluice.jenkins.metric;

import org.jspecify.annotations.NullMarked;
