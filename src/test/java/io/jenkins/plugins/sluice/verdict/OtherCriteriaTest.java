package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.lines;
import static io.jenkins.plugins.sluice.verdict.Given.load;
import static io.jenkins.plugins.sluice.verdict.Given.mutants;
import static io.jenkins.plugins.sluice.verdict.Given.picked;
import static io.jenkins.plugins.sluice.verdict.Given.report;
import static io.jenkins.plugins.sluice.verdict.Given.series;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Coverage, mutation, load and picked values. */
class OtherCriteriaTest {

    private static final LoadSummary LOAD = load(
            series("home", false, 1, 1_000, 61_000, 10, 20, 30, 40),
            series("cart", false, 0, 2_000, 31_000, 100, 200),
            series("checkout", true, 1, 1_000, 61_000, 1_000));

    @Test
    void givenCoverageJustBelowTheLimit_whenCompared_thenNothingIsRounded() {
        CriterionVerdict verdict = gate("coverage.line >= 80%")
                .observing(report("a.xml", lines(79_996, 100_000)))
                .one();

        assertThat(verdict.state()).isEqualTo(State.BROKEN);
        assertThat(verdict.offenders()).containsExactly(new Offender("A.java", null, "79996/100000"));
    }

    @Test
    void givenModules_whenCoverageIsAsked_thenTheirCountsAddUp() {
        assertThat(gate("coverage.line >= 50%")
                        .observing(report("a.xml", lines(0, 10)), report("b.xml", lines(90, 90)))
                        .one()
                        .value())
                .isEqualTo(Quantity.ratio(9, 10));
    }

