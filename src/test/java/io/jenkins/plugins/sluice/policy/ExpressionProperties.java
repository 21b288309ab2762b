package io.jenkins.plugins.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Unit;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

class ExpressionProperties {

    private static final Pattern SCHEMA_PATTERN = Pattern.compile(CriterionPattern.regex());

    @Property(tries = 2_000, edgeCases = EdgeCasesMode.MIXIN)
    void givenAnyExpression_whenPrintedAndParsed_thenItIsTheSame(@ForAll("expressions") Expression expression)
            throws CriterionException {
        Expression again = Expression.parse(expression.toString());

        assertThat(again).isEqualTo(expression);
        assertThat(again).hasToString(expression.toString());
    }

    @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
    void givenAnyExpression_whenMatchedWithThePatternForEditors_thenItFits(
            @ForAll("expressions") Expression expression) {
        assertThat(expression.toString()).matches(SCHEMA_PATTERN);
    }

    @Property(tries = 2_000)
    void givenAnyText_whenParsed_thenAnExpressionOrAnErrorWithAColumnInIt(@ForAll String text) {
        expectExpressionOrError(text);
    }

    @Property(tries = 3_000, edgeCases = EdgeCasesMode.NONE)
    void givenADamagedCriterion_whenParsed_thenAnExpressionOrAnErrorWithAColumnInIt(
            @ForAll("expressions") Expression expression,
            @ForAll("damages") String damage,
            @ForAll int from,
            @ForAll int length) {
        String text = expression.toString();
        int start = Math.floorMod(from, text.length() + 1);
        int end = Math.min(text.length(), start + Math.floorMod(length, 4));
        expectExpressionOrError(text.substring(0, start) + damage + text.substring(end));
    }

    private static void expectExpressionOrError(String text) {
        try {
            Expression expression = Expression.parse(text);
            assertThat(Expression.parse(expression.toString())).isEqualTo(expression);
        } catch (CriterionException error) {
            assertThat(error.column()).isBetween(1, text.codePointCount(0, text.length()) + 1);
            assertThat(error.getMessage()).doesNotContain("\n").doesNotContain("\r");
            assertThat(error.what()).isNotBlank();
            assertThat(error.fix()).isNotBlank();
        }
    }

