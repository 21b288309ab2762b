package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.MetricBlocks.Interval;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks Prometheus, and what speaks its API: Thanos, Mimir (with a header {@code X-Scope-OrgID} of the transport) and
 * VictoriaMetrics.
 *
 * <p>Counters and histograms are read as raw samples, by an instant query of a range selector, and differenced here by
 * {@link CounterDifference}'s rules; never by {@code increase()} or {@code rate()}, which extrapolate, lose what lies
 * between windows and give 0 for the first error of a new series. Their queries are therefore plain selectors. A
 * {@link Metric.Value} may be any expression; a plain selector gives all samples of the block, an expression its value at
 * the block's end.
 */
public final class PrometheusProvider implements MetricProvider {

    private final QueryApi api;
    private final InstantSource clock;
    private final @Nullable SeriesRecorder recorder;
    private final SeriesBlocks blocks;

    /**
     * A provider.
     *
     * @param base where the API begins, before {@code /api/v1}
     * @param clock the time; it and the server's should differ by less than a scrape
     */
    public PrometheusProvider(URI base, MetricTransport transport, InstantSource clock, SourceLimits limits) {
        this(new QueryApi(base, transport, limits), clock, null);
    }

    private PrometheusProvider(QueryApi api, InstantSource clock, @Nullable SeriesRecorder recorder) {
        this.api = api;
        this.clock = clock;
        this.recorder = recorder;
        this.blocks = new SeriesBlocks(new Server(), api.limits());
    }

    /** The same, which also records what it reads, for a {@link FileProvider} to read again. */
    public PrometheusProvider recording(SeriesRecorder to) {
        return new PrometheusProvider(api, clock, to);
    }

    @Override
    public String kind() {
        return "prometheus";
    }

    @Override
    public CompletionStage<Answer> ask(MetricRequest request) {
        return Questions.answered(this, request, () -> blocks.ask(request));
    }

    @Override
    public CompletionStage<List<MetricBlock>> past(MetricRequest request, Duration blockLength) {
        return Questions.answeredPast(this, request, blockLength, () -> blocks.past(request, blockLength));
    }

    @Override
    public Optional<String> refusal(MetricRequest request) {
        return Questions.problem(QueryLanguage.MATCHERS, request);
    }

    @Override
    public List<String> queries(MetricRequest request) {
        return Questions.filled(QueryLanguage.MATCHERS, request);
    }

    /** The server as a source of samples. */
    private final class Server implements SeriesSource {

        @Override
        public Instant now() {
            return clock.instant();
        }

        @Override
        public CompletionStage<Samples> read(String selector, Instant from, Instant to) {
            String range = Duration.between(from, to).toMillis() + "ms";
            return ask("/api/v1/query", Map.of("query", selector + "[" + range + "]", "time", seconds(to)))
                    .thenApply(contents -> {
                        if (!contents.remarks().isEmpty()) {
                            throw new CompletionException(new NoAnswer(
                                    Reason.PARTIAL,
                                    api.plain("the source remarks: " + String.join("; ", contents.remarks()))));
                        }
                        return new Samples(contents.series(), recorded(contents.series(), Map.of()));
                    });
        }

        @Override
        public CompletionStage<Samples> evaluate(Metric.Value metric, Arm arm, List<Interval> at) {
            Interval first = at.get(0);
            Interval last = at.get(at.size() - 1);
            String query = QueryLanguage.MATCHERS.fill(metric.query(), arm, first.start(), first.end());
            Map<String, String> fields = new LinkedHashMap<>();
            fields.put("query", query);
            CompletionStage<SeriesJson.Contents> answer;
            if (at.size() == 1) {
                fields.put("time", seconds(last.end()));
                answer = ask("/api/v1/query", fields);
            } else {
                fields.put("start", seconds(first.end()));
                fields.put("end", seconds(last.end()));
                fields.put("step", QueryLanguage.seconds(first.to() - first.from()));
                answer = ask("/api/v1/query_range", fields);
            }
            return answer.thenApply(contents -> {
                // What may be meant otherwise is not missing: values keep such remarks as cautions.
                List<String> cautions = new ArrayList<>();
                contents.remarks().forEach(remark -> cautions.add(api.plain(remark)));
                cautions.addAll(recorded(contents.series(), SeriesRecorder.valueLabels(metric, arm)));
                return new Samples(contents.series(), cautions);
            });
        }

        private CompletionStage<SeriesJson.Contents> ask(String path, Map<String, String> fields) {
            Map<String, String> form = new LinkedHashMap<>(fields);
            form.put("timeout", api.limits().timeout().toMillis() + "ms");
            return api.form(path, form);
        }

        private List<String> recorded(List<SampledSeries> series, Map<String, String> more) {
            if (recorder == null) {
                return List.of();
            }
            try {
                for (SampledSeries one : series) {
                    recorder.write(one, more);
                }
                return List.of();
            } catch (IOException e) {
                return List.of("the series could not be recorded: " + e.getMessage());
            }
        }

        private static String seconds(Instant time) {
            return QueryLanguage.seconds(time.toEpochMilli());
        }
    }
}
