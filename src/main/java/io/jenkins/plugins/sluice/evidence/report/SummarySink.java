package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Adds one report up to a summary of one kind. Close it: a report that turned out unreadable may have left a file. */
public final class SummarySink implements ReportSink, AutoCloseable {

    private static final int MOST_CAUTIONS = 100;

    private final SinkContext context;
    private final Class<? extends Summary> kind;
    private final List<Caution> cautions = new ArrayList<>();
    private final Map<String, Quantity> values = new LinkedHashMap<>();
    private final Map<String, String> missing = new LinkedHashMap<>();
    private @Nullable Instant written;
    private @Nullable TestTally tests;
    private @Nullable CoverageTally coverage;
    private @Nullable MutationTally mutation;
    private @Nullable LoadTally load;
    private @Nullable FindingTally findings;

    /**
     * A sink for one report.
     *
     * @param kind what the report's format tells of, so that one that tells of nothing still has a summary; a reader that
     *     tells of another kind is a bug
     */
    public SummarySink(SinkContext context, Class<? extends Summary> kind) {
        this.context = context;
        this.kind = kind;
    }

    private void require(Class<? extends Summary> told) {
        if (kind != told) {
            throw new IllegalStateException(
                    "a report of " + kind.getSimpleName() + " tells of " + told.getSimpleName());
        }
    }

    @Override
    public void written(Instant time) {
        Instant millis = time.truncatedTo(ChronoUnit.MILLIS); // as it will be after its way through JSON
        if (written == null || millis.isAfter(written)) {
            written = millis;
        }
    }

    @Override
    public void caution(Caution caution) {
        if (cautions.size() < MOST_CAUTIONS) {
            cautions.add(caution);
        }
    }

    @Override
    public void test(String name, TestOutcome outcome, boolean flaky, long durationNanos, @Nullable String message) {
        tests().test(name, outcome, flaky, durationNanos, message);
    }

    @Override
    public void absentTests(long howMany) {
        tests().absent(howMany);
    }

    private TestTally tests() {
        if (tests == null) {
            require(TestSummary.class);
            tests = new TestTally(context.exemptions(), Identities.builder(context.spillFolder()));
        }
        return tests;
    }

    @Override
    public void coverage(String path, CoverageSummary.Metric metric, long covered, long total) {
        coverage().coverage(path, metric, covered, total);
    }

    private CoverageTally coverage() {
        if (coverage == null) {
            require(CoverageSummary.class);
            coverage = new CoverageTally();
        }
        return coverage;
    }

    @Override
    public void mutant(MutantOutcome outcome, String place, String mutation) {
        mutation().mutant(outcome, place, mutation);
    }

    private MutationTally mutation() {
        if (mutation == null) {
            require(MutationSummary.class);
            mutation = new MutationTally();
        }
        return mutation;
    }

    @Override
    public void sample(String label, boolean transaction, long startMillis, long elapsedMillis, boolean success) {
        load().sample(label, transaction, startMillis, elapsedMillis, success);
    }

    private LoadTally load() {
        if (load == null) {
            require(LoadSummary.class);
            load = new LoadTally();
        }
        return load;
    }

    @Override
    public void beginRun() {
        findings().beginRun();
    }

    @Override
    public void finding(RawFinding finding) {
        findings().finding(finding);
    }

    @Override
    public void endRun(String tool, @Nullable String version, @Nullable String trouble, RuleSeverities severities) {
        findings().endRun(tool, version, trouble, severities);
    }

    private FindingTally findings() {
        if (findings == null) {
            require(FindingSummary.class);
            findings = new FindingTally(
                    context.exemptions(), context.workspace(), Identities.builder(context.spillFolder()));
        }
        return findings;
    }

    @Override
    public void value(String name, Quantity value) {
        require(PickedValues.class);
        values.put(name, value);
    }

    @Override
    public void noValue(String name, String why) {
        require(PickedValues.class);
        missing.put(name, why);
    }

    /**
     * What the report said. Call once, after its reader returned.
     *
     * @throws UnreadableReport when the report holds more than a summary keeps
     */
    public Summary summary() throws UnreadableReport {
        if (kind == TestSummary.class) {
            return tests().toSummary();
        } else if (kind == CoverageSummary.class) {
            return coverage().toSummary();
        } else if (kind == MutationSummary.class) {
            return mutation().toSummary();
        } else if (kind == LoadSummary.class) {
            return load().toSummary();
        } else if (kind == FindingSummary.class) {
            return findings().toSummary();
        }
        return new PickedValues(values, missing);
    }

    /** What was odd, at most {@value #MOST_CAUTIONS}. */
    public List<Caution> cautions() {
        return List.copyOf(cautions);
    }

    /** The latest time that the report gives, or null. */
    public @Nullable Instant written() {
        return written;
    }

    /** Frees what waits in files; without effect on a summary that was given. */
    @Override
    public void close() {
        if (tests != null) {
            tests.close();
        }
        if (findings != null) {
            findings.close();
        }
    }
}