    @ParameterizedTest
    @CsvSource({"coverage.branch >= 0%, NOT_MEASURED", "coverage.line >= 0%, NOTHING_COUNTED"})
    void givenNothingToCover_whenAsked_thenUnknown(String criterion, Reason reason) {
        assertThat(gate(criterion)
                        .observing(report("a.xml", lines(0, 0)))
                        .one()
                        .unknown()
                        .reason())
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"mutation.score = 60%", "mutation.strength = 75%", "mutation.survived = 2"})
    void givenMutants_whenAsked_thenCounted(String criterion) {
        assertThat(gate(criterion)
                        .observing(report("mutations.xml", mutants(6, 2, 2)))
                        .one()
                        .state())
                .isEqualTo(State.HOLDS);
    }

    @Test
    void givenMutantsWithoutAResult_whenAsked_thenUnknownUnlessTooManySurvivedAlready() {
        GateVerdict verdict = gate("mutation.score >= 10%", "mutation.survived <= 5", "mutation.survived <= 1")
                .observing(report("mutations.xml", new MutationSummary(6, 2, 2, 1, List.of())))
                .judge();

        assertThat(verdict.criteria())
                .extracting(CriterionVerdict::state)
                .containsExactly(State.UNKNOWN, State.UNKNOWN, State.BROKEN);
    }

    @ParameterizedTest
    @CsvSource({
        "load.samples = 6",
        "load[kind=transaction].samples = 1",
        "load[label=cart].samples = 2",
        "load.errorRate < 17%",
        "load.errorRate > 16%",
        "load.p50 = 30ms",
        "load.p95 = 200ms",
        "load.max = 200ms",
        "load[label=home].p90 = 40ms",
        "load[kind=transaction].p50 = 1s",
        "load.throughput = 6/min",
    })
    void givenALoadTest_whenAsked_thenExact(String criterion) {
        assertThat(gate(criterion).observing(report("a.jtl", LOAD)).one().state())
                .isEqualTo(State.HOLDS);
    }

    @Test
    void givenTwoFiles_whenAPercentileIsAsked_thenItIsTakenOverAllSamples() {
        CriterionVerdict verdict = gate("load.p50 <= 1s")
                .observing(
                        report("a.jtl", load(series("x", false, 0, 0, 1, 1, 2, 3))),
                        report("b.jtl", load(series("x", false, 0, 0, 1, 7, 8, 9, 10))))
                .one();

        assertThat(verdict.value()).isEqualTo(Quantity.nanos(7_000_000));
    }

    @Test
    void givenAnIndivisibleMean_whenAsked_thenItIsAFraction() {
        assertThat(gate("load.mean <= 1s")
                        .observing(report("a.jtl", load(series("x", false, 0, 0, 1, 1, 1, 2))))
                        .one()
                        .value())
                .isEqualTo(new Quantity(
                        Dimension.DURATION,
                        BigDecimal.valueOf(4_000_000).toBigInteger(),
                        java.math.BigInteger.valueOf(3)));
    }

    @ParameterizedTest
    @CsvSource({
        "load[label=gone].p95 <= 1s, NOT_MEASURED",
        "load[label=gone].samples >= 0, NOT_MEASURED",
        "load[kind=transaction].p95 <= 1s, NOTHING_COUNTED",
        "load.throughput > 1/s, NOTHING_COUNTED",
    })
    void givenALoadTestWithoutTheAnswer_whenAsked_thenUnknown(String criterion, Reason reason) {
        assertThat(gate(criterion)
                        .observing(report("a.jtl", load(series("x", false, 0, 5, 5, 0))))
                        .one()
                        .unknown()
                        .reason())
                .isEqualTo(reason);
    }

    @Test
    void givenSlowLabels_whenNamed_thenTheSlowestFirst() {
        assertThat(gate("load.p95 <= 100ms")
                        .observing(report("a.jtl", LOAD))
                        .one()
                        .offenders())
                .extracting(Offender::name)
                .containsExactly("cart", "home");
    }

    @Test
    void givenAPickedSize_whenComparedInAnotherUnitOfSize_thenExact() {
        assertThat(gate("custom.bundleSize <= 350KiB")
                        .observing(report("size.json", picked("bundleSize", Quantity.bytes(358_400))))
                        .one()
                        .state())
                .isEqualTo(State.HOLDS);
    }

    @Test
    void givenAPickedSize_whenComparedWithATime_thenTheUnitDiffers() {
        assertThat(gate("custom.bundleSize <= 350ms")
                        .observing(report("size.json", picked("bundleSize", Quantity.bytes(1))))
                        .one()
                        .unknown()
                        .reason())
                .isEqualTo(Reason.OTHER_UNIT);
    }

    @Test
    void givenAPickedSize_whenItMayNotRiseAtAll_thenZeroNeedsNoUnit() {
        CriterionVerdict verdict = gate("custom.bundleSize rises at most 0")
                .observing(report("size.json", picked("bundleSize", Quantity.bytes(11))))
                .against(report("size.json", picked("bundleSize", Quantity.bytes(10))))
                .one();

        assertThat(verdict.state()).isEqualTo(State.BROKEN);
        assertThat(verdict.limit()).isEqualTo(Quantity.bytes(10));
    }

    @Test
    void givenAValueThatTheFileLacks_whenAsked_thenItSaysWhy() {
        PickedValues lacking = new PickedValues(Map.of(), Map.of("size", "no member 'size'"));
        CriterionVerdict verdict =
                gate("custom.size <= 1").observing(report("a.json", lacking)).one();

        assertThat(verdict.unknown().reason()).isEqualTo(Reason.NOT_MEASURED);
        assertThat(verdict.unknown().detail()).isEqualTo("a.json: no member 'size'");
    }

    @Test
    void givenTwoFilesThatDisagree_whenTheirValueIsAsked_thenUnknown() {
        Quantity one = Quantity.of(Dimension.NUMBER, BigDecimal.ONE);
        Quantity two = Quantity.of(Dimension.NUMBER, BigDecimal.valueOf(2));

        assertThat(gate("custom.x <= 9")
                        .observing(report("a.json", picked("x", one)), report("b.json", picked("x", two)))
                        .one()
                        .state())
                .isEqualTo(State.UNKNOWN);
        assertThat(gate("custom.x <= 9")
                        .observing(report("a.json", picked("x", one)), report("b.json", picked("x", one)))
                        .one()
                        .state())
                .isEqualTo(State.HOLDS);
    }
}
