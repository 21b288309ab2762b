package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives one object for texts that come again and again, such as rules, paths and messages, so that they are neither
 * decoded nor allocated nor hashed anew: a text is recognised by its bytes. It is kept from the second time on that it
 * comes, in each group of slots those four that came last; a miss costs little more than having no pool.
 */
final class TextPool {

    /** No longer text is kept, in bytes as it is written. */
    static final int LONGEST = 1_000;

    /** Numbers are below this. */
    static final int MOST_NUMBERS = 1 << 16;

    private static final int SLOTS = 1 << 15;
    private static final int GROUP = 4;
    private static final int MESSAGES_TRIED = 20_000;
    private static final int MOST_BYTES = 2 * 1024 * 1024;

    private final @Nullable KnownText[] slots = new @Nullable KnownText[SLOTS];

    /** The hashes of those in the slots: to look at a text itself costs more than all else. */
    private final int[] hashes = new int[SLOTS];

    private final int[] missed = new int[SLOTS];
    private long messages;
    private long repeatedMessages;
    private int bytes;
    private int numbers;
    private int numberedBytes;

    /** The text at the parser, which is at a string. */
    KnownText text(JsonParser parser) throws IOException {
        KnownText known = repeated(parser);
        return known == null ? KnownText.once(parser.getText()) : known;
    }

    /** The same for a message; where messages hardly ever come again, they are no longer looked for and take no room. */
    @Nullable
    KnownText message(JsonParser parser) throws IOException {
        if (messages >= MESSAGES_TRIED && repeatedMessages < messages / 4) {
            return null;
        }
        messages++;
        KnownText known = repeated(parser);
        repeatedMessages += known == null ? 0 : 1;
        return known;
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
            if (hashes[slot] != hash) {
                continue;
            }
            KnownText known = slots[slot];
            if (known != null && known.isAt(raw)) {
                raw.passRaw();
                toFront(known, hash, group, slot);
                return known;
            }
        }
        int miss = slot(hash, SLOTS);
        if (missed[miss] != hash) {
            missed[miss] = hash;
            return null;
        }
        return keep(raw, hash, group);
    }

    /** Keeps the text in the place of the one of its group that did not come for longest; null where there is no room. */
    private @Nullable KnownText keep(ScanningParser parser, int hash, int group) throws IOException {
        KnownText lost = slots[group + GROUP - 1];
        int grown = bytes + parser.rawLength() - (lost == null ? 0 : lost.size());
        if (grown > MOST_BYTES) {
            return null;
        }
        bytes = grown;
        byte[] raw = parser.raw();
        KnownText text = KnownText.kept(parser.getText(), raw, this);
        toFront(text, hash, group, group + GROUP - 1);
        return text;
    }

    private void toFront(KnownText text, int hash, int group, int from) {
        for (int slot = from; slot > group; slot--) {
            slots[slot] = slots[slot - 1];
            hashes[slot] = hashes[slot - 1];
        }
        slots[group] = text;
        hashes[group] = hash;
    }

    /** A number for a text of so many bytes, or {@link KnownText#UNNUMBERED} when enough have one. */
    int nextNumber(int size) {
        if (numbers == MOST_NUMBERS || numberedBytes + size > MOST_BYTES) {
            return KnownText.UNNUMBERED;
        }
        numberedBytes += size;
        return numbers++;
    }

    /** One of so many slots, a power of two: paths that differ in a number only would share the low bits. */
    static int slot(int hash, int slots) {
        return (hash * 0x9e37_79b9) >>> (Integer.numberOfLeadingZeros(slots) + 1);
    }
}
