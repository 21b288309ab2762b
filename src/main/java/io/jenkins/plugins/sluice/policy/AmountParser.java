package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Unit;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads an amount and checks that its unit fits what is measured. */
final class AmountParser {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    /** Other ways to write units, in lower case. */
    private static final Map<String, Unit> OTHER_NAMES = Map.ofEntries(
            Map.entry("percent", Unit.PERCENT),
            Map.entry("pct", Unit.PERCENT),
            Map.entry("pps", Unit.PERCENTAGE_POINT),
            Map.entry("µs", Unit.MICROSECOND),
            Map.entry("μs", Unit.MICROSECOND),
            Map.entry("msec", Unit.MILLISECOND),
            Map.entry("millis", Unit.MILLISECOND),
            Map.entry("sec", Unit.SECOND),
            Map.entry("secs", Unit.SECOND),
            Map.entry("seconds", Unit.SECOND),
            Map.entry("m", Unit.MINUTE),
            Map.entry("mins", Unit.MINUTE),
            Map.entry("minutes", Unit.MINUTE),
            Map.entry("hr", Unit.HOUR),
            Map.entry("hours", Unit.HOUR),
            Map.entry("bytes", Unit.BYTE),
            Map.entry("k", Unit.KILOBYTE),
            Map.entry("g", Unit.GIGABYTE),
            Map.entry("/sec", Unit.PER_SECOND),
            Map.entry("rps", Unit.PER_SECOND),
            Map.entry("req/s", Unit.PER_SECOND),
            Map.entry("/m", Unit.PER_MINUTE));

    private final CriterionScanner scanner;

    AmountParser(CriterionScanner scanner) {
        this.scanner = scanner;
    }

    /** The amount of a limit on something of this dimension, empty for custom values. */
    Amount limit(Optional<Dimension> dimension) throws CriterionException {
        int start = scanner.position();
        Amount amount = amount();
        Optional<Misfit> misfit = dimension.isPresent()
                ? ofLimit(dimension.get(), amount)
                : amount.unit() == Unit.PERCENTAGE_POINT ? Optional.of(points(amount)) : Optional.empty();
        return fitting(start, amount, misfit);
    }

    /** The amount of a drift of something of this dimension, empty for custom values. */
    Amount drift(Optional<Dimension> dimension) throws CriterionException {
        int start = scanner.position();
        Amount amount = amount();
        return fitting(start, amount, dimension.flatMap(measured -> ofDrift(measured, amount)));
    }

    /** By how much a metric may be worse than its baseline; what it is measured in is known later. */
    Amount margin() throws CriterionException {
        int start = scanner.position();
        Amount amount = amount();
        return fitting(
                start,
                amount,
                amount.unit() == Unit.PERCENT
                        ? Optional.of(new Misfit(
                                "a margin of " + Quoted.of(amount.toString())
                                        + " may be percentage points or a part of the baseline",
                                "write by " + number(amount) + "pp, or times " + times(amount)))
                        : Optional.empty());
    }

    private static String times(Amount percent) {
        return new Amount(
                        BigDecimal.ONE.add(percent.number()
                                .scaleByPowerOfTen(-2)
                                .setScale(
                                        Math.min(
                                                Amount.MOST_DIGITS - 2,
                                                percent.number().scale() + 2),
                                        java.math.RoundingMode.HALF_UP)),
                        Unit.NONE)
                .toString();
    }

    /** How many times as bad as its baseline a metric may be. */
    Amount factor() throws CriterionException {
        int start = scanner.position();
        Amount amount = amount();
        Optional<Misfit> misfit = amount.unit() != Unit.NONE
                ? Optional.of(new Misfit(
                        "'times' takes a number without a unit, found " + Quoted.of(amount.toString()),
                        "write for example times 1.5"))
                : amount.number().compareTo(BigDecimal.ONE) < 0
                        ? Optional.of(new Misfit(
                                "'times' says how many times as bad is allowed, found " + Quoted.of(amount.toString()),
                                "write a number of 1 or more"))
                        : Optional.empty();
        return fitting(start, amount, misfit);
    }

    private Amount fitting(int start, Amount amount, Optional<Misfit> misfit) throws CriterionException {
        if (misfit.isPresent()) {
            throw scanner.error(start, misfit.get().what(), misfit.get().fix());
        }
        return amount;
    }

    private Amount amount() throws CriterionException {
        int start = scanner.position();
        String digits = scanner.run(AmountParser::isDigit);
        String shown = digits;
        if (scanner.skipHere('.')) {
            String decimals = scanner.runHere(AmountParser::isDigit);
            if (digits.isEmpty() || decimals.isEmpty()) {
                throw scanner.error(start, "a decimal point needs digits on both sides", "write for example 0.5");
            }
            shown = digits + "." + decimals;
        }
        if (digits.isEmpty()) {
            boolean sign = scanner.skip('-') || scanner.skip('+');
            throw scanner.error(
                    start,
                    sign ? "an amount has no sign" : "a number must follow, found " + scanner.found(),
                    sign ? "write a number of 0 or more" : "write a number such as 0, 80% or 500ms");
        }
        if (shown.length() > Amount.MOST_DIGITS) {
            throw scanner.error(
                    start, "the number has more than " + Amount.MOST_DIGITS + " characters", "write a smaller one");
        }
        int unitStart = scanner.position();
        if (scanner.skip(',') || scanner.skip('_')) {
            throw scanner.error(unitStart, "a number has no separators", "write the digits only, with a decimal point");
        }
        String symbol = scanner.run(point -> Character.isLetter(point) || point == '%' || point == '/');
        return new Amount(new BigDecimal(shown), unit(unitStart, symbol));
    }

