package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary.ToolRun;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.policy.Selector;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which findings a criterion counts. Exempt ones never; tools match ignoring case; severities compare by rank, so that
 * an unknown one is a high one.
 */
record FindingSelection(
        @Nullable String tool,
        @Nullable String rule,
        @Nullable Selector severity) {

    static FindingSelection of(Subject subject) {
        return new FindingSelection(
                subject.selector(Selector.Key.TOOL).map(Selector::value).orElse(null),
                subject.selector(Selector.Key.RULE).map(Selector::value).orElse(null),
                subject.selector(Selector.Key.SEVERITY).orElse(null));
    }

    boolean takes(FindingSummary.Key key) {
        return key.exemption() == null && takes(key.tool(), key.rule(), key.severity());
    }

    boolean takes(String toolName, String ruleId, Severity found) {
        return takesTool(toolName)
                && (rule == null || rule.equals(ruleId))
                && (severity == null || takes(severity, found));
    }

    /** {@code severity=unknown} takes what a tool left open and nothing else; every other comparison goes by rank. */
    private static boolean takes(Selector selector, Severity severity) {
        Severity named = Severity.valueOf(selector.value().toUpperCase(Locale.ROOT));
        return named == Severity.UNKNOWN
                ? severity == Severity.UNKNOWN
                : selector.operator().holds(Integer.compare(severity.rank(), named.rank()));
    }

    boolean takesTool(String name) {
        return tool == null || tool.equalsIgnoreCase(name);
    }

    /** How many findings; whole only if every tool asked for ran to its end. */
    Measured count(Scope scope) {
        long count = 0;
        for (FindingSummary summary : scope.summaries(FindingSummary.class)) {
            for (FindingSummary.Key key : summary.keys()) {
                count += takes(key) ? key.count() : 0;
            }
        }
        return new Measured(Quantity.count(count), trouble(scope).orElse(null));
    }

    /** Why fewer findings may be there than there are. */
    Optional<Unknown> trouble(Scope scope) {
        boolean ran = false;
        for (Scope.Part part : scope.whole()) {
            if (!(part.summary() instanceof FindingSummary findings)) {
                continue;
            }
            if (findings.tools().isEmpty() && tool == null) {
                return Optional.of(new Unknown(Reason.NOTHING_COUNTED, part.path(), ""));
            }
            for (ToolRun run : findings.tools()) {
                if (takesTool(run.tool())) {
                    ran = true;
                    if (run.trouble() != null) {
                        return Optional.of(new Unknown(Reason.SCAN_FAILED, run.tool(), run.trouble()));
                    }
                }
            }
        }
        return ran
                ? Optional.empty()
                : Optional.of(
                        tool == null
                                ? new Unknown(Reason.NO_EVIDENCE, "findings", "")
                                : new Unknown(Reason.TOOL_MISSING, tool, ""));
    }
}
