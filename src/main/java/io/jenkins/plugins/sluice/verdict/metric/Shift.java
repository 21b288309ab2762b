package io.jenkins.plugins.sluice.verdict.metric;

import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.statistics.distribution.NormalDistribution;

/**
 * By how much one sample lies above another: Hodges and Lehmann's estimate with the confidence interval that belongs to
 * the Mann–Whitney test, found as R's {@code wilcox.test(exact = FALSE, correct = TRUE, conf.int = TRUE)} finds it.
 *
 * <p>For a supposed shift μ, x − μ and y are ranked together with average ranks for ties; with m and n numbers in x and
 * y, t the sizes of the groups of ties and R the sum of the ranks of x − μ,
 *
 * <pre>
 *   d    = R − m(m+1)/2 − mn/2
 *   σ²   = mn/12 · ( (m+n+1) − Σ(t³−t) / ((m+n)(m+n−1)) )
 *   W(μ) = ( d − sign(d)/2 ) / σ
 * </pre>
 *
 * <p>The interval reaches from the root of W = z to the root of W = −z, the estimate is the root of W = 0. W is a step
 * function, so a root is where it jumps, and where exactly a search stops decides what a caller sees: the search is
 * Brent's, {@code zeroin}, between min x − max y and max x − min y, and an end at which W does not reach z is itself
 * the answer.
 *
 * @param estimate the shift of x against y
 * @param low the interval's lower end
 * @param high its upper end; below {@code low} by as much as the search is inexact, at worst
 */
record Shift(double estimate, double low, double high) {

    /** Of {@code zeroin} in R's {@code wilcox.test}, in units of the metric. */
    private static final double TOLERANCE = 1e-4;

    private static final double EPSILON = Math.ulp(1.0);
    private static final int MOST_STEPS = 1001;

    /**
     * The shift between two samples.
     *
     * @param confidence of the interval, between 0 and 1
     * @throws IllegalArgumentException when for some shift that is looked at all numbers are tied
     */
    static Shift between(double[] x, double[] y, double confidence) {
        double[] upper = sorted(x);
        double[] lower = sorted(y);
        double from = upper[0] - lower[lower.length - 1];
        double to = upper[upper.length - 1] - lower[0];
        double z = -NormalDistribution.of(0, 1).inverseCumulativeProbability((1 - confidence) / 2);
        double low = end(upper, lower, z, from, to);
        double high = end(upper, lower, -z, from, to);
        DoubleUnaryOperator standing = shift -> standardised(upper, lower, shift);
        double estimate = root(standing, from, to, standing.applyAsDouble(from), standing.applyAsDouble(to));
        return new Shift(estimate, low, high);
    }

    /** The largest W that samples of these sizes can show, which they do when they do not overlap. */
    static double most(int m, int n) {
        double pairs = (double) m * n;
        return (pairs / 2 - 0.5) / Math.sqrt(pairs / 12 * (m + n + 1));
    }

    private static double[] sorted(double[] numbers) {
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double end(double[] x, double[] y, double z, double from, double to) {
        DoubleUnaryOperator over = shift -> standardised(x, y, shift) - z;
        double atFrom = over.applyAsDouble(from);
        double atTo = over.applyAsDouble(to);
        if (atFrom <= 0) {
            return from;
        }
        return atTo >= 0 ? to : root(over, from, to, atFrom, atTo);
    }

    /** W. Both samples are sorted, and a shift keeps x sorted, so that one walk through both gives all ranks. */
    static double standardised(double[] x, double[] y, double shift) {
        int m = x.length;
        int n = y.length;
        double rankSum = 0;
        double ties = 0;
        int i = 0;
        int j = 0;
        while (i < m) {
            double value = x[i] - shift;
            while (j < n && y[j] < value) {
                double other = y[j];
                int group = j;
                while (j < n && y[j] == other) {
                    j++;
                }
                ties += cubeLess(j - group);
            }
            int before = i + j;
            int first = i;
            while (i < m && x[i] - shift == value) {
                i++;
            }
            while (j < n && y[j] == value) {
                j++;
            }
            int group = i + j - before;
            rankSum += (i - first) * (before + (group + 1) / 2.0);
            ties += cubeLess(group);
        }
        while (j < n) {
            double other = y[j];
            int group = j;
            while (j < n && y[j] == other) {
                j++;
            }
            ties += cubeLess(j - group);
        }
        double mm = m;
        double nn = n;
        double d = rankSum - mm * (mm + 1) / 2 - mm * nn / 2;
        double sigma = Math.sqrt(mm * nn / 12 * (mm + nn + 1 - ties / ((mm + nn) * (mm + nn - 1))));
        if (!(sigma > 0)) {
            throw new IllegalArgumentException("all numbers are tied at a shift of " + shift);
        }
        return (d - Math.signum(d) * 0.5) / sigma;
    }

    private static double cubeLess(int t) {
        double size = t;
        return size * size * size - size;
    }

    /**
     * Brent's root finder with the stopping rule of the {@code zeroin} of R and Netlib (Brent, Algorithms for
     * Minimization without Derivatives, 1973, chapter 4).
     */
    static double root(DoubleUnaryOperator function, double from, double to, double atFrom, double atTo) {
        if (atFrom == 0) {
            return from;
        }
        if (atTo == 0) {
            return to;
        }
        double previous = from;
        double atPrevious = atFrom;
        double best = to;
        double atBest = atTo;
        double opposite = from;
        double atOpposite = atFrom;
        for (int count = 0; count < MOST_STEPS; count++) {
            double lastStep = best - previous;
            if (Math.abs(atOpposite) < Math.abs(atBest)) {
                previous = best;
                atPrevious = atBest;
                best = opposite;
                atBest = atOpposite;
                opposite = previous;
                atOpposite = atPrevious;
            }
            double least = 2 * EPSILON * Math.abs(best) + TOLERANCE / 2;
            double step = (opposite - best) / 2;
            if (Math.abs(step) <= least || atBest == 0) {
                return best;
            }
            if (Math.abs(lastStep) >= least && Math.abs(atPrevious) > Math.abs(atBest)) {
                step = interpolated(
                        new double[] {previous, best, opposite},
                        new double[] {atPrevious, atBest, atOpposite},
                        lastStep,
                        least,
                        step);
            }
            if (Math.abs(step) < least) {
                step = step > 0 ? least : -least;
            }
            previous = best;
            atPrevious = atBest;
            best += step;
            atBest = function.applyAsDouble(best);
            if ((atBest > 0 && atOpposite > 0) || (atBest < 0 && atOpposite < 0)) {
                opposite = previous;
                atOpposite = atPrevious;
            }
        }
        return best;
    }

    /** The secant's or inverse parabola's step p/q, unless it leads out of the bracket or hardly shortens it. */
    private static double interpolated(double[] at, double[] value, double lastStep, double least, double bisection) {
        double width = at[2] - at[1];
        double slope = value[1] / value[0];
        double p;
        double q;
        if (at[0] == at[2]) {
            p = width * slope;
            q = 1 - slope;
        } else {
            double chord = value[0] / value[2];
            double toOpposite = value[1] / value[2];
            p = slope * (width * chord * (chord - toOpposite) - (at[1] - at[0]) * (toOpposite - 1));
            q = (chord - 1) * (toOpposite - 1) * (slope - 1);
        }
        if (p > 0) {
            q = -q;
        } else {
            p = -p;
        }
        boolean inside = p < 0.75 * width * q - Math.abs(least * q) / 2;
        return inside && p < Math.abs(lastStep * q / 2) ? p / q : bisection;
    }
}
