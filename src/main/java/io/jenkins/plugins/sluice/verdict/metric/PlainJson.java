package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a judge's state in JSON. Fractions are texts, in the shortest form that reads back as the same number,
 * and so are integers that JSON readers may round; a missing or odd field is an error that names it.
 */
final class PlainJson {

    /** The largest integer that every JSON reader keeps (RFC 7493, section 2.2). */
    private static final long MOST = (1L << 53) - 1;

    private PlainJson() {}

    static ObjectNode node(int version) {
        return JsonNodeFactory.instance.objectNode().put("version", version);
    }

    static void version(JsonNode json, int known) {
        long version = integer(json, "version");
        if (version < 1 || version > known) {
            throw new IllegalArgumentException("a judge's state of version " + version
                    + ", but this Sluice knows only versions up to " + known + "; use the Sluice that wrote it");
        }
    }

    static void put(ObjectNode json, String name, double value) {
        json.put(name, Double.toString(value));
    }

    static void put(ObjectNode json, String name, long value) {
        if (Math.abs(value) <= MOST) {
            json.put(name, value);
        } else {
            json.put(name, Long.toString(value));
        }
    }

    static double number(JsonNode json, String name) {
        String text = text(json, name);
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw odd(name, text, "a number", e);
        }
    }

    static long integer(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return Long.parseLong(text(json, name));
        } catch (NumberFormatException e) {
            throw odd(name, value.toString(), "an integer", e);
        }
    }

    static boolean flag(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isBoolean()) {
            throw odd(name, value.toString(), "true or false", null);
        }
        return value.booleanValue();
    }

    static Instant instant(JsonNode json, String name) {
        String text = text(json, name);
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw odd(name, text, "an instant", e);
        }
    }

    static <E extends Enum<E>> E constant(JsonNode json, String name, Class<E> type) {
        String text = text(json, name);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElseThrow(() -> odd(name, text, "one of " + Arrays.toString(type.getEnumConstants()), null));
    }

    static String text(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isTextual()) {
            throw odd(name, value.toString(), "a text", null);
        }
        return value.textValue();
    }

    static JsonNode field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("a judge's state has no '" + name + "': it was not written by Sluice");
        }
        return value;
    }

    private static IllegalArgumentException odd(String name, String value, String expected, @Nullable Exception cause) {
        return new IllegalArgumentException("a judge's state: '" + name + "' is " + expected + ", not " + value, cause);
    }
}
