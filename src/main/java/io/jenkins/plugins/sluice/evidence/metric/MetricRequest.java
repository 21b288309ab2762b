package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a provider is asked: one metric of both arms over one block.
 *
 * @param baseline null when the metric is not compared
 * @param start of the block, inclusive
 * @param end of the block, exclusive
 */
public record MetricRequest(
        Metric metric, Arm canary, @Nullable Arm baseline, Instant start, Instant end) {}
