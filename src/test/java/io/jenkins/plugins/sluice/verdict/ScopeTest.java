package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.findings;
import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.lines;
import static io.jenkins.plugins.sluice.verdict.Given.observed;
import static io.jenkins.plugins.sluice.verdict.Given.report;
import static io.jenkins.plugins.sluice.verdict.Given.source;
import static io.jenkins.plugins.sluice.verdict.Given.tests;
import static io.jenkins.plugins.sluice.verdict.Given.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which trouble makes which criterion unknown. */
class ScopeTest {

    private static final String TESTS = "tests.failed = 0";
    private static final String COVERAGE = "coverage.line >= 1%";

    private static State[] states(GateVerdict verdict) {
        return verdict.criteria().stream().map(CriterionVerdict::state).toArray(State[]::new);
    }

    @Test
    void givenAnUnreadableReportOfAKnownFormat_whenJudged_thenOnlyItsNounIsUnknown() {
        GateVerdict verdict = gate(TESTS, COVERAGE)
                .observing(
                        report("a.xml", tests(3)),
                        report("jacoco.xml", lines(1, 2)),
                        unreadable("found", "b.xml", "junit"))
                .judge();

        assertThat(states(verdict)).containsExactly(State.UNKNOWN, State.HOLDS);
        assertThat(verdict.criteria().get(0).unknown())
                .isEqualTo(new Unknown(Reason.UNREADABLE, "b.xml", "ends early"));
        assertThat(verdict.criteria().get(0).files()).containsExactly("a.xml", "b.xml");
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenAnUnreadableReport_whenAFailureDecidesAlready_thenBroken() {
        GateVerdict verdict = gate(TESTS, "tests.passRate >= 90%")
                .observing(report("a.xml", tests(3, "x")), unreadable("found", "b.xml", "junit"))
                .judge();

        assertThat(states(verdict)).containsExactly(State.BROKEN, State.UNKNOWN);
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void givenAnUnrecognisedFileInASourceOfADeclaredFormat_whenJudged_thenItIsMeantToBeOfThatFormat() {
        GateVerdict verdict = gate(TESTS, COVERAGE)
                .declaring(source("unit", "junit"), source("cov", "jacoco"))
                .observing(
                        report("unit", "a.xml", tests(3)),
                        report("cov", "jacoco.xml", lines(1, 2)),
                        unreadable("unit", "b.xml", null))
                .judge();

        assertThat(states(verdict)).containsExactly(State.UNKNOWN, State.HOLDS);
    }

    @Test
    void givenAnUnrecognisedFileInASourceThatRequiresATool_whenJudged_thenOnlyFindingsAreUnknown() {
        ReportSource scan =
                new ReportSource("scan", List.of("*.sarif"), List.of(), null, 1, List.of("SpotBugs"), false, List.of());
        GateVerdict verdict = gate(COVERAGE, "findings[severity>=high] = 0")
                .declaring(source("cov", "jacoco"), scan)
                .observing(report("cov", "jacoco.xml", lines(1, 2)), unreadable("scan", "a.sarif", null))
                .judge();

        assertThat(states(verdict)).containsExactly(State.HOLDS, State.UNKNOWN);
    }

    @Test
    void givenAnUnrecognisedFileAmongFoundOnes_whenJudged_thenAllThatIsAnsweredFromThereIsUnknown() {
        GateVerdict verdict = gate(TESTS, COVERAGE)
                .observing(report("a.xml", tests(3)), report("j.xml", lines(1, 2)), unreadable("found", "b.xml", null))
                .judge();

        assertThat(states(verdict)).containsExactly(State.UNKNOWN, State.UNKNOWN);
    }

    @Test
    void givenASourceOfUnknownKindWithoutAReadableReport_whenJudged_thenEverythingIsUnknown() {
        GateVerdict verdict = gate(TESTS, COVERAGE)
                .declaring(source("more", null))
                .observing(
                        report("unit", "a.xml", tests(3)),
                        report("cov", "j.xml", lines(1, 2)),
                        unreadable("more", "b.xml", null))
                .judge();

        assertThat(states(verdict)).containsExactly(State.UNKNOWN, State.UNKNOWN);
    }

    @Test
    void givenASourceOfUnknownKindWithTestReports_whenOneFileIsUnreadable_thenOnlyTestsAreUnknown() {
        GateVerdict verdict = gate(TESTS, COVERAGE)
                .declaring(source("more", null))
                .observing(
                        report("more", "a.xml", tests(3)),
                        report("cov", "j.xml", lines(1, 2)),
                        unreadable("more", "b.xml", null))
                .judge();

        assertThat(states(verdict)).containsExactly(State.UNKNOWN, State.HOLDS);
    }

    @Test
    void givenAnotherSourcesTrouble_whenOneSourceIsSelected_thenItDoesNotMatter() {
        GateVerdict verdict = gate("tests[evidence=unit].failed = 0", "tests[evidence=e2e].failed = 0")
                .observing(report("unit", "a.xml", tests(3)), unreadable("e2e", "b.xml", "junit"))
                .judge();

        assertThat(states(verdict)).containsExactly(State.HOLDS, State.UNKNOWN);
    }

    @Test
    void givenAStaleReport_whenJudged_thenUnknown() {
        CriterionVerdict verdict = gate(TESTS)
                .observing(observed(
                        "found", "a.xml", "junit", new Reading.Stale(Given.NOW.minusSeconds(9_000), Given.NOW)))
                .one();

        assertThat(verdict.unknown().reason()).isEqualTo(Reason.STALE);
    }

    @Test
    void givenTooFewFiles_whenJudged_thenUnknown() {
        CriterionVerdict verdict = gate(TESTS)
                .declaring(source("unit", "junit"))
                .observing(Given.with(Given.evidence(report("unit", "a.xml", tests(3))), new Gap("unit", null, 3, 1)))
                .one();

        assertThat(verdict.unknown()).isEqualTo(new Unknown(Reason.TOO_FEW_FILES, "unit", "1 < 3"));
    }

    @Test
    void givenADeclaredSourceWithoutAnyReport_whenNobodySaidSo_thenItIsAGapAllTheSame() {
        GateVerdict verdict = gate(TESTS)
                .declaring(source("unit", "junit"), source("e2e", "junit"))
                .observing(report("unit", "a.xml", tests(3)))
                .judge();

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @ParameterizedTest
    @CsvSource({"findings = 0, TOOL_MISSING", "findings[tool=pmd] = 0, TOOL_MISSING"})
    void givenARequiredToolThatDidNotReport_whenJudged_thenUnknown(String criterion, Reason reason) {
        CriterionVerdict verdict = gate(criterion)
                .declaring(source("scan", "sarif"))
                .observing(Given.with(
                        Given.evidence(report("scan", "a.sarif", findings("pmd", null))),
                        new Gap("scan", "spotbugs", 1, 0)))
                .one();

        assertThat(verdict.unknown().reason()).isEqualTo(reason);
        assertThat(verdict.unknown().subject()).isEqualTo("spotbugs");
    }

    @Test
    void givenSeveralTroubles_whenOneIsNamed_thenTheBrokenReportBeforeTheMissingOne() {
        CriterionVerdict verdict = gate(TESTS)
                .observing(
                        Given.with(Given.evidence(unreadable("unit", "a.xml", "junit")), new Gap("unit", null, 3, 1)))
                .one();

        assertThat(verdict.unknown().reason()).isEqualTo(Reason.UNREADABLE);
    }
}
