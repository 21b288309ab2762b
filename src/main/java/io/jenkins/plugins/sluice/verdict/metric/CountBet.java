package io.jenkins.plugins.sluice.verdict.metric;

/**
 * The bet of one block on the counts themselves, valid when requests are independent.
 *
 * <p>With n and x the requests and errors of the arm under suspicion (s) and of the other (o), r the assumed harm and
 * π0 = m·n_s/(m·n_s + n_o):
 *
 * <pre>
 *   B = (m·n_s + n_o)/(m·r·n_s + n_o) = 1/(1 + π0(r−1));   A = r·B
 *   log factor = x_s·log A + x_o·log B − n_s·δ·(A−1)
 * </pre>
 *
 * <p>Where θ_s ≤ m·θ_o + δ, its mean is at most exp(n_s·θ_s(A−1) + n_o·θ_o(B−1) − n_s·δ(A−1)) ≤ 1, since
 * m·n_s(A−1) + n_o(B−1) = 0, for an unknown, drifting θ_o and any split that changes from block to block (Lindon and
 * Malek, Anytime-valid inference for multinomial count data, arXiv 2011.03567; the margins are our own).
 */
final class CountBet {

    private final double share;
    private final long suspectTotal;
    private final long suspectBad;
    private final long otherBad;

    /** Of one block; both arms have requests. */
    CountBet(double margin, long suspectTotal, long suspectBad, long otherTotal, long otherBad) {
        double weighted = margin * suspectTotal;
        this.share = weighted / (weighted + otherTotal);
        this.suspectTotal = suspectTotal;
        this.suspectBad = suspectBad;
        this.otherBad = otherBad;
    }

    /** The log factor for δ = 0. */
    double level(double excess, double logRatio) {
        double logB = -Math.log1p(share * excess);
        return suspectBad * (logRatio + logB) + otherBad * logB;
    }

    /** What the log factor gains when δ grows by one: −n_s·(A−1). */
    double slope(double excess) {
        return -suspectTotal * excess * (1 - share) / (1 + share * excess);
    }
}
