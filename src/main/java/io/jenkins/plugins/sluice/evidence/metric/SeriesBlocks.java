package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.Gains;
import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.PodGains;
import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.TargetName;
import io.jenkins.plugins.sluice.evidence.metric.MetricBlocks.Interval;
import io.jenkins.plugins.sluice.evidence.metric.MetricProvider.Answer;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import io.jenkins.plugins.sluice.evidence.metric.QueryTemplate.Placeholder;
import io.jenkins.plugins.sluice.evidence.metric.SeriesSource.Samples;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Closes blocks from the raw samples of a {@link SeriesSource}, one block or many of the past at once. */
final class SeriesBlocks {

    /** So much of the past is read at once: enough for a profile, and no more than a server lets through. */
    private static final Duration AT_ONCE = Duration.ofHours(2);

    private final SeriesSource source;
    private final SourceLimits limits;

    SeriesBlocks(SeriesSource source, SourceLimits limits) {
        this.source = source;
        this.limits = limits;
    }

    /** The samples of both arms. */
    private record Pair(Samples canary, @Nullable Samples baseline) {}

    /** What blocks became: each closed, or a reason why it is too early, in the order of the blocks. */
    private record Closing(List<Answer> answers) {}

    CompletionStage<Answer> ask(MetricRequest request) {
        Instant now = source.now();
        if (now.isBefore(request.end().plus(limits.delay()))) {
            return CompletableFuture.completedFuture(new Answer.TooEarly("the block has not ended yet"));
        }
        Interval block = MetricBlocks.of(request);
        return close(request, List.of(block), now)
                .handle((closing, failure) -> failure == null
                        ? closing.answers().get(0)
                        : new Answer.Closed(MetricBlocks.nothing(request, block, noAnswer(failure))));
    }

    CompletionStage<List<MetricBlock>> past(MetricRequest request, Duration blockLength) {
        Instant now = source.now();
        List<Interval> blocks = MetricBlocks.divide(request, blockLength).stream()
                .filter(block -> !now.isBefore(block.end().plus(limits.delay())))
                .toList();
        int chunk = namesTime(request.metric()) ? 1 : (int) Math.max(1, AT_ONCE.dividedBy(blockLength));
        CompletionStage<List<MetricBlock>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (int i = 0; i < blocks.size(); i += chunk) {
            List<Interval> part = blocks.subList(i, Math.min(i + chunk, blocks.size()));
            all = all.thenCompose(before -> past(request, part, now).thenApply(found -> {
                before.addAll(found);
                return before;
            }));
        }
        return all.thenApply(List::copyOf);
    }

    /** Whether a query says itself which time it is for, so that it holds for one block alone. */
    private static boolean namesTime(Metric metric) {
        return Questions.templates(metric).stream()
                .map(query -> QueryTemplate.parse(query).placeholders())
                .anyMatch(named -> named.contains(Placeholder.START) || named.contains(Placeholder.END));
    }

    /** An answer that is too large is asked for in halves. */
    private CompletionStage<List<MetricBlock>> past(MetricRequest request, List<Interval> blocks, Instant now) {
        MetricRequest part = new MetricRequest(
                request.metric(),
                request.canary(),
                request.baseline(),
                blocks.get(0).start(),
                blocks.get(blocks.size() - 1).end());
        return close(part, blocks, now)
                .handle((closing, failure) -> {
                    if (failure == null) {
                        return CompletableFuture.completedFuture(closing.answers().stream()
                                .filter(Answer.Closed.class::isInstance)
                                .map(answer -> ((Answer.Closed) answer).block())
                                .toList());
                    }
                    if (cause(failure) instanceof ReplyTooLarge && blocks.size() > 1) {
                        int half = blocks.size() / 2;
                        return past(request, blocks.subList(0, half), now)
                                .thenCombine(past(request, blocks.subList(half, blocks.size()), now), (one, other) -> {
                                    List<MetricBlock> both = new ArrayList<>(one);
                                    both.addAll(other);
                                    return both;
                                });
                    }
                    NoAnswer why = noAnswer(failure);
                    return CompletableFuture.completedFuture(blocks.stream()
                            .map(block -> MetricBlocks.nothing(request, block, why))
                            .toList());
                })
                .thenCompose(found -> found);
    }

