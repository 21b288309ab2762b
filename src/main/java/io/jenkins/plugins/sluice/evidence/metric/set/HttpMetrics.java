package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The metrics that most sets have in common: one histogram of requests with a label for the status. */
final class HttpMetrics {

    /** Why a set with a histogram has no mean. */
    static final String WHOLE_DISTRIBUTION = "it has the whole distribution; ask for p50, p90, p95 or p99";

    /** Why a set has no distribution. */
    static final String ONLY_AN_AVERAGE = "it has only an average";

    /** Why a service does not know that it is not reached. */
    static final String SERVER_KNOWS_NO_REFUSALS = "a service cannot count the requests that never reach it";

    private static final List<Integer> QUANTILES = List.of(50, 90, 95, 99);

    private HttpMetrics() {}

    /** The label that names pods, as the policy or else the set has it. */
    static @Nullable String pods(MetricSet set, SetChoice choice) {
        return choice.pods() != null ? choice.pods() : set.podLabel();
    }

    /** A matcher that leaves routes out, or "". */
    static String routes(MetricSet set, SetChoice choice) {
        String label = set.routeLabel();
        if (label == null) {
            return "";
        }
        List<String> exclude = choice.exclude();
        return Selectors.notAnyOf(label, exclude == null ? set.healthRoutes() : exclude);
    }

    /** Which statuses are errors. */
    static String errors(MetricSet set, SetChoice choice) {
        return choice.errors() != null ? choice.errors() : set.errors();
    }

    /**
     * Metrics of a classic histogram.
     *
     * @param histogram its name without {@code _count} and {@code _bucket}
     * @param status the label with the status
     */
    static List<NamedMetric> of(MetricSet set, SetChoice choice, String histogram, String status, Unit unit) {
        String routes = routes(set, choice);
        String pods = pods(set, choice);
        String total = Selectors.of(histogram + "_count", routes);
        String bad = Selectors.of(histogram + "_count", Selectors.like(status, errors(set, choice)), routes);
        List<NamedMetric> metrics = new ArrayList<>();
        metrics.add(NamedMetric.number(new Metric.Ratio("errorRate", total, bad, pods)));
        metrics.addAll(latency(Selectors.of(histogram + "_bucket", routes), unit, pods));
        metrics.add(throughput(total, pods));
        return metrics;
    }

    /** A distribution with its quantiles. */
    static List<NamedMetric> latency(String buckets, Unit unit, @Nullable String pods) {
        Metric.Distribution latency = new Metric.Distribution("latency", buckets, unit, pods);
        List<NamedMetric> metrics = new ArrayList<>();
        metrics.add(NamedMetric.whole(latency));
        QUANTILES.forEach(percent -> metrics.add(NamedMetric.quantile("p" + percent, latency, percent)));
        return metrics;
    }

    /** Requests per second; fewer are worse. */
    static NamedMetric throughput(String total, @Nullable String pods) {
        return NamedMetric.number(new Metric.Events("throughput", total, Metric.Worse.LOWER, pods));
    }

    /**
     * A number of each pod, of which more is worse.
     *
     * @param aggregate what makes one number of several of the same pod: {@code max} or {@code avg}
     */
    static NamedMetric perPod(String name, String aggregate, String expression, Unit unit, @Nullable String pods) {
        String by = pods == null ? "" : " by (" + pods + ")";
        return NamedMetric.number(
                new Metric.Value(name, aggregate + by + " (" + expression + ")", unit, Metric.Worse.HIGHER, pods));
    }
}
