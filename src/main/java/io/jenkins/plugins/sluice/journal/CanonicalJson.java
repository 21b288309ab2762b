package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * Writes JSON in the one form that RFC 8785 (JCS) gives it, for the values that a journal takes: no numbers but
 * integers within ±(2^53−1), where JCS and plain decimal digits agree.
 *
 * <p>JCS leaves lone surrogates to an error. They come from other tools' reports, and a hostile test name must not keep
 * a verdict from being recorded; each becomes U+FFFD, before keys are sorted.
 */
final class CanonicalJson {
    /** Levels of arrays and objects, the line itself one of them; far beyond any entry, far below the stack's end. */
    static final int DEEPEST = 100;

    private static final long LARGEST = (1L << 53) - 1;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private final int limit;
    private byte[] bytes = new byte[512];
    private int length;

    /** @param limit the most bytes it takes; beyond, it refuses */
    CanonicalJson(int limit) {
        this.limit = limit;
    }

    /** What was written, from 0 to {@link #length}; not a copy, and replaced as it grows. */
    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Leaves room for bytes that {@link #overwrite} fills in later. */
    void skip(int count) {
        reserve(count);
        length += count;
    }

    void ascii(String text) {
        reserve(text.length());
        overwrite(length, text);
        length += text.length();
    }

    void overwrite(int at, String text) {
        for (int i = 0; i < text.length(); i++) {
            bytes[at + i] = (byte) text.charAt(i);
        }
    }

    /**
     * Writes a value, every string and key of it redacted.
     *
     * @param depth how many levels it already lies in
     */
    void value(JsonNode node, Redactor redactor, int depth) throws Unwritable {
        switch (node.getNodeType()) {
            case OBJECT -> object((ObjectNode) node, redactor, depth + 1);
            case ARRAY -> array(node, redactor, depth + 1);
            case STRING -> string(wellFormed(redactor.redact(node.textValue())));
            case NUMBER -> integer(node);
            case BOOLEAN -> ascii(node.booleanValue() ? "true" : "false");
            case NULL -> ascii("null");
            default ->
                throw new Unwritable("a " + node.getNodeType().name().toLowerCase(Locale.ROOT)
                        + " is no JSON value; write it as a string");
        }
        if (length > limit) {
            throw tooLong();
        }
    }

    private void object(ObjectNode node, Redactor redactor, int depth) throws Unwritable {
        requireShallow(depth);
        Member[] members = new Member[node.size()];
        int count = 0;
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            members[count++] = new Member(wellFormed(redactor.redact(field.getKey())), field.getValue());
        }
        // String.compareTo orders by UTF-16 code units, which is the order that JCS asks for.
        Arrays.sort(members, (a, b) -> a.key.compareTo(b.key));
        reserve(2);
        bytes[length++] = '{';
        String before = "";
        for (int i = 0; i < members.length; i++) {
            String key = members[i].key;
            try {
                if (i > 0) {
                    if (key.equals(before)) {
                        throw new Unwritable("two keys are the same after redaction; use keys without secrets");
                    }
                    reserve(1);
                    bytes[length++] = ',';
                }
                string(key);
                reserve(1);
                bytes[length++] = ':';
                value(members[i].value, redactor, depth);
            } catch (Unwritable e) {
                throw e.within(key);
            }
            before = key;
        }
        reserve(1);
        bytes[length++] = '}';
    }

    private void array(JsonNode node, Redactor redactor, int depth) throws Unwritable {
        requireShallow(depth);
        reserve(2);
        bytes[length++] = '[';
        for (int i = 0; i < node.size(); i++) {
            if (i > 0) {
                reserve(1);
                bytes[length++] = ',';
            }
            try {
                value(node.get(i), redactor, depth);
            } catch (Unwritable e) {
                throw e.within(Integer.toString(i));
            }
        }
        reserve(1);
        bytes[length++] = ']';
    }

    private void integer(JsonNode node) throws Unwritable {
        if (!node.isIntegralNumber()) {
            throw new Unwritable("a decimal has more than one reading; write it as a string");
        }
        long value = node.canConvertToLong() ? node.longValue() : Long.MAX_VALUE;
        if (value > LARGEST || value < -LARGEST) {
            throw new Unwritable("an integer beyond ±(2^53−1) is not read alike everywhere; write it as a string");
        }
        ascii(Long.toString(value));
    }

    private void string(String text) throws Unwritable {
        int count = text.length();
        if (count > limit) {
            throw tooLong();
        }
        reserve(3 * count + 2);
        bytes[length++] = '"';
        for (int i = 0; i < count; i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\') {
                // The reservation counted three bytes for this character, an escape has up to six.
                reserve(3 * (count - i) + 4);
                escape(c);
            } else if (c < 0x80) {
                bytes[length++] = (byte) c;
            } else if (c < 0x800) {
                bytes[length++] = (byte) (0xC0 | (c >> 6));
                bytes[length++] = (byte) (0x80 | (c & 0x3F));
            } else if (Character.isHighSurrogate(c)) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                bytes[length++] = (byte) (0xF0 | (point >> 18));
                bytes[length++] = (byte) (0x80 | ((point >> 12) & 0x3F));
                bytes[length++] = (byte) (0x80 | ((point >> 6) & 0x3F));
                bytes[length++] = (byte) (0x80 | (point & 0x3F));
            } else {
                bytes[length++] = (byte) (0xE0 | (c >> 12));
                bytes[length++] = (byte) (0x80 | ((c >> 6) & 0x3F));
                bytes[length++] = (byte) (0x80 | (c & 0x3F));
            }
        }
        reserve(1);
        bytes[length++] = '"';
    }

    private void escape(char c) {
        bytes[length++] = '\\';
        switch (c) {
            case '"', '\\' -> bytes[length++] = (byte) c;
            case '\b' -> bytes[length++] = 'b';
            case '\t' -> bytes[length++] = 't';
            case '\n' -> bytes[length++] = 'n';
            case '\f' -> bytes[length++] = 'f';
            case '\r' -> bytes[length++] = 'r';
            default -> {
                bytes[length++] = 'u';
                bytes[length++] = '0';
                bytes[length++] = '0';
                bytes[length++] = HEX[c >> 4];
                bytes[length++] = HEX[c & 0xF];
            }
        }
    }

    /** The text with U+FFFD in place of each lone surrogate; the same object when there is none. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1))) {
                    i++;
                } else {
                    StringBuilder whole = new StringBuilder(text.length());
                    text.codePoints()
                            .map(p -> p >= Character.MIN_SURROGATE && p <= Character.MAX_SURROGATE ? 0xFFFD : p)
                            .forEach(whole::appendCodePoint);
                    return whole.toString();
                }
            }
        }
        return text;
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + count));
        }
    }

    private Unwritable tooLong() {
        return new Unwritable("makes the line longer than " + limit + " bytes; write less, or split it");
    }

    private static void requireShallow(int depth) throws Unwritable {
        if (depth > DEEPEST) {
            throw new Unwritable("is nested deeper than " + DEEPEST + " levels; write it flatter");
        }
    }

    private record Member(String key, JsonNode value) {}

    /** A value that has no place in a journal, and where it lies. */
    static final class Unwritable extends Exception {
        private static final long serialVersionUID = 1L;

        private final StringBuilder pointer = new StringBuilder();

        Unwritable(String reason) {
            super(reason, null, false, false);
        }

        Unwritable within(String key) {
            pointer.insert(0, "/" + key.replace("~", "~0").replace("/", "~1"));
            return this;
        }

        String pointer() {
            return pointer.toString();
        }

        String reason() {
            return String.valueOf(getMessage());
        }
    }
}
