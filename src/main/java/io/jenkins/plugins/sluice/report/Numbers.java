package io.jenkins.plugins.sluice.report;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.TEN;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.policy.Amount;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as people read them: {@code 1.3 %}, {@code 512 ms}, {@code +0.4 pp}, {@code 1,234}, {@code 350 KiB},
 * {@code 2 min 3 s}, {@code 120/min}.
 *
 * <p>Between a number and its unit stands a no-break space (U+00A0), and a minus is U+2212; {@link #plain} makes both
 * ASCII for files and terminals.
 */
public final class Numbers {

    private static final char NO_BREAK_SPACE = '\u00A0';
    private static final char MINUS = '\u2212';
    private static final int MOST_DECIMALS = 12;
    private static final BigInteger SECOND = BigInteger.valueOf(1_000_000_000L);
    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private Numbers() {}

    /**
     * A value and its limit as they are shown together. {@code value} and {@code limit} compare exactly like the
     * quantities that they were made from.
     */
    public record Pair(Shown value, Shown limit) {}

    /**
     * A number as it is shown.
     *
     * @param quantity exactly what the text says, which a rounded text says no more of the quantity it was made from
     */
    public record Shown(Quantity quantity, String text) {}

    /** The quantity, rounded to the nearest number that people would write. */
    public static String of(Quantity quantity) {
        return show(quantity, RoundingMode.HALF_UP, null).text();
    }

    static String of(Quantity quantity, @Nullable Amount like) {
        return show(quantity, RoundingMode.HALF_UP, like).text();
    }

    public static String count(long count) {
        return grouped(BigDecimal.valueOf(count));
    }

    static String count(BigInteger count) {
        return grouped(new BigDecimal(count));
    }

    public static String bytes(long bytes) {
        return of(Quantity.bytes(bytes));
    }

    /** A point in time to the minute: {@code 2026-03-01 12:05 UTC}. */
    public static String time(Instant instant) {
        return MINUTES.format(instant).replace(' ', NO_BREAK_SPACE) + NO_BREAK_SPACE + "UTC";
    }

    /** The text without no-break spaces and with ASCII minus signs. */
    public static String plain(String text) {
        return text.replace(NO_BREAK_SPACE, ' ').replace(MINUS, '-');
    }

    /**
     * A value beside its limit. Both are rounded to the nearest number, and where that would tell another story than
     * the exact numbers, away from each other: 79.996 % below a limit of 80 % is 79.99 %.
     *
     * @param written the limit as the policy says it, or null when it was calculated
     */
    public static Pair pair(Quantity value, Quantity limit, @Nullable Amount written) {
        Shown exactly = written == null ? null : asWritten(limit, written);
        int comparison = value.compareTo(limit);
        Shown nearLimit = exactly != null ? exactly : show(limit, RoundingMode.HALF_UP, written);
        if (comparison == 0) {
            return new Pair(nearLimit, nearLimit);
        }
        Shown near = show(value, RoundingMode.HALF_UP, written);
        if (Integer.signum(near.quantity().compareTo(nearLimit.quantity())) == Integer.signum(comparison)) {
            return new Pair(near, nearLimit);
        }
        // Rounding down what is less and up what is more keeps a strict order on whatever grids the two are shown.
        RoundingMode away = comparison < 0 ? RoundingMode.FLOOR : RoundingMode.CEILING;
        RoundingMode back = comparison < 0 ? RoundingMode.CEILING : RoundingMode.FLOOR;
        return new Pair(show(value, away, written), exactly != null ? exactly : show(limit, back, written));
    }

    /** A difference of ratios is shown in percentage points. */
    static String points(String text) {
        return text.endsWith(NO_BREAK_SPACE + "%") ? text.substring(0, text.length() - 1) + "pp" : text;
    }

    /** How much a value must move: rounded up, so that moving it by what is shown is enough. */
    static String atLeast(Quantity distance, @Nullable Amount like) {
        return points(show(distance, RoundingMode.CEILING, like).text());
    }

    static String written(Amount amount) {
        String symbol = amount.unit() == Unit.MICROSECOND ? "µs" : amount.unit().symbol();
        String number = grouped(amount.number());
        return symbol.isEmpty() || symbol.startsWith("/") ? number + symbol : number + NO_BREAK_SPACE + symbol;
    }

    private static @Nullable Shown asWritten(Quantity limit, Amount written) {
        boolean same = written.unit() == Unit.NONE
                ? (limit.dimension() == Dimension.COUNT || limit.dimension() == Dimension.NUMBER)
                        && written.quantity(limit.dimension()).equals(limit)
                : written.quantity(limit.dimension()).equals(limit);
        return same ? new Shown(limit, written(written)) : null;
    }

    private static Shown show(Quantity quantity, RoundingMode mode, @Nullable Amount like) {
        if (quantity.dimension() == Dimension.DURATION && atLeastSeconds(quantity, 60)) {
            return clock(quantity, atLeastSeconds(quantity, 3600) ? 60 : 1, mode);
        }
        Scale scale = scale(quantity, like);
        int decimals = decimals(quantity, scale);
        if (like != null && like.unit().symbol().equals(scale.symbol())) {
            decimals = Math.max(decimals, Math.min(like.number().scale(), MOST_DECIMALS));
        }
        BigInteger ten = TEN.pow(decimals);
        BigInteger steps =
                divide(quantity.numerator().multiply(scale.per()).multiply(ten), quantity.denominator(), scale, mode);
        Quantity shown = new Quantity(
                quantity.dimension(), steps.multiply(scale.base()), scale.per().multiply(ten));
        return new Shown(shown, scale.text(new BigDecimal(steps, decimals)));
    }

    private static BigInteger divide(BigInteger numerator, BigInteger denominator, Scale scale, RoundingMode mode) {
        return divide(numerator, denominator.multiply(scale.base()), mode);
    }

    private static BigInteger divide(BigInteger numerator, BigInteger denominator, RoundingMode mode) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), 0, mode)
                .toBigInteger();
    }

    private static boolean atLeastSeconds(Quantity duration, long seconds) {
        return duration.numerator()
                        .abs()
                        .compareTo(duration.denominator().multiply(SECOND).multiply(BigInteger.valueOf(seconds)))
                >= 0;
    }

    /** Hours, minutes and seconds, in steps of whole seconds or minutes. */
    private static Shown clock(Quantity duration, long stepSeconds, RoundingMode mode) {
        BigInteger step = SECOND.multiply(BigInteger.valueOf(stepSeconds));
        BigInteger steps = divide(duration.numerator(), duration.denominator().multiply(step), mode);
        Quantity shown = new Quantity(Dimension.DURATION, steps.multiply(step), ONE);
        BigInteger seconds = steps.abs().multiply(BigInteger.valueOf(stepSeconds));
        BigInteger[] hours = seconds.divideAndRemainder(BigInteger.valueOf(3600));
        long minutes = hours[1].longValue() / 60;
        long rest = hours[1].longValue() % 60;
        StringBuilder text = new StringBuilder();
        if (hours[0].signum() > 0) {
            text.append(grouped(new BigDecimal(hours[0])))
                    .append(NO_BREAK_SPACE)
                    .append("h ");
        }
        if (minutes > 0) {
            text.append(minutes).append(NO_BREAK_SPACE).append("min ");
        }
        if (rest > 0) {
            text.append(rest).append(NO_BREAK_SPACE).append("s ");
        }
        String clock = text.toString().trim().replace(' ', NO_BREAK_SPACE);
        return new Shown(shown, steps.signum() < 0 ? MINUS + clock : clock);
    }

    /** A unit to show in: one of it is {@code base / per} base units. */
    private record Scale(String symbol, BigInteger base, BigInteger per) {

        Scale(String symbol, long base, long per) {
            this(symbol, BigInteger.valueOf(base), BigInteger.valueOf(per));
        }

        String text(BigDecimal number) {
            String digits = grouped(number);
            return symbol.isEmpty() || symbol.startsWith("/") ? digits + symbol : digits + NO_BREAK_SPACE + symbol;
        }
    }

    private static Scale scale(Quantity quantity, @Nullable Amount like) {
        double size = Math.abs(quantity.approximate());
        return switch (quantity.dimension()) {
            case COUNT, NUMBER -> new Scale("", 1, 1);
            case RATIO -> new Scale("%", 1, 100);
            case DURATION ->
                size >= 1e9 || size == 0
                        ? new Scale("s", 1_000_000_000, 1)
                        : size >= 1e6
                                ? new Scale("ms", 1_000_000, 1)
                                : size >= 1e3 ? new Scale("µs", 1_000, 1) : new Scale("ns", 1, 1);
            case SIZE -> like != null && isDecimalSize(like.unit()) ? size(size, 1000, "KMGT", "B") : binarySize(size);
            case RATE -> rate(size, like);
        };
    }

    private static boolean isDecimalSize(Unit unit) {
        return unit == Unit.KILOBYTE || unit == Unit.MEGABYTE || unit == Unit.GIGABYTE;
    }

    private static Scale binarySize(double size) {
        return size(size, 1024, "KMGT", "iB");
    }

    private static Scale size(double size, long step, String prefixes, String end) {
        long factor = 1;
        String symbol = "B";
        for (int i = 0; i < prefixes.length() && size >= (double) factor * step; i++) {
            factor *= step;
            symbol = prefixes.charAt(i) + end;
        }
        return new Scale(symbol, factor, 1);
    }

    private static Scale rate(double perSecond, @Nullable Amount like) {
        Unit unit = like != null && like.unit().symbol().startsWith("/")
                ? like.unit()
                : perSecond >= 1 || perSecond == 0
                        ? Unit.PER_SECOND
                        : perSecond * 60 >= 1 ? Unit.PER_MINUTE : Unit.PER_HOUR;
        return new Scale(unit.symbol(), 1, unit == Unit.PER_SECOND ? 1 : unit == Unit.PER_MINUTE ? 60 : 3600);
    }

    /** How many decimals people would write: about three digits, and two at least of a number below one. */
    private static int decimals(Quantity quantity, Scale scale) {
        if (quantity.dimension() == Dimension.COUNT
                && quantity.numerator().mod(quantity.denominator()).signum() == 0) {
            return 0;
        }
        double number = Math.abs(quantity.approximate())
                * scale.per().doubleValue()
                / scale.base().doubleValue();
        if (number == 0) {
            return 0;
        }
        if (number < 0.1) {
            return Math.min(MOST_DECIMALS, 1 - (int) Math.floor(Math.log10(number)));
        }
        if (quantity.dimension() == Dimension.RATIO || number < 10) {
            return 2;
        }
        return number < 100 ? 1 : quantity.dimension() == Dimension.DURATION || number >= 1000 ? 0 : 1;
    }

    private static String grouped(BigDecimal number) {
        BigDecimal stripped = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
        String digits = stripped.abs().toPlainString();
        int point = digits.indexOf('.');
        StringBuilder text = new StringBuilder(digits);
        for (int i = (point < 0 ? digits.length() : point) - 3; i > 0; i -= 3) {
            text.insert(i, ',');
        }
        return stripped.signum() < 0 ? MINUS + text.toString() : text.toString();
    }
}
