package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.report;
import static io.jenkins.plugins.sluice.verdict.Given.tests;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestCriteriaTest {

    @Test
    void givenAFailedTest_whenNoneMayFail_thenBrokenAndNamed() {
        GateVerdict verdict = gate("tests.failed = 0")
                .observing(report("a.xml", tests(9, "A.b")))
                .judge();

        CriterionVerdict failed = verdict.criteria().get(0);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(failed.state()).isEqualTo(State.BROKEN);
        assertThat(failed.value()).isEqualTo(Quantity.count(1));
        assertThat(failed.limit()).isEqualTo(Quantity.count(0));
        assertThat(failed.offenders()).containsExactly(new Offender("A.b", null, "expected"));
        assertThat(failed.files()).containsExactly("a.xml");
        assertThat(failed.reference()).isNull();
    }

    @Test
    void givenManyFailedTests_whenNamed_thenTwentyAndTheExactRest() {
        String[] failed = IntStream.range(0, 57).mapToObj(i -> "T.t" + i).toArray(String[]::new);
        CriterionVerdict verdict = gate("tests.failed = 0")
                .observing(report("a.xml", tests(0, failed)))
                .one();

        assertThat(verdict.offenders()).hasSize(20);
        assertThat(verdict.moreOffenders()).isEqualTo(37);
    }

    @Test
    void givenSeveralReports_whenRated_thenTheirTestsAreCountedTogetherAndExactly() {
        CriterionVerdict verdict = gate("tests.passRate >= 99.9%")
                .observing(report("a.xml", tests(4997)), report("b.xml", tests(4998, "x", "y", "z", "u", "v")))
                .one();

        assertThat(verdict.value()).isEqualTo(Quantity.ratio(9995, 10_000));
        assertThat(verdict.state()).isEqualTo(State.HOLDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tests.failed = 0",
                "tests.skipped = 0",
                "tests.flaky = 0",
                "tests.passRate >= 0%",
                "tests.duration <= 1h"
            })
    void givenAReportWithoutTests_whenAsked_thenNothingWasCounted(String criterion) {
        CriterionVerdict verdict =
                gate(criterion).observing(report("a.xml", tests(0))).one();

        assertThat(verdict.state()).isEqualTo(State.UNKNOWN);
        assertThat(verdict.unknown().reason()).isEqualTo(Reason.NOTHING_COUNTED);
    }

    @Test
    void givenAReportWithoutTests_whenTheirNumberIsAsked_thenItIsKnownToBeZero() {
        assertThat(gate("tests.total >= 1")
                        .observing(report("a.xml", tests(0)))
                        .one()
                        .state())
                .isEqualTo(State.BROKEN);
    }

    @Test
    void givenAbsentTests_whenNothingFailed_thenUnknown() {
        CriterionVerdict verdict = gate("tests.failed = 0")
                .observing(report("a.xml", tests(9, 0, 3)))
                .one();

        assertThat(verdict.state()).isEqualTo(State.UNKNOWN);
        assertThat(verdict.unknown()).isEqualTo(new CriterionVerdict.Unknown(Reason.INCOMPLETE, "a.xml", "3"));
        assertThat(verdict.value()).isNull();
    }

    @Test
    void givenAbsentTests_whenOneFailed_thenTheFailureDecides() {
        CriterionVerdict verdict = gate("tests.failed = 0")
                .observing(report("a.xml", tests(9, 0, 3, "A.b")))
                .one();

        assertThat(verdict.state()).isEqualTo(State.BROKEN);
        assertThat(verdict.value()).isEqualTo(Quantity.count(1));
    }

    @Test
    void givenAbsentTests_whenEnoughPassedAlready_thenStillUnknown() {
        assertThat(gate("tests.total >= 5")
                        .observing(report("a.xml", tests(9, 0, 3)))
                        .one()
                        .state())
                .isEqualTo(State.UNKNOWN);
    }

    @Test
    void givenNoReport_whenAsked_thenThereIsNoEvidence() {
        GateVerdict verdict = gate("tests.failed = 0").judge();

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.criteria().get(0).unknown().reason()).isEqualTo(Reason.NO_EVIDENCE);
    }

    @Test
    void givenAFailureOfTheReference_whenItFailsAgain_thenItIsNotNewButASecondOneIs() {
        CriterionVerdict verdict = gate("tests[new].failed = 0")
                .observing(report("a.xml", tests(5, "old", "new", "twice", "twice")))
                .against(report("a.xml", tests(7, "old", "twice")))
                .one();

        assertThat(verdict.state()).isEqualTo(State.BROKEN);
        assertThat(verdict.value()).isEqualTo(Quantity.count(2));
        assertThat(verdict.offenders()).extracting(Offender::name).containsExactly("new", "twice");
        assertThat(verdict.moreOffenders()).isZero();
    }

    @Test
    void givenOnlyOldFailures_whenNewOnesAreCounted_thenItHolds() {
        assertThat(gate("tests[new].failed = 0")
                        .observing(report("b.xml", tests(5, "old")))
                        .against(report("a.xml", tests(5, "old")))
                        .one()
                        .state())
                .isEqualTo(State.HOLDS);
    }

    @Test
    void givenDeletedTests_whenTheirNumberMayNotDrop_thenTheyAreNamed() {
        GateVerdict verdict = gate("tests.total drops at most 0")
                .observing(report("a.xml", tests(3)))
                .against(report("a.xml", tests(5)))
                .judge();

        CriterionVerdict total = verdict.criteria().get(0);
        assertThat(total.state()).isEqualTo(State.BROKEN);
        assertThat(total.limit()).isEqualTo(Quantity.count(5));
        assertThat(total.reference()).isEqualTo(Quantity.count(5));
        assertThat(total.offenders()).extracting(Offender::name).containsExactly("p3", "p4");
        assertThat(verdict.novelty().deletedTests().count()).isEqualTo(2);
        assertThat(verdict.novelty().addedTests()).isZero();
    }

    @Test
    void givenOneFileFoundByTwoSources_whenCounted_thenOnce() {
        assertThat(gate("tests.total = 4")
                        .observing(report("unit", "a.xml", tests(4)), report("all", "a.xml", tests(4)))
                        .one()
                        .state())
                .isEqualTo(State.HOLDS);
    }
}
