package io.jenkins.plugins.sluice.evidence;

import java.util.Arrays;
import java.util.TreeMap;

/**
 * Every raw value with the number of times it occurred: percentiles are exact, and histograms of several files add up.
 * Values are whole milliseconds, 0 or more.
 */
public final class Histogram {

    private final long[] values;
    private final long[] cumulative;

    private Histogram(long[] values, long[] cumulative) {
        this.values = values;
        this.cumulative = cumulative;
    }

    /**
     * Values with their counts.
     *
     * @param values strictly ascending
     * @param counts as many as values, each 1 or more
     */
    public static Histogram of(long[] values, long[] counts) {
        if (values.length != counts.length) {
            throw new IllegalArgumentException(values.length + " values but " + counts.length + " counts");
        }
        long[] cumulative = new long[counts.length];
        long sum = 0;
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] < 1 || values[i] < 0 || (i > 0 && values[i] <= values[i - 1])) {
                throw new IllegalArgumentException("values must ascend and counts be positive, at index " + i);
            }
            sum = Math.addExact(sum, counts[i]);
            cumulative[i] = sum;
        }
        return new Histogram(values.clone(), cumulative);
    }

    /** What {@link #pairs} gave. */
    static Histogram ofPairs(long[] pairs) {
        long[] values = new long[pairs.length / 2];
        long[] counts = new long[pairs.length / 2];
        for (int i = 0; i < values.length; i++) {
            values[i] = pairs[2 * i];
            counts[i] = pairs[2 * i + 1];
        }
        return of(values, counts);
    }

    /** Value and count in turn. */
    long[] pairs() {
        long[] pairs = new long[2 * values.length];
        for (int i = 0; i < values.length; i++) {
            pairs[2 * i] = values[i];
            pairs[2 * i + 1] = cumulative[i] - (i == 0 ? 0 : cumulative[i - 1]);
        }
        return pairs;
    }

    /** This and other together. */
    public Histogram plus(Histogram other) {
        TreeMap<Long, Long> sum = new TreeMap<>();
        for (Histogram each : new Histogram[] {this, other}) {
            long[] pairs = each.pairs();
            for (int i = 0; i < pairs.length; i += 2) {
                sum.merge(pairs[i], pairs[i + 1], Math::addExact);
            }
        }
        return of(
                sum.keySet().stream().mapToLong(Long::longValue).toArray(),
                sum.values().stream().mapToLong(Long::longValue).toArray());
    }

    /** The number of values. */
    public long count() {
        return cumulative.length == 0 ? 0 : cumulative[cumulative.length - 1];
    }

    /** The sum of all values. */
    public java.math.BigInteger sum() {
        java.math.BigInteger sum = java.math.BigInteger.ZERO;
        long[] pairs = pairs();
        for (int i = 0; i < pairs.length; i += 2) {
            sum = sum.add(java.math.BigInteger.valueOf(pairs[i]).multiply(java.math.BigInteger.valueOf(pairs[i + 1])));
        }
        return sum;
    }

    /**
     * The nearest-rank percentile: the smallest value with at least {@code percent} % of all values at or below it.
     *
     * @param percent 1 to 100
     * @throws IllegalStateException without values
     */
    public long percentile(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("percentile is 1..100, was " + percent);
        }
        if (values.length == 0) {
            throw new IllegalStateException("no values");
        }
        long rank = Math.max(1, (Math.multiplyExact(count(), (long) percent) + 99) / 100);
        int at = Arrays.binarySearch(cumulative, rank);
        return values[at >= 0 ? at : -at - 1];
    }
}
