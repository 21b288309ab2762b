package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives one string for texts that come again and again, such as rules and paths, so that they are neither allocated nor
 * hashed anew. Keeps the latest two short texts of each pair of slots; a miss costs little more than having no pool.
 */
final class TextPool {

    private static final int SLOTS = 1 << 15;
    private static final int LONGEST = 256;
    /** So many last characters choose the slot: paths and rules differ at their ends. */
    private static final int HASHED = 20;

    private final @Nullable String[] slots = new @Nullable String[SLOTS];

    /** The text at the parser, which is at a string. */
    String text(JsonParser parser) throws IOException {
        return of(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }

    String of(char[] chars, int offset, int length) {
        if (length > LONGEST) {
            return new String(chars, offset, length);
        }
        int hash = length;
        int end = offset + length;
        for (int i = Math.max(offset, end - HASHED); i < end; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = slot(hash, SLOTS);
        String known = slots[slot];
        if (known != null && known.length() == length && same(known, chars, offset, length)) {
            return known;
        }
        String second = slots[slot ^ 1];
        if (second != null && second.length() == length && same(second, chars, offset, length)) {
            return second;
        }
        String text = new String(chars, offset, length);
        slots[slot ^ 1] = known;
        slots[slot] = text;
        return text;
    }

    /** One of so many slots, a power of two: paths that differ in a number only would share the low bits. */
    static int slot(int hash, int slots) {
        return (hash * 0x9e37_79b9) >>> (Integer.numberOfLeadingZeros(slots) + 1);
    }

    private static boolean same(String known, char[] chars, int offset, int length) {
        for (int i = 0; i < length; i++) {
            if (known.charAt(i) != chars[offset + i]) {
                return false;
            }
        }
        return true;
    }
}