    private Unit unit(int start, String symbol) throws CriterionException {
        Optional<Unit> unit = Unit.withSymbol(symbol);
        if (unit.isPresent()) {
            return unit.get();
        }
        if (symbol.equals("e") || symbol.equals("E")) {
            throw scanner.error(start, "a number has no exponent", "write all its digits");
        }
        throw scanner.error(start, "unknown unit " + Quoted.of(symbol), unitFix(symbol));
    }

    /** What to write instead of an unknown unit. */
    static String unitFix(String symbol) {
        Unit other = OTHER_NAMES.get(symbol.toLowerCase(Locale.ROOT));
        if (other != null) {
            return "write " + other.symbol();
        }
        List<String> symbols = Arrays.stream(Unit.values())
                .map(Unit::symbol)
                .filter(known -> !known.isEmpty())
                .toList();
        return Spelling.fix(symbol, symbols);
    }

    /** Why something of this dimension has no such limit, if it has not. */
    static Optional<Misfit> ofLimit(Dimension dimension, Amount amount) {
        return switch (dimension) {
            case COUNT -> amount.unit() == Unit.NONE ? whole(amount) : Optional.of(countWithUnit(amount, ""));
            case RATIO -> percent(amount);
            case DURATION, SIZE, RATE, NUMBER -> measured(dimension, amount, "");
        };
    }

    /** Why something of this dimension does not move by this, if it does not. */
    static Optional<Misfit> ofDrift(Dimension dimension, Amount amount) {
        return switch (dimension) {
            case COUNT ->
                switch (amount.unit()) {
                    case NONE -> whole(amount);
                    case PERCENT -> Optional.empty();
                    default -> Optional.of(countWithUnit(amount, " or " + number(amount) + "% of the reference"));
                };
            case RATIO -> ratioDrift(amount);
            case DURATION, SIZE, RATE, NUMBER ->
                amount.unit() == Unit.PERCENT
                        ? Optional.empty()
                        : measured(dimension, amount, ", or % of the reference");
        };
    }

    /** Why a ratio does not move by this, if it does not. */
    static Optional<Misfit> ratioDrift(Amount amount) {
        return amount.unit() == Unit.PERCENTAGE_POINT
                ? Optional.empty()
                : Optional.of(new Misfit(
                        "a ratio moves in percentage points, found " + Quoted.of(amount.toString()),
                        "write " + number(amount) + "pp"));
    }

    private static Optional<Misfit> whole(Amount amount) {
        return amount.number().scale() > 0
                ? Optional.of(new Misfit(
                        "a count is a whole number, found " + Quoted.of(amount.toString()),
                        "write " + amount.number().toBigInteger()))
                : Optional.empty();
    }

    private static Misfit countWithUnit(Amount amount, String or) {
        return new Misfit(
                "a count has no unit, found " + Quoted.of(amount.toString()),
                "write " + amount.number().toBigInteger() + or);
    }

    private static Optional<Misfit> percent(Amount amount) {
        if (amount.unit() == Unit.PERCENT) {
            return amount.number().compareTo(HUNDRED) > 0
                    ? Optional.of(new Misfit(
                            "a ratio is at most 100%, found " + Quoted.of(amount.toString()),
                            "write a percentage from 0% to 100%"))
                    : Optional.empty();
        }
        if (amount.unit() == Unit.PERCENTAGE_POINT) {
            return Optional.of(points(amount));
        }
        boolean fraction = amount.number().scale() > 0 && amount.number().compareTo(BigDecimal.ONE) < 0;
        BigDecimal meant = fraction ? amount.number().multiply(HUNDRED) : amount.number();
        return Optional.of(new Misfit(
                "a ratio is a percentage, found " + Quoted.of(amount.toString()),
                "write " + new Amount(meant, Unit.PERCENT)));
    }

    private static Misfit points(Amount amount) {
        return new Misfit(
                "percentage points are for 'rises at most' and 'drops at most', found " + Quoted.of(amount.toString()),
                "write " + number(amount) + "%");
    }

    /** Why an amount is not in a unit of this dimension, if it is not. */
    static Optional<Misfit> measured(Dimension dimension, Amount amount, String or) {
        if (amount.unit().dimension().equals(Optional.of(dimension))) {
            return Optional.empty();
        }
        if (dimension == Dimension.NUMBER) {
            return amount.unit() == Unit.NONE
                    ? Optional.empty()
                    : Optional.of(new Misfit(
                            "a number has no unit, found " + Quoted.of(amount.toString()),
                            "write " + number(amount) + or));
        }
        List<String> units = Arrays.stream(Unit.values())
                .filter(unit -> unit.dimension().equals(Optional.of(dimension)))
                .map(Unit::symbol)
                .toList();
        String what = nameOf(dimension)
                + (amount.unit() == Unit.NONE ? " needs a unit, found " : " is not measured like this, found ")
                + Quoted.of(amount.toString());
        return Optional.of(new Misfit(what, "write a number with one of " + Spelling.oneOf(units) + or));
    }

    private static String nameOf(Dimension dimension) {
        return switch (dimension) {
            case COUNT -> "a count";
            case RATIO -> "a ratio";
            case DURATION -> "a time";
            case SIZE -> "a size";
            case RATE -> "a rate";
            case NUMBER -> "a number";
        };
    }

    private static String number(Amount amount) {
        return amount.number().toPlainString();
    }

    private static boolean isDigit(int point) {
        return point >= '0' && point <= '9';
    }
}
