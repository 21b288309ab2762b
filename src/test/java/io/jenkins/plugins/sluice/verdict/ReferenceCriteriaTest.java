package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.criterion;
import static io.jenkins.plugins.sluice.verdict.Given.evidence;
import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.lines;
import static io.jenkins.plugins.sluice.verdict.Given.mutants;
import static io.jenkins.plugins.sluice.verdict.Given.report;
import static io.jenkins.plugins.sluice.verdict.Given.tests;
import static io.jenkins.plugins.sluice.verdict.Given.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoData;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoReference;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReferenceCriteriaTest {

    private static final String NEW_FAILURES = "tests[new].failed = 0";
    private static final String DRIFT = "coverage.line drops at most 0.5pp";

    @ParameterizedTest
    @ValueSource(strings = {NEW_FAILURES, "tests.total drops at most 0"})
    void givenAFirstRun_whenACriterionIsRelative_thenUnknownAndNeverASilentPass(String criterion) {
        GateVerdict verdict = gate(criterion)
                .observing(report("a.xml", tests(3)))
                .withoutReference("no accepted run of main yet")
                .judge();

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.criteria().get(0).unknown().reason()).isEqualTo(Reason.NO_REFERENCE);
        assertThat(verdict.criteria().get(0).unknown().detail()).isEqualTo("no accepted run of main yet");
        assertThat(verdict.noReference()).isEqualTo("no accepted run of main yet");
        assertThat(verdict.novelty()).isNull();
    }

    @ParameterizedTest
    @CsvSource({"FAIL,BROKEN,FAIL", "HOLD,UNKNOWN,INCONCLUSIVE", "IGNORE,UNKNOWN,LEFT_OUT"})
    void givenAFirstRun_whenThePolicySaysWhatThen_thenThatAndNotWhatItSaysOfNoData(
            OnNoReference onNoReference, State state, Consequence consequence) {
        CriterionVerdict verdict = gate(criterion(NEW_FAILURES, Criticality.FAIL, OnNoData.HOLD, onNoReference))
                .observing(report("a.xml", tests(3)))
                .withoutReference("none")
                .one();

        assertThat(verdict.state()).isEqualTo(state);
        assertThat(verdict.consequence()).isEqualTo(consequence);
    }

    @Test
    void givenAFirstRunWithoutEvidence_whenTheReferenceMayLack_thenTheEvidenceStillMayNot() {
        GateVerdict verdict = gate(
                        criterion(NEW_FAILURES, Criticality.FAIL, OnNoData.HOLD, OnNoReference.IGNORE),
                        criterion("coverage.line >= 1%"))
                .observing(report("j.xml", lines(1, 2)), unreadable("found", "a.xml", "junit"))
                .withoutReference("none")
                .judge();

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.mayBecomeReference()).isFalse();
    }

    @Test
    void givenAFirstRun_whenOnlyTheReferenceLacks_thenItMayBecomeOne() {
        for (OnNoReference onNoReference : OnNoReference.values()) {
            assertThat(gate(
                                    criterion(NEW_FAILURES, Criticality.FAIL, OnNoData.HOLD, onNoReference),
                                    criterion("tests.failed <= 1"))
                            .observing(report("a.xml", tests(3, "x")))
                            .withoutReference("none")
                            .judge()
                            .mayBecomeReference())
                    .isTrue();
        }
    }

    @Test
    void givenABrokenCriterionThatNeedsNoReference_whenTheRunEnds_thenItIsNoReference() {
        assertThat(gate("tests.failed = 0", NEW_FAILURES)
                        .observing(report("a.xml", tests(3, "x")))
                        .withoutReference("none")
                        .judge()
                        .mayBecomeReference())
                .isFalse();
    }

    @Test
    void givenANewFailure_whenTheRunEnds_thenItIsNoReferenceElseTheNextRunWouldPass() {
        assertThat(gate(NEW_FAILURES)
                        .observing(report("a.xml", tests(3, "x")))
                        .against(report("a.xml", tests(4)))
                        .judge()
                        .mayBecomeReference())
                .isFalse();
    }

    @Test
    void givenABrokenNote_whenTheRunEnds_thenItMayBecomeAReference() {
        assertThat(gate(
                                criterion("tests.failed = 0", Criticality.NOTE, OnNoData.HOLD, OnNoReference.HOLD),
                                criterion("coverage.line >= 1%"))
                        .observing(report("a.xml", tests(3, "x")), report("j.xml", lines(1, 2)))
                        .judge()
                        .mayBecomeReference())
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "coverage.line drops at most 0.5pp, HOLDS",
        "coverage.line drops at most 0.4pp, BROKEN",
        "coverage.line rises at most 0pp, HOLDS",
        "mutation.survived rises at most 0, BROKEN",
        "mutation.survived rises at most 3, HOLDS",
        "mutation.survived rises at most 10%, BROKEN",
        "mutation.survived rises at most 15%, HOLDS",
        "mutation.survived drops at most 0, HOLDS",
    })
    void givenADrift_whenComparedWithTheReference_thenExactly(String criterion, State state) {
        assertThat(gate(criterion)
                        .observing(report("j.xml", lines(795, 1000)), report("m.xml", mutants(1, 23, 0)))
                        .against(report("j.xml", lines(800, 1000)), report("m.xml", mutants(1, 20, 0)))
                        .one()
                        .state())
                .isEqualTo(state);
    }

    @Test
    void givenNothingInTheReference_whenItMayRiseByAPart_thenAPartOfNothingIsNothing() {
        CriterionVerdict verdict = gate("mutation.survived rises at most 50%")
                .observing(report("m.xml", mutants(9, 1, 0)))
                .against(report("m.xml", mutants(9, 0, 0)))
                .one();

        assertThat(verdict.limit()).isEqualTo(Quantity.count(0));
        assertThat(verdict.state()).isEqualTo(State.BROKEN);
    }

    @Test
    void givenAReferenceWithoutTheValue_whenCompared_thenTheReferenceLacks() {
        CriterionVerdict verdict = gate(DRIFT)
                .observing(report("j.xml", lines(1, 2)))
                .against(report("a.xml", tests(1)))
                .one();

        assertThat(verdict.unknown().reason()).isEqualTo(Reason.REFERENCE_LACKS);
        assertThat(verdict.value()).isEqualTo(Quantity.ratio(1, 2));
    }

    @Test
    void givenALossOfHalfAPointEveryRun_whenComparedWithTheBestOfFive_thenTheSecondLossIsNoticed() {
        List<Earlier.Run> runs = new ArrayList<>();
        List<Outcome> withLast = new ArrayList<>();
        List<Outcome> withBest = new ArrayList<>();
        EvidenceSet reference = evidence(report("j.xml", lines(800, 1000)));
        runs.add(earlier(0, 800));
        for (int covered : new int[] {795, 790, 785}) {
            EvidenceSet now = evidence(report("j.xml", lines(covered, 1000)));
            withLast.add(gate(DRIFT)
                    .observing(now)
                    .against(reference, 1, new Earlier(runs))
                    .judge()
                    .outcome());
            GateVerdict best = gate(DRIFT)
                    .observing(now)
                    .against(reference, 5, new Earlier(runs))
                    .judge();
            withBest.add(best.outcome());
            assertThat(best.criteria().get(0).total()).isEqualTo(Quantity.ratio(covered - 800, 1000));
            reference = now;
            runs.add(earlier(runs.size(), covered));
        }

        assertThat(withLast).containsOnly(Outcome.PASS);
        assertThat(withBest).containsExactly(Outcome.PASS, Outcome.FAIL, Outcome.FAIL);
    }

    private static Earlier.Run earlier(long order, int covered) {
        return new Earlier.Run(
                "r" + order,
                Given.NOW.minusSeconds(1_000 - order),
                order,
                null,
                true,
                null,
                Map.of("coverage.line", Quantity.ratio(covered, 1000)));
    }

    @Test
    void givenALongHistory_whenShown_thenTheOldestValueAndTheNewestOnes() {
        List<Earlier.Run> runs = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            runs.add(earlier(i, i));
        }
        CriterionVerdict verdict = gate(DRIFT)
                .observing(report("j.xml", lines(500, 1000)))
                .against(evidence(report("j.xml", lines(499, 1000))), 1, new Earlier(runs))
                .one();

        assertThat(verdict.trend()).hasSize(CriterionJudge.MOST_TREND);
        assertThat(verdict.trend().get(0).run()).isEqualTo("r0");
        assertThat(verdict.trend().get(1).run()).isEqualTo("r451");
        assertThat(verdict.total()).isEqualTo(Quantity.ratio(500, 1000));
    }
}
