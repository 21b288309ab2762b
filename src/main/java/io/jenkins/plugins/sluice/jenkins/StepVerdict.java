package io.jenkins.plugins.sluice.jenkins;

import hudson.model.Run;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.report.Words;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.util.List;
import java.util.Set;

/** A gate that a step has judged, and how the step tells of it. */
record StepVerdict(Run<?, ?> run, GateRecord record, GateVerdict verdict) {

    String summary() {
        return "Gate " + record.getKey() + ": " + record.getHeadline() + ". " + record.getWhy();
    }

    GateBlocked blocked() {
        return new GateBlocked(
                record.getKey(),
                summary(),
                criteria(
                        verdict, Set.of(CriterionVerdict.Consequence.FAIL, CriterionVerdict.Consequence.INCONCLUSIVE)));
    }

    private static List<String> criteria(GateVerdict verdict, Set<CriterionVerdict.Consequence> consequences) {
        return verdict.criteria().stream()
                .filter(criterion -> consequences.contains(criterion.consequence()))
                .map(CriterionVerdict::criterion)
                .toList();
    }

    private List<String> criteria(CriterionVerdict.State state) {
        return verdict.criteria().stream()
                .filter(criterion -> criterion.state() == state)
                .map(CriterionVerdict::criterion)
                .toList();
    }

    QualityGateVerdict value(String summary) {
        String url = BuildFacts.url(run);
        return new QualityGateVerdict(
                record,
                summary,
                url == null ? null : url + BuildFacts.page(record),
                criteria(CriterionVerdict.State.BROKEN),
                criteria(CriterionVerdict.State.UNKNOWN),
                Words.remedies(verdict));
    }
}