    @Provide
    Arbitrary<String> damages() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "[",
                        "]",
                        "\"",
                        "\\",
                        ",",
                        ".",
                        "=",
                        "<",
                        "%",
                        "pp",
                        " ",
                        "e",
                        "-",
                        "9",
                        "at most",
                        "new",
                        "not",
                        "by",
                        "times",
                        "baseline"),
                Arbitraries.strings().ofMaxLength(3));
    }

    @Provide
    Arbitrary<Expression> expressions() {
        Arbitrary<Expression> named = Arbitraries.of(io.jenkins.plugins.sluice.policy.Property.values())
                .flatMap(row -> Combinators.combine(
                                selectors(row.noun(), row.word()), conditions(row.noun(), Optional.of(row.dimension())))
                        .as((selectors, condition) ->
                                new Expression(new Subject(row.noun(), selectors, row.word()), condition)));
        Arbitrary<String> names = Combinators.combine(
                        Arbitraries.strings().alpha().ofLength(1),
                        Arbitraries.strings().alpha().numeric().ofMaxLength(62))
                .as(String::concat);
        Arbitrary<Expression> custom = names.flatMap(name -> Combinators.combine(
                        selectors(Noun.CUSTOM, name), conditions(Noun.CUSTOM, Optional.empty()))
                .as((selectors, condition) -> new Expression(new Subject(Noun.CUSTOM, selectors, name), condition)));
        Arbitrary<Expression> metrics = names.flatMap(name -> conditions(Noun.METRICS, Optional.empty())
                .map(condition -> new Expression(new Subject(Noun.METRICS, List.of(), name), condition)));
        return Arbitraries.frequencyOf(Tuple.of(4, named), Tuple.of(1, custom), Tuple.of(2, metrics));
    }

    private static Arbitrary<List<Selector>> selectors(Noun noun, String property) {
        if (Subject.selectorsOf(noun, property).isEmpty()) {
            return Arbitraries.just(List.of());
        }
        return Arbitraries.of(Subject.selectorsOf(noun, property))
                .set()
                .flatMap(keys -> Combinators.combine(keys.stream()
                                .map(ExpressionProperties::selector)
                                .toList())
                        .as(selectors -> selectors));
    }

    private static Arbitrary<Selector> selector(Selector.Key key) {
        return switch (key) {
            case NEW -> Arbitraries.just(new Selector(key, Operator.EQUAL, ""));
            case EVIDENCE ->
                Arbitraries.of("e2e", "unit", "a-1").map(value -> new Selector(key, Operator.EQUAL, value));
            case KIND -> Arbitraries.just(new Selector(key, Operator.EQUAL, "transaction"));
            case SEVERITY ->
                Arbitraries.of(
                        new Selector(key, Operator.EQUAL, "unknown"),
                        new Selector(key, Operator.AT_LEAST, "high"),
                        new Selector(key, Operator.AT_MOST, "medium"),
                        new Selector(key, Operator.GREATER, "low"),
                        new Selector(key, Operator.LESS, "critical"));
            case TOOL, RULE, LABEL ->
                Arbitraries.strings()
                        .ofMinLength(1)
                        .ofMaxLength(30)
                        .map(value -> new Selector(key, Operator.EQUAL, value));
        };
    }

    private static Arbitrary<Condition> conditions(Noun noun, Optional<Dimension> dimension) {
        Arbitrary<Condition> limits = Combinators.combine(Arbitraries.of(Operator.values()), limitAmounts(dimension))
                .as(Condition.Limit::new);
        Arbitrary<Condition> drifts = Combinators.combine(
                        Arbitraries.of(Condition.Direction.values()), driftAmounts(dimension))
                .as(Condition.Drift::new);
        return switch (noun.origin()) {
            case FILES -> Arbitraries.oneOf(limits, drifts);
            case LIVE -> Arbitraries.oneOf(limits, drifts, margins().map(Condition.NotWorse::new));
            case CHECK -> limits;
        };
    }

    private static Arbitrary<Condition.Margin> margins() {
        Arbitrary<Condition.Margin> by = amounts(Arrays.stream(Unit.values())
                        .filter(unit -> unit != Unit.PERCENT)
                        .toList())
                .map(Condition.Margin.By::new);
        Arbitrary<Condition.Margin> times = Arbitraries.bigDecimals()
                .between(BigDecimal.ONE, BigDecimal.TEN.pow(18))
                .ofScale(10)
                .map(number -> new Condition.Margin.Times(new Amount(number, Unit.NONE)));
        return Arbitraries.oneOf(Arbitraries.just(new Condition.Margin.None()), by, times);
    }

    private static Arbitrary<Amount> limitAmounts(Optional<Dimension> dimension) {
        if (dimension.isEmpty()) {
            return amounts(Arrays.stream(Unit.values())
                    .filter(unit -> unit != Unit.PERCENTAGE_POINT)
                    .toList());
        }
        return switch (dimension.get()) {
            case COUNT -> wholes();
            case RATIO ->
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, new BigDecimal(100))
                        .ofScale(6)
                        .map(number -> new Amount(number, Unit.PERCENT));
            default -> amounts(unitsOf(dimension.get()));
        };
    }

    private static Arbitrary<Amount> driftAmounts(Optional<Dimension> dimension) {
        if (dimension.isEmpty()) {
            return amounts(Arrays.asList(Unit.values()));
        }
        return switch (dimension.get()) {
            case COUNT -> Arbitraries.oneOf(wholes(), amounts(List.of(Unit.PERCENT)));
            case RATIO -> amounts(List.of(Unit.PERCENTAGE_POINT));
            default -> Arbitraries.oneOf(amounts(unitsOf(dimension.get())), amounts(List.of(Unit.PERCENT)));
        };
    }

    private static List<Unit> unitsOf(Dimension dimension) {
        return Arrays.stream(Unit.values())
                .filter(unit -> unit.dimension().equals(Optional.of(dimension)))
                .toList();
    }

    private static Arbitrary<Amount> wholes() {
        return Arbitraries.bigIntegers()
                .between(BigInteger.ZERO, BigInteger.TEN.pow(29))
                .map(number -> new Amount(new BigDecimal(number), Unit.NONE));
    }

    private static Arbitrary<Amount> amounts(List<Unit> units) {
        Arbitrary<BigDecimal> numbers = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, BigDecimal.TEN.pow(18))
                .ofScale(10);
        return Combinators.combine(numbers, Arbitraries.of(units)).as(Amount::new);
    }
}