    private CompletionStage<Closing> close(MetricRequest request, List<Interval> blocks, Instant now) {
        Metric metric = request.metric();
        if (metric instanceof Metric.Ratio ratio) {
            return counters(request, blocks, now, ratio.total(), ratio.bad());
        }
        if (metric instanceof Metric.Events events) {
            return counters(request, blocks, now, events.events(), null);
        }
        if (metric instanceof Metric.Distribution distribution) {
            return counters(request, blocks, now, distribution.buckets(), null);
        }
        return values(request, blocks, now, (Metric.Value) metric);
    }

    private CompletionStage<Closing> counters(
            MetricRequest request, List<Interval> blocks, Instant now, String total, @Nullable String bad) {
        Instant from = blocks.get(0).start().minus(limits.lookback());
        Instant latest = blocks.get(blocks.size() - 1).end().plus(limits.lookback());
        Instant to = now.isBefore(latest) ? now : latest;
        String podLabel = request.metric().podLabel();
        return both(request, total, from, to).thenCompose(totals -> {
            // Errors are read after it is known that all requests of the block are there: never errors without
            // requests.
            boolean open = blocks.stream()
                    .allMatch(block -> tooEarly(podLabel, totals, block, now).isPresent());
            if (bad == null || open) {
                return born(request, totals, null, blocks, from, to, now);
            }
            return both(request, bad, from, to).thenCompose(bads -> born(request, totals, bads, blocks, from, to, now));
        });
    }

    private Optional<String> tooEarly(@Nullable String podLabel, Pair totals, Interval block, Instant now) {
        Optional<String> canary = open(podLabel, totals.canary(), block, now);
        return canary.isPresent() || totals.baseline() == null ? canary : open(podLabel, totals.baseline(), block, now);
    }

    private Optional<String> open(@Nullable String podLabel, Samples total, Interval block, Instant now) {
        return new CounterDifference(podLabel, total.series(), List.of(), Map.of())
                .open(
                        block.from(),
                        block.to(),
                        now.toEpochMilli(),
                        limits.delay().toMillis());
    }

    private CompletionStage<Pair> both(MetricRequest request, String template, Instant from, Instant to) {
        CompletionStage<Samples> canary = source.read(selector(template, request.canary(), request), from, to);
        Arm baseline = request.baseline();
        if (baseline == null) {
            return canary.thenApply(samples -> new Pair(samples, null));
        }
        return canary.thenCombine(source.read(selector(template, baseline, request), from, to), Pair::new);
    }

    private static String selector(String template, Arm arm, MetricRequest request) {
        return QueryLanguage.MATCHERS.fill(template, arm, request.start(), request.end());
    }

    /** Finds out whether targets that appeared in a block were up before, where that matters, and closes. */
    private CompletionStage<Closing> born(
            MetricRequest request,
            Pair totals,
            @Nullable Pair bads,
            List<Interval> blocks,
            Instant from,
            Instant to,
            Instant now) {
        String podLabel = request.metric().podLabel();
        TreeSet<String> instances = new TreeSet<>();
        long start = blocks.get(0).from();
        long end = blocks.get(blocks.size() - 1).to();
        for (Samples samples : arms(totals)) {
            new CounterDifference(podLabel, samples.series(), List.of(), Map.of())
                    .appeared(start, end)
                    .forEach(target -> instances.add(target.instance()));
        }
        CompletionStage<Samples> up = instances.isEmpty()
                ? CompletableFuture.completedFuture(new Samples(List.of(), List.of()))
                : source.read(
                        "up{" + CounterDifference.INSTANCE + "=~"
                                + QueryLanguage.quoted(instances.stream()
                                        .map(SeriesBlocks::literally)
                                        .collect(Collectors.joining("|")))
                                + "}",
                        from,
                        to);
        return up.thenApply(ups -> {
            Counters canary = counters(podLabel, totals.canary(), bads == null ? null : bads.canary(), ups);
            Samples baselineTotal = totals.baseline();
            Counters baseline = baselineTotal == null
                    ? null
                    : counters(podLabel, baselineTotal, bads == null ? null : bads.baseline(), ups);
            List<Answer> answers = new ArrayList<>();
            for (Interval block : blocks) {
                answers.add(closed(request, canary, baseline, block, now));
            }
            return new Closing(answers);
        });
    }

