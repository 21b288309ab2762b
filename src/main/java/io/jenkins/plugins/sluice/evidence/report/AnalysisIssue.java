package io.jenkins.plugins.sluice.evidence.report;

import edu.hm.hafner.analysis.Issue;
import io.jenkins.plugins.sluice.evidence.Severity;

/** What an issue of the analysis-model library says as a finding. */
public final class AnalysisIssue {

    private static final String UNDEFINED = "-";

    private AnalysisIssue() {}

    /**
     * Tells an issue: its type is the rule, or its category where it has no type; an error is as bad as a warning of high
     * priority.
     *
     * @param finding is overwritten; has no fingerprint afterwards
     * @param textLimit the most characters of rule and message
     */
    public static void tell(Issue issue, RawFinding finding, int textLimit) {
        finding.clear();
        String rule = defined(issue.getType()) ? issue.getType() : issue.getCategory();
        finding.rule = defined(rule) ? TextCut.cut(rule, textLimit) : "";
        finding.severity = severity(issue.getSeverity());
        finding.message = TextCut.cut(issue.getMessage(), textLimit);
        finding.path = defined(issue.getFileName()) ? issue.getFileName() : null;
        finding.line = Math.max(0, issue.getLineStart());
    }

    private static boolean defined(String text) {
        return !text.isEmpty() && !text.equals(UNDEFINED);
    }

    private static Severity severity(edu.hm.hafner.analysis.Severity severity) {
        if (severity.equals(edu.hm.hafner.analysis.Severity.ERROR)
                || severity.equals(edu.hm.hafner.analysis.Severity.WARNING_HIGH)) {
            return Severity.HIGH;
        } else if (severity.equals(edu.hm.hafner.analysis.Severity.WARNING_NORMAL)) {
            return Severity.MEDIUM;
        }
        return severity.equals(edu.hm.hafner.analysis.Severity.WARNING_LOW) ? Severity.LOW : Severity.UNKNOWN;
    }
}
