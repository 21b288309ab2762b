package io.jenkins.plugins.sluice.jenkins.metric;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.Metric;
import com.codahale.metrics.MetricSet;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord.Consequence;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;
import jenkins.metrics.api.MetricProvider;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * The same figures for the Metrics plugin, which is where the plugins for Prometheus, Datadog and others look: {@code
 * sluice.gates.OUTCOME.CONSEQUENCE}, and number and sum in seconds of {@code sluice.gate.duration} and {@code
 * sluice.evidence.age}.
 */
@OptionalExtension(requirePlugins = "metrics")
public final class PluginMetrics extends MetricProvider {

    @Override
    public MetricSet getMetricSet() {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        for (Outcome outcome : Outcome.values()) {
            for (Consequence consequence : Consequence.values()) {
                String name = "sluice.gates." + SluiceMetrics.label(outcome) + "." + SluiceMetrics.label(consequence);
                Gauge<Long> gauge = () -> SluiceMetrics.get().gates(outcome, consequence);
                metrics.put(name, gauge);
            }
        }
        Gauge<Long> gates = () -> SluiceMetrics.get().durations().count();
        Gauge<Double> seconds = () -> SluiceMetrics.get().durations().seconds();
        Gauge<Long> reports = () -> SluiceMetrics.get().ages().count();
        Gauge<Double> age = () -> SluiceMetrics.get().ages().seconds();
        metrics.put("sluice.gate.duration.count", gates);
        metrics.put("sluice.gate.duration.seconds", seconds);
        metrics.put("sluice.evidence.age.count", reports);
        metrics.put("sluice.evidence.age.seconds", age);
        return metrics(metrics);
    }
}
