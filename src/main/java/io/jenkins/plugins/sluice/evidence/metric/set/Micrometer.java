package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * HTTP servers by Micrometer, as Spring Boot and Quarkus have it: the timer {@code http.server.requests} with
 * {@code status} and {@code uri} (docs.spring.io/spring-boot/reference/actuator/metrics.html), named as Prometheus has it
 * (docs.micrometer.io/micrometer/reference/implementations/prometheus.html).
 */
final class Micrometer implements MetricSet {

    private static final String REQUESTS = "http_server_requests_seconds";

    @Override
    public String name() {
        return "micrometer";
    }

    @Override
    public String meaning() {
        return "HTTP servers by Micrometer: Spring Boot, Quarkus, Micronaut";
    }

    @Override
    public String source() {
        return "https://docs.spring.io/spring-boot/reference/actuator/metrics.html";
    }

    @Override
    public List<NamedMetric> metrics(SetChoice choice) {
        String pods = HttpMetrics.pods(this, choice);
        List<NamedMetric> metrics = new ArrayList<>(HttpMetrics.of(this, choice, REQUESTS, "status", Unit.SECOND));
        metrics.add(HttpMetrics.perPod(
                "saturation", "max", "100 * " + Selectors.of("process_cpu_usage"), Unit.PERCENT, pods));
        return metrics;
    }

    @Override
    public Map<String, String> lacks() {
        return Map.of("mean", HttpMetrics.WHOLE_DISTRIBUTION, "refused", HttpMetrics.SERVER_KNOWS_NO_REFUSALS);
    }

    @Override
    public String errors() {
        return "5..";
    }

    @Override
    public String routeLabel() {
        return "uri";
    }

    @Override
    public String podLabel() {
        return "instance";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "Latency needs histograms, which are off by default: set"
                        + " `management.metrics.distribution.percentiles-histogram.http.server.requests=true`;"
                        + " without them its criteria are unknown.",
                "Saturation is the process's CPU, of all that its machine has.");
    }
}
