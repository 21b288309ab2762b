package io.jenkins.plugins.sluice.evidence;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The units in which people write quantities. KiB is 1,024 bytes, KB is 1,000. */
public enum Unit {
    NONE("", null, BigDecimal.ONE),
    PERCENT("%", Dimension.RATIO, new BigDecimal("0.01")),
    PERCENTAGE_POINT("pp", Dimension.RATIO, new BigDecimal("0.01")),
    NANOSECOND("ns", Dimension.DURATION, BigDecimal.ONE),
    MICROSECOND("us", Dimension.DURATION, new BigDecimal("1000")),
    MILLISECOND("ms", Dimension.DURATION, new BigDecimal("1000000")),
    SECOND("s", Dimension.DURATION, new BigDecimal("1000000000")),
    MINUTE("min", Dimension.DURATION, new BigDecimal("60000000000")),
    HOUR("h", Dimension.DURATION, new BigDecimal("3600000000000")),
    BYTE("B", Dimension.SIZE, BigDecimal.ONE),
    KILOBYTE("KB", Dimension.SIZE, new BigDecimal("1000")),
    MEGABYTE("MB", Dimension.SIZE, new BigDecimal("1000000")),
    GIGABYTE("GB", Dimension.SIZE, new BigDecimal("1000000000")),
    KIBIBYTE("KiB", Dimension.SIZE, new BigDecimal("1024")),
    MEBIBYTE("MiB", Dimension.SIZE, new BigDecimal("1048576")),
    GIBIBYTE("GiB", Dimension.SIZE, new BigDecimal("1073741824")),
    PER_SECOND("/s", Dimension.RATE, BigDecimal.ONE),
    PER_MINUTE("/min", Dimension.RATE, null),
    PER_HOUR("/h", Dimension.RATE, null);

    private final String symbol;
    private final @Nullable Dimension dimension;
    private final @Nullable BigDecimal factor;

    Unit(String symbol, @Nullable Dimension dimension, @Nullable BigDecimal factor) {
        this.symbol = symbol;
        this.dimension = dimension;
        this.factor = factor;
    }

    /** How it is written, directly after the number; case matters. */
    public String symbol() {
        return symbol;
    }

    /** What it measures, or empty for {@link #NONE}, which fits counts and plain numbers. */
    public Optional<Dimension> dimension() {
        return Optional.ofNullable(dimension);
    }

    /**
     * The exact quantity of {@code number} such units.
     *
     * @param whenNone the dimension that a number without a unit has
     */
    public Quantity of(BigDecimal number, Dimension whenNone) {
        Dimension measured = dimension == null ? whenNone : dimension;
        if (factor != null) {
            return Quantity.of(measured, number.multiply(factor));
        }
        Quantity perUnit = Quantity.of(measured, number);
        long seconds = this == PER_MINUTE ? 60 : 3600;
        return new Quantity(
                measured, perUnit.numerator(), perUnit.denominator().multiply(java.math.BigInteger.valueOf(seconds)));
    }

    /** The unit with this symbol. */
    public static Optional<Unit> withSymbol(String symbol) {
        return Arrays.stream(values())
                .filter(unit -> unit.symbol.equals(symbol))
                .findFirst();
    }
}
