package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.metric.Arm;
import io.jenkins.plugins.sluice.evidence.metric.set.MetricSet;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric;
import io.jenkins.plugins.sluice.evidence.metric.set.SetChoice;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which live metrics a gate watches, and for how long.
 *
 * @param source the id of a metric source, which the host knows
 * @param set the name of a {@link MetricSet}, or null when all metrics are the policy's own
 * @param canary the labels of the service together with those of the new version, which win; all of the service when the
 *     policy tells no versions apart
 * @param baseline the same for the old version, or null when nothing is compared
 * @param choice what counts as an error, which routes are left out, which label names pods
 * @param observe how long at most, positive
 * @param block the length of a block, or null to choose it from history
 * @param warmUp how long a new pod is left alone, not negative
 * @param alpha the part of healthy releases that may be stopped wrongly, over all metrics and looks; above 0
 * @param harmBudget how many failed requests the next step may cost, 1 or more, or null for the default rule
 * @param metrics all that criteria of this gate may ask for
 */
public record MetricWatch(
        String source,
        @Nullable String set,
        Arm canary,
        @Nullable Arm baseline,
        SetChoice choice,
        Duration observe,
        @Nullable Duration block,
        Duration warmUp,
        Quantity alpha,
        @Nullable Integer harmBudget,
        AtDeadline atDeadline,
        Scoring scoring,
        List<NamedMetric> metrics) {

    public MetricWatch {
        metrics = List.copyOf(metrics);
    }

    /** What becomes of a rollout without enough evidence when its time is over. */
    public enum AtDeadline {
        /** It stays where it is and asks for a decision. */
        HOLD,
        PROMOTE,
        REVERT
    }

    /**
     * How the results of {@link MetricJudge.MannWhitney} make one score from 0 to 100.
     *
     * @param pass the least score that passes
     * @param marginal the least score that does not fail, not above {@code pass}
     * @param groups the weights of groups, 1 to 100 and 100 at most together; groups without one share the rest
     */
    public record Scoring(int pass, int marginal, Map<String, Integer> groups) {

        public Scoring {
            groups = Map.copyOf(groups);
        }
    }

    /** The metric that criteria call so. */
    public Optional<NamedMetric> metric(String name) {
        return metrics.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** Which statuses are errors, as a regular expression, or empty when the policy has metrics of its own only. */
    public Optional<String> errors() {
        return choice.errors() != null
                ? Optional.of(choice.errors())
                : Optional.ofNullable(set).flatMap(MetricSet::named).map(MetricSet::errors);
    }
}
