package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads one criterion by recursive descent; the rules are those of the EBNF in {@code docs/policy.md}. */
final class ExpressionParser {

    private static final String CONDITIONS =
            "write a comparison such as '= 0' or '>= 80%', 'rises at most' or 'drops at most' with an amount,"
                    + " or for metrics 'not worse than baseline'";

    /** What other languages write. */
    private static final Map<String, String> OTHER_OPERATORS =
            Map.of("==", "=", "=<", "<=", "=>", ">=", "<>", "!=", "≤", "<=", "≥", ">=", "≠", "!=", "===", "=");

    private static final Map<String, String> OTHER_DIRECTIONS = Map.of(
            "falls",
            "drops",
            "decreases",
            "drops",
            "sinks",
            "drops",
            "increases",
            "rises",
            "grows",
            "rises",
            "drop",
            "drops",
            "rise",
            "rises");

    private final CriterionScanner scanner;
    private final String text;

    ExpressionParser(String text) {
        this.text = text;
        this.scanner = new CriterionScanner(text);
    }

    Expression parse() throws CriterionException {
        if (text.length() > 2 * Expression.LONGEST || text.codePointCount(0, text.length()) > Expression.LONGEST) {
            throw scanner.error(
                    text.offsetByCodePoints(0, Expression.LONGEST),
                    "a criterion has at most " + Expression.LONGEST + " characters",
                    "split it");
        }
        Noun noun = noun();
        SelectorParser selectors = new SelectorParser(scanner);
        selectors.parse();
        String property = property(noun);
        Subject subject = new Subject(noun, selectors.allowedFor(noun, property), property);
        Condition condition = condition(subject);
        if (!scanner.atEnd()) {
            throw scanner.error(
                    scanner.position(), "the criterion should end here, found " + scanner.found(), "remove the rest");
        }
        return new Expression(subject, condition);
    }

    private Noun noun() throws CriterionException {
        int start = scanner.position();
        List<String> nouns = Arrays.stream(Noun.values()).map(Noun::word).toList();
        String word = scanner.word();
        if (word.isEmpty()) {
            String what = scanner.atEnd() && start == text.length() && text.isBlank()
                    ? "the criterion is empty"
                    : "a criterion begins with a noun, found " + scanner.found();
            throw scanner.error(start, what, "write one of " + Spelling.oneOf(nouns));
        }
        return Noun.of(word)
                .orElseThrow(() -> scanner.error(start, "unknown noun " + Quoted.of(word), Spelling.fix(word, nouns)));
    }

    private String property(Noun noun) throws CriterionException {
        List<String> known = Property.of(noun).stream().map(Property::word).toList();
        int start = scanner.position();
        if (!scanner.skip('.')) {
            if (noun == Noun.FINDINGS) {
                return Property.FINDINGS_COUNT.word();
            }
            String what = "'" + noun.word() + "' needs a property, found " + scanner.found();
            throw scanner.error(start, what, "write " + withProperty(noun, known));
        }
        int wordStart = scanner.position();
        String word = scanner.word();
        if (word.isEmpty()) {
            throw scanner.error(
                    wordStart,
                    "a property must follow the dot, found " + scanner.found(),
                    "write " + withProperty(noun, known));
        }
        if (noun.isNamedByThePolicy()) {
            if (!Subject.CUSTOM_NAME.matcher(word).matches()) {
                throw scanner.error(
                        wordStart,
                        Quoted.of(word) + " is not a name of a " + (noun == Noun.METRICS ? "metric" : "picked value"),
                        "write 1 to 63 letters a-z, A-Z and digits, a letter first");
            }
            return word;
        }
        if (!known.contains(word)) {
            String what = "unknown property " + Quoted.of(word) + " of " + noun.word();
            throw scanner.error(wordStart, what, Spelling.fix(word, known));
        }
        return word;
    }

    private static String withProperty(Noun noun, List<String> known) {
        if (noun == Noun.CUSTOM) {
            return "custom. and a name under 'pick'";
        }
        if (noun == Noun.METRICS) {
            return "metrics. and the name of a metric, such as metrics.errorRate";
        }
        List<String> whole =
                known.stream().map(word -> noun.word() + "." + word).toList();
        return whole.size() == 1 ? whole.get(0) : "one of " + Spelling.oneOf(whole);
    }

