package io.jenkins.plugins.sluice.evidence.metric;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A query with placeholders, {@code ${name}}; {@code $$} is a dollar sign. A dollar sign before anything but a brace or
 * another one is itself, as in a regular expression's end. Beside the named {@link Placeholder}s, {@code ${arm.label}} is
 * the value of one label of the arm, for sources without a language of matchers.
 */
public final class QueryTemplate {

    private final String text;
    private final List<Part> parts;

    private QueryTemplate(String text, List<Part> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** What a query may ask for. */
    public enum Placeholder {
        /** The arm's labels as the source's language writes them, such as {@code version="2.0",pod=~"shop-.*"}. */
        ARM("arm"),
        /** The block's beginning: seconds since 1970. */
        START("start"),
        /** The block's end: seconds since 1970. */
        END("end"),
        /** The block's length in seconds. */
        SECONDS("seconds");

        private final String word;

        Placeholder(String word) {
            this.word = word;
        }

        /** As it is written between the braces. */
        public String word() {
            return word;
        }
    }

    private sealed interface Part {
        record Text(String text) implements Part {}

        record Hole(Placeholder placeholder) implements Part {}

        record Label(String name) implements Part {}
    }

    private static final String LABEL = "arm.";

    /**
     * Reads a template.
     *
     * @throws IllegalArgumentException with column and remedy, when a placeholder is unknown or not closed
     */
    public static QueryTemplate parse(String text) {
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char character = text.charAt(at);
            char next = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
            if (character == '$' && next == '$') {
                literal.append('$');
                at += 2;
            } else if (character == '$' && next == '{') {
                int end = text.indexOf('}', at);
                if (end < 0) {
                    throw new IllegalArgumentException("column " + (at + 1) + ": '${' is not closed; write " + known()
                            + ", or $${ for the characters themselves");
                }
                parts.add(new Part.Text(literal.toString()));
                literal.setLength(0);
                parts.add(hole(text.substring(at + 2, end), at + 1));
                at = end + 1;
            } else {
                literal.append(character);
                at++;
            }
        }
        parts.add(new Part.Text(literal.toString()));
        return new QueryTemplate(text, List.copyOf(parts));
    }

    private static Part hole(String word, int column) {
        return word.startsWith(LABEL) && word.length() > LABEL.length()
                ? new Part.Label(word.substring(LABEL.length()))
                : new Part.Hole(placeholder(word, column));
    }

    private static Placeholder placeholder(String word, int column) {
        return Arrays.stream(Placeholder.values())
                .filter(placeholder -> placeholder.word.equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "column " + column + ": there is no placeholder '${" + word + "}'; write " + known()));
    }

    private static String known() {
        return Arrays.stream(Placeholder.values())
                .map(placeholder -> "${" + placeholder.word + "}")
                .collect(Collectors.joining(", "));
    }

    /** The placeholders in it. */
    public Set<Placeholder> placeholders() {
        Set<Placeholder> found = EnumSet.noneOf(Placeholder.class);
        for (Part part : parts) {
            if (part instanceof Part.Hole hole) {
                found.add(hole.placeholder());
            }
        }
        return found;
    }

    /** The labels of an arm that it names one by one. */
    public Set<String> labels() {
        Set<String> found = new TreeSet<>();
        for (Part part : parts) {
            if (part instanceof Part.Label label) {
                found.add(label.name());
            }
        }
        return found;
    }

    /**
     * The query with each placeholder filled.
     *
     * @throws IllegalArgumentException when it names a label of the arm
     */
    public String fill(Function<Placeholder, String> value) {
        return fill(value, name -> {
            throw new IllegalArgumentException("'${arm." + name + "}' cannot be used here; write '${arm}'");
        });
    }

    /** The query with each placeholder and each label of the arm filled. */
    public String fill(Function<Placeholder, String> value, UnaryOperator<String> label) {
        StringBuilder query = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Hole hole) {
                query.append(value.apply(hole.placeholder()));
            } else if (part instanceof Part.Label named) {
                query.append(label.apply(named.name()));
            } else {
                query.append(((Part.Text) part).text());
            }
        }
        return query.toString();
    }

    /** As it was written. */
    @Override
    public String toString() {
        return text;
    }
}
