package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How much worse than tolerated the canary may be at most, given all blocks so far: the evidence on which a rollout goes
 * on. Immutable.
 *
 * <p>For each supposed excess δ, the count process with r &lt; 1 tests whether θ_c ≥ m·θ_b + δ:
 *
 * <pre>
 *   log factor = ( x_c·log A + x_b·log B + δ·n_c·(1−A) ) / φ,   A = r·B,  B = 1/(1 − π0(1−r)),  π0 = m·n_c/(m·n_c+n_b)
 *   e_pass(δ)  = mean over r = 0.1, 0.25, 0.5, 0.75 of exp Σ log factors
 *   U          = the smallest δ with e_pass(δ) ≥ 20
 * </pre>
 *
 * <p>The log factors are linear in δ, so two sums for each r hold all that was seen, and e_pass grows with δ. With
 * independent requests the chance that U ever lies below the true excess is at most 1/20 (Ville's inequality; Lindon and
 * Malek, arXiv 2011.03567). Dividing by the dispersion φ is an approximation: a release that goes on wrongly is still
 * watched. Without errors at a small share U is about 4.2/n_c.
 */
public final class PassBound {

    /** Nothing seen: the excess may be anything. */
    static final PassBound START = new PassBound(new double[4], new double[4]);

    /** 1/20, the usual 5 %. */
    private static final double LOG_ENOUGH = Math.log(20);

    private static final double[] EXCESS = {-0.9, -0.75, -0.5, -0.25};
    private static final double[] LOG_RATIO = {Math.log(0.1), Math.log(0.25), Math.log(0.5), Math.log(0.75)};

    private final double[] levels;
    private final double[] slopes;

    private PassBound(double[] levels, double[] slopes) {
        this.levels = levels;
        this.slopes = slopes;
    }

    PassBound next(CountBet block, double phi) {
        double[] nextLevels = levels.clone();
        double[] nextSlopes = slopes.clone();
        for (int k = 0; k < EXCESS.length; k++) {
            nextLevels[k] += block.level(EXCESS[k], LOG_RATIO[k]) / phi;
            nextSlopes[k] += block.slope(EXCESS[k]) / phi;
        }
        return new PassBound(nextLevels, nextSlopes);
    }

    /**
     * Evidence against an excess of {@code delta} or more.
     *
     * @param delta not negative, in errors per request
     * @return log e_pass(δ)
     */
    public double logEvidence(double delta) {
        double[] logs = new double[levels.length];
        for (int k = 0; k < logs.length; k++) {
            logs[k] = levels[k] + delta * slopes[k];
        }
        return LogSums.logMeanExp(logs);
    }

    /**
     * U: at most so much does the canary's error rate exceed m times the baseline's.
     *
     * @return errors per request, not negative; infinite while nothing was seen
     */
    public double upper() {
        double delta = Double.POSITIVE_INFINITY;
        for (int k = 0; k < levels.length; k++) {
            if (slopes[k] > 0) {
                delta = Math.min(delta, (LOG_ENOUGH + Math.log(levels.length) - levels[k]) / slopes[k]);
            }
        }
        if (delta == Double.POSITIVE_INFINITY || delta <= 0 || logEvidence(0) >= LOG_ENOUGH) {
            return delta == Double.POSITIVE_INFINITY ? delta : 0;
        }
        // Newton's steps come from the right and stay there, because log e_pass is convex in δ and grows.
        double[] weights = new double[levels.length];
        while (true) {
            double log = logEvidence(delta);
            double slope = 0;
            for (int k = 0; k < weights.length; k++) {
                slope += slopes[k] * Math.exp(levels[k] + delta * slopes[k] - log) / weights.length;
            }
            double next = delta - (log - LOG_ENOUGH) / slope;
            if (!(next < delta * (1 - 1e-14))) {
                return Math.max(0, Math.min(delta, next));
            }
            delta = next;
        }
    }

    void write(ObjectNode json) {
        StateJson.put(json, "passLevels", levels);
        StateJson.put(json, "passSlopes", slopes);
    }

    static PassBound read(JsonNode json) {
        return new PassBound(
                StateJson.numbers(json, "passLevels", EXCESS.length),
                StateJson.numbers(json, "passSlopes", EXCESS.length));
    }
}
