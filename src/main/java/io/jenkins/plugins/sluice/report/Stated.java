package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.policy.Amount;
import io.jenkins.plugins.sluice.policy.Condition.Direction;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.policy.Property;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A criterion taken apart again from its canonical text, as far as words need it. A text that is not understood gives
 * nulls, never an error: a report is made of every journal.
 *
 * @param noun null when unknown
 * @param property "" for what has none
 * @param operator how value and limit compare, or null when unknown; a drift compares with its bound
 * @param direction of a drift, or null
 * @param amount the number on the right, or null
 */
record Stated(
        String left,
        @Nullable Noun noun,
        List<Chosen> selectors,
        String property,
        @Nullable Operator operator,
        @Nullable Direction direction,
        @Nullable Amount amount) {

    /** Whether this is the id that a criterion has when nobody names it. */
    boolean isDefaultId(String id) {
        boolean comparison = operator == null && amount == null && noun == Noun.METRICS;
        return comparison
                ? id.equals(left + " not worse than baseline")
                : id.equals(direction == null ? left : left + " " + direction.word());
    }

    /** One selector: {@code severity}, {@code >=}, {@code high}. */
    record Chosen(String key, String operator, String value) {}

    /** Longer than any criterion of a policy. */
    private static final int LONGEST = 8_000;

    private static final Pattern LIMIT = Pattern.compile("(?s)(.*\\S)\\s+(!=|<=|>=|=|<|>)\\s*(\\S+)");
    private static final Pattern DRIFT = Pattern.compile("(?s)(.*\\S)\\s+(rises|drops)\\s+at\\s+most\\s+(\\S+)");
    /** A margin may follow; words do not need it. */
    private static final Pattern NOT_WORSE =
            Pattern.compile("(?s)(.*\\S)\\s+not\\s+worse\\s+than\\s+baseline(?:\\s.*)?");

    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,30}(?:\\.\\d{1,30})?)\\s*([A-Za-z%/]*)");
    private static final Pattern SELECTOR =
            Pattern.compile("\\s*([A-Za-z]+)\\s*(?:(!=|<=|>=|=|<|>)\\s*(\"(?:[^\"\\\\]|\\\\.)*+\"|[^,\\]]*+))?\\s*");

    static Stated of(String criterion) {
        if (criterion.length() > LONGEST) {
            return new Stated(criterion, null, List.of(), "", null, null, null);
        }
        Matcher drift = DRIFT.matcher(criterion);
        if (drift.matches()) {
            boolean rises = drift.group(2).equals("rises");
            return left(
                    drift.group(1),
                    rises ? Operator.AT_MOST : Operator.AT_LEAST,
                    rises ? Direction.RISES : Direction.DROPS,
                    amount(drift.group(3)));
        }
        Matcher notWorse = NOT_WORSE.matcher(criterion);
        if (notWorse.matches()) {
            return left(notWorse.group(1), null, null, null);
        }
        Matcher limit = LIMIT.matcher(criterion);
        if (limit.matches()) {
            return left(limit.group(1), operator(limit.group(2)), null, amount(limit.group(3)));
        }
        return left(criterion, null, null, null);
    }

    /** The row of the property table, or empty for {@code custom} and what is not understood. */
    Optional<Property> row() {
        if (noun == null) {
            return Optional.empty();
        }
        return Property.of(noun, noun == Noun.FINDINGS && property.isEmpty() ? "count" : property);
    }

    boolean onlyNew() {
        return selectors.stream().anyMatch(chosen -> chosen.key().equals("new"));
    }

    private static Stated left(
            String text, @Nullable Operator operator, @Nullable Direction direction, @Nullable Amount amount) {
        String left = text.strip();
        int end = 0;
        while (end < left.length() && Character.isLetter(left.charAt(end))) {
            end++;
        }
        Noun noun = Noun.of(left.substring(0, end)).orElse(null);
        List<Chosen> selectors = new ArrayList<>();
        if (end < left.length() && left.charAt(end) == '[') {
            Matcher matcher = SELECTOR.matcher(left);
            do {
                if (!matcher.find(end + 1) || matcher.start() != end + 1) {
                    return new Stated(left, null, List.of(), "", operator, direction, amount);
                }
                selectors.add(new Chosen(
                        matcher.group(1),
                        matcher.group(2) == null ? "" : matcher.group(2),
                        unquoted(
                                matcher.group(3) == null ? "" : matcher.group(3).strip())));
                end = matcher.end();
            } while (end < left.length() && left.charAt(end) == ',');
            end++;
        }
        String property = end < left.length() && left.charAt(end) == '.' ? left.substring(end + 1) : "";
        return new Stated(left, noun, List.copyOf(selectors), property, operator, direction, amount);
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1).replaceAll("\\\\(.)", "$1")
                : value;
    }

    private static Operator operator(String symbol) {
        for (Operator operator : Operator.values()) {
            if (operator.symbol().equals(symbol)) {
                return operator;
            }
        }
        throw new IllegalStateException("the pattern names an operator that does not exist: " + symbol);
    }

    private static @Nullable Amount amount(String text) {
        Matcher matcher = AMOUNT.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        return Unit.withSymbol(matcher.group(2))
                .map(unit -> new Amount(new BigDecimal(matcher.group(1)), unit))
                .orElse(null);
    }
}
