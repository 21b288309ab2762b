package io.jenkins.plugins.sluice.verdict.metric;

/** Sums of numbers that are known by their logarithms. */
final class LogSums {

    private LogSums() {}

    /** {@code log( mean_k exp logs_k )}. */
    static double logMeanExp(double[] logs) {
        double most = Double.NEGATIVE_INFINITY;
        for (double log : logs) {
            most = Math.max(most, log);
        }
        if (Double.isInfinite(most)) {
            return most;
        }
        double sum = 0;
        for (double log : logs) {
            sum += Math.exp(log - most);
        }
        return most + Math.log(sum / logs.length);
    }

    /** {@code log( exp one + exp other )}. */
    static double logAdd(double one, double other) {
        double most = Math.max(one, other);
        return Double.isInfinite(most) ? most : most + Math.log1p(Math.exp(Math.min(one, other) - most));
    }

    /** Sums, one by one. */
    static double[] plus(double[] one, double[] other) {
        double[] sums = one.clone();
        for (int k = 0; k < sums.length; k++) {
            sums[k] += other[k];
        }
        return sums;
    }
}
