package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.MetricBlocks.Interval;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads recorded series ({@link SeriesRecorder} says how they are written) as if they were a Prometheus: the same queries,
 * the same rules. The file is read once and is taken for all that ever was, so that every block can be closed. An expression
 * cannot be evaluated; its recorded values are taken.
 */
public final class FileProvider implements MetricProvider {

    /** After everything that a file can hold. */
    private static final Instant END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z");

    private final Path file;
    private final Executor executor;
    private final SourceLimits limits;
    private final SeriesBlocks blocks;
    private @Nullable CompletableFuture<Recording> recording;

    /**
     * A provider.
     *
     * @param executor reads the file
     */
    public FileProvider(Path file, Executor executor, SourceLimits limits) {
        this.file = file;
        this.executor = executor;
        this.limits = limits;
        this.blocks = new SeriesBlocks(new Recorded(), limits);
    }

    @Override
    public String kind() {
        return "file";
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
        return Questions.problem(QueryLanguage.MATCHERS, request).or(() -> {
            boolean value = request.metric() instanceof Metric.Value;
            return Questions.filled(QueryLanguage.MATCHERS, request).stream()
                    .filter(query -> !value && Selector.of(query).isEmpty())
                    .findFirst()
                    .map(query -> "recorded series are found by selectors such as name{label=\"value\"}, and '" + query
                            + "' is none");
        });
    }

    @Override
    public List<String> queries(MetricRequest request) {
        return Questions.filled(QueryLanguage.MATCHERS, request);
    }

    private synchronized CompletableFuture<Recording> recording() {
        if (recording == null) {
            recording = CompletableFuture.supplyAsync(
                    () -> {
                        try (InputStream stream = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
                            return Recording.read(stream, limits.mostSamples());
                        } catch (NoAnswer e) {
                            throw new CompletionException(
                                    new NoAnswer(e.reason(), file.getFileName() + ": " + e.detail()));
                        } catch (NoSuchFileException e) {
                            throw new CompletionException(new NoAnswer(
                                    Reason.SOURCE_DOWN,
                                    "there is no file '" + file.getFileName() + "' of recorded series"));
                        } catch (IOException e) {
                            throw new CompletionException(new NoAnswer(
                                    Reason.SOURCE_DOWN, file.getFileName() + " cannot be read: " + e.getMessage()));
                        }
                    },
                    executor);
        }
        return recording;
    }

    /** The file as a source of samples. */
    private final class Recorded implements SeriesSource {

        @Override
        public Instant now() {
            return END_OF_TIME;
        }

        @Override
        public CompletionStage<Samples> read(String selector, Instant from, Instant to) {
            Selector selected = Selector.of(selector).orElseThrow();
            return samples(selected::matches, from, to);
        }

        @Override
        public CompletionStage<Samples> evaluate(Metric.Value metric, Arm arm, List<Interval> at) {
            Map<String, String> known = SeriesRecorder.valueLabels(metric, arm);
            return samples(
                    labels -> labels.entrySet().containsAll(known.entrySet()),
                    at.get(0).start(),
                    at.get(at.size() - 1).end());
        }

        private CompletionStage<Samples> samples(Predicate<Map<String, String>> wanted, Instant from, Instant to) {
            return recording().thenApply(whole -> {
                List<SampledSeries> found = new ArrayList<>();
                for (SampledSeries series : whole.series()) {
                    if (wanted.test(series.labels())) {
                        cut(series, from.toEpochMilli(), to.toEpochMilli()).ifPresent(found::add);
                    }
                }
                List<String> cautions =
                        whole.isTorn() ? List.of("the recording's last line is not whole and was left out") : List.of();
                return new Samples(found, cautions);
            });
        }

        private static Optional<SampledSeries> cut(SampledSeries series, long from, long to) {
            int first = series.lastUntil(from - 1) + 1;
            int end = series.lastUntil(to) + 1;
            if (first >= end) {
                return Optional.empty();
            }
            NativeHistogram[] histograms = null;
            if (series.histogram(first) != null) {
                histograms = new NativeHistogram[end - first];
                for (int i = first; i < end; i++) {
                    histograms[i - first] = series.histogram(i);
                }
            }
            return Optional.of(new SampledSeries(
                    series.labels(),
                    Arrays.copyOfRange(series.times(), first, end),
                    Arrays.copyOfRange(series.values(), first, end),
                    histograms));
        }
    }
}
