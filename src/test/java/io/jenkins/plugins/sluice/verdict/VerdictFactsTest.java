package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.criterion;
import static io.jenkins.plugins.sluice.verdict.Given.findings;
import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.report;
import static io.jenkins.plugins.sluice.verdict.Given.tests;
import static io.jenkins.plugins.sluice.verdict.Given.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoData;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoReference;
import io.jenkins.plugins.sluice.policy.Waiver;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import io.jenkins.plugins.sluice.verdict.Given.F;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictFactsTest {

    @Test
    void givenWaivers_whenJudged_thenEachSaysWhatItCoveredAndWhetherItExpired() {
        TestSummary flaky =
                new TestSummary(5, 0, 0, 0, Map.of("w1", 2L), 0, 0, Identities.none(), List.of(), List.of());
        GateVerdict verdict = gate("tests.failed = 0")
                .observing(report("a.xml", flaky))
                .waiving(waiver("w1", "2026-03-02"), waiver("w2", "2026-03-01"))
                .judge();

        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(verdict.waivers())
                .extracting(WaiverUse::id, WaiverUse::covered, WaiverUse::expired)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("w1", 2L, false),
                        org.assertj.core.groups.Tuple.tuple("w2", 0L, true));
    }

    private static Waiver waiver(String id, String expires) {
        return new Waiver(new Exemption(id, null, null, null, null, "x"), "ann", "known", LocalDate.parse(expires));
    }

    @Test
    void givenReports_whenListed_thenThoseWithTroubleFirstAndTheirToolsAndCountsNamed() {
        GateVerdict verdict = gate("findings = 0")
                .observing(
                        report("a.sarif", findings("pmd", "it crashed", new F("R", Severity.LOW, "A.java", "a"))),
                        report("b.xml", tests(3, 1, 0, "x")),
                        unreadable("found", "z.xml", null))
                .judge();

        assertThat(verdict.evidence()).extracting(EvidenceFact::path).containsExactly("z.xml", "a.sarif", "b.xml");
        assertThat(verdict.evidence().get(0).trouble()).isEqualTo("ends early");
        assertThat(verdict.evidence().get(1).tools()).containsExactly("pmd 1.0");
        assertThat(verdict.evidence().get(1).cautions()).containsExactly("pmd: it crashed");
        assertThat(verdict.evidence().get(2).counts())
                .containsExactly(Map.entry("tests", 5L), Map.entry("failed", 1L), Map.entry("skipped", 1L));
        assertThat(verdict.evidenceCount()).isEqualTo(3);
    }

    @Test
    void givenAReference_whenNoCriterionAsks_thenWhatIsNewIsToldAllTheSame() {
        Novelty novelty = gate("tests.total >= 1")
                .observing(
                        report("a.xml", tests(3, "x", "y")),
                        report("a.sarif", findings("pmd", null, new F("R2", Severity.LOW, "A.java", "b"))))
                .against(
                        report("a.xml", tests(4, "x", "z")),
                        report("a.sarif", findings("pmd", null, new F("R1", Severity.LOW, "A.java", "a"))))
                .judge()
                .novelty();

        assertThat(novelty.failures().first()).extracting(Offender::name).containsExactly("y");
        assertThat(novelty.fixed()).isEqualTo(1);
        assertThat(novelty.deletedTests().first()).extracting(Offender::name).containsExactly("p3", "z");
        assertThat(novelty.addedTests()).isEqualTo(1);
        assertThat(novelty.findings().first()).extracting(Offender::name).containsExactly("R2");
        assertThat(novelty.goneFindings()).isEqualTo(1);
    }

    @Test
    void givenAnIncompleteRun_whenComparedWithTheReference_thenNothingIsSaidToBeGone() {
        Novelty novelty = gate("tests.total >= 1")
                .observing(report("a.xml", tests(3, 0, 2, "y")))
                .against(report("a.xml", tests(4, "x")))
                .judge()
                .novelty();

        assertThat(novelty.failures().count()).isEqualTo(1);
        assertThat(novelty.fixed()).isNull();
        assertThat(novelty.deletedTests()).isNull();
        assertThat(novelty.findings()).isNull();
    }

    @Test
    void givenARunWithoutAnyTest_whenComparedWithTheReference_thenAllItsTestsAreGone() {
        assertThat(gate("tests.total >= 1")
                        .observing(report("a.xml", tests(0)))
                        .against(report("a.xml", tests(4, "x")))
                        .judge()
                        .novelty()
                        .deletedTests()
                        .count())
                .isEqualTo(5);
    }

    @Test
    void givenAFirstRun_whenItsValuesAreKept_thenThoseThatOnlyLackedAReferenceToo() {
        assertThat(gate("tests.total drops at most 0", "tests.failed = 0", "coverage.line >= 1%")
                        .observing(report("a.xml", tests(4)))
                        .withoutReference("none")
                        .judge()
                        .values())
                .containsOnlyKeys("tests.total", "tests.failed");
    }

    @Test
    void givenOnlyUnknownNotes_whenJudged_thenNothingWasJudgedAndItIsInconclusive() {
        assertThat(gate(criterion("tests.failed = 0", Criticality.NOTE, OnNoData.HOLD, OnNoReference.HOLD))
                        .judge()
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenEverythingLeftOut_whenJudged_thenInconclusive() {
        GateVerdict verdict = gate(criterion("tests.failed = 0", Criticality.FAIL, OnNoData.IGNORE, OnNoReference.HOLD))
                .judge();

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.mayBecomeReference()).isFalse();
    }

    @Test
    void givenALongMessage_whenAnOffenderIsNamed_thenItIsCutWithoutHalvingACharacter() {
        assertThat(Offenders.cut("x".repeat(498) + "😀".repeat(9))).isEqualTo("x".repeat(498) + "…");
        assertThat(Offenders.cut("short")).isEqualTo("short");
    }
}
