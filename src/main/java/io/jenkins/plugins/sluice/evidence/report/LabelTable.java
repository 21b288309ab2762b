package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.LoadSummary;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Finds the label that some bytes of UTF-8 are, without making it again. */
final class LabelTable {

    /** There are fewer labels; only bytes that are no UTF-8 make one label of several. */
    private static final int MOST_ENTRIES = 4 * LoadSummary.MOST_LABELS;

    private static final long MOST_BYTES = 16L * 1024 * 1024;

    private final Labels labels = new Labels();
    private @Nullable Entry[] entries = new @Nullable Entry[1024];
    private int size;
    private long kept;

    /**
     * The label.
     *
     * @param escaped whether its quotes are doubled
     */
    String label(byte[] bytes, int from, int to, boolean escaped, boolean transaction) throws UnreadableReport {
        int hash = hash(bytes, from, to);
        int mask = entries.length - 1;
        int i = hash & mask;
        for (Entry entry = entries[i]; entry != null; entry = entries[i]) {
            if (entry.hash == hash
                    && entry.transaction == transaction
                    && entry.escaped == escaped
                    && Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, from, to)) {
                return entry.label;
            }
            i = (i + 1) & mask;
        }
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        String label = labels.known(escaped ? text.replace("\"\"", "\"") : text, transaction);
        kept += to - from;
        if (size == MOST_ENTRIES || kept > MOST_BYTES) {
            throw new UnreadableReport("labels in no UTF-8");
        }
        entries[i] = new Entry(Arrays.copyOfRange(bytes, from, to), hash, escaped, transaction, label);
        if (++size * 2 > entries.length) {
            grow();
        }
        return label;
    }

    private static int hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int i = from;
        for (; i + Long.BYTES <= to; i += Long.BYTES) {
            hash = mix(hash ^ ByteScan.word(bytes, i));
        }
        for (; i < to; i++) {
            hash = mix(hash ^ bytes[i]);
        }
        return (int) (hash >>> 32);
    }

    private static long mix(long hash) {
        long product = hash * 0x9E37_79B9_7F4A_7C15L;
        return product ^ (product >>> 29);
    }

    private void grow() {
        @Nullable Entry[] grown = new @Nullable Entry[entries.length * 2];
        for (Entry entry : entries) {
            if (entry != null) {
                int i = entry.hash & (grown.length - 1);
                while (grown[i] != null) {
                    i = (i + 1) & (grown.length - 1);
                }
                grown[i] = entry;
            }
        }
        entries = grown;
    }

    private static final class Entry {
        private final byte[] bytes;
        private final int hash;
        private final boolean escaped;
        private final boolean transaction;
        private final String label;

        Entry(byte[] bytes, int hash, boolean escaped, boolean transaction, String label) {
            this.bytes = bytes;
            this.hash = hash;
            this.escaped = escaped;
            this.transaction = transaction;
            this.label = label;
        }
    }
}
