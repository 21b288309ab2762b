/** Sets of metrics that kinds of services are known to offer, so that nobody needs to write queries for them. */
@NullMarked
package io.jenkins.plugins.sluice.evidence.metric.set;

import org.jspecify.annotations.NullMarked;
