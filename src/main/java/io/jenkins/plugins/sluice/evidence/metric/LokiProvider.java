package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Counts lines of logs in Loki. Queries of {@link Metric.Ratio} and {@link Metric.Events} are log queries, such as {@code
 * {${arm}} |= "ERROR"}; they are counted over exactly the block by {@code count_over_time}, by pod where the metric names
 * the label. A {@link Metric.Value} is a metric query, evaluated at the block's end. Loki has no histograms.
 */
public final class LokiProvider implements MetricProvider {

    private final QueryApi api;
    private final CountAnswers answers;

    /**
     * A provider.
     *
     * @param base where the API begins, before {@code /loki/api/v1}
     * @param limits their delay should cover the time from a line's writing to its arrival
     */
    public LokiProvider(URI base, MetricTransport transport, InstantSource clock, SourceLimits limits) {
        this.api = new QueryApi(base, transport, limits);
        this.answers = new CountAnswers(limits, clock);
    }

    @Override
    public String kind() {
        return "loki";
    }

    @Override
    public Optional<String> refusal(MetricRequest request) {
        Metric metric = request.metric();
        if (metric instanceof Metric.Distribution) {
            return Optional.of("Loki has no histograms; take the metric '" + metric.name()
                    + "' from span metrics or the service's own metrics");
        }
        return Questions.problem(QueryLanguage.MATCHERS, request)
                .or(() -> metric instanceof Metric.Events && streams(request).isEmpty()
                        ? Optional.of("a query of log lines begins with a selector of streams, such as '{${arm}} |="
                                + " \"error\"'")
                        : Optional.empty());
    }

    private static Optional<String> streams(MetricRequest request) {
        String query = Questions.filled(QueryLanguage.MATCHERS, request).get(0).strip();
        int end = query.startsWith("{") ? Selector.end(query) : -1;
        return end < 0 ? Optional.empty() : Optional.of(query.substring(0, end));
    }

    @Override
    public List<String> queries(MetricRequest request) {
        return Questions.filled(QueryLanguage.MATCHERS, request);
    }

    @Override
    public CompletionStage<Answer> ask(MetricRequest request) {
        return Questions.answered(this, request, () -> answers.ask(request, new Server()));
    }

    /** The server as a source of counts. */
    private final class Server implements CountAnswers.Source {

        @Override
        public CompletionStage<Map<String, Long>> count(String template, Arm arm, MetricRequest request) {
            return count(fill(template, arm, request), request);
        }

        private CompletionStage<Map<String, Long>> count(String lines, MetricRequest request) {
            String podLabel = request.metric().podLabel();
            long length = request.end().toEpochMilli() - request.start().toEpochMilli();
            String grouped = podLabel == null ? "sum(" : "sum by (" + podLabel + ") (";
            return ask(grouped + "count_over_time(" + lines + " [" + length + "ms]))", request)
                    .thenApply(series -> {
                        Map<String, Long> counts = new TreeMap<>();
                        for (SampledSeries one : series) {
                            double value = one.value(0);
                            if (!CounterDifference.countable(value)) {
                                throw new CompletionException(new NoAnswer(
                                        Reason.NOT_A_NUMBER,
                                        "the count " + value + " of " + one.labels() + " is none"));
                            }
                            counts.merge(
                                    podLabel == null ? "" : one.label(podLabel), Math.round(value), Math::addExact);
                        }
                        return counts;
                    });
        }

        @Override
        public CompletionStage<Long> alive(String template, Arm arm, MetricRequest request) {
            String lines = fill(template, arm, request).strip();
            return count(lines.substring(0, Selector.end(lines)), request)
                    .thenApply(counts ->
                            counts.values().stream().mapToLong(Long::longValue).sum());
        }

        @Override
        public CompletionStage<List<Double>> values(String template, Arm arm, MetricRequest request) {
            String podLabel = request.metric().podLabel();
            return ask(fill(template, arm, request), request).thenApply(series -> {
                Set<String> pods = new HashSet<>();
                List<Double> values = new ArrayList<>();
                for (SampledSeries one : series) {
                    if (!pods.add(podLabel == null ? "" : one.label(podLabel))) {
                        throw new CompletionException(new NoAnswer(
                                Reason.SEVERAL_SERIES,
                                "several series where one was expected, the second is " + one.labels()));
                    }
                    if (!Double.isFinite(one.value(0))) {
                        throw new CompletionException(new NoAnswer(
                                Reason.NOT_A_NUMBER,
                                "the value " + one.value(0) + " of " + one.labels() + " is no number"));
                    }
                    values.add(one.value(0));
                }
                if (values.isEmpty()) {
                    throw new CompletionException(new NoAnswer(Reason.NO_DATA, "the query gives nothing"));
                }
                return values;
            });
        }

        private CompletionStage<List<SampledSeries>> ask(String query, MetricRequest request) {
            Map<String, String> form = new LinkedHashMap<>();
            form.put("query", query);
            // Loki counts after the range's beginning and until its end; a block is the other way round.
            form.put("time", Long.toString(request.end().toEpochMilli() * 1_000_000 - 1));
            return api.form("/loki/api/v1/query", form).thenApply(contents -> {
                for (SampledSeries series : contents.series()) {
                    if (series.size() != 1) {
                        throw new CompletionException(new NoAnswer(
                                Reason.SEVERAL_SERIES,
                                "the query gives " + series.size() + " values of " + series.labels()));
                    }
                }
                return contents.series();
            });
        }

        private static String fill(String template, Arm arm, MetricRequest request) {
            return QueryLanguage.MATCHERS.fill(template, arm, request.start(), request.end());
        }
    }
}
