package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.MetricBlocks.Interval;
import io.jenkins.plugins.sluice.evidence.metric.MetricProvider.Answer;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import io.jenkins.plugins.sluice.evidence.metric.SeriesSource.Samples;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes numbers that are no counts into blocks: of a plain selector all samples in the block, of an expression its value at
 * the block's end.
 */
final class ValueBlocks {

    private static final long USUAL_INTERVAL = 60_000;

    private final Metric.Value metric;
    private final SourceLimits limits;
    private final boolean selector;

    ValueBlocks(Metric.Value metric, SourceLimits limits) {
        this.metric = metric;
        this.limits = limits;
        // Which arm makes no difference to the kind of query.
        String query = QueryLanguage.MATCHERS.fill(
                metric.query(), new Arm(Map.of()), Instant.EPOCH, Instant.EPOCH.plusSeconds(60));
        this.selector = Selector.of(query).isPresent();
    }

    boolean isSelector() {
        return selector;
    }

    Answer close(MetricRequest request, Samples canary, @Nullable Samples baseline, Interval block, Instant now) {
        List<String> cautions = new ArrayList<>();
        try {
            if (selector) {
                Optional<String> open = open(canary, block, now);
                if (open.isEmpty() && baseline != null) {
                    open = open(baseline, block, now);
                }
                if (open.isPresent()) {
                    return new Answer.TooEarly(open.get());
                }
            }
            List<Double> ofCanary = values("canary", canary, block, cautions);
            List<Double> ofBaseline = baseline == null ? List.of() : values("baseline", baseline, block, cautions);
            return new Answer.Closed(
                    MetricBlocks.closed(request, block, new Observed.Values(ofCanary, ofBaseline), cautions));
        } catch (NoAnswer e) {
            return new Answer.Closed(
                    MetricBlocks.closed(request, block, new Observed.Nothing(e.reason(), e.detail()), cautions));
        }
    }

    private Optional<String> open(Samples samples, Interval block, Instant now) {
        for (SampledSeries series : samples.series()) {
            int last = series.size() - 1;
            if (last < 0 || series.time(last) >= block.to()) {
                continue;
            }
            long interval = last == 0 ? USUAL_INTERVAL : (series.time(last) - series.time(0)) / last;
            if (now.toEpochMilli() < block.to() + 2 * interval + limits.delay().toMillis()) {
                return Optional.of("not seen after the block's end yet: " + series.labels());
            }
        }
        return Optional.empty();
    }

    private List<Double> values(String arm, Samples samples, Interval block, List<String> cautions) throws NoAnswer {
        List<Double> values = new ArrayList<>();
        Set<String> pods = new HashSet<>();
        boolean ended = false;
        for (SampledSeries series : samples.series()) {
            int first = selector ? series.lastUntil(block.from() - 1) + 1 : series.lastUntil(block.to());
            // Half open as blocks are; an expression's value stands at the end itself.
            int last = selector ? series.lastUntil(block.to() - 1) : first;
            if (first < 0 || first > last || (!selector && series.time(first) <= block.from())) {
                continue;
            }
            if (selector && series.time(series.size() - 1) < block.to()) {
                ended = true;
                cautions.add(arm + ": left out because it ended before the block did: " + series.labels());
                continue;
            }
            String podLabel = metric.podLabel();
            if (!pods.add(podLabel == null ? "" : series.label(podLabel))) {
                throw new NoAnswer(
                        Reason.SEVERAL_SERIES,
                        arm + ": several series where one was expected, the second is " + series.labels()
                                + "; aggregate them in the query, or name the label of pods");
            }
            for (int i = first; i <= last; i++) {
                if (!Double.isFinite(series.value(i))) {
                    throw new NoAnswer(
                            Reason.NOT_A_NUMBER,
                            arm + ": the value " + series.value(i) + " of " + series.labels() + " is no number");
                }
                values.add(series.value(i));
            }
        }
        if (values.isEmpty()) {
            throw ended
                    ? new NoAnswer(Reason.STALE, arm + ": every series ended before the block did")
                    : new NoAnswer(Reason.NO_DATA, arm + ": no series is selected");
        }
        samples.cautions().forEach(caution -> cautions.add(arm + ": " + caution));
        return values;
    }
}
