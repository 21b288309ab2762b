package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.MetricProvider.Answer;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What all providers do with a question before they ask: fill its queries, and refuse what cannot be asked. */
final class Questions {

    private Questions() {}

    /** Asks, unless the question is refused. */
    static CompletionStage<Answer> answered(
            MetricProvider provider, MetricRequest request, Supplier<CompletionStage<Answer>> ask) {
        Optional<String> refusal = provider.refusal(request);
        if (refusal.isEmpty()) {
            return ask.get();
        }
        NoAnswer why = new NoAnswer(Reason.SOURCE_DOWN, "it cannot be asked: " + refusal.get());
        return CompletableFuture.completedFuture(
                new Answer.Closed(MetricBlocks.nothing(request, MetricBlocks.of(request), why)));
    }

    /** The same for blocks of the past. */
    static CompletionStage<List<MetricBlock>> answeredPast(
            MetricProvider provider,
            MetricRequest request,
            Duration blockLength,
            Supplier<CompletionStage<List<MetricBlock>>> ask) {
        Optional<String> refusal = provider.refusal(request);
        if (refusal.isEmpty()) {
            return ask.get();
        }
        NoAnswer why = new NoAnswer(Reason.SOURCE_DOWN, "it cannot be asked: " + refusal.get());
        return CompletableFuture.completedFuture(MetricBlocks.divide(request, blockLength).stream()
                .map(block -> MetricBlocks.nothing(request, block, why))
                .toList());
    }

    /** Why the queries cannot be filled, or empty. */
    static Optional<String> problem(QueryLanguage language, MetricRequest request) {
        try {
            fill(language, request);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The queries of both arms, each once; none when they cannot be filled. */
    static List<String> filled(QueryLanguage language, MetricRequest request) {
        return problem(language, request).isPresent() ? List.of() : fill(language, request);
    }

    private static List<String> fill(QueryLanguage language, MetricRequest request) {
        Set<String> queries = new LinkedHashSet<>();
        for (String template : templates(request.metric())) {
            queries.add(language.fill(template, request.canary(), request.start(), request.end()));
            Arm baseline = request.baseline();
            if (baseline != null) {
                queries.add(language.fill(template, baseline, request.start(), request.end()));
            }
        }
        return new ArrayList<>(queries);
    }

    static List<String> templates(Metric metric) {
        if (metric instanceof Metric.Ratio ratio) {
            return List.of(ratio.total(), ratio.bad());
        }
        if (metric instanceof Metric.Events events) {
            return List.of(events.events());
        }
        if (metric instanceof Metric.Distribution distribution) {
            return List.of(distribution.buckets());
        }
        return List.of(((Metric.Value) metric).query());
    }
}
