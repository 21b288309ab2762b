package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Linkerd's proxies: {@code response_total} with {@code classification} and {@code status_code}, and
 * {@code response_latency_ms}, both of inbound requests (linkerd.io/2/reference/proxy-metrics).
 */
final class Linkerd implements MetricSet {

    private static final String RESPONSES = "response_total";

    /** The proxy's own port, which Prometheus scrapes. */
    private static final String NOT_THE_PROXY = Selectors.isNot("srv_port", "4191");

    @Override
    public String name() {
        return "linkerd";
    }

    @Override
    public String meaning() {
        return "services with Linkerd's proxy";
    }

    @Override
    public String source() {
        return "https://linkerd.io/2/reference/proxy-metrics/";
    }

    @Override
    public List<NamedMetric> metrics(SetChoice choice) {
        String pods = HttpMetrics.pods(this, choice);
        String inbound = Selectors.is("direction", "inbound");
        String failed = choice.errors() == null
                ? Selectors.is("classification", "failure")
                : Selectors.like("status_code", choice.errors());
        String routes = HttpMetrics.routes(this, choice);
        String total = Selectors.of(RESPONSES, inbound, NOT_THE_PROXY, routes);
        List<NamedMetric> metrics = new ArrayList<>();
        metrics.add(NamedMetric.number(new Metric.Ratio(
                "errorRate", total, Selectors.of(RESPONSES, inbound, failed, NOT_THE_PROXY, routes), pods)));
        metrics.addAll(HttpMetrics.latency(
                Selectors.of("response_latency_ms_bucket", inbound, NOT_THE_PROXY, routes), Unit.MILLISECOND, pods));
        metrics.add(HttpMetrics.throughput(total, pods));
        return metrics;
    }

    @Override
    public Map<String, String> lacks() {
        return Map.of(
                "mean", HttpMetrics.WHOLE_DISTRIBUTION,
                "refused",
                        "requests that never reach a pod are counted by their callers, under the labels of the caller",
                "saturation", "proxies count requests and know no limit of them");
    }

    @Override
    public String errors() {
        return "5..";
    }

    @Override
    public String routeLabel() {
        return "route_name";
    }

    @Override
    public List<String> healthRoutes() {
        return List.of("probe");
    }

    @Override
    public String podLabel() {
        return "pod";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Without `errors`, a failure is what Linkerd classifies as one: a status of gRPC that is none of success,"
                        + " else 5...",
                "Latency is the time to the first byte of the response.",
                "Routes are names of HTTPRoute resources; probes of the kubelet have the route `probe` and are left out.");
    }
}
