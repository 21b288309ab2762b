package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Severity;

/** Resolves a finding's severity once all of its run was seen. */
@FunctionalInterface
public interface RuleSeverities {

    /**
     * The severity of a finding.
     *
     * @param rule the rule's id, or ""
     * @param own what the finding itself says, or {@link Severity#UNKNOWN}
     */
    Severity of(String rule, Severity own);

    /** The finding's own severity. */
    RuleSeverities OWN = (rule, own) -> own;
}
