package io.jenkins.plugins.sluice.verdict.metric;

import io.jenkins.plugins.sluice.evidence.metric.ArmCounts;
import io.jenkins.plugins.sluice.evidence.metric.PodCounts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What the recorded past of the running version tells of its errors: how many, how bursty, how much its pods differ.
 *
 * <ul>
 *   <li>{@code thetaHat} = Σx/Σn.
 *   <li>{@code phi} = max(1, φ̂), Pearson's dispersion between the pods of a block: φ̂ = Σ_blocks Σ_pods
 *       (x_j − n_j·x̄)²/(n_j·x̄(1−x̄)) ÷ Σ_blocks(pods − 1), x̄ the block's rate, blocks without errors left out.
 *   <li>{@code omega}: the lasting differences between pods, as the standard deviation of the logarithm of their error
 *       rates. ω² is the variance of the pods' rates over all blocks ÷ x̄², minus sampling noise, at least 0; as pods
 *       may differ in requests, by the moments of DerSimonian and Laird (Controlled Clinical Trials 7, 1986): with
 *       Q = Σ_j (X_j − N_j·x̄)²/(N_j·x̄(1−x̄)φ), ω² = max(0, Q − (pods−1)) · φ(1−x̄) / ( x̄·(N − ΣN_j²/N) ), which for
 *       equal N_j is the variance minus its noise φ·x̄(1−x̄)/N_j, ÷ x̄².
 *   <li>{@code lag1}: the autocorrelation of x_j − n_j·x̄ from one block to the next, over all pods, each pod's own mean
 *       taken out, so that what lasts counts as ω and not as bursts.
 * </ul>
 *
 * @param thetaHat errors per request; 0 when none were counted
 * @param phi at least 1; 1 also when pods are not known, which {@code pods} tells
 * @param omega not negative; NaN when it is not known: fewer than two pods or 30 errors
 * @param lag1 between −1 and 1; NaN when it is not known: fewer than two pods, three blocks, or no error
 * @param blocks how many blocks there are, with requests
 * @param errors in all of them
 * @param pods how many pods served requests in the block where most did; 1 when the source knows no pods, 0 without
 *     history
 */
public record CountProfile(double thetaHat, double phi, double omega, double lag1, int blocks, long errors, int pods) {

    /** Nothing is known of the past. */
    public static final CountProfile NONE = new CountProfile(0, 1, Double.NaN, Double.NaN, 0, 0, 0);

    /** So many blocks make a history that the judge believes. */
    static final int ENOUGH_BLOCKS = 60;

    /** So many errors make a history that the judge believes. */
    static final int ENOUGH_ERRORS = 30;

    private static final int ENOUGH_FOR_LAG = 3;

