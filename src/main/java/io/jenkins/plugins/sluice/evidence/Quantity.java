package io.jenkins.plugins.sluice.evidence;

import static java.math.BigInteger.ONE;
import static java.math.BigInteger.ZERO;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;

/**
 * An exact number with its dimension: the only numeric value in policy and verdict.
 *
 * <p>The value is {@code numerator / denominator} in the base unit of the dimension (one, nanosecond, byte, per
 * second). The fraction is kept as it was counted and not reduced, so that 79,996 of 100,000 lines can be shown as
 * such; {@link #compareTo} and {@link #equals} compare values, so 1/2 equals 2/4.
 *
 * @param dimension what is measured
 * @param numerator may be negative for differences
 * @param denominator positive
 */
public record Quantity(Dimension dimension, BigInteger numerator, BigInteger denominator)
        implements Comparable<Quantity> {

    public Quantity {
        if (denominator.signum() <= 0) {
            throw new IllegalArgumentException("denominator must be positive, was " + denominator);
        }
    }

    public static Quantity count(long count) {
        return new Quantity(Dimension.COUNT, BigInteger.valueOf(count), ONE);
    }

    /**
     * Part of a whole, as counted.
     *
     * @param whole positive: 0/0 is unknown and must not reach here
     */
    public static Quantity ratio(long part, long whole) {
        return new Quantity(Dimension.RATIO, BigInteger.valueOf(part), BigInteger.valueOf(whole));
    }

    public static Quantity nanos(long nanos) {
        return new Quantity(Dimension.DURATION, BigInteger.valueOf(nanos), ONE);
    }

    public static Quantity duration(Duration duration) {
        return of(
                Dimension.DURATION,
                BigDecimal.valueOf(duration.getSeconds(), -9).add(BigDecimal.valueOf(duration.getNano())));
    }

    public static Quantity bytes(long bytes) {
        return new Quantity(Dimension.SIZE, BigInteger.valueOf(bytes), ONE);
    }

    /** {@code count} things in {@code nanos} nanoseconds ({@code nanos} positive). */
    public static Quantity rate(long count, long nanos) {
        return new Quantity(
                Dimension.RATE,
                BigInteger.valueOf(count).multiply(BigInteger.valueOf(1_000_000_000L)),
                BigInteger.valueOf(nanos));
    }

    /** A decimal number of base units. */
    public static Quantity of(Dimension dimension, BigDecimal baseUnits) {
        return baseUnits.scale() <= 0
                ? new Quantity(dimension, baseUnits.toBigIntegerExact(), ONE)
                : new Quantity(dimension, baseUnits.unscaledValue(), BigInteger.TEN.pow(baseUnits.scale()));
    }

    /** This minus other, in the same dimension. */
    public Quantity minus(Quantity other) {
        requireSameDimension(other);
        if (denominator.equals(other.denominator)) {
            return new Quantity(dimension, numerator.subtract(other.numerator), denominator);
        }
        return new Quantity(
                dimension,
                numerator.multiply(other.denominator).subtract(other.numerator.multiply(denominator)),
                denominator.multiply(other.denominator));
    }

    /** This plus other, in the same dimension. */
    public Quantity plus(Quantity other) {
        return minus(other.negated());
    }

    public Quantity negated() {
        return new Quantity(dimension, numerator.negate(), denominator);
    }

    /** This times a ratio, in this dimension. */
    public Quantity times(Quantity ratio) {
        if (ratio.dimension != Dimension.RATIO) {
            throw new IllegalArgumentException("only a ratio scales a quantity, was " + ratio.dimension);
        }
        return new Quantity(dimension, numerator.multiply(ratio.numerator), denominator.multiply(ratio.denominator));
    }

    public int signum() {
        return numerator.signum();
    }

    /** The value as a double, for drawing only: never for a comparison. */
    public double approximate() {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), java.math.MathContext.DECIMAL64)
                .doubleValue();
    }

    /** Compares values; quantities of different dimensions do not compare ({@link IllegalArgumentException}). */
    @Override
    public int compareTo(Quantity other) {
        requireSameDimension(other);
        return numerator.multiply(other.denominator).compareTo(other.numerator.multiply(denominator));
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Quantity other && dimension == other.dimension && compareTo(other) == 0;
    }

    @Override
    public int hashCode() {
        BigInteger divisor = numerator.equals(ZERO) ? denominator : numerator.gcd(denominator);
        return 31 * (31 * dimension.hashCode() + numerator.divide(divisor).hashCode())
                + denominator.divide(divisor).hashCode();
    }

    private void requireSameDimension(Quantity other) {
        if (dimension != other.dimension) {
            throw new IllegalArgumentException(dimension + " does not compare with " + other.dimension);
        }
    }
}
