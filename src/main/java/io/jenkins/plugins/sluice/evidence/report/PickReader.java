package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Picks declared numbers from a JSON, XML or properties file. A number is a JSON number or a text that is a plain decimal
 * number, with or without an exponent; it is taken exactly. Anything else, NaN included, is no value, with the reason.
 */
public final class PickReader implements ReportReader {

    /** The largest XML or properties file, in bytes; JSON is streamed and may be larger. */
    public static final int LARGEST_FILE = 16 * 1024 * 1024;

    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][+-]?[0-9]{1,4})?");
    private static final int LONGEST_NUMBER = 100;
    private static final int MOST_DIGITS = 1_000;
    private static final int MOST_SHOWN = 40;

    private final List<Pick> picks;
    private final Pick.Language language;

    /**
     * A reader of these values.
     *
     * @param picks at least one, all in one language
     * @throws IllegalArgumentException when there is none, they are of several languages, or one is not valid
     */
    public PickReader(List<Pick> picks) {
        if (picks.isEmpty()) {
            throw new IllegalArgumentException("there is nothing to pick");
        }
        this.picks = List.copyOf(picks);
        this.language = picks.get(0).language();
        for (Pick pick : picks) {
            if (pick.language() != language) {
                throw new IllegalArgumentException("picks of " + language + " and " + pick.language()
                        + " from the same files; give each its own source");
            }
            if (language == Pick.Language.POINTER) {
                JsonPointer.compile(pick.expression());
            }
        }
        if (language == Pick.Language.XPATH) {
            XmlPicks.check(picks);
        }
    }

    @Override
    public String format() {
        return switch (language) {
            case POINTER -> "json";
            case XPATH -> "xml";
            case KEY -> "properties";
        };
    }

    @Override
    public boolean recognises(Head head) {
        return false;
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        Found found = new Found();
        switch (language) {
            case POINTER ->
                JsonInput.read(stream, limits, parser -> {
                    Map<Pick, JsonPointer> pointers = new LinkedHashMap<>();
                    picks.forEach(pick -> pointers.put(pick, JsonPointer.compile(pick.expression())));
                    json(
                            parser.enable(
                                    com.fasterxml.jackson.core.json.JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS
                                            .mappedFeature()),
                            pointers,
                            found);
                });
            case XPATH -> XmlPicks.read(stream, limits, picks, found);
            case KEY -> properties(stream, limits, found);
        }
        for (Pick pick : picks) {
            found.tell(pick, sink);
        }
    }

    private static void json(JsonParser parser, Map<Pick, JsonPointer> wanted, Found found) throws IOException {
        Map<Pick, JsonPointer> inside = new LinkedHashMap<>();
        wanted.forEach((pick, pointer) -> {
            if (!pointer.matches()) {
                inside.put(pick, pointer);
            }
        });
        JsonToken token = parser.currentToken();
        for (Map.Entry<Pick, JsonPointer> entry : wanted.entrySet()) {
            if (entry.getValue().matches()) {
                switch (token) {
                    case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT, VALUE_STRING ->
                        found.text(entry.getKey(), parser.getText());
                    default -> found.none(entry.getKey(), "it is " + named(token) + " there, not a number");
                }
            }
        }
        if (inside.isEmpty() || !token.isStructStart()) {
            parser.skipChildren();
            return;
        }
        boolean array = token == JsonToken.START_ARRAY;
        JsonToken end = array ? JsonToken.END_ARRAY : JsonToken.END_OBJECT;
        for (int i = 0; parser.nextToken() != end; i++) {
            Map<Pick, JsonPointer> below = new LinkedHashMap<>();
            for (Map.Entry<Pick, JsonPointer> entry : inside.entrySet()) {
                JsonPointer tail = array
                        ? entry.getValue().matchElement(i)
                        : entry.getValue().matchProperty(parser.currentName());
                if (tail != null) {
                    below.put(entry.getKey(), tail);
                }
            }
            if (!array) {
                parser.nextToken();
            }
            if (below.isEmpty()) {
                parser.skipChildren();
            } else {
                json(parser, below, found);
            }
        }
    }

    private static String named(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_NULL -> "null";
            default -> "a boolean";
        };
    }

    private void properties(InputStream stream, ReadLimits limits, Found found) throws IOException {
        Set<String> twice = new HashSet<>();
        Properties properties = new Properties() {
            private static final long serialVersionUID = 1L;

            @Override
            public synchronized @Nullable Object put(Object key, Object value) {
                Object old = super.put(key, value);
                if (old != null) {
                    twice.add((String) key);
                }
                return old;
            }
        };
        CheckedStream checked = new CheckedStream(stream, limits);
        try {
            properties.load(new LimitedStream(checked, LARGEST_FILE));
        } catch (IllegalArgumentException e) {
            throw new UnreadableReport("no properties file: " + e.getMessage(), e);
        }
        for (Pick pick : picks) {
            String value = properties.getProperty(pick.expression());
            if (value == null) {
                found.none(pick, "there is no such key");
            } else if (twice.contains(pick.expression())) {
                found.none(pick, "its key stands twice");
            } else {
                found.text(pick, value.strip());
            }
        }
    }

    /** What was found, by pick. */
    static final class Found {

        private final Map<Pick, BigDecimal> numbers = new LinkedHashMap<>();
        private final Map<Pick, String> reasons = new LinkedHashMap<>();

        void text(Pick pick, String text) {
            if (numbers.containsKey(pick) || reasons.containsKey(pick)) {
                none(pick, "it stands twice");
            } else if (text.length() > LONGEST_NUMBER || !NUMBER.matcher(text).matches()) {
                none(pick, "'" + TextCut.cut(text, MOST_SHOWN) + "' is no plain number");
            } else {
                number(pick, new BigDecimal(text));
            }
        }

        void number(Pick pick, BigDecimal number) {
            if (Math.abs((long) number.scale()) > MOST_DIGITS) {
                none(pick, "its number is too large or too small");
            } else {
                numbers.put(pick, number);
            }
        }

        void none(Pick pick, String why) {
            numbers.remove(pick);
            reasons.putIfAbsent(pick, why);
        }

        private void tell(Pick pick, ReportSink sink) {
            BigDecimal number = numbers.get(pick);
            if (number != null) {
                sink.value(pick.name(), pick.unit().of(number, Dimension.NUMBER));
            } else {
                sink.noValue(
                        pick.name(), reasons.getOrDefault(pick, "there is nothing at '" + pick.expression() + "'"));
            }
        }
    }
}
