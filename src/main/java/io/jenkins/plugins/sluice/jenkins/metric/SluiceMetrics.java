package io.jenkins.plugins.sluice.jenkins.metric;

import hudson.Extension;
import hudson.ExtensionList;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord.Consequence;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.Outcome;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.DistributionDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Unit;
import java.time.Duration;
import java.util.Locale;

/**
 * The figures of this controller since it started. Their labels take few values whatever users do: no job, gate or branch
 * is among them, because each would be a time series for ever.
 */
@Extension
public final class SluiceMetrics extends GateListener {

    private static final double[] DURATIONS = {0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120, 300, 600};
    private static final double[] AGES = {1, 10, 60, 300, 900, 3_600, 4 * 3_600, 86_400, 7 * 86_400, 30 * 86_400};
    private static final double MILLIS = 1e3;

    private final PrometheusRegistry registry = new PrometheusRegistry();

    private final Counter gates = Counter.builder()
            .name("sluice_gates")
            .help("Gates that were judged, by verdict and by what the build did about it")
            .labelNames("outcome", "consequence")
            .withoutExemplars()
            .register(registry);

    private final Histogram durations = Histogram.builder()
            .name("sluice_gate_duration")
            .unit(Unit.SECONDS)
            .help("How long gates took, from their beginning to the recorded verdict")
            .classicOnly()
            .classicUpperBounds(DURATIONS)
            .withoutExemplars()
            .register(registry);

    private final Histogram ages = Histogram.builder()
            .name("sluice_evidence_age")
            .unit(Unit.SECONDS)
            .help("How old each report was when it was judged; one from the future counts as new")
            .classicOnly()
            .classicUpperBounds(AGES)
            .withoutExemplars()
            .register(registry);

    /** Begins at zero, also for what has not happened yet, so that a first failure is an increase. */
    public SluiceMetrics() {
        for (Outcome outcome : Outcome.values()) {
            for (Consequence consequence : Consequence.values()) {
                gates.initLabelValues(label(outcome), label(consequence));
            }
        }
    }

    /** The figures of this controller. */
    public static SluiceMetrics get() {
        return ExtensionList.lookupSingleton(SluiceMetrics.class);
    }

    @Override
    public void onJudged(JudgedGate judged) {
        GateVerdict verdict = judged.model().verdict();
        gates.labelValues(
                        label(judged.record().outcome()),
                        label(Consequence.valueOf(judged.record().getConsequence())))
                .inc();
        durations.observe(judged.record().getDurationMillis() / MILLIS);
        for (EvidenceFact fact : verdict.evidence()) {
            Duration age = Duration.between(fact.written(), verdict.at());
            ages.observe(Math.max(0, age.toMillis()) / MILLIS);
        }
    }

    /** All figures as they are now. */
    MetricSnapshots scrape() {
        return registry.scrape();
    }

    /** How many gates were judged like this. */
    long gates(Outcome outcome, Consequence consequence) {
        return gates.labelValues(label(outcome), label(consequence)).getLongValue();
    }

    /** How many gates took how long in all. */
    Total durations() {
        return Total.of(durations);
    }

    /** How many reports were how old in all. */
    Total ages() {
        return Total.of(ages);
    }

    static String label(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /**
     * All observations of a histogram.
     *
     * @param seconds their sum
     */
    record Total(long count, double seconds) {
        private static Total of(Histogram histogram) {
            return histogram.collect().getDataPoints().stream()
                    .findFirst()
                    .filter(DistributionDataPointSnapshot::hasCount)
                    .map(point -> new Total(point.getCount(), point.getSum()))
                    .orElse(new Total(0, 0));
        }
    }
}
