package io.jenkins.plugins.sluice.verdict.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.sluice.verdict.metric.JointEvidence.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JointEvidenceTest {

    private static final Map<String, Double> HALVES = Map.of("errors", .5, "latency", .5);

    @Test
    void givenTwoMetrics_whenWeighed_thenTheEvidenceIsTheWeightedSum() {
        JointEvidence joint = JointEvidence.start(.01, HALVES).weigh(Map.of("errors", Math.log(30), "latency", 0.0));
        assertThat(joint.log()).isCloseTo(Math.log(15.5), within(1e-12));
        assertThat(joint.crossed()).isFalse();
    }

    @Test
    void givenHarmWasShown_whenEvidenceFallsAgain_thenItStaysShown() {
        JointEvidence shown = JointEvidence.start(.01, HALVES).weigh(Map.of("errors", Math.log(200.0)));
        assertThat(shown.crossed()).isTrue();
        JointEvidence later = shown.weigh(Map.of("errors", -5.0, "latency", -5.0));
        assertThat(later.log()).isCloseTo(-5, within(1e-12));
        assertThat(later.crossed()).isTrue();
        assertThat(JointEvidence.fromJson(later.toJson())).isEqualTo(later);
    }

    @Test
    void givenAMetricWithoutData_whenWeighed_thenItHasShownNothing() {
        JointEvidence joint = JointEvidence.start(.01, HALVES).weigh(Map.of());
        assertThat(joint.log()).isCloseTo(0, within(1e-12));
        assertThat(joint.crossed()).isFalse();
    }

    @Test
    void givenHugeEvidence_whenWeighed_thenNothingOverflows() {
        JointEvidence joint = JointEvidence.start(.01, HALVES).weigh(Map.of("errors", 5000.0, "latency", -5000.0));
        assertThat(joint.log()).isCloseTo(5000 + Math.log(.5), within(1e-9));
    }

    @Test
    void givenUnknownEvidence_whenWeighed_thenItIsRefused() {
        JointEvidence start = JointEvidence.start(.01, HALVES);
        assertThatIllegalArgumentException().isThrownBy(() -> start.weigh(Map.of("errors", Double.NaN)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> start.weigh(Map.of("orders", 0.0)))
                .withMessageContaining("orders");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JointEvidence.start(.01, Map.of("errors", .5)))
                .withMessageContaining("add up to 1");
    }

    @Test
    void givenKindsThatAreAbsent_whenWeightsAreDefaulted_thenTheOthersShareTheirs() {
        assertThat(JointEvidence.defaultWeights(Map.of("errors", Kind.ERRORS))).containsEntry("errors", 1.0);
        Map<String, Double> weights = JointEvidence.defaultWeights(
                Map.of("errors", Kind.ERRORS, "latency", Kind.LATENCY, "orders", Kind.OTHER, "memory", Kind.OTHER));
        assertThat(weights.get("errors")).isCloseTo(.5, within(1e-12));
        assertThat(weights.get("latency")).isCloseTo(.3, within(1e-12));
        assertThat(weights.get("orders")).isCloseTo(.1, within(1e-12));
        assertThat(JointEvidence.start(.01, weights).weights()).hasSize(4);
    }
}
