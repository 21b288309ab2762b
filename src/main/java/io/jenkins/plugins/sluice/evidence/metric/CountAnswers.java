package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.MetricProvider.Answer;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Closes blocks from a source that counts or computes itself: one question an arm and query. */
final class CountAnswers {

    private final SourceLimits limits;
    private final InstantSource clock;

    CountAnswers(SourceLimits limits, InstantSource clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** How one source is asked. */
    interface Source {

        /** How many match a query, by pod; empty when nothing does. */
        CompletionStage<Map<String, Long>> count(String template, Arm arm, MetricRequest request);

        /** How many of whatever a query for events looks through were there, to tell none from nothing. */
        CompletionStage<Long> alive(String template, Arm arm, MetricRequest request);

        /** The numbers of an arm. */
        CompletionStage<List<Double>> values(String template, Arm arm, MetricRequest request);
    }

    CompletionStage<Answer> ask(MetricRequest request, Source source) {
        if (clock.instant().isBefore(request.end().plus(limits.delay()))) {
            return CompletableFuture.completedFuture(
                    new Answer.TooEarly("the block has not ended, or may still be written to"));
        }
        CompletionStage<? extends Observed> observed;
        Metric metric = request.metric();
        if (metric instanceof Metric.Ratio ratio) {
            observed = both(request, arm -> ratio(ratio, arm, request, source), ArmCounts.NONE, Observed.Counts::new);
        } else if (metric instanceof Metric.Events events) {
            observed = both(request, arm -> events(events, arm, request, source), ArmCounts.NONE, Observed.Counts::new);
        } else if (metric instanceof Metric.Value value) {
            observed =
                    both(request, arm -> source.values(value.query(), arm, request), List.of(), Observed.Values::new);
        } else {
            throw new IllegalStateException("a histogram is refused before it is asked for");
        }
        return observed.handle((seen, failure) -> new Answer.Closed(
                failure == null
                        ? MetricBlocks.closed(request, MetricBlocks.of(request), seen, List.of())
                        : MetricBlocks.nothing(request, MetricBlocks.of(request), SeriesBlocks.noAnswer(failure))));
    }

    private static <T, O extends Observed> CompletionStage<O> both(
            MetricRequest request, Function<Arm, CompletionStage<T>> ask, T none, BiFunction<T, T, O> join) {
        CompletionStage<T> canary = named("canary", ask.apply(request.canary()));
        Arm baseline = request.baseline();
        return baseline == null
                ? canary.thenApply(seen -> join.apply(seen, none))
                : canary.thenCombine(named("baseline", ask.apply(baseline)), join);
    }

    /** A failure says which arm it is of. */
    private static <T> CompletionStage<T> named(String arm, CompletionStage<T> answer) {
        return answer.exceptionallyCompose(failure -> {
            NoAnswer why = SeriesBlocks.noAnswer(failure);
            return CompletableFuture.failedFuture(new NoAnswer(why.reason(), arm + ": " + why.detail()));
        });
    }

    private static CompletionStage<ArmCounts> ratio(
            Metric.Ratio metric, Arm arm, MetricRequest request, Source source) {
        // Errors first: what arrives between the two questions may only add requests.
        return source.count(metric.bad(), arm, request)
                .thenCompose(bad -> source.count(metric.total(), arm, request).thenCompose(total -> {
                    try {
                        return CompletableFuture.completedFuture(joined(total, bad));
                    } catch (NoAnswer e) {
                        return CompletableFuture.failedFuture(e);
                    }
                }));
    }

    private static ArmCounts joined(Map<String, Long> total, Map<String, Long> bad) throws NoAnswer {
        if (total.isEmpty()) {
            throw new NoAnswer(Reason.NO_DATA, "nothing matches the query of all requests");
        }
        List<PodCounts> counts = new ArrayList<>();
        for (Map.Entry<String, Long> pod : total.entrySet()) {
            counts.add(new PodCounts(pod.getKey(), pod.getValue(), bad.getOrDefault(pod.getKey(), 0L)));
        }
        for (Map.Entry<String, Long> pod : bad.entrySet()) {
            long requests = total.getOrDefault(pod.getKey(), 0L);
            if (pod.getValue() > requests) {
                throw new NoAnswer(
                        Reason.NOT_A_NUMBER,
                        "pod '" + pod.getKey() + "' counted " + pod.getValue() + " errors of " + requests
                                + " requests; the query of errors must find a part of what the other finds");
            }
        }
        return ArmCounts.of(counts);
    }

    private static CompletionStage<ArmCounts> events(
            Metric.Events metric, Arm arm, MetricRequest request, Source source) {
        long length = request.end().toEpochMilli() - request.start().toEpochMilli();
        return source.count(metric.events(), arm, request).thenCompose(found -> {
            if (!found.isEmpty()) {
                List<PodCounts> counts = new ArrayList<>();
                new TreeMap<>(found).forEach((pod, events) -> counts.add(new PodCounts(pod, length, events)));
                return CompletableFuture.completedFuture(ArmCounts.of(counts));
            }
            return source.alive(metric.events(), arm, request)
                    .thenCompose(alive -> alive > 0
                            ? CompletableFuture.completedFuture(ArmCounts.whole(length, 0))
                            : CompletableFuture.failedFuture(new NoAnswer(
                                    Reason.NO_DATA, "there are no such events, and nothing else of the arm either")));
        });
    }
}
