package io.jenkins.plugins.sluice.jenkins.recorded;

import hudson.model.Run;
import hudson.tasks.junit.CaseResult;
import hudson.tasks.junit.SuiteResult;
import hudson.tasks.test.AbstractTestResultAction;
import hudson.tasks.test.AggregatedTestResultAction;
import hudson.tasks.test.AggregatedTestResultAction.ChildReport;
import hudson.tasks.test.TestResult;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.report.ReadLimits;
import io.jenkins.plugins.sluice.evidence.report.RecordedFormat;
import io.jenkins.plugins.sluice.evidence.report.ReportSink;
import io.jenkins.plugins.sluice.evidence.report.ReportSink.TestOutcome;
import io.jenkins.plugins.sluice.evidence.report.TestName;
import io.jenkins.plugins.sluice.evidence.report.UnreadableReport;
import io.jenkins.plugins.sluice.jenkins.gate.RecordedEvidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jspecify.annotations.Nullable;

/**
 * Tests that the JUnit plugin, or one that builds on it, recorded. They are named as the reader of JUnit files names them,
 * so that a build with files and a build with a record compare.
 *
 * <p>The plugin answers a damaged record with an empty one. The number of tests that the build itself remembers is
 * therefore compared with the number of tests that can be read; where they differ, nothing is known.
 */
@OptionalExtension(requirePlugins = "junit")
public final class RecordedTests extends RecordedEvidence {

    private static final String SUITE_BROKE = "<init>";
    private static final String NO_NAME = "(?)";
    private static final double NANOS = 1e9;

    @Override
    public List<ObservedReport> of(Run<?, ?> run, List<Exemption> exemptions, Path temporaryFolder) {
        List<ObservedReport> reports = new ArrayList<>();
        for (AbstractTestResultAction<?> action : run.getActions(AbstractTestResultAction.class)) {
            String what = "tests recorded by this build" + (reports.isEmpty() ? "" : " (" + (reports.size() + 1) + ")");
            reports.add(new RecordedReport(run, what, RecordedFormat.TESTS, "junitResult.xml")
                    .read(exemptions, temporaryFolder, sink -> tell(action, sink)));
        }
        return reports;
    }

    private static void tell(AbstractTestResultAction<?> action, ReportSink sink) throws UnreadableReport {
        long told = 0;
        if (action instanceof AggregatedTestResultAction aggregated) {
            for (ChildReport child : aggregated.getChildReports()) {
                told += child.result instanceof TestResult whole ? tell(whole, sink) : 0;
            }
        } else if (action.getResult() instanceof TestResult whole) {
            told = tell(whole, sink);
        } else {
            told = tell(action.getFailedTests(), TestOutcome.FAILED, sink)
                    + tell(action.getSkippedTests(), TestOutcome.SKIPPED, sink)
                    + tell(action.getPassedTests(), TestOutcome.PASSED, sink);
        }
        if (told != action.getTotalCount()) {
            throw new UnreadableReport("the build counts " + action.getTotalCount() + " tests, but " + told
                    + " can be read: the record is damaged, or the plugin that made it does not list its tests; name"
                    + " the report files under 'evidence'");
        }
    }

    private static long tell(TestResult whole, ReportSink sink) {
        return tell(whole.getFailedTests(), TestOutcome.FAILED, sink)
                + tell(whole.getSkippedTests(), TestOutcome.SKIPPED, sink)
                + tell(whole.getPassedTests(), TestOutcome.PASSED, sink);
    }

    private static long tell(Collection<? extends TestResult> tests, TestOutcome outcome, ReportSink sink) {
        for (TestResult test : tests) {
            boolean flaky =
                    outcome == TestOutcome.PASSED && !test.getFlakyFailures().isEmpty();
            sink.test(name(test), outcome, flaky, Math.round(test.getDuration() * NANOS), message(test));
        }
        return tests.size();
    }

    private static String name(TestResult test) {
        if (!(test instanceof CaseResult single)) {
            return test.getFullName();
        }
        SuiteResult suite = single.getSuiteResult();
        String suiteName = suite == null ? null : suite.getName();
        if (SUITE_BROKE.equals(single.getClassName())) {
            return TestName.ofSuite(suiteName);
        }
        return TestName.full(
                suiteName, single.getClassName(), single.getName().equals(NO_NAME) ? "" : single.getName());
    }

    private static @Nullable String message(TestResult test) {
        String message = test.getErrorDetails();
        String text = message == null || message.isBlank() ? test.getErrorStackTrace() : message;
        if (text == null || text.isBlank()) {
            return null;
        }
        int most = Math.min(text.length(), ReadLimits.DEFAULT.textBytes());
        return text.substring(0, text.offsetByCodePoints(0, text.codePointCount(0, most)));
    }
}
