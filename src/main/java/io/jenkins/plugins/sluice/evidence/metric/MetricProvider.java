package io.jenkins.plugins.sluice.evidence.metric;

import java.util.concurrent.CompletionStage;

/** A source of metrics. Asking never waits. */
public interface MetricProvider {

    /** {@code prometheus}, {@code loki}, {@code elasticsearch}, {@code web} or {@code file}. */
    String kind();

    /**
     * Closes a block, if it can be closed yet.
     *
     * @return completes with an answer, also when the source is down, which is {@link Answer.Closed} with
     *     {@link Observed.Nothing}; exceptionally only by a defect
     */
    CompletionStage<Answer> ask(MetricRequest request);

    /** What a source says of a block. */
    sealed interface Answer {

        /** The block is closed; the same question will not be asked again. */
        record Closed(MetricBlock block) implements Answer {}

        /** Not every pod was seen after the block's end yet: to be asked again after the next scrape. */
        record TooEarly(String detail) implements Answer {}
    }
}
