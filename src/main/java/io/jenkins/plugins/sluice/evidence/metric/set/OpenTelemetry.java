package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import java.util.List;
import java.util.Map;

/**
 * HTTP servers by the stable semantic conventions of OpenTelemetry: the histogram {@code http.server.request.duration}
 * with {@code http.response.status_code} and {@code http.route}
 * (opentelemetry.io/docs/specs/semconv/http/http-metrics), named as Prometheus has it
 * (opentelemetry.io/docs/specs/otel/compatibility/prometheus_and_openmetrics).
 */
final class OpenTelemetry implements MetricSet {

    private static final String REQUESTS = "http_server_request_duration_seconds";
    private static final String STATUS = "http_response_status_code";

    @Override
    public String name() {
        return "opentelemetry";
    }

    @Override
    public String meaning() {
        return "HTTP servers by the stable semantic conventions of OpenTelemetry";
    }

    @Override
    public String source() {
        return "https://opentelemetry.io/docs/specs/semconv/http/http-metrics/";
    }

    @Override
    public List<NamedMetric> metrics(SetChoice choice) {
        return HttpMetrics.of(this, choice, REQUESTS, STATUS, Unit.SECOND);
    }

    @Override
    public Map<String, String> lacks() {
        return Map.of(
                "mean", HttpMetrics.WHOLE_DISTRIBUTION,
                "refused", HttpMetrics.SERVER_KNOWS_NO_REFUSALS,
                "saturation", "the conventions count active requests but know no limit of them");
    }

    @Override
    public String errors() {
        return "5..";
    }

    @Override
    public String routeLabel() {
        return "http_route";
    }

    @Override
    public String podLabel() {
        return "instance";
    }

    @Override
    public List<String> notes() {
        return List.of(
                "A request without a response has no status and counts as no error.",
                "Where a collector stands between pods and Prometheus, `instance` may name the collector: give `pods` the"
                        + " label that service.instance.id or k8s.pod.name became.");
    }
}
