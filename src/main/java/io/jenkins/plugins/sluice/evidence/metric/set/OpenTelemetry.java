package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Unit;
import java.util.List;
import java.util.Map;

/** HTTP servers by the semantic conventions of OpenTelemetry. */
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
        return HttpMetrics.of(this, choice, REQUESTS, STATUS, "", Unit.SECOND);
    }

    @Override
    public Map<String, String> lacks() {
        return Map.of();
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
        return List.of();
    }
}
