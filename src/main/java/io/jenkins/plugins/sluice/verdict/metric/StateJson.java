package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The state of sequential judges in JSON. Fractions are texts that read back as exactly the same number, as a journal
 * holds no fractions; a field that is missing or odd is an error that names it.
 */
final class StateJson {

    /** The largest integer that every JSON reader keeps (RFC 7493, section 2.2). */
    private static final long MOST = (1L << 53) - 1;

    private StateJson() {}

    static ObjectNode node(int version) {
        return JsonNodeFactory.instance.objectNode().put("version", version);
    }

    static void checkVersion(JsonNode json, int known) {
        long version = integer(json, "version");
        if (version < 1 || version > known) {
            throw new IllegalArgumentException("the state of a judge has version " + version
                    + ", this Sluice knows versions up to " + known + "; use the Sluice that wrote it");
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

    static void put(ObjectNode json, String name, @Nullable Instant value) {
        json.put(name, value == null ? "" : value.toString());
    }

    static void put(ObjectNode json, String name, double[] values) {
        ArrayNode array = json.putArray(name);
        for (double value : values) {
            array.add(Double.toString(value));
        }
    }

    static double number(JsonNode json, String name) {
        return parsed(name, field(json, name));
    }

    static double[] numbers(JsonNode json, String name, int count) {
        JsonNode array = field(json, name);
        if (!array.isArray() || array.size() != count) {
            throw odd(name, array, count + " numbers", null);
        }
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = parsed(name, array.get(i));
        }
        return values;
    }

    static long integer(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (value.isIntegralNumber() && value.canConvertToLong()) {
            return value.longValue();
        }
        try {
            return Long.parseLong(text(json, name));
        } catch (NumberFormatException e) {
            throw odd(name, value, "an integer", e);
        }
    }

    /** An integer that is not negative. */
    static long count(JsonNode json, String name) {
        long value = integer(json, name);
        if (value < 0) {
            throw odd(name, field(json, name), "not negative", null);
        }
        return value;
    }

    static @Nullable Instant instant(JsonNode json, String name) {
        String text = text(json, name);
        try {
            return text.isEmpty() ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            throw odd(name, field(json, name), "an instant or empty", e);
        }
    }

    static <E extends Enum<E>> E constant(JsonNode json, String name, Class<E> type) {
        return constant(name, field(json, name), type);
    }

    static <E extends Enum<E>> E constant(String name, JsonNode value, Class<E> type) {
        for (E constant : type.getEnumConstants()) {
            if (value.isTextual() && constant.name().equals(value.textValue())) {
                return constant;
            }
        }
        throw odd(name, value, "one of " + Arrays.toString(type.getEnumConstants()), null);
    }

    static JsonNode field(JsonNode json, String name) {
        JsonNode value = json.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the state of a judge has no '" + name + "': Sluice did not write it");
        }
        return value;
    }

    private static String text(JsonNode json, String name) {
        JsonNode value = field(json, name);
        if (!value.isTextual()) {
            throw odd(name, value, "a text", null);
        }
        return value.textValue();
    }

    private static double parsed(String name, JsonNode value) {
        if (!value.isTextual()) {
            throw odd(name, value, "a number as text", null);
        }
        try {
            return Double.parseDouble(value.textValue());
        } catch (NumberFormatException e) {
            throw odd(name, value, "a number as text", e);
        }
    }

    private static IllegalArgumentException odd(
            String name, JsonNode value, String expected, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "the state of a judge: '" + name + "' must be " + expected + ", was " + value, cause);
    }
}
