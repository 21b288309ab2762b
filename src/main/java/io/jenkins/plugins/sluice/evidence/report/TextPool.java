package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Gives one object for texts that come again and again, such as rules, paths and messages, so that they are neither
 * decoded nor allocated nor hashed anew: a text is recognised by its bytes. It is kept from the second time on that it
 * comes, the latest four of each group of slots; a miss costs little more than having no pool.
 */
final class TextPool {

    /** No longer text is kept, in bytes as it is written. */
    static final int LONGEST = 1_000;

    /** Numbers are below this. */
    static final int MOST_NUMBERS = 1 << 16;

    private static final int SLOTS = 1 << 15;
    private static final int GROUP = 4;
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final @Nullable KnownText[] slots = new @Nullable KnownText[SLOTS];
    private final int[] missed = new int[SLOTS];
    private int bytes;
    private int numbers;
    private int numberedBytes;

    /** The text at the parser, which is at a string. */
    KnownText text(JsonParser parser) throws IOException {
        KnownText known = repeated(parser);
        return known == null ? KnownText.once(parser.getText()) : known;
    }

    /** The text at the parser, which is at a string, if it came before; null leaves the parser as it is. */
    @Nullable
    KnownText repeated(JsonParser parser) throws IOException {
        if (!(parser instanceof ScanningParser raw) || !raw.seesRaw(LONGEST)) {
            return null;
        }
        int hash = raw.rawHash();
        int group = slot(hash, SLOTS) & -GROUP;
        for (int slot = group; slot < group + GROUP; slot++) {
            KnownText known = slots[slot];
            if (known != null && known.isAt(raw)) {
                raw.passRaw();
                return known;
            }
        }
        int miss = slot(hash, SLOTS);
        if (missed[miss] != hash) {
            missed[miss] = hash;
            return null;
        }
        return keep(raw, group);
    }

    private KnownText keep(ScanningParser parser, int group) throws IOException {
        byte[] raw = parser.raw();
        boolean numbered = numbers < MOST_NUMBERS && numberedBytes < MOST_BYTES;
        KnownText text = new KnownText(parser.getText(), raw, numbered ? numbers++ : KnownText.UNNUMBERED);
        numberedBytes += numbered ? raw.length : 0;
        KnownText lost = slots[group + GROUP - 1];
        bytes += raw.length - (lost == null ? 0 : lost.size());
        if (bytes > MOST_BYTES) {
            Arrays.fill(slots, null);
            bytes = raw.length;
        }
        System.arraycopy(slots, group, slots, group + 1, GROUP - 1);
        slots[group] = text;
        return text;
    }

    /** One of so many slots, a power of two: paths that differ in a number only would share the low bits. */
    static int slot(int hash, int slots) {
        return (hash * 0x9e37_79b9) >>> (Integer.numberOfLeadingZeros(slots) + 1);
    }
}
