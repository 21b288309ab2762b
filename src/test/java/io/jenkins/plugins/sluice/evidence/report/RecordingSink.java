package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.Quantity;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes down what it is told: how much of each kind, and every word. */
class RecordingSink implements ReportSink {

    /** How many leaves of each kind; what they are called is left out. */
    final Map<String, Long> counts = new TreeMap<>();

    /** All that was told, in order, cautions left out since they name places. */
    final StringBuilder words = new StringBuilder();

    private void tell(String kind, long howMany, Object... what) {
        counts.merge(kind, howMany, Long::sum);
        words.append(kind).append(' ').append(howMany);
        for (Object each : what) {
            words.append('|').append(each);
        }
        words.append('\n');
    }

    @Override
    public void written(Instant time) {
        words.append("written ").append(time).append('\n');
    }

    @Override
    public void caution(Caution caution) {}

    @Override
    public void test(String name, TestOutcome outcome, boolean flaky, long durationNanos, @Nullable String message) {
        tell("test " + outcome, 1, name, flaky, durationNanos, message);
    }

    @Override
    public void absentTests(long howMany) {
        words.append("absent ").append(howMany).append('\n');
    }

    @Override
    public void coverage(String path, CoverageSummary.Metric metric, long covered, long total) {
        tell("covered " + metric, covered, path);
        tell("total " + metric, total, path);
    }

    @Override
    public void mutant(MutantOutcome outcome, String place, String mutation) {
        tell("mutant " + outcome, 1, place, mutation);
    }

    @Override
    public void sample(String label, boolean transaction, long startMillis, long elapsedMillis, boolean success) {
        tell("sample", 1, label, transaction, startMillis, elapsedMillis, success);
    }

    @Override
    public void beginRun() {
        tell("run", 1);
    }

    @Override
    public void finding(RawFinding finding) {
        tell(
                "finding",
                1,
                finding.rule,
                finding.severity,
                finding.message,
                finding.path,
                finding.line,
                finding.fingerprintName,
                finding.fingerprint);
    }

    @Override
    public void endRun(String tool, @Nullable String version, @Nullable String trouble, RuleSeverities severities) {
        tell("end of run", 1, tool, version, trouble != null);
    }

    @Override
    public void value(String name, Quantity value) {
        tell("value", 1, name, value);
    }

    @Override
    public void noValue(String name, String why) {
        tell("no value", 1, name);
    }
}
