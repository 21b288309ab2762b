package io.jenkins.plugins.sluice.evidence.metric.set;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jenkins.plugins.sluice.evidence.metric.Metric;
import io.jenkins.plugins.sluice.evidence.metric.QueryTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What each set finds in its sample exposition, written after the documentation that the set names. */
final class SetExamples {

    private SetExamples() {}

    /**
     * One query and what it must find.
     *
     * @param arm as a provider writes the labels of an arm
     * @param which the query of the metric: total, bad, events, buckets or query
     * @param sum of all series that a selector finds, or the result of a query
     */
    record Example(String set, String arm, String metric, String which, double sum) {

        String query() {
            return query(SetChoice.DEFAULTS);
        }

        String query(SetChoice choice) {
            Metric found = MetricSet.named(set)
                    .flatMap(named -> named.metric(metric, choice))
                    .orElseThrow()
                    .metric();
            return QueryTemplate.parse(template(found, which)).fill(placeholder -> arm);
        }

        boolean isSelector() {
            return !which.equals("query");
        }

        @Override
        public String toString() {
            return set + " " + metric + " " + which + " {" + arm + "}";
        }
    }

    static String template(Metric metric, String which) {
        if (metric instanceof Metric.Ratio ratio) {
            return which.equals("total") ? ratio.total() : ratio.bad();
        }
        if (metric instanceof Metric.Events events) {
            return events.events();
        }
        return metric instanceof Metric.Distribution distribution
                ? distribution.buckets()
                : ((Metric.Value) metric).query();
    }

    static List<Example> all() {
        List<Example> examples = new ArrayList<>();
        String canary = "job=\"shop\",version=\"2\"";
        examples.add(new Example("opentelemetry", canary, "errorRate", "total", 100));
        examples.add(new Example("opentelemetry", canary, "errorRate", "bad", 7));
        examples.add(new Example("opentelemetry", "job=\"shop\",version=\"1\"", "errorRate", "bad", 11));
        examples.add(new Example("opentelemetry", canary, "latency", "buckets", 80 + 90 + 1 + 7 + 0 + 3));
        examples.add(new Example("opentelemetry", canary, "p95", "buckets", 181));
        examples.add(new Example("opentelemetry", canary, "throughput", "events", 100));
        examples.add(new Example("micrometer", canary, "errorRate", "total", 60));
        examples.add(new Example("micrometer", canary, "errorRate", "bad", 4));
        examples.add(new Example("micrometer", canary, "latency", "buckets", 90));
        examples.add(new Example("micrometer", canary, "saturation", "query", 25));
        String workload = "destination_workload=\"shop-canary\"";
        examples.add(new Example("istio", workload, "errorRate", "total", 198));
        examples.add(new Example("istio", workload, "errorRate", "bad", 8));
        examples.add(new Example("istio", workload, "refused", "total", 207));
        examples.add(new Example("istio", workload, "refused", "bad", 12));
        examples.add(new Example("istio", workload, "latency", "buckets", 348));
        String deployment = "namespace=\"prod\",deployment=~\"shop-can.*\"";
        examples.add(new Example("linkerd", deployment, "errorRate", "total", 77));
        examples.add(new Example("linkerd", deployment, "errorRate", "bad", 7));
        examples.add(new Example("linkerd", deployment, "latency", "buckets", 137));
        String cluster = "envoy_cluster_name=\"shop-canary\"";
        examples.add(new Example("envoy", cluster, "errorRate", "total", 299));
        examples.add(new Example("envoy", cluster, "errorRate", "bad", 9));
        examples.add(new Example("envoy", cluster, "latency", "buckets", 569));
        String server = "proxy=\"shop\",server=~\"canary-.*\"";
        examples.add(new Example("haproxy", server, "errorRate", "total", 400));
        examples.add(new Example("haproxy", server, "errorRate", "bad", 8));
        examples.add(new Example("haproxy", server, "refused", "bad", 4));
        examples.add(new Example("haproxy", server, "mean", "query", 0.125));
        examples.add(new Example("haproxy", server, "saturation", "query", 75));
        return examples;
    }

    static String exposition(String set) {
        try (InputStream stream = Objects.requireNonNull(SetExamples.class.getResourceAsStream(set + ".prom"))) {
            return new String(stream.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
