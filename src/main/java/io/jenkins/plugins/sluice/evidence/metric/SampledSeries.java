package io.jenkins.plugins.sluice.evidence.metric;

import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The raw samples of one series, in the order of time. Its arrays are nobody's to change. */
final class SampledSeries {

    private final Map<String, String> labels;
    private final long[] times;
    private final double[] values;
    private final NativeHistogram @Nullable [] histograms;

    /**
     * A series.
     *
     * @param times milliseconds since 1970, rising
     * @param values as many; of a native histogram, how many observations it holds
     * @param histograms as many, or null when the series has plain numbers
     */
    SampledSeries(Map<String, String> labels, long[] times, double[] values, NativeHistogram @Nullable [] histograms) {
        this.labels = labels;
        this.times = times;
        this.values = values;
        this.histograms = histograms;
    }

    Map<String, String> labels() {
        return labels;
    }

    String label(String name) {
        return labels.getOrDefault(name, "");
    }

    int size() {
        return times.length;
    }

    long time(int sample) {
        return times[sample];
    }

    long[] times() {
        return times;
    }

    double[] values() {
        return values;
    }

    double value(int sample) {
        return values[sample];
    }

    /** The histogram of a sample, or null when it is a plain number. */
    @Nullable
    NativeHistogram histogram(int sample) {
        return histograms == null ? null : histograms[sample];
    }

    /** The last sample at or before a time, or -1. */
    int lastUntil(long time) {
        return lastUntil(times, time);
    }

    static int lastUntil(long[] times, long time) {
        int found = Arrays.binarySearch(times, time);
        return found >= 0 ? found : -found - 2;
    }

    @Override
    public String toString() {
        return labels + " of " + times.length + " samples";
    }
}
