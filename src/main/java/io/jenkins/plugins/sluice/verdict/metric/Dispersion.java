package io.jenkins.plugins.sluice.verdict.metric;

import io.jenkins.plugins.sluice.evidence.metric.ArmCounts;
import io.jenkins.plugins.sluice.evidence.metric.PodCounts;
import java.util.List;

/**
 * How much more the error counts of pods differ within a block than independent requests would make them: Pearson's
 * dispersion, summed over blocks,
 *
 * <pre>
 *   φ̂ = Σ_blocks Σ_pods (x_j − n_j·x̄)² / (n_j·x̄(1−x̄))  ÷  Σ_blocks (pods − 1)
 * </pre>
 *
 * <p>with x̄ the error rate of the block, so that an outage that all pods share does not count (McCullagh and Nelder,
 * Generalized Linear Models, 2nd edition, section 4.5). A block without errors, or with nothing else, says nothing and
 * is left out, and so is a pod without requests.
 *
 * @param sum of the squared residuals
 * @param degrees of freedom
 */
record Dispersion(double sum, double degrees) {

    static final Dispersion NONE = new Dispersion(0, 0);

    /** What the past of a running judge loses with each block that says something. */
    static final double DECAY = 0.9;

    /** So many degrees of freedom are needed before the estimate of a running judge is believed. */
    private static final double ENOUGH = 8;

    static Dispersion of(ArmCounts block) {
        List<PodCounts> pods = block.pods();
        long total = 0;
        long bad = 0;
        int counted = 0;
        for (int i = 0; i < pods.size(); i++) {
            PodCounts pod = pods.get(i);
            if (pod.total() > 0) {
                total += pod.total();
                bad += pod.bad();
                counted++;
            }
        }
        if (counted < 2 || bad == 0 || bad >= total) {
            return NONE;
        }
        double rate = (double) bad / total;
        double sum = 0;
        for (int i = 0; i < pods.size(); i++) {
            PodCounts pod = pods.get(i);
            if (pod.total() > 0) {
                double expected = pod.total() * rate;
                double residual = pod.bad() - expected;
                sum += residual * residual / (expected * (1 - rate));
            }
        }
        return new Dispersion(sum, counted - 1);
    }

    Dispersion plus(Dispersion other) {
        return other.degrees == 0 ? this : new Dispersion(sum + other.sum, degrees + other.degrees);
    }

    /** With one more block, and the earlier ones faded. */
    Dispersion next(Dispersion block) {
        return block.degrees == 0 ? this : new Dispersion(DECAY * sum + block.sum, DECAY * degrees + block.degrees);
    }

    /** φ̂ of what a running judge saw, or 1 while that is too little. */
    double live() {
        return degrees >= ENOUGH ? sum / degrees : 1;
    }
}