    private static List<Samples> arms(Pair pair) {
        return pair.baseline() == null ? List.of(pair.canary()) : List.of(pair.canary(), pair.baseline());
    }

    /** A regular expression (RE2) for exactly this text. */
    private static String literally(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    private record Counters(CounterDifference difference, List<String> cautions) {}

    private static Counters counters(@Nullable String podLabel, Samples total, @Nullable Samples bad, Samples ups) {
        Map<TargetName, Long> upSince = new HashMap<>();
        for (SampledSeries series : total.series()) {
            for (SampledSeries up : ups.series()) {
                if (up.label(CounterDifference.INSTANCE).equals(series.label(CounterDifference.INSTANCE))
                        && up.label(CounterDifference.JOB).equals(series.label(CounterDifference.JOB))) {
                    firstUp(up).ifPresent(time -> upSince.put(CounterDifference.target(podLabel, series), time));
                }
            }
        }
        List<String> cautions = new ArrayList<>(total.cautions());
        if (bad != null) {
            cautions.addAll(bad.cautions());
        }
        List<SampledSeries> bads = bad == null ? List.of() : bad.series();
        return new Counters(new CounterDifference(podLabel, total.series(), bads, upSince), cautions);
    }

    private static Optional<Long> firstUp(SampledSeries up) {
        for (int i = 0; i < up.size(); i++) {
            if (up.value(i) == 1) {
                return Optional.of(up.time(i));
            }
        }
        return Optional.empty();
    }

    private Answer closed(
            MetricRequest request, Counters canary, @Nullable Counters baseline, Interval block, Instant now) {
        List<String> cautions = new ArrayList<>();
        try {
            Optional<String> open = canary.difference()
                    .open(
                            block.from(),
                            block.to(),
                            now.toEpochMilli(),
                            limits.delay().toMillis());
            if (open.isEmpty() && baseline != null) {
                open = baseline.difference()
                        .open(
                                block.from(),
                                block.to(),
                                now.toEpochMilli(),
                                limits.delay().toMillis());
            }
            if (open.isPresent()) {
                return new Answer.TooEarly(open.get());
            }
            List<PodGains> canaryGains = gains("canary", canary, block, cautions);
            List<PodGains> baselineGains = baseline == null ? List.of() : gains("baseline", baseline, block, cautions);
            Observed observed = request.metric() instanceof Metric.Distribution distribution
                    ? BucketMerge.merge(canaryGains, baselineGains, distribution.unit())
                    : new Observed.Counts(
                            counts("canary", canaryGains, request, block),
                            counts("baseline", baselineGains, request, block));
            return new Answer.Closed(MetricBlocks.closed(request, block, observed, cautions));
        } catch (NoAnswer e) {
            return new Answer.Closed(
                    MetricBlocks.closed(request, block, new Observed.Nothing(e.reason(), e.detail()), cautions));
        }
    }

    private static List<PodGains> gains(String arm, Counters counters, Interval block, List<String> cautions)
            throws NoAnswer {
        CounterDifference difference = counters.difference();
        if (difference.isEmpty()) {
            throw new NoAnswer(Reason.NO_DATA, arm + ": no series is selected");
        }
        Gains gains = difference.between(block.from(), block.to());
        if (gains.pods().isEmpty()) {
            if (!gains.began()) {
                throw new NoAnswer(Reason.NO_DATA, arm + ": no series is there yet");
            }
            throw new NoAnswer(
                    Reason.STALE,
                    arm + ": "
                            + (gains.leftOut().isEmpty()
                                    ? "all series ended before the block began"
                                    : String.join("; ", gains.leftOut())));
        }
        counters.cautions().forEach(caution -> cautions.add(arm + ": " + caution));
        gains.cautions().forEach(caution -> cautions.add(arm + ": " + caution));
        long interval = difference.scrapeInterval();
        if (2 * interval > block.to() - block.from()) {
            cautions.add(arm + ": a block of " + QueryLanguage.seconds(block.to() - block.from())
                    + " s is shorter than two scrapes, which are " + QueryLanguage.seconds(interval) + " s apart");
        }
        for (PodGains pod : gains.pods()) {
            for (CounterDifference.Gain gain : pod.gains()) {
                if (!gain.countable()) {
                    throw new NoAnswer(
                            Reason.NOT_A_NUMBER,
                            arm + ": a sample of " + gain.series().labels()
                                    + " is NaN, infinite, negative, or too large to be counted exactly");
                }
            }
        }
        return gains.pods();
    }

    /** Sums by pod. Of events, a pod's total is the block's length: whoever knows the shares of traffic weighs it. */
    private static ArmCounts counts(String arm, List<PodGains> gains, MetricRequest request, Interval block)
            throws NoAnswer {
        boolean events = request.metric() instanceof Metric.Events;
        Map<String, long[]> byPod = new HashMap<>();
        for (PodGains pod : gains) {
            long[] sums = byPod.computeIfAbsent(pod.pod(), name -> new long[2]);
            for (CounterDifference.Gain gain : pod.gains()) {
                int sum = events || gain.bad() ? 1 : 0;
                sums[sum] = Math.addExact(sums[sum], gain.amount());
            }
        }
        List<PodCounts> counts = new ArrayList<>();
        for (Map.Entry<String, long[]> pod : byPod.entrySet()) {
            long total = events ? block.to() - block.from() : pod.getValue()[0];
            long bad = pod.getValue()[1];
            if (!events && bad > total) {
                throw new NoAnswer(
                        Reason.NOT_A_NUMBER,
                        arm + ": pod '" + pod.getKey() + "' counted " + bad + " errors of " + total
                                + " requests; the selector of errors must select a part of what the other selects");
            }
            counts.add(new PodCounts(pod.getKey(), total, bad));
        }
        return ArmCounts.of(counts);
    }

    private CompletionStage<Closing> values(
            MetricRequest request, List<Interval> blocks, Instant now, Metric.Value metric) {
        ValueBlocks values = new ValueBlocks(metric, limits);
        Instant from = blocks.get(0).start();
        Instant latest = blocks.get(blocks.size() - 1).end().plus(limits.lookback());
        Instant to = now.isBefore(latest) ? now : latest;
        boolean raw = values.isSelector();
        CompletionStage<Pair> samples;
        if (raw) {
            samples = both(request, metric.query(), from, to);
        } else {
            CompletionStage<Samples> canary = source.evaluate(metric, request.canary(), blocks);
            Arm baseline = request.baseline();
            samples = baseline == null
                    ? canary.thenApply(found -> new Pair(found, null))
                    : canary.thenCombine(source.evaluate(metric, baseline, blocks), Pair::new);
        }
        return samples.thenApply(pair -> new Closing(blocks.stream()
                .map(block -> values.close(request, pair.canary(), pair.baseline(), block, now))
                .toList()));
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** What a failed question says; a defect goes on as what it is. */
    static NoAnswer noAnswer(Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof NoAnswer answer) {
            return answer;
        }
        if (cause instanceof IOException) {
            return new NoAnswer(Reason.SOURCE_DOWN, String.valueOf(cause.getMessage()));
        }
        throw new CompletionException(cause);
    }
}
