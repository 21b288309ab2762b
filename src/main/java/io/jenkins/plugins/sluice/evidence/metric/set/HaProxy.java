package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * HAProxy's own exporter (haproxy/haproxy, addons/promex/README and src/stats-proxy.c): counters of servers. A server's
 * {@code http_responses_total} has only what the server answered (http_ana.c), so that requests it did not answer,
 * {@code connection_errors_total} and {@code response_errors_total}, are added here: those without a {@code code}.
 */
final class HaProxy implements MetricSet {

    private static final String REQUESTS = "haproxy_server_(http_responses|connection_errors|response_errors)_total";

    @Override
    public String name() {
        return "haproxy";
    }

    @Override
    public String meaning() {
        return "servers behind HAProxy, by its built-in exporter";
    }

    @Override
    public String source() {
        return "https://github.com/haproxy/haproxy/blob/master/addons/promex/README";
    }

    @Override
    public List<NamedMetric> metrics(SetChoice choice) {
        String pods = HttpMetrics.pods(this, choice);
        String requests = Selectors.like("__name__", REQUESTS);
        String total = Selectors.of("", requests);
        String errors = "(" + HttpMetrics.errors(this, choice) + ")|";
        List<NamedMetric> metrics = new ArrayList<>();
        metrics.add(NamedMetric.number(new Metric.Ratio(
                "errorRate", total, Selectors.of("", requests, Selectors.like("code", errors)), pods)));
        metrics.add(HttpMetrics.perPod(
                "mean", "avg", Selectors.of("haproxy_server_response_time_average_seconds"), Unit.SECOND, pods));
        metrics.add(HttpMetrics.throughput(total, pods));
        metrics.add(NamedMetric.number(
                new Metric.Ratio("refused", total, Selectors.of("haproxy_server_connection_errors_total"), pods)));
        metrics.add(HttpMetrics.perPod(
                "saturation",
                "max",
                "100 * " + Selectors.of("haproxy_server_current_sessions") + " / "
                        + Selectors.of("haproxy_server_limit_sessions"),
                Unit.PERCENT,
                pods));
        return metrics;
    }

    @Override
    public Map<String, String> lacks() {
        return Map.of(
                "latency", HttpMetrics.ONLY_AN_AVERAGE,
                "p50", HttpMetrics.ONLY_AN_AVERAGE,
                "p90", HttpMetrics.ONLY_AN_AVERAGE,
                "p95", HttpMetrics.ONLY_AN_AVERAGE,
                "p99", HttpMetrics.ONLY_AN_AVERAGE);
    }

    @Override
    public String errors() {
        return "5xx";
    }

    @Override
    public List<String> statuses() {
        return List.of("1xx", "2xx", "3xx", "4xx", "5xx", "other");
    }

    @Override
    public @Nullable String routeLabel() {
        return null;
    }

    @Override
    public String podLabel() {
        return "server";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Tell versions apart by `proxy` (one backend each) or by `server` (`~canary-.*`).",
                "Requests that a server did not answer count as errors, whatever `errors` says.",
                "The mean is over the last 1,024 requests of each server, however old they are.",
                "Saturation needs `maxconn` on the server.");
    }
}
