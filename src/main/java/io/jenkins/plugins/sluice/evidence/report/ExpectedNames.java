package io.jenkins.plugins.sluice.evidence.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Expects the names of an object in the order in which they came before: a tool writes its results with one piece of
 * code, so that a name is nearly always followed by one of the two that followed it last. To compare some eight bytes
 * at a time with those of one name costs a third of finding out which name they are.
 */
final class ExpectedNames {

    /** More or longer names are not expected: they would be no tool's results. */
    private static final int MOST_NAMES = 256;

    private static final int LONGEST_NAME = 60;

    /** After so many more names that came unexpected than expected, as in a file with lines and indents, it gives up. */
    private static final int MOST_IN_VAIN = 10_000;

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Map<String, Name> known = new HashMap<>();
    private Name last = new Name("");
    private int inVain;

    /** A name with those that followed it, the latest one first. */
    static final class Name {

        final String text;

        /** How many bytes it takes with its quotes and its colon. */
        final int size;

        private final long[] words;
        private final long mask;
        private @Nullable Name next;
        private @Nullable Name other;

        Name(String text) {
            this.text = text;
            byte[] bytes = ('"' + text + "\":").getBytes(StandardCharsets.US_ASCII);
            size = bytes.length;
            words = new long[(size + Long.BYTES - 1) / Long.BYTES];
            for (int i = 0; i < size; i++) {
                words[i / Long.BYTES] |= (long) bytes[i] << (Byte.SIZE * (i % Long.BYTES));
            }
            mask = -1L >>> (Byte.SIZE * (words.length * Long.BYTES - size));
        }

        private boolean isAt(byte[] buffer, int at, int end) {
            int rest = words.length - 1;
            if (at + Long.BYTES * words.length > end) {
                return false;
            }
            for (int i = 0; i < rest; i++) {
                if ((long) LONGS.get(buffer, at + Long.BYTES * i) != words[i]) {
                    return false;
                }
            }
            return ((long) LONGS.get(buffer, at + Long.BYTES * rest) & mask) == words[rest];
        }
    }

    /** The name that stands, with quotes and colon, at a place of the buffer, if it is an expected one. */
    @Nullable
    Name at(byte[] buffer, int at, int end) {
        Name before = last;
        Name next = before.next;
        if (next == null) {
            return null;
        }
        if (next.isAt(buffer, at, end)) {
            return next;
        }
        Name other = before.other;
        return other != null && other.isAt(buffer, at, end) ? other : null;
    }

    /** The name given by {@link #at} came. */
    void came(Name name) {
        inVain--;
        last = name;
    }

    /** A name came that was not expected. */
    void cameUnexpected(String text) {
        if (inVain > MOST_IN_VAIN) {
            return;
        }
        inVain++;
        Name name = known.get(text);
        if (name == null) {
            if (known.size() == MOST_NAMES || !isPlain(text)) {
                return;
            }
            name = new Name(text);
            known.put(text, name);
        }
        if (last.next != name) {
            last.other = last.next;
            last.next = name;
        }
        last = name;
    }

    /** Whether a text is written as it is read, so that its bytes alone tell it. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return false;
            }
        }
        return text.length() <= LONGEST_NAME;
    }
}
