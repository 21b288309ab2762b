package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An Envoy in front of the service: {@code upstream_rq_<code>} and {@code upstream_rq_time} of its clusters
 * (envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats). A retried attempt is counted
 * elsewhere, under {@code retry.}, and a request that no host answered ends as 503 (envoyproxy/envoy, router.cc).
 */
final class Envoy implements MetricSet {

    private static final String REQUESTS = "envoy_cluster_upstream_rq";

    @Override
    public String name() {
        return "envoy";
    }

    @Override
    public String meaning() {
        return "services behind an Envoy: Envoy Gateway, Contour, Emissary, or by itself";
    }

    @Override
    public String source() {
        return "https://www.envoyproxy.io/docs/envoy/latest/configuration/upstream/cluster_manager/cluster_stats";
    }

    @Override
    public List<NamedMetric> metrics(SetChoice choice) {
        String pods = HttpMetrics.pods(this, choice);
        String total = Selectors.of(REQUESTS);
        String bad = Selectors.of(REQUESTS, Selectors.like("envoy_response_code", HttpMetrics.errors(this, choice)));
        List<NamedMetric> metrics = new ArrayList<>();
        metrics.add(NamedMetric.number(new Metric.Ratio("errorRate", total, bad, pods)));
        metrics.addAll(
                HttpMetrics.latency(Selectors.of("envoy_cluster_upstream_rq_time_bucket"), Unit.MILLISECOND, pods));
        metrics.add(HttpMetrics.throughput(total, pods));
        return metrics;
    }

    @Override
    public Map<String, String> lacks() {
        return Map.of(
                "mean",
                HttpMetrics.WHOLE_DISTRIBUTION,
                "refused",
                "its counters of refused requests count every attempt; a request that no host answered is in"
                        + " errorRate as 503",
                "saturation",
                "its circuit breakers say only whether they are open");
    }

    @Override
    public String errors() {
        return "5..";
    }

    @Override
    public @Nullable String routeLabel() {
        return null;
    }

    @Override
    public @Nullable String podLabel() {
        return null;
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Each version needs a cluster of its own: tell them apart by `envoy_cluster_name`.",
                "One Envoy counts all pods of a version together; `instance` would name the Envoy.");
    }
}
