package io.jenkins.plugins.sluice.evidence.metric.set;

import java.util.List;

/** Every set that there is. */
final class MetricSets {

    static final List<MetricSet> ALL =
            List.of(new OpenTelemetry(), new Micrometer(), new Istio(), new Linkerd(), new Envoy(), new HaProxy());

    private MetricSets() {}
}
