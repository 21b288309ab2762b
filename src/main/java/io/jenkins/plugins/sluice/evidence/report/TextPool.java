package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Gives one string for texts that come again and again, such as rules and paths, so that they are neither allocated nor
 * hashed anew. Keeps the latest short text of each slot; a miss costs little more than having no pool.
 */
final class TextPool {

    private static final int SLOTS = 1 << 15;
    private static final int LONGEST = 256;

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
        int i = offset;
        // four characters a step, as each step waits for the product of the one before
        for (; i < end - 3; i += 4) {
            hash = 923_521 * hash + 29_791 * chars[i] + 961 * chars[i + 1] + 31 * chars[i + 2] + chars[i + 3];
        }
        for (; i < end; i++) {
            hash = 31 * hash + chars[i];
        }
        int slot = slot(hash, SLOTS);
        String known = slots[slot];
        if (known != null && known.length() == length && same(known, chars, offset, length)) {
            return known;
        }
        String text = new String(chars, offset, length);
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