    public CountProfile {
        if (!(thetaHat >= 0 && thetaHat < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a past error rate is finite and not negative, was " + thetaHat);
        }
        if (!(phi >= 1 && phi < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("a past dispersion is finite and at least 1, was " + phi);
        }
        if (omega < 0 || omega == Double.POSITIVE_INFINITY) {
            throw new IllegalArgumentException("a past spread is finite and not negative, was " + omega);
        }
        if (blocks < 0 || errors < 0 || pods < 0) {
            throw new IllegalArgumentException("a past has no negative numbers of blocks, errors or pods, has " + blocks
                    + ", " + errors + " and " + pods);
        }
    }

    /**
     * The profile of recorded blocks.
     *
     * @param baselineBlocks of one length, in order, without gaps where possible; 60 of them are usual. Blocks without
     *     requests are left out.
     */
    public static CountProfile of(List<ArmCounts> baselineBlocks) {
        List<ArmCounts> blocks = new ArrayList<>();
        long total = 0;
        long bad = 0;
        int pods = 0;
        Dispersion dispersion = Dispersion.NONE;
        for (ArmCounts block : baselineBlocks) {
            int counted =
                    (int) block.pods().stream().filter(pod -> pod.total() > 0).count();
            if (counted == 0) {
                continue;
            }
            blocks.add(block);
            total += block.total();
            bad += block.bad();
            pods = Math.max(pods, counted);
            dispersion = dispersion.plus(Dispersion.of(block));
        }
        if (total == 0) {
            return NONE;
        }
        double phi = dispersion.degrees() > 0 ? Math.max(1, dispersion.sum() / dispersion.degrees()) : 1;
        double omega = bad >= ENOUGH_ERRORS ? omega(blocks, (double) bad / total, phi) : Double.NaN;
        return new CountProfile((double) bad / total, phi, omega, lag1(blocks), blocks.size(), bad, pods);
    }

    private static double omega(List<ArmCounts> blocks, double rate, double phi) {
        Map<String, long[]> sums = new HashMap<>();
        for (ArmCounts block : blocks) {
            for (PodCounts pod : block.pods()) {
                long[] sum = sums.computeIfAbsent(pod.pod(), name -> new long[2]);
                sum[0] += pod.total();
                sum[1] += pod.bad();
            }
        }
        double q = 0;
        double all = 0;
        double squares = 0;
        int pods = 0;
        for (long[] sum : sums.values()) {
            if (sum[0] > 0) {
                double expected = sum[0] * rate;
                q += (sum[1] - expected) * (sum[1] - expected) / (expected * (1 - rate) * phi);
                all += sum[0];
                squares += (double) sum[0] * sum[0];
                pods++;
            }
        }
        double effective = all - squares / all;
        if (pods < 2 || !(effective > 0) || !(rate < 1)) {
            return Double.NaN;
        }
        return Math.sqrt(Math.max(0, q - (pods - 1)) * phi * (1 - rate) / (rate * effective));
    }

    /** By how many errors a pod differs from its block's rate. */
    private record Residual(int block, double errors) {}

    private static double lag1(List<ArmCounts> blocks) {
        Map<String, List<Residual>> residuals = new HashMap<>();
        for (int index = 0; index < blocks.size(); index++) {
            ArmCounts block = blocks.get(index);
            double rate = (double) block.bad() / block.total();
            for (PodCounts pod : block.pods()) {
                if (pod.total() > 0) {
                    residuals
                            .computeIfAbsent(pod.pod(), name -> new ArrayList<>())
                            .add(new Residual(index, pod.bad() - pod.total() * rate));
                }
            }
        }
        if (residuals.size() < 2 || blocks.size() < ENOUGH_FOR_LAG) {
            return Double.NaN;
        }
        double squares = 0;
        double products = 0;
        long count = 0;
        long pairs = 0;
        for (List<Residual> series : residuals.values()) {
            double mean =
                    series.stream().mapToDouble(Residual::errors).average().orElseThrow();
            for (int i = 0; i < series.size(); i++) {
                double centred = series.get(i).errors() - mean;
                squares += centred * centred;
                count++;
                if (i > 0 && series.get(i).block() == series.get(i - 1).block() + 1) {
                    products += centred * (series.get(i - 1).errors() - mean);
                    pairs++;
                }
            }
        }
        if (!(squares > 0) || pairs == 0) {
            return Double.NaN;
        }
        return Math.max(-1, Math.min(1, products / pairs / (squares / count)));
    }

    /** Whether the history is long enough, has enough errors and tells pods apart, so that its dispersion is believed. */
    boolean usable() {
        return blocks >= ENOUGH_BLOCKS && errors >= ENOUGH_ERRORS && pods >= 2;
    }

    /** How many requests there were. */
    double requests() {
        return errors == 0 ? 0 : errors / thetaHat;
    }

    /**
     * By which factor lasting differences may set a canary's pods apart from the baseline's, with 99 % confidence:
     * exp(2.33·ω·√(1/k_c + 1/k_b)).
     */
    double spread(int canaryPods, int baselinePods) {
        return omega > 0 ? Math.exp(SPREAD_QUANTILE * omega * Math.sqrt(1.0 / canaryPods + 1.0 / baselinePods)) : 1;
    }

    /** The 99 % quantile of the standard normal distribution, to the digits that were simulated. */
    static final double SPREAD_QUANTILE = 2.33;
}
