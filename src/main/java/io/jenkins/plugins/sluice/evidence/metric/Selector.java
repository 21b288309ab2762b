package io.jenkins.plugins.sluice.evidence.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A selector of series as PromQL writes it, without offset or modifier: {@code name{label="value",other=~"a|b"}}. */
final class Selector {

    static final String NAME = "__name__";

    private final List<Matcher> matchers;

    private Selector(List<Matcher> matchers) {
        this.matchers = List.copyOf(matchers);
    }

    private record Matcher(String label, boolean wanted, boolean expression, String text, Pattern pattern) {

        boolean holds(Map<String, String> labels) {
            String value = labels.getOrDefault(label, "");
            return wanted == (expression ? pattern.matcher(value).matches() : text.equals(value));
        }
    }

    boolean matches(Map<String, String> labels) {
        for (Matcher matcher : matchers) {
            if (!matcher.holds(labels)) {
                return false;
            }
        }
        return true;
    }

    /** The selector that a query is, or empty when the query is more, or something else. */
    static Optional<Selector> of(String query) {
        try {
            return new Parser(query).selector();
        } catch (PatternSyntaxException e) {
            return Optional.empty();
        }
    }

    /** Where the selector that a query begins with ends, exclusive, or -1 when it begins with none in braces. */
    static int end(String query) {
        int open = query.indexOf('{');
        char quote = 0;
        for (int i = open; i >= 0 && i < query.length(); i++) {
            char character = query.charAt(i);
            if (quote != 0) {
                if (character == '\\' && quote != '`') {
                    i++;
                } else if (character == quote) {
                    quote = 0;
                }
            } else if (character == '"' || character == '\'' || character == '`') {
                quote = character;
            } else if (character == '}') {
                return i + 1;
            }
        }
        return -1;
    }

    /** Reads by hand, since the language is tiny. */
    private static final class Parser {

        private final String text;
        private int at;

        Parser(String text) {
            this.text = text.strip();
        }

        Optional<Selector> selector() {
            List<Matcher> matchers = new ArrayList<>();
            String name = word(true);
            if (!name.isEmpty()) {
                matchers.add(new Matcher(NAME, true, false, name, Pattern.compile("")));
            }
            space();
            if (at < text.length()) {
                if (!take('{')) {
                    return Optional.empty();
                }
                space();
                while (!take('}')) {
                    Optional<Matcher> matcher = matcher();
                    if (matcher.isEmpty()) {
                        return Optional.empty();
                    }
                    matchers.add(matcher.get());
                    space();
                    if (!take(',') && (at >= text.length() || text.charAt(at) != '}')) {
                        return Optional.empty();
                    }
                    space();
                }
            }
            return at == text.length() && !matchers.isEmpty() ? Optional.of(new Selector(matchers)) : Optional.empty();
        }

        private Optional<Matcher> matcher() {
            String label = word(false);
            space();
            boolean wanted = true;
            boolean expression = false;
            if (take('!')) {
                wanted = false;
                expression = take('~');
                if (!expression && !take('=')) {
                    return Optional.empty();
                }
            } else if (take('=')) {
                expression = take('~');
            } else {
                return Optional.empty();
            }
            space();
            Optional<String> value = string();
            if (label.isEmpty() || value.isEmpty()) {
                return Optional.empty();
            }
            Pattern pattern = Pattern.compile(expression ? value.get() : "");
            return Optional.of(new Matcher(label, wanted, expression, value.get(), pattern));
        }

        private Optional<String> string() {
            if (at >= text.length() || "\"'`".indexOf(text.charAt(at)) < 0) {
                return Optional.empty();
            }
            char quote = text.charAt(at++);
            StringBuilder value = new StringBuilder();
            while (at < text.length()) {
                char character = text.charAt(at++);
                if (character == quote) {
                    return Optional.of(value.toString());
                }
                if (character == '\\' && quote != '`') {
                    if (at >= text.length()) {
                        return Optional.empty();
                    }
                    character = switch (text.charAt(at++)) {
                        case 'n' -> '\n';
                        case 'r' -> '\r';
                        case 't' -> '\t';
                        case '\\' -> '\\';
                        case '"' -> '"';
                        case '\'' -> '\'';
                        default -> 0;
                    };
                    if (character == 0) {
                        return Optional.empty();
                    }
                }
                value.append(character);
            }
            return Optional.empty();
        }

        private String word(boolean colons) {
            int begin = at;
            while (at < text.length() && part(text.charAt(at), at > begin, colons)) {
                at++;
            }
            return text.substring(begin, at);
        }

        private static boolean part(char c, boolean digits, boolean colons) {
            return (c >= 'a' && c <= 'z')
                    || (c >= 'A' && c <= 'Z')
                    || c == '_'
                    || (digits && c >= '0' && c <= '9')
                    || (colons && c == ':');
        }

        private boolean take(char wanted) {
            boolean there = at < text.length() && text.charAt(at) == wanted;
            at += there ? 1 : 0;
            return there;
        }

        private void space() {
            while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
                at++;
            }
        }
    }
}
