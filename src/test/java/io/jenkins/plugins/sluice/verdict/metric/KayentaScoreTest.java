package io.jenkins.plugins.sluice.verdict.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.verdict.Outcome;
import io.jenkins.plugins.sluice.verdict.metric.Classification.Label;
import io.jenkins.plugins.sluice.verdict.metric.Judged.Reason;
import io.jenkins.plugins.sluice.verdict.metric.KayentaScore.Scored;
import io.jenkins.plugins.sluice.verdict.metric.KayentaScore.Thresholds;
import io.jenkins.plugins.sluice.verdict.metric.KayentaScore.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KayentaScoreTest {

    private static final Thresholds USUAL = new Thresholds(95, 75);

    @Test
    void givenTwoGroups_whenOneHasNoData_thenKayentaGives100AndWeDoNotPass() {
        KayentaScore score = KayentaScore.of(
                List.of(
                        metric("a", "latency", Label.PASS),
                        metric("b", "latency", Label.PASS),
                        metric("c", "errors", Label.NODATA)),
                Map.of(),
                USUAL);

        assertThat(score.kayentaScore()).isEqualTo(100);
        assertThat(score.kayentaVerdict()).isEqualTo(Verdict.PASS);
        assertThat(score.worst()).isEqualTo(50);
        assertThat(score.best()).isEqualTo(100);
        assertThat(score.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(score.unknown()).containsExactly("c");
    }

    @Test
    void givenAnErrorAmongPasses_whenScored_thenKayentaIgnoresItAndWeDoNot() {
        KayentaScore score =
                KayentaScore.of(List.of(metric("a", "g", Label.PASS), metric("b", "g", Label.ERROR)), Map.of(), USUAL);

        assertThat(score.kayentaScore()).isEqualTo(100);
        assertThat(score.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenHalfWithoutData_whenScored_thenKayentaFailsAndWeAreInconclusive() {
        KayentaScore score =
                KayentaScore.of(List.of(metric("a", "g", Label.PASS), metric("b", "g", Label.NODATA)), Map.of(), USUAL);

        assertThat(score.kayentaScore()).isZero();
        assertThat(score.kayentaVerdict()).isEqualTo(Verdict.FAIL);
        assertThat(score.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenWeights_whenSomeGroupsHaveNone_thenTheyShareTheRest() {
        List<Scored> metrics = List.of(
                metric("a", "errors", Label.PASS),
                metric("b", "errors", Label.HIGH),
                metric("c", "latency", Label.PASS),
                metric("d", "memory", Label.LOW),
                metric("e", "memory", Label.PASS),
                metric("f", "memory", Label.PASS));

        KayentaScore score = KayentaScore.of(metrics, Map.of("errors", 50.0), USUAL);

        // 50 % of 50, 25 % of 100, 25 % of 66.67
        assertThat(score.kayentaScore()).isEqualTo(66.67);
        assertThat(score.groups()).containsEntry("errors", 50.0).containsEntry("latency", 100.0);
        assertThat(score.worst()).isEqualTo(score.best()).isEqualTo(66.67);
        assertThat(score.outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void givenACriticalMetricThatIsHigh_whenScored_thenZeroAndFail() {
        KayentaScore score = KayentaScore.of(
                List.of(metric("a", "g", Label.PASS), scored("b", "g", true, false, Label.HIGH)), Map.of(), USUAL);

        assertThat(score.kayentaScore()).isZero();
        assertThat(score.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(score.failedCritical()).containsExactly("b");
    }

    @Test
    void givenACriticalMetricWithoutData_whenScored_thenKayentaFailsAndWeAreInconclusive() {
        KayentaScore score = KayentaScore.of(
                List.of(
                        metric("a", "g", Label.PASS),
                        metric("c", "g", Label.PASS),
                        scored("b", "g", true, false, Label.NODATA)),
                Map.of(),
                USUAL);

        assertThat(score.kayentaScore()).isZero();
        assertThat(score.worst()).isZero();
        assertThat(score.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenAMutedMetric_whenItIsHigh_thenItDoesNotCount() {
        KayentaScore score = KayentaScore.of(
                List.of(metric("a", "g", Label.PASS), scored("b", "g", true, true, Label.HIGH)), Map.of(), USUAL);

        assertThat(score.kayentaScore()).isEqualTo(100);
        assertThat(score.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void givenAScoreBetweenTheThresholds_whenScored_thenMarginalThereAndInconclusiveHere() {
        List<Scored> metrics = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            metrics.add(metric("good" + i, "g", Label.PASS));
        }
        metrics.add(metric("bad", "g", Label.HIGH));

        KayentaScore score = KayentaScore.of(metrics, Map.of(), USUAL);

        assertThat(score.kayentaVerdict()).isEqualTo(Verdict.MARGINAL);
        assertThat(score.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenFewUnknownAmongMany_whenEvenTheWorstScorePasses_thenPass() {
        List<Scored> metrics = new ArrayList<>();
        for (int i = 0; i < 19; i++) {
            metrics.add(metric("good" + i, "g", Label.PASS));
        }
        metrics.add(metric("silent", "g", Label.NODATA));

        KayentaScore score = KayentaScore.of(metrics, Map.of(), USUAL);

        assertThat(score.worst()).isEqualTo(95);
        assertThat(score.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void givenNoMetrics_whenScored_thenInconclusive() {
        assertThat(KayentaScore.of(List.of(), Map.of(), USUAL).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenWeightsAbove100_whenScored_thenTheErrorSaysSo() {
        assertThatThrownBy(() -> KayentaScore.of(List.of(), Map.of("a", 80.0, "b", 30.0), USUAL))
                .hasMessageStartingWith("the weights of groups are not negative and together at most 100");
    }

    @Property(tries = 300)
    void theUnknownNeverMakesAnOutcomeBetter(@ForAll @Size(min = 1, max = 8) List<Label> labels) {
        List<Scored> metrics = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            metrics.add(scored("m" + i, "g" + i % 3, i % 4 == 0, false, labels.get(i)));
        }
        Outcome before = KayentaScore.of(metrics, Map.of(), USUAL).outcome();
        for (int i = 0; i < metrics.size(); i++) {
            List<Scored> blinded = new ArrayList<>(metrics);
            blinded.set(i, scored("m" + i, "g" + i % 3, i % 4 == 0, false, Label.NODATA));
            KayentaScore after = KayentaScore.of(blinded, Map.of(), USUAL);

            assertThat(after.outcome() == Outcome.PASS && before != Outcome.PASS)
                    .isFalse();
            assertThat(after.worst()).isLessThanOrEqualTo(after.best());
        }
    }

    private static Scored metric(String name, String group, Label label) {
        return scored(name, group, false, false, label);
    }

    private static Scored scored(String name, String group, boolean critical, boolean muted, Label label) {
        Judged judged =
                switch (label) {
                    case PASS -> new Judged(Reason.NO_DIFFERENCE_SHOWN, 0, -1, 1, 0);
                    case HIGH -> new Judged(Reason.BEYOND, 2, 1, 3, 0.5);
                    case LOW -> new Judged(Reason.BEYOND, -2, -3, -1, -0.5);
                    case NODATA_FAIL_METRIC ->
                        new Judged(Reason.REQUIRED_DATA_MISSING, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
                    case NODATA -> Judged.unknown(Reason.NO_DATA);
                    case ERROR -> Judged.unknown(Reason.TOO_FEW);
                };
        boolean fatal = critical && label != Label.PASS && label != Label.ERROR && label != Label.NODATA_FAIL_METRIC;
        return new Scored(name, Set.of(group), critical, muted, new Classification(label, fatal, 1, 1, 0, judged));
    }
}
