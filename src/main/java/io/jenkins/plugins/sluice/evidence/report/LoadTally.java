package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Histogram;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds samples up to a series a label and kind. */
final class LoadTally {

    /** Later starts and longer samples are no times that a test can have (year 5138, 3000 years). */
    static final long MOST_MILLIS = 100_000_000_000_000L;

    /** So many different times, summed over all series, are kept for exact percentiles. */
    static final int MOST_TIMES = 500_000;

    private final Map<String, Series> plain = new HashMap<>();
    private final Map<String, Series> transactions = new HashMap<>();
    private int times;

    LoadTally() {}

    /** As {@link ReportSink#sample}. */
    void sample(String label, boolean transaction, long startMillis, long elapsedMillis, boolean success) {
        Map<String, Series> all = transaction ? transactions : plain;
        Series series = all.get(label);
        if (series == null) {
            series = new Series();
            all.put(label, series);
        }
        if (times <= MOST_TIMES && series.elapsed.add(elapsedMillis)) {
            times++;
        }
        series.errors += success ? 0 : 1;
        series.firstStart = Math.min(series.firstStart, startMillis);
        series.lastEnd = Math.max(series.lastEnd, startMillis + elapsedMillis);
    }

    /**
     * What was added up.
     *
     * @throws UnreadableReport when there were more different times than are kept
     */
    LoadSummary toSummary() throws UnreadableReport {
        if (times > MOST_TIMES) {
            throw new UnreadableReport("its samples took more than " + MOST_TIMES
                    + " different times, counted label by label; are its times in milliseconds?");
        }
        List<LoadSummary.Series> series = new ArrayList<>();
        plain.forEach((label, each) -> series.add(each.toSummary(label, false)));
        transactions.forEach((label, each) -> series.add(each.toSummary(label, true)));
        series.sort(Comparator.comparing(LoadSummary.Series::label).thenComparing(LoadSummary.Series::transaction));
        return new LoadSummary(series);
    }

    private static final class Series {

        private final Counts elapsed = new Counts();
        private long errors;
        private long firstStart = Long.MAX_VALUE;
        private long lastEnd = Long.MIN_VALUE;

        LoadSummary.Series toSummary(String label, boolean transaction) {
            return new LoadSummary.Series(label, transaction, errors, elapsed.toHistogram(), firstStart, lastEnd);
        }
    }

    /** How often each value occurred: open addressing, value + 1 and count side by side, at most half full. */
    private static final class Counts {

        private long[] slots = new long[64];
        private int used;

        /** Whether the value is new. */
        boolean add(long value) {
            long key = value + 1;
            int i = slot(slots, key);
            boolean added = slots[i] == 0;
            if (added) {
                slots[i] = key;
                if (++used * 4 > slots.length) {
                    grow();
                    i = slot(slots, key);
                }
            }
            slots[i + 1]++;
            return added;
        }

        private static int slot(long[] slots, long key) {
            int mask = slots.length - 1;
            int i = (int) ((key * 0x9E37_79B9_7F4A_7C15L) >>> 33) * 2 & mask;
            while (slots[i] != 0 && slots[i] != key) {
                i = (i + 2) & mask;
            }
            return i;
        }

        private void grow() {
            long[] grown = new long[slots.length * 2];
            for (int i = 0; i < slots.length; i += 2) {
                if (slots[i] != 0) {
                    int to = slot(grown, slots[i]);
                    grown[to] = slots[i];
                    grown[to + 1] = slots[i + 1];
                }
            }
            slots = grown;
        }

        Histogram toHistogram() {
            long[] values = new long[used];
            int count = 0;
            for (int i = 0; i < slots.length; i += 2) {
                if (slots[i] != 0) {
                    values[count++] = slots[i] - 1;
                }
            }
            Arrays.sort(values);
            long[] counts = new long[used];
            for (int i = 0; i < used; i++) {
                counts[i] = slots[slot(slots, values[i] + 1) + 1];
            }
            return Histogram.of(values, counts);
        }
    }
}
