package io.jenkins.plugins.sluice.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** A node of a YAML document with its place. */
sealed interface YamlNode {

    Place place();

    /** What it is, for the end of a sentence: {@code found <a list>}. */
    String shown();

    /**
     * Where something begins.
     *
     * @param line from 1
     * @param column from 1, in code points
     */
    record Place(int line, int column) {}

    /**
     * A text, number or other single value.
     *
     * @param plain whether it has no quotes, so that it may be a number, true, false or null
     * @param inset how many characters lie between its place and its text, or -1 when text and file differ (escapes,
     *     folded lines)
     */
    record Scalar(Place place, String text, boolean plain, int inset) implements YamlNode {

        private static final Pattern NULL = Pattern.compile("null|Null|NULL|~|");
        private static final Pattern FLAG = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+");
        private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,12}(?:\\.[0-9]{1,12})?");
        private static final Pattern FLOAT = Pattern.compile(
                "[-+]?(?:\\.[0-9]+|[0-9]+(?:\\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\\.(?:inf|Inf|INF)|\\.(?:nan|NaN|NAN)");

        /** The text, unless the core schema of YAML 1.2 makes it something else. */
        Optional<String> string() {
            return isNull() || flag().isPresent() || isNumber() ? Optional.empty() : Optional.of(text);
        }

        Optional<Boolean> flag() {
            return plain && FLAG.matcher(text).matches() ? Optional.of(Boolean.parseBoolean(text)) : Optional.empty();
        }

        boolean isNull() {
            return plain && NULL.matcher(text).matches();
        }

        boolean isNumber() {
            return plain
                    && (INTEGER.matcher(text).matches() || FLOAT.matcher(text).matches());
        }

        /** A number that is neither negative nor written with an exponent. */
        Optional<BigDecimal> decimal() {
            return plain && DECIMAL.matcher(text).matches() ? Optional.of(new BigDecimal(text)) : Optional.empty();
        }

        /** The place of a character of the text, as exactly as is known. */
        Place placeOf(int column) {
            return inset < 0 ? place : new Place(place.line(), place.column() + inset + column - 1);
        }

        @Override
        public String shown() {
            if (isNull()) {
                return "nothing";
            }
            return isNumber() ? "the number " + Quoted.plain(text) : flag().isPresent() ? text : Quoted.of(text);
        }
    }

    /** A list. */
    record Sequence(Place place, List<YamlNode> items) implements YamlNode {
        @Override
        public String shown() {
            return items.isEmpty() ? "an empty list" : "a list";
        }
    }

    /** A map in the order of the file; a key may stand twice. */
    record Mapping(Place place, List<Entry> entries) implements YamlNode {
        @Override
        public String shown() {
            return entries.isEmpty() ? "an empty map" : "a map";
        }
    }

    /** Something that was already complained about. */
    record Broken(Place place) implements YamlNode {
        @Override
        public String shown() {
            return "nothing";
        }
    }

    /** A key with its value. */
    record Entry(Scalar key, YamlNode value) {}
}
