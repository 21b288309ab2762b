package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** What a metric of one arm was before: the past from which a judge learns bursts and the pods' spread. */
public final class MetricHistory {

    private MetricHistory() {}

    /**
     * The last blocks of the baseline before a request's start.
     *
     * @param request its baseline is read, or its canary when there is no baseline
     * @param blocks how many, positive
     * @param blockLength positive
     * @return completes with at most as many blocks, oldest first, in which the arm stands as the <em>baseline</em> and the
     *     canary is empty
     */
    public static CompletionStage<List<MetricBlock>> read(
            MetricProvider provider, MetricRequest request, int blocks, Duration blockLength) {
        Arm arm = request.baseline() == null ? request.canary() : request.baseline();
        MetricRequest past = new MetricRequest(
                request.metric(), arm, null, request.start().minus(blockLength.multipliedBy(blocks)), request.start());
        return provider.past(past, blockLength)
                .thenApply(
                        found -> found.stream().map(MetricHistory::asBaseline).toList());
    }

    private static MetricBlock asBaseline(MetricBlock block) {
        Observed seen = block.observed();
        Observed turned = seen;
        if (seen instanceof Observed.Counts counts) {
            turned = new Observed.Counts(ArmCounts.NONE, counts.canary());
        } else if (seen instanceof Observed.Buckets buckets) {
            turned = new Observed.Buckets(buckets.bounds(), List.of(), buckets.canary());
        } else if (seen instanceof Observed.Values values) {
            turned = new Observed.Values(List.of(), values.canary());
        }
        return new MetricBlock(block.metric(), block.start(), block.end(), turned, block.cautions());
    }
}
