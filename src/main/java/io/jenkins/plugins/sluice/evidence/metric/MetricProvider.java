package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
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

    /**
     * Why this source can never answer this question, or empty: a query that cannot be read, a label that cannot be
     * written, a kind of metric that it has not. Asks nobody; {@link #ask} answers such a question with
     * {@link Observed.Nothing}.
     */
    default Optional<String> refusal(MetricRequest request) {
        return Optional.empty();
    }

    /** The queries that a question becomes, as the source gets them, for a reader; empty when it is refused. */
    default List<String> queries(MetricRequest request) {
        return List.of();
    }

    /**
     * Blocks of the past, in as few questions as the source allows.
     *
     * @param request its time is divided into blocks, from its end backwards; a rest at its beginning is left out
     * @param blockLength positive
     * @return completes with the blocks, oldest first, without those that cannot be closed yet; exceptionally only by a
     *     defect
     */
    default CompletionStage<List<MetricBlock>> past(MetricRequest request, Duration blockLength) {
        CompletionStage<List<MetricBlock>> blocks = CompletableFuture.completedFuture(new ArrayList<>());
        for (MetricBlocks.Interval block : MetricBlocks.divide(request, blockLength)) {
            MetricRequest one = new MetricRequest(
                    request.metric(), request.canary(), request.baseline(), block.start(), block.end());
            blocks = blocks.thenCompose(before -> ask(one).thenApply(answer -> {
                if (answer instanceof Answer.Closed closed) {
                    before.add(closed.block());
                }
                return before;
            }));
        }
        return blocks.thenApply(List::copyOf);
    }

    /** What a source says of a block. */
    sealed interface Answer {

        /** The block is closed; the same question will not be asked again. */
        record Closed(MetricBlock block) implements Answer {}

        /** Not every pod was seen after the block's end yet: to be asked again after the next scrape. */
        record TooEarly(String detail) implements Answer {}
    }
}
