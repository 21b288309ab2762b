/** The port to whoever runs a step: workspace, log, clock, threads and cancellation. */
@NullMarked
package io.jenkins.plugins.sluice.step.host;

import org.jspecify.annotations.NullMarked;
