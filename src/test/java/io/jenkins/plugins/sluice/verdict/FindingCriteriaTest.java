package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.findings;
import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import io.jenkins.plugins.sluice.verdict.Given.F;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FindingCriteriaTest {

    private static final F LOW = new F("R1", Severity.LOW, "A.java", "a");
    private static final F OPEN = new F("R2", Severity.UNKNOWN, "B.java", "b");
    private static final F HIGH = new F("R4", Severity.HIGH, "D.java", "d");
    private static final F CRITICAL = new F("R3", Severity.CRITICAL, "C.java", "c");

    @ParameterizedTest
    @CsvSource({
        "findings, 3",
        "findings[severity>=high], 2",
        "findings[severity>high], 1",
        "findings[severity=high], 1",
        "findings[severity<=medium], 1",
        "findings[severity=unknown], 1",
        "findings[rule=R3], 1",
        "findings[tool=SpotBugs], 3",
    })
    void givenSelectors_whenFindingsAreCounted_thenTheyNarrowDownAndUnknownCountsAsHigh(String subject, long count) {
        CriterionVerdict verdict = gate(subject + " = " + count)
                .observing(report("a.sarif", findings("spotbugs", null, LOW, OPEN, CRITICAL)))
                .one();

        assertThat(verdict.value()).isEqualTo(Quantity.count(count));
        assertThat(verdict.state()).isEqualTo(State.HOLDS);
    }

    @Test
    void givenFindingsOfUnknownSeverity_whenThoseAreAskedFor_thenHighOnesAreNotAmongThem() {
        CriterionVerdict verdict = gate("findings[severity=unknown] = 1")
                .observing(report("a.sarif", findings("spotbugs", null, OPEN, HIGH)))
                .one();

        assertThat(verdict.value()).isEqualTo(Quantity.count(1));
    }

    @Test
    void givenTooManyFindings_whenNamed_thenTheWorstFirstWithTheirPlaces() {
        CriterionVerdict verdict = gate("findings = 0")
                .observing(report("a.sarif", findings("spotbugs", null, LOW, OPEN, CRITICAL)))
                .one();

        assertThat(verdict.offenders()).extracting(Offender::place).containsExactly("C.java:7", "B.java:7", "A.java:7");
    }

    @Test
    void givenABrokenScanWithoutFindings_whenNoneMayBe_thenUnknownAndTheToolIsNamed() {
        CriterionVerdict verdict = gate("findings = 0")
                .observing(report("a.sarif", findings("spotbugs", "it crashed")))
                .one();

        assertThat(verdict.state()).isEqualTo(State.UNKNOWN);
        assertThat(verdict.unknown()).isEqualTo(new Unknown(Reason.SCAN_FAILED, "spotbugs", "it crashed"));
    }

    @Test
    void givenABrokenScanWithFindings_whenNoneMayBe_thenBroken() {
        assertThat(gate("findings = 0")
                        .observing(report("a.sarif", findings("spotbugs", "it crashed", LOW)))
                        .one()
                        .state())
                .isEqualTo(State.BROKEN);
    }

    @Test
    void givenABrokenScanBelowTheLimit_whenJudged_thenUnknownButItsFindingsAreShown() {
        CriterionVerdict verdict = gate("findings <= 5")
                .observing(report("a.sarif", findings("spotbugs", "it crashed", LOW)))
                .one();

        assertThat(verdict.state()).isEqualTo(State.UNKNOWN);
        assertThat(verdict.offenders()).hasSize(1);
    }

    @Test
    void givenAnotherToolsBrokenScan_whenOneToolIsSelected_thenOnlyThatOneMatters() {
        GateVerdict verdict = gate("findings[tool=pmd] = 0", "findings = 0")
                .observing(
                        report("a.sarif", findings("spotbugs", "it crashed")), report("b.sarif", findings("PMD", null)))
                .judge();

        assertThat(verdict.criteria()).extracting(CriterionVerdict::state).containsExactly(State.HOLDS, State.UNKNOWN);
    }

    @Test
    void givenAToolThatDidNotReport_whenItIsSelected_thenUnknown() {
        assertThat(gate("findings[tool=zap] = 0")
                        .observing(report("a.sarif", findings("spotbugs", null)))
                        .one()
                        .unknown()
                        .reason())
                .isEqualTo(Reason.TOOL_MISSING);
    }

    @Test
    void givenAReportWithoutAnyRun_whenNoneMayBe_thenUnknown() {
        FindingSummary empty = new FindingSummary(List.of(), List.of(), Identities.none(), List.of(), List.of());

        assertThat(gate("findings = 0")
                        .observing(report("a.sarif", empty))
                        .one()
                        .unknown()
                        .reason())
                .isEqualTo(Reason.NOTHING_COUNTED);
    }

    @Test
    void givenExemptFindings_whenCounted_thenTheyAreNotThere() {
        FindingSummary exempt = new FindingSummary(
                List.of(new FindingSummary.ToolRun("spotbugs", null, null)),
                List.of(new FindingSummary.Key("spotbugs", "R", Severity.HIGH, "lines", "w1", 4)),
                Identities.none(),
                List.of(),
                List.of());

        assertThat(gate("findings = 0")
                        .observing(report("a.sarif", exempt))
                        .one()
                        .state())
                .isEqualTo(State.HOLDS);
    }

    @Test
    void givenAReference_whenNewFindingsAreCounted_thenOnlyWhatItLacks() {
        CriterionVerdict verdict = gate("findings[new] = 0")
                .observing(report("a.sarif", findings("spotbugs", null, LOW, CRITICAL)))
                .against(report("a.sarif", findings("spotbugs", null, LOW)))
                .one();

        assertThat(verdict.state()).isEqualTo(State.BROKEN);
        assertThat(verdict.value()).isEqualTo(Quantity.count(1));
        assertThat(verdict.offenders()).extracting(Offender::name).containsExactly("R3");
    }

    @Test
    void givenABrokenScanInTheReference_whenNewFindingsAreCounted_thenTheReferenceLacks() {
        assertThat(gate("findings[new] = 0")
                        .observing(report("a.sarif", findings("spotbugs", null, LOW)))
                        .against(report("a.sarif", findings("spotbugs", "it crashed")))
                        .one()
                        .unknown()
                        .reason())
                .isEqualTo(Reason.REFERENCE_LACKS);
    }

    @Test
    void givenAFindingOfAToolTheReferenceDoesNotKnow_whenNewOnesAreCounted_thenTheReferenceLacks() {
        assertThat(gate("findings[new] = 0")
                        .observing(
                                report("a.sarif", findings("spotbugs", null)),
                                report("b.sarif", findings("zap", null, LOW)))
                        .against(report("a.sarif", findings("spotbugs", null)))
                        .one()
                        .unknown())
                .isEqualTo(new Unknown(Reason.REFERENCE_LACKS, "zap", ""));
    }

    @Test
    void givenAnotherWayToTellFindingsApart_whenNewOnesAreCounted_thenTheyDoNotCompare() {
        assertThat(gate("findings[new] = 0")
                        .observing(report("a.sarif", findings("pmd", null, LOW)))
                        .against(report("a.sarif", Given.findingsBy("fingerprint/v1", "pmd", null, LOW)))
                        .one()
                        .unknown())
                .isEqualTo(new Unknown(Reason.OTHER_METHOD, "pmd", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "a.java:k,            a.java:k,            0",
        "b.java:k,            a.java:k,            0",
        "a.java:k a.java:k,   a.java:k,            1",
        "a.java:k b.java:k,   a.java:k,            1",
        "b.java:k a.java:j,   a.java:k a.java:j,   1",
        "b.java:k c.java:k,   a.java:k a.java:k,   0",
        "b.java:k c.java:k,   a.java:k,            1",
        "a.java:k,            a.java:k b.java:k,   0",
    })
    void givenPlacesNowAndThen_whenNewFindingsAreCounted_thenTheyMoveOnlyFromPathsThatAreGone(
            String now, String then, long count) {
        CriterionVerdict verdict = gate("findings[new] = 0")
                .observing(report("a.sarif", findings("pmd", null, places(now))))
                .against(report("a.sarif", findings("pmd", null, places(then))))
                .one();

        assertThat(verdict.value()).isEqualTo(Quantity.count(count));
        assertThat(verdict.offenders()).hasSize((int) count);
    }

    private static F[] places(String text) {
        return java.util.Arrays.stream(text.split(" "))
                .map(place -> place.split(":"))
                .map(parts -> new F("R", Severity.LOW, parts[0], parts[1]))
                .toArray(F[]::new);
    }
}
