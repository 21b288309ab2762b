package io.jenkins.plugins.sluice.evidence.metric.set;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Metrics that one kind of service is known to offer, in PromQL: selectors of counters and histograms without a range,
 * with {@code ${arm}} where the arm's labels go.
 */
public interface MetricSet {

    /** The names that a set has or says why not, in the order in which they are shown. */
    List<String> STANDARD =
            List.of("errorRate", "latency", "p50", "p90", "p95", "p99", "mean", "throughput", "refused", "saturation");

    /** How a policy calls it. */
    String name();

    /** What it is for, as half a sentence. */
    String meaning();

    /** Where names and labels are documented. */
    String source();

    /** The metrics that it has. */
    List<NamedMetric> metrics(SetChoice choice);

    /** Standard names that it has no metric for, each with the reason: they are not judged. */
    Map<String, String> lacks();

    /** Which statuses are errors when the policy does not say: a regular expression, for people and queries. */
    String errors();

    /** The statuses that its counters tell apart, or none where it tells apart every code. */
    default List<String> statuses() {
        return List.of();
    }

    /** The label that names routes, or null where it knows none, so that none can be left out. */
    @Nullable
    String routeLabel();

    /** The health and metrics routes that are left out when the policy does not say. */
    default List<String> healthRoutes() {
        return routeLabel() == null ? List.of() : Selectors.HEALTH_ROUTES;
    }

    /** The label that names pods, or null where it knows none. */
    @Nullable
    String podLabel();

    /** What else a reader should know, each as a sentence. */
    List<String> notes();

    /** The metric of this name. */
    default Optional<NamedMetric> metric(String name, SetChoice choice) {
        return metrics(choice).stream()
                .filter(metric -> metric.name().equals(name))
                .findFirst();
    }

    /** All sets. */
    static List<MetricSet> all() {
        return new ArrayList<>(MetricSets.ALL);
    }

    /** The set of this name. */
    static Optional<MetricSet> named(String name) {
        return all().stream().filter(set -> set.name().equals(name)).findFirst();
    }
}
