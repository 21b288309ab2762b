package io.jenkins.plugins.sluice.evidence.metric;

/**
 * A sample of a native histogram as Prometheus' API gives it: buckets that do not overlap, with their bounds, rising, empty
 * ones left out.
 */
final class NativeHistogram {

    private final double count;
    private final double[] low;
    private final double[] high;
    private final double[] counts;

    NativeHistogram(double count, double[] low, double[] high, double[] counts) {
        this.count = count;
        this.low = low;
        this.high = high;
        this.counts = counts;
    }

    double count() {
        return count;
    }

    int size() {
        return counts.length;
    }

    double low(int bucket) {
        return low[bucket];
    }

    double count(int bucket) {
        return counts[bucket];
    }

    double high(int bucket) {
        return high[bucket];
    }

    /** Whether no bucket reaches across the bound, so that it is known how many observations lie below. */
    boolean parts(double bound) {
        for (int i = 0; i < low.length; i++) {
            if (low[i] < bound && bound < high[i]) {
                return false;
            }
        }
        return true;
    }

    /** How many observations lie below a bound that no bucket reaches across. */
    double below(double bound) {
        double below = 0;
        for (int i = 0; i < high.length && high[i] <= bound; i++) {
            below += counts[i];
        }
        return below;
    }

    /** Whether all its numbers are counts. */
    boolean countable() {
        boolean countable = CounterDifference.countable(count);
        for (double bucket : counts) {
            countable &= CounterDifference.countable(bucket);
        }
        return countable;
    }
}