    private Condition condition(Subject subject) throws CriterionException {
        Optional<Dimension> dimension = subject.row().map(Property::dimension);
        int start = scanner.position();
        String word = scanner.word();
        if (!word.isEmpty()) {
            if (word.equals("not")) {
                return notWorse(subject, start);
            }
            Condition.Direction direction = direction(start, word);
            if (subject.noun().origin() == Noun.Origin.CHECK) {
                throw scanner.error(
                        start, subject + " has nothing that it " + word + " from", "write a comparison such as '= 0'");
            }
            atMost(direction);
            return new Condition.Drift(direction, new AmountParser(scanner).drift(dimension));
        }
        Operator operator = operator(scanner);
        return new Condition.Limit(operator, new AmountParser(scanner).limit(dimension));
    }

    private Condition notWorse(Subject subject, int start) throws CriterionException {
        if (subject.noun().origin() != Noun.Origin.LIVE) {
            throw scanner.error(
                    start,
                    "only metrics have a baseline that runs beside them",
                    subject.noun().origin() == Noun.Origin.FILES
                            ? "write 'rises at most' or 'drops at most' and an amount"
                            : "write a comparison such as '= 0'");
        }
        for (String wanted : List.of("worse", "than", "baseline")) {
            int at = scanner.position();
            if (!scanner.word().equals(wanted)) {
                throw scanner.error(
                        at,
                        "'" + Condition.NotWorse.WORDS + "' is not written like this",
                        "write '" + Condition.NotWorse.WORDS + "', maybe with 'by' or 'times' after it");
            }
        }
        return new Condition.NotWorse(margin());
    }

    private Condition.Margin margin() throws CriterionException {
        int start = scanner.position();
        String word = scanner.word();
        AmountParser amounts = new AmountParser(scanner);
        return switch (word) {
            case "" -> new Condition.Margin.None();
            case "by" -> new Condition.Margin.By(amounts.margin());
            case "times" -> new Condition.Margin.Times(amounts.factor());
            default ->
                throw scanner.error(
                        start,
                        "a margin begins with 'by' or 'times', found " + Quoted.of(word),
                        "write for example by 0.1pp or times 1.5");
        };
    }

    private Condition.Direction direction(int start, String word) throws CriterionException {
        for (Condition.Direction direction : Condition.Direction.values()) {
            if (direction.word().equals(word)) {
                return direction;
            }
        }
        String meant = OTHER_DIRECTIONS.get(word);
        String fix = meant != null
                ? "write '" + meant + " at most'"
                : Spelling.nearest(word, Stream.of("rises", "drops", "not").toList())
                        .map(Spelling::question)
                        .orElse(CONDITIONS);
        throw scanner.error(start, "a condition must follow, found " + Quoted.of(word), fix);
    }

    private void atMost(Condition.Direction direction) throws CriterionException {
        for (String wanted : List.of("at", "most")) {
            int start = scanner.position();
            if (!scanner.word().equals(wanted)) {
                throw scanner.error(
                        start,
                        "'at most' must follow '" + direction.word() + "'",
                        "write '" + direction.word() + " at most' and an amount");
            }
        }
    }

    /** Reads a comparison, here and inside brackets. */
    static Operator operator(CriterionScanner scanner) throws CriterionException {
        int start = scanner.position();
        String symbol = scanner.run(point -> "=<>!~≤≥≠".indexOf(point) >= 0);
        if (symbol.isEmpty()) {
            throw scanner.error(start, "a condition must follow, found " + scanner.found(), CONDITIONS);
        }
        for (Operator operator : Operator.values()) {
            if (operator.symbol().equals(symbol)) {
                return operator;
            }
        }
        String meant = OTHER_OPERATORS.get(symbol);
        List<String> known =
                Arrays.stream(Operator.values()).map(Operator::symbol).toList();
        throw scanner.error(
                start,
                "unknown comparison " + Quoted.of(symbol),
                meant != null ? "write " + meant : "write one of " + Spelling.oneOf(known));
    }
}
