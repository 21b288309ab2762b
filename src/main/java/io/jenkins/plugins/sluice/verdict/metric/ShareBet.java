package io.jenkins.plugins.sluice.verdict.metric;

import java.util.Arrays;

/**
 * Bets of one block on the share that one arm has in the errors of both, one for each group of pods and assumed harm.
 *
 * <p>With n and x the requests and errors of the arm under suspicion (s) and of the other (o), T = x_s + x_o, Z = x_s/T,
 * π0 = m·n_s/(m·n_s + n_o) and q = m·r·n_s/(m·r·n_s + n_o):
 *
 * <pre>
 *   t = T/φ;  d = q − π0
 *   λ = min( 0.9/π0 ,  t·d / (π0(1−π0) + max(t−1, 0)·d²) )
 *   log factor = log( 1 + λ·(Z − π0) )
 * </pre>
 *
 * <p>Where pods are interchangeable and the suspect's error rate is at most m times the other's, Z has at most the mean
 * π0, whatever bursts there are within the block; so a factor has at most the mean 1 for every λ that does not know x_s
 * (Waudby-Smith and Ramdas, Estimating means of bounded random variables by betting, arXiv 2010.09686). Without errors,
 * or with no request in an arm, there is no bet.
 */
final class ShareBet {

    /** At most this part of what is there is staked. */
    private static final double MOST_STAKE = 0.9;

    /** Far from what a double overflows at, with room for one more factor. */
    private static final double LARGE = 1e150;

    private static final int MANY = 100;

    private final double[] logs = new double[Harm.COUNT];
    private final double[] products = new double[Harm.COUNT];
    private double bound = 1;
    private int factors;

    ShareBet() {
        Arrays.fill(products, 1);
    }

    /**
     * A bet on one group.
     *
     * @param margin m, maybe infinite, which is no bet
     * @param phi φ, at least 1, known before the block
     */
    void add(double margin, double phi, long suspectTotal, long suspectBad, long otherTotal, long otherBad) {
        long errors = suspectBad + otherBad;
        if (errors <= 0 || suspectTotal <= 0 || otherTotal <= 0) {
            return;
        }
        double weighted = margin * suspectTotal;
        double share = weighted / (weighted + otherTotal);
        double rest = otherTotal / (weighted + otherTotal);
        if (!(share > 0 && rest > 0)) {
            return;
        }
        double t = errors / phi;
        double over = Math.max(t - 1, 0);
        double variance = share * rest;
        double mostStake = MOST_STAKE / share;
        double surprise = (double) suspectBad / errors - share;
        roomFor(1 + mostStake);
        for (int k = 0; k < products.length; k++) {
            double lift = share * Harm.EXCESS[k];
            double d = lift * rest / (1 + lift);
            double stake = Math.min(mostStake, t * d / (variance + over * d * d));
            products[k] *= 1 + stake * surprise;
        }
    }

    /** One logarithm for many factors: each is between 0.1 and {@code factor}, so that the products stay in range. */
    private void roomFor(double factor) {
        bound *= factor;
        factors++;
        if (bound > LARGE || factors > MANY) {
            settle();
            bound = factor;
            factors = 1;
        }
    }

    private void settle() {
        for (int k = 0; k < products.length; k++) {
            logs[k] += Math.log(products[k]);
            products[k] = 1;
        }
    }

    /** Log of the product over the groups, by assumed harm; this object is used up. */
    double[] logFactors() {
        settle();
        return logs;
    }
}
