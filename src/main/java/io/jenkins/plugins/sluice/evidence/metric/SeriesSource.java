package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Where raw samples come from. Failures are a {@link NoAnswer} or another {@link java.io.IOException}. */
interface SeriesSource {

    /**
     * The raw samples that a selector selects, from one time to another, both included.
     *
     * @param selector ready to be sent
     */
    CompletionStage<Samples> read(String selector, Instant from, Instant to);

    /**
     * What an expression gives at the ends of blocks.
     *
     * @param blocks of the same length, one after the other
     */
    CompletionStage<Samples> evaluate(Metric.Value metric, Arm arm, List<MetricBlocks.Interval> blocks);

    /** The time there; samples after it cannot be known. */
    Instant now();

    /**
     * Series and what the source remarked on them.
     *
     * @param cautions in the words of the source
     */
    record Samples(List<SampledSeries> series, List<String> cautions) {}
}
