package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Istio's sidecars: {@code istio_requests_total} and {@code istio_request_duration_milliseconds}
 * (istio.io/latest/docs/reference/config/metrics), errors and latency as the service's own sidecar has them, refused
 * requests as those of its callers have them, since a dead canary reports nothing. Which workload a failed connection was
 * meant for, a caller knows from the endpoint, which has no version (istio/proxy, istio_stats.cc). Response flags:
 * envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage.
 */
final class Istio implements MetricSet {

    private static final String REQUESTS = "istio_requests_total";

    /** No connection, no healthy host, connection lost, circuit breaker; flags may come several at a time. */
    private static final String NOT_ANSWERED = "(.*,)?(UF|UH|UC|UO)(,.*)?";

    @Override
    public String name() {
        return "istio";
    }

    @Override
    public String meaning() {
        return "services with Istio's sidecar";
    }

    @Override
    public String source() {
        return "https://istio.io/latest/docs/reference/config/metrics/";
    }

    @Override
    public List<NamedMetric> metrics(SetChoice choice) {
        String pods = HttpMetrics.pods(this, choice);
        String inbound = Selectors.is("reporter", "destination");
        String outbound = Selectors.is("reporter", "source");
        String total = Selectors.of(REQUESTS, inbound);
        String bad = Selectors.of(REQUESTS, inbound, Selectors.like("response_code", HttpMetrics.errors(this, choice)));
        List<NamedMetric> metrics = new ArrayList<>();
        metrics.add(NamedMetric.number(new Metric.Ratio("errorRate", total, bad, pods)));
        metrics.addAll(HttpMetrics.latency(
                Selectors.of("istio_request_duration_milliseconds_bucket", inbound), Unit.MILLISECOND, pods));
        metrics.add(HttpMetrics.throughput(total, pods));
        metrics.add(NamedMetric.number(new Metric.Ratio(
                "refused",
                Selectors.of(REQUESTS, outbound),
                Selectors.of(REQUESTS, outbound, Selectors.like("response_flags", NOT_ANSWERED)),
                null)));
        return metrics;
    }

    @Override
    public Map<String, String> lacks() {
        return Map.of(
                "mean",
                HttpMetrics.WHOLE_DISTRIBUTION,
                "saturation",
                "sidecars count requests and know no limit of them");
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
    public String podLabel() {
        return "instance";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Tell versions apart by `destination_workload` or `destination_canonical_revision`: the caller of a dead"
                        + " canary does not know its `destination_version`.",
                "Refused requests are counted by callers that have a sidecar or come through a gateway, without pods.",
                "Probes of the kubelet go past the sidecar and are not counted.",
                "Errors of gRPC come with status 200: define a metric of your own by `grpc_response_status`.");
    }
}
