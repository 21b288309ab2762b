package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoData;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoReference;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import java.util.List;

/**
 * The one table of what a criterion's state does to its gate.
 *
 * <table>
 * <caption>state × criticality × onNoData</caption>
 * <tr><th>state</th><th>fail</th><th>unstable</th><th>note</th></tr>
 * <tr><td>holds</td><td>none</td><td>none</td><td>none</td></tr>
 * <tr><td>broken, or unknown with {@code fail}</td><td>fail</td><td>warn</td><td>remark</td></tr>
 * <tr><td>unknown with {@code hold}</td><td>inconclusive</td><td>inconclusive</td><td>remark</td></tr>
 * <tr><td>unknown with {@code ignore}</td><td>left out</td><td>left out</td><td>left out</td></tr>
 * </table>
 */
final class Outcomes {

    private Outcomes() {}

    /** What counts as the state: an unknown criterion whose policy says {@code fail} is broken. */
    static State state(State found, OnNoData onNoData) {
        return found == State.UNKNOWN && onNoData == OnNoData.FAIL ? State.BROKEN : found;
    }

    /** The table. */
    static Consequence consequence(State found, Criticality criticality, OnNoData onNoData) {
        return switch (state(found, onNoData)) {
            case HOLDS -> Consequence.NONE;
            case BROKEN ->
                switch (criticality) {
                    case FAIL -> Consequence.FAIL;
                    case UNSTABLE -> Consequence.WARN;
                    case NOTE -> Consequence.REMARK;
                };
            case UNKNOWN ->
                onNoData == OnNoData.IGNORE
                        ? Consequence.LEFT_OUT
                        : criticality == Criticality.NOTE ? Consequence.REMARK : Consequence.INCONCLUSIVE;
        };
    }

    /** The lack of a reference is treated like the lack of data, with words of its own. */
    static OnNoData like(OnNoReference onNoReference) {
        return switch (onNoReference) {
            case FAIL -> OnNoData.FAIL;
            case HOLD -> OnNoData.HOLD;
            case IGNORE -> OnNoData.IGNORE;
        };
    }

    static Outcome outcome(Consequence consequence) {
        return switch (consequence) {
            case NONE, REMARK, LEFT_OUT -> Outcome.PASS;
            case WARN -> Outcome.WARN;
            case INCONCLUSIVE -> Outcome.INCONCLUSIVE;
            case FAIL -> Outcome.FAIL;
        };
    }

    /**
     * The worst of all criteria. Where not one of them could be judged on what was observed, it is at best
     * inconclusive, whatever the policy says of missing data.
     */
    static Outcome of(List<CriterionVerdict> criteria) {
        Outcome worst = criteria.stream()
                .map(criterion -> outcome(criterion.consequence()))
                .reduce(Outcome.PASS, Outcome::worse);
        boolean judged = criteria.stream().anyMatch(criterion -> criterion.unknown() == null);
        return judged ? worst : worst.worse(Outcome.INCONCLUSIVE);
    }
}
