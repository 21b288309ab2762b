package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Reads the selectors in brackets. */
final class SelectorParser {

    private static final int UNICODE_DIGITS = 4;

    private final CriterionScanner scanner;
    private final Map<Selector.Key, Integer> places = new EnumMap<>(Selector.Key.class);
    private final List<Selector> selectors = new ArrayList<>();

    SelectorParser(CriterionScanner scanner) {
        this.scanner = scanner;
    }

    /** Reads brackets if there are any. */
    void parse() throws CriterionException {
        if (!scanner.skip('[')) {
            return;
        }
        do {
            selectors.add(selector());
        } while (scanner.skip(','));
        if (!scanner.skip(']')) {
            throw scanner.error(
                    scanner.position(),
                    "',' or ']' must follow a selector, found " + scanner.found(),
                    "close the brackets with ']', and put values with special characters in double quotes");
        }
    }

    /** The selectors in canonical order, if they may stand before this property. */
    List<Selector> allowedFor(Noun noun, String property) throws CriterionException {
        Set<Selector.Key> allowed = Subject.selectorsOf(noun, property);
        for (Selector selector : selectors) {
            if (!allowed.contains(selector.key())) {
                String subject = noun == Noun.FINDINGS ? noun.word() : noun.word() + "." + property;
                throw scanner.error(
                        places.getOrDefault(selector.key(), 0),
                        subject + " has no selector '" + selector.key().word() + "'",
                        allowed.isEmpty()
                                ? "it takes none; remove the brackets"
                                : "it takes "
                                        + Spelling.oneOf(allowed.stream()
                                                .sorted()
                                                .map(Selector.Key::word)
                                                .toList()));
            }
        }
        selectors.sort(Comparator.comparing(Selector::key));
        return selectors;
    }

    private Selector selector() throws CriterionException {
        int start = scanner.position();
        String word = scanner.word();
        List<String> keys =
                Arrays.stream(Selector.Key.values()).map(Selector.Key::word).toList();
        if (word.isEmpty()) {
            throw scanner.error(
                    start, "a selector is missing, found " + scanner.found(), "write one of " + Spelling.oneOf(keys));
        }
        Selector.Key key = Arrays.stream(Selector.Key.values())
                .filter(candidate -> candidate.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () -> scanner.error(start, "unknown selector " + Quoted.of(word), Spelling.fix(word, keys)));
        if (places.putIfAbsent(key, start) != null) {
            throw scanner.error(start, "selector '" + word + "' stands twice", "remove one of them");
        }
        if (key == Selector.Key.NEW) {
            int next = scanner.position();
            if (scanner.skip('=')) {
                throw scanner.error(next, "'new' takes no value", "write [new]");
            }
            return new Selector(key, Operator.EQUAL, "");
        }
        return withValue(key);
    }

    private Selector withValue(Selector.Key key) throws CriterionException {
        int start = scanner.position();
        if (scanner.atEnd() || scanner.found().equals("']'") || scanner.found().equals("','")) {
            throw scanner.error(
                    start, "selector '" + key.word() + "' needs a value", "write " + key.word() + "=" + key.example());
        }
        Operator operator = ExpressionParser.operator(scanner);
        if (!Selector.operatorsOf(key).contains(operator)) {
            throw scanner.error(
                    start,
                    "selector '" + key.word() + "' does not compare with '" + operator.symbol() + "'",
                    (key == Selector.Key.SEVERITY ? "write one of " : "write ")
                            + Spelling.oneOf(Selector.operatorsOf(key).stream()
                                    .map(Operator::symbol)
                                    .toList()));
        }
        int valueStart = scanner.position();
        String value = value(key);
        check(key, operator, value, valueStart);
        return new Selector(key, operator, value);
    }

    private void check(Selector.Key key, Operator operator, String value, int start) throws CriterionException {
        List<String> words = Selector.wordsOf(key);
        if (!words.isEmpty() && !words.contains(value)) {
            throw scanner.error(start, "unknown " + key.word() + " " + Quoted.of(value), Spelling.fix(value, words));
        }
        if (key == Selector.Key.SEVERITY) {
            checkSeverity(operator, Severity.valueOf(value.toUpperCase(Locale.ROOT)), start);
        }
        if (key == Selector.Key.EVIDENCE && !CommonShapes.NAME.matcher(value).matches()) {
            throw scanner.error(start, Quoted.of(value) + " is not a name under 'evidence'", CommonShapes.NAME_FIX);
        }
    }

    private void checkSeverity(Operator operator, Severity severity, int start) throws CriterionException {
        if (severity == Severity.UNKNOWN && operator != Operator.EQUAL) {
            throw scanner.error(
                    start,
                    "'unknown' does not compare with '" + operator.symbol() + "'",
                    "write severity=unknown; findings of unknown severity count as high in every comparison");
        }
        if (severity == Severity.CRITICAL && operator == Operator.GREATER) {
            throw scanner.error(start, "nothing is worse than critical", "write severity=critical");
        }
        if (severity == Severity.LOW && operator == Operator.LESS) {
            throw scanner.error(start, "nothing is less than low", "write severity=low");
        }
    }

    private String value(Selector.Key key) throws CriterionException {
        int start = scanner.position();
        String value = scanner.skip('"') ? quoted(start) : scanner.run(Selector::isBare);
        if (value.isEmpty()) {
            throw scanner.error(
                    start,
                    "selector '" + key.word() + "' needs a value",
                    "write " + key.word() + "=" + key.example() + ", with special characters in double quotes");
        }
        return value;
    }

    private String quoted(int start) throws CriterionException {
        StringBuilder value = new StringBuilder();
        while (true) {
            int point = scanner.take();
            switch (point) {
                case -1 -> throw scanner.error(start, "the double quote is never closed", "close it with \"");
                case '"' -> {
                    return value.toString();
                }
                case '\\' -> value.append(escape());
                default -> value.appendCodePoint(point);
            }
        }
    }

    private char escape() throws CriterionException {
        int start = scanner.here();
        int point = scanner.take();
        return switch (point) {
            case '"', '\\' -> (char) point;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> unicode(start);
            default ->
                throw scanner.error(
                        start, "unknown escape after '\\'", "write one of \\\", \\\\, \\n, \\r, \\t, \\u0000");
        };
    }

    private char unicode(int start) throws CriterionException {
        int code = 0;
        for (int index = 0; index < UNICODE_DIGITS; index++) {
            int digit = hexadecimal(scanner.take());
            if (digit < 0) {
                throw scanner.error(start, "\\u needs four hexadecimal digits", "write for example \\u00E9");
            }
            code = code * 16 + digit;
        }
        return (char) code;
    }

    private static int hexadecimal(int point) {
        return point >= 0 && point < 128 ? Character.digit(point, 16) : -1;
    }
}
