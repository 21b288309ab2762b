package io.jenkins.plugins.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.policy.Amount;
import io.jenkins.plugins.sluice.policy.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** A shown number never contradicts its verdict, whatever the numbers. */
class NumbersPropertyTest {

    record Case(Quantity value, Quantity limit, @Nullable Amount written) {}

    @Property(tries = 5000)
    void givenAnyValueAndLimit_whenTheShownTextsAreReadAgain_thenEveryOperatorGivesTheSameAnswer(
            @ForAll("cases") Case given, @ForAll Operator operator) {
        Numbers.Pair pair = Numbers.pair(given.value(), given.limit(), given.written());
        Quantity value = read(pair.value().text(), given.value().dimension());
        Quantity limit = read(pair.limit().text(), given.value().dimension());
        assertThat(value).isEqualTo(pair.value().quantity());
        assertThat(limit).isEqualTo(pair.limit().quantity());
        assertThat(operator.holds(value, limit))
                .as(
                        "%s %s %s",
                        pair.value().text(), operator.symbol(), pair.limit().text())
                .isEqualTo(operator.holds(given.value(), given.limit()));
    }

    @Property(tries = 2000)
    void givenALimitOfThePolicy_whenShown_thenItIsExact(@ForAll("cases") Case given) {
        if (given.written() != null) {
            Numbers.Pair pair = Numbers.pair(given.value(), given.limit(), given.written());
            assertThat(pair.limit().quantity()).isEqualTo(given.limit());
        }
    }

    @Property(tries = 2000)
    void givenADistance_whenRoundedUp_thenItIsEnough(@ForAll("cases") Case given) {
        Quantity distance = given.value().signum() < 0 ? given.value().negated() : given.value();
        String text = Numbers.atLeast(distance, null).replace("pp", "%");
        assertThat(read(text, distance.dimension())).isGreaterThanOrEqualTo(distance);
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(Dimension.class).flatMap(dimension -> {
            Arbitrary<Case> calculated = Combinators.combine(
                            quantities(dimension), quantities(dimension), nudges(dimension))
                    .as((limit, other, nudge) -> new Case(nudge == null ? other : limit.plus(nudge), limit, null));
            Arbitrary<Case> written = Combinators.combine(amounts(dimension), quantities(dimension), nudges(dimension))
                    .as((amount, other, nudge) -> {
                        Quantity limit = amount.quantity(dimension);
                        return new Case(nudge == null ? other : limit.plus(nudge), limit, amount);
                    });
            return Arbitraries.oneOf(calculated, written);
        });
    }

    private static Arbitrary<Quantity> quantities(Dimension dimension) {
        Arbitrary<BigInteger> numerators = Arbitraries.oneOf(
                Arbitraries.bigIntegers().between(BigInteger.valueOf(-1000), BigInteger.valueOf(1000)),
                Arbitraries.bigIntegers().between(BigInteger.ZERO, BigInteger.TEN.pow(24)));
        Arbitrary<BigInteger> denominators = Arbitraries.oneOf(
                Arbitraries.just(BigInteger.ONE),
                Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.valueOf(1000)),
                Arbitraries.bigIntegers().between(BigInteger.ONE, BigInteger.TEN.pow(20)));
        return Combinators.combine(numerators, denominators)
                .as((numerator, denominator) -> new Quantity(dimension, numerator, denominator));
    }

    /** Tiny steps to either side, none at all, or null for something unrelated. */
    private static Arbitrary<@Nullable Quantity> nudges(Dimension dimension) {
        Arbitrary<@Nullable Quantity> tiny = Combinators.combine(
                        Arbitraries.integers().between(-3, 3),
                        Arbitraries.integers().between(0, 18))
                .as((steps, decimals) ->
                        new Quantity(dimension, BigInteger.valueOf(steps), BigInteger.TEN.pow(decimals)));
        return tiny.injectNull(0.2);
    }

    private static Arbitrary<Amount> amounts(Dimension dimension) {
        Arbitrary<Unit> units = Arbitraries.of(Arrays.stream(Unit.values())
                .filter(unit -> unit.dimension().isEmpty()
                        ? dimension == Dimension.COUNT || dimension == Dimension.NUMBER
                        : unit.dimension().get() == dimension)
                .toList());
        Arbitrary<BigDecimal> numbers = Arbitraries.bigDecimals()
                .between(BigDecimal.ZERO, new BigDecimal("100000"))
                .ofScale(4)
                .map(number -> number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros())
                .map(number -> number.scale() < 0 ? number.setScale(0) : number);
        return Combinators.combine(numbers, units).as(Amount::new);
    }

    private static final Pattern PART = Pattern.compile("([0-9,]+(?:\\.[0-9]+)?)\u00A0?([A-Za-zµ%/]*)\u00A0?");

    private static Quantity read(String text, Dimension dimension) {
        boolean negative = text.startsWith("\u2212");
        Matcher matcher = PART.matcher(negative ? text.substring(1) : text);
        Quantity sum = new Quantity(dimension, BigInteger.ZERO, BigInteger.ONE);
        int end = 0;
        while (matcher.lookingAt() || (matcher.regionStart() < matcher.regionEnd() && matcher.find())) {
            String symbol = matcher.group(2).replace("µs", "us");
            BigDecimal number = new BigDecimal(matcher.group(1).replace(",", ""));
            Quantity part = symbol.equals("TiB") || symbol.equals("TB")
                    ? Quantity.of(
                            dimension,
                            number.multiply(BigDecimal.valueOf(symbol.equals("TiB") ? 1L << 40 : 1_000_000_000_000L)))
                    : Unit.withSymbol(symbol).orElseThrow().of(number, dimension);
            sum = sum.plus(part);
            end = matcher.end();
            matcher.region(end, matcher.regionEnd());
        }
        assertThat(end).as("the whole text is read: %s", text).isEqualTo(text.length() - (negative ? 1 : 0));
        return negative ? sum.negated() : sum;
    }
}
