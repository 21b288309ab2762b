package io.jenkins.plugins.sluice.evidence.metric;

import java.util.Arrays;

/** How one pod's observations fell into the buckets of a histogram in one block; not cumulative. */
public final class PodBuckets {

    private final String pod;
    private final double[] counts;

    /**
     * Counts by bucket.
     *
     * @param pod its name, or {@code ""} of a source that knows no pods
     * @param counts one per bucket, finite and not negative; fractions where the source interpolates
     */
    public PodBuckets(String pod, double... counts) {
        this.pod = pod;
        this.counts = counts.clone();
        for (double count : this.counts) {
            if (!(count >= 0) || count == Double.POSITIVE_INFINITY) {
                throw new IllegalArgumentException("a bucket of pod '" + pod + "' holds " + count);
            }
        }
    }

    public String pod() {
        return pod;
    }

    /** How many buckets there are. */
    public int size() {
        return counts.length;
    }

    /** How many observations fell into a bucket, from 0. */
    public double count(int bucket) {
        return counts[bucket];
    }

    /** All observations. */
    public double total() {
        double total = 0;
        for (double count : counts) {
            total += count;
        }
        return total;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof PodBuckets other && pod.equals(other.pod) && Arrays.equals(counts, other.counts);
    }

    @Override
    public int hashCode() {
        return 31 * pod.hashCode() + Arrays.hashCode(counts);
    }

    @Override
    public String toString() {
        return pod + Arrays.toString(counts);
    }
}
