package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.Quantity;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Takes what a reader finds, leaf by leaf. Nothing told here counts before the reader reached the end of the report. */
public interface ReportSink {

    /** When the report says it was written; the latest one told counts. */
    void written(Instant time);

    void caution(Caution caution);

    /**
     * A test case.
     *
     * @param name its full name: suite or class, and test
     * @param flaky it passed, but only on a rerun
     * @param durationNanos 0 when the report does not say
     * @param message what a failing one said, or null
     */
    void test(String name, TestOutcome outcome, boolean flaky, long durationNanos, @Nullable String message);

    /** A suite that declares more test cases, or more failed ones, than it holds. */
    void absentTests(long howMany);

    /** Things of one source file that can be covered; {@code total} 0 is allowed and says nothing. */
    void coverage(String path, CoverageSummary.Metric metric, long covered, long total);

    /**
     * A mutant.
     *
     * @param place class, method and line of one that is alive (survived or uncovered); of others it may be ""
     * @param mutation what was changed in one that is alive; of others it may be ""
     */
    void mutant(MutantOutcome outcome, String place, String mutation);

    /**
     * A sample of a load test.
     *
     * @param transaction whether it contains other samples
     * @param startMillis since the epoch
     * @param elapsedMillis 0 or more
     */
    void sample(String label, boolean transaction, long startMillis, long elapsedMillis, boolean success);

    /** A tool run begins; its findings follow. */
    void beginRun();

    /** A finding of the run that began last. */
    void finding(RawFinding finding);

    /**
     * The run ends; only now severities, the tool's name and exemptions are resolved.
     *
     * @param trouble why "nothing found" is no proof, or null when the run is complete
     */
    void endRun(String tool, @Nullable String version, @Nullable String trouble, RuleSeverities severities);

    /** A picked value. */
    void value(String name, Quantity value);

    /** A picked value that is not there or is no number. */
    void noValue(String name, String why);

    /** How a test case ended. */
    enum TestOutcome {
        PASSED,
        FAILED,
        SKIPPED
    }

    /** How a mutant ended. */
    enum MutantOutcome {
        DETECTED,
        SURVIVED,
        UNCOVERED,
        UNJUDGED
    }
}
