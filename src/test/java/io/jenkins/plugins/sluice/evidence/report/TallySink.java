package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.Quantity;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sink of tests, coverage, mutants and samples, and of everything told in words. */
class TallySink implements ReportSink {

    final TestTally tests;
    final CoverageTally coverage = new CoverageTally();
    final MutationTally mutation = new MutationTally();
    final LoadTally load = new LoadTally();
    final List<String> cautions = new ArrayList<>();

    @Nullable
    Instant written;

    TallySink(Exemption... exemptions) {
        tests = new TestTally(List.of(exemptions), Identities.builder(Path.of(System.getProperty("java.io.tmpdir"))));
    }

    @Override
    public void written(Instant time) {
        written = time;
    }

    @Override
    public void caution(Caution caution) {
        cautions.add(caution.what());
    }

    @Override
    public void test(String name, TestOutcome outcome, boolean flaky, long durationNanos, @Nullable String message) {
        tests.test(name, outcome, flaky, durationNanos, message);
    }

    @Override
    public void absentTests(long howMany) {
        tests.absent(howMany);
    }

    @Override
    public void coverage(String path, CoverageSummary.Metric metric, long covered, long total) {
        coverage.coverage(path, metric, covered, total);
    }

    @Override
    public void mutant(MutantOutcome outcome, String place, String mutated) {
        mutation.mutant(outcome, place, mutated);
    }

    @Override
    public void sample(String label, boolean transaction, long startMillis, long elapsedMillis, boolean success) {
        load.sample(label, transaction, startMillis, elapsedMillis, success);
    }

    @Override
    public void beginRun() {}

    @Override
    public void finding(RawFinding finding) {}

    @Override
    public void endRun(String tool, @Nullable String version, @Nullable String trouble, RuleSeverities severities) {}

    @Override
    public void value(String name, Quantity value) {}

    @Override
    public void noValue(String name, String why) {}
}
