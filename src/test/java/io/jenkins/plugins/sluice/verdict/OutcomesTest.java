package io.jenkins.plugins.sluice.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoData;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoReference;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OutcomesTest {

    private static final String TABLE = """
            HOLDS   FAIL     FAIL   NONE
            HOLDS   FAIL     HOLD   NONE
            HOLDS   FAIL     IGNORE NONE
            HOLDS   UNSTABLE FAIL   NONE
            HOLDS   UNSTABLE HOLD   NONE
            HOLDS   UNSTABLE IGNORE NONE
            HOLDS   NOTE     FAIL   NONE
            HOLDS   NOTE     HOLD   NONE
            HOLDS   NOTE     IGNORE NONE
            BROKEN  FAIL     FAIL   FAIL
            BROKEN  FAIL     HOLD   FAIL
            BROKEN  FAIL     IGNORE FAIL
            BROKEN  UNSTABLE FAIL   WARN
            BROKEN  UNSTABLE HOLD   WARN
            BROKEN  UNSTABLE IGNORE WARN
            BROKEN  NOTE     FAIL   REMARK
            BROKEN  NOTE     HOLD   REMARK
            BROKEN  NOTE     IGNORE REMARK
            UNKNOWN FAIL     FAIL   FAIL
            UNKNOWN FAIL     HOLD   INCONCLUSIVE
            UNKNOWN FAIL     IGNORE LEFT_OUT
            UNKNOWN UNSTABLE FAIL   WARN
            UNKNOWN UNSTABLE HOLD   INCONCLUSIVE
            UNKNOWN UNSTABLE IGNORE LEFT_OUT
            UNKNOWN NOTE     FAIL   REMARK
            UNKNOWN NOTE     HOLD   REMARK
            UNKNOWN NOTE     IGNORE LEFT_OUT
            """;

    @Test
    void givenEveryStateCriticalityAndOnNoData_whenLookedUp_thenTheTableSaysWhatFollows() {
        List<String> rows = new ArrayList<>();
        for (State state : State.values()) {
            for (Criticality criticality : Criticality.values()) {
                for (OnNoData onNoData : OnNoData.values()) {
                    rows.add("%-7s %-8s %-6s %s"
                            .formatted(
                                    state, criticality, onNoData, Outcomes.consequence(state, criticality, onNoData)));
                }
            }
        }
        assertThat(String.join("\n", rows) + "\n").isEqualTo(TABLE);
    }

    @ParameterizedTest
    @EnumSource
    void givenAnyCriticality_whenItsCriterionBreaks_thenNothingGetsBetter(Criticality criticality) {
        for (OnNoData onNoData : OnNoData.values()) {
            Outcome holds = Outcomes.outcome(Outcomes.consequence(State.HOLDS, criticality, onNoData));
            for (State state : State.values()) {
                assertThat(Outcomes.outcome(Outcomes.consequence(state, criticality, onNoData)))
                        .isGreaterThanOrEqualTo(holds);
            }
        }
    }

    @Test
    void givenAnyState_whenTheCriticalityGrows_thenTheOutcomeGetsNoBetter() {
        List<Criticality> growing = List.of(Criticality.NOTE, Criticality.UNSTABLE, Criticality.FAIL);
        for (State state : State.values()) {
            for (OnNoData onNoData : OnNoData.values()) {
                assertThat(growing)
                        .extracting(each -> Outcomes.outcome(Outcomes.consequence(state, each, onNoData)))
                        .isSorted();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"FAIL,FAIL", "HOLD,HOLD", "IGNORE,IGNORE"})
    void givenNoReference_whenTreatedLikeNoData_thenUnderTheSameName(OnNoReference lack, OnNoData like) {
        assertThat(Outcomes.like(lack)).isEqualTo(like);
    }

    @Test
    void givenTheConsequences_whenTurnedIntoOutcomes_thenTheirOrderIsKept() {
        assertThat(List.of(Consequence.values()))
                .extracting(Outcomes::outcome)
                .containsExactly(
                        Outcome.PASS, Outcome.PASS, Outcome.PASS, Outcome.WARN, Outcome.INCONCLUSIVE, Outcome.FAIL);
    }

    @Test
    void givenNoCriteria_whenSummedUp_thenInconclusive() {
        assertThat(Outcomes.of(List.of())).isEqualTo(Outcome.INCONCLUSIVE);
    }
}
