package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.jenkins.plugins.sluice.evidence.metric.QueryTemplate.Placeholder;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** How each kind of source writes an arm's labels, so that no value can end a matcher and begin something else. */
enum QueryLanguage {
    /** {@code name="value",other=~"expression"}, in PromQL and LogQL alike. */
    MATCHERS {
        @Override
        String arm(Arm arm) {
            // A matcher that holds for every series keeps the commas around it right.
            return arm.labels().isEmpty()
                    ? "job=~\".*\""
                    : arm.labels().entrySet().stream()
                            .map(QueryLanguage::matcher)
                            .collect(Collectors.joining(","));
        }
    },
    /** Clauses of Elasticsearch's query language, to stand in a list: {@code {"term":{"name":"value"}}}. */
    ELASTICSEARCH {
        @Override
        String arm(Arm arm) {
            return arm.labels().isEmpty()
                    ? "{\"match_all\":{}}"
                    : arm.labels().entrySet().stream()
                            .map(QueryLanguage::clause)
                            .collect(Collectors.joining(","));
        }
    },
    /** No language is known: single values, of harmless characters only. */
    WEB {
        @Override
        String arm(Arm arm) {
            throw new IllegalArgumentException("a web source has no language in which all labels of an arm could be"
                    + " written; write each value with '${arm.<label>}'");
        }

        @Override
        String label(Arm arm, String name) {
            String value = arm.labels().get(name);
            if (value == null) {
                throw new IllegalArgumentException("'${arm." + name + "}' names a label that the arm has not; it has "
                        + arm.labels().keySet());
            }
            if (!HARMLESS.matcher(value).matches()) {
                throw new IllegalArgumentException(
                        "label '" + name + "' is written into a web query, where only letters,"
                                + " digits and _ . : @ / + - may stand; '" + value + "' has another character");
            }
            return value;
        }
    };

    private static final Pattern LABEL_NAME = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.:@/+-]+");
    private static final String REGULAR_EXPRESSION = "~";

    /** What stands for {@code ${arm}}. */
    abstract String arm(Arm arm);

    /** What stands for {@code ${arm.label}}. */
    String label(Arm arm, String name) {
        throw new IllegalArgumentException(
                "'${arm." + name + "}' is for web sources; write '${arm}', which becomes all labels of the arm");
    }

    /**
     * A query ready to be sent.
     *
     * @throws IllegalArgumentException when the template or a label's name or value cannot be used
     */
    String fill(String template, Arm arm, Instant start, Instant end) {
        return QueryTemplate.parse(template)
                .fill(placeholder -> value(placeholder, arm, start, end), name -> label(arm, name));
    }

    private String value(Placeholder placeholder, Arm arm, Instant start, Instant end) {
        return switch (placeholder) {
            case ARM -> arm(arm);
            case START -> seconds(start.toEpochMilli());
            case END -> seconds(end.toEpochMilli());
            case SECONDS -> seconds(Duration.between(start, end).toMillis());
        };
    }

    /** Milliseconds as seconds, without zeros that say nothing. */
    static String seconds(long milliseconds) {
        return milliseconds % 1000 == 0
                ? Long.toString(milliseconds / 1000)
                : BigDecimal.valueOf(milliseconds, 3).stripTrailingZeros().toPlainString();
    }

    private static String matcher(Map.Entry<String, String> label) {
        if (!LABEL_NAME.matcher(label.getKey()).matches()) {
            throw new IllegalArgumentException("'" + label.getKey()
                    + "' is no name of a label; write letters, digits and underscores, no digit first");
        }
        String value = label.getValue();
        return value.startsWith(REGULAR_EXPRESSION)
                ? label.getKey() + "=~" + quoted(value.substring(1))
                : label.getKey() + "=" + quoted(value);
    }

    /** A string of PromQL and LogQL, which take Go's escapes. */
    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < value.length(); i++) {
            char character = value.charAt(i);
            switch (character) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> {
                    if (character < ' ' || character == 0x7f) {
                        quoted.append(String.format("\\x%02x", (int) character));
                    } else {
                        quoted.append(character);
                    }
                }
            }
        }
        return quoted.append('"').toString();
    }

    private static String clause(Map.Entry<String, String> label) {
        String value = label.getValue();
        return value.startsWith(REGULAR_EXPRESSION)
                ? "{\"regexp\":{" + json(label.getKey()) + ":{\"value\":" + json(value.substring(1)) + "}}}"
                : "{\"term\":{" + json(label.getKey()) + ":" + json(value) + "}}";
    }

    private static String json(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
