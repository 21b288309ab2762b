package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import java.math.BigDecimal;

/**
 * A number with the unit it was written in; trailing zeros are dropped, so that 80.0% equals 80%.
 *
 * @param number 0 or more, with at most {@value #MOST_DIGITS} characters
 */
public record Amount(BigDecimal number, Unit unit) {

    /** The most characters of a number, decimal point included. */
    public static final int MOST_DIGITS = 30;

    public Amount {
        number = number.stripTrailingZeros();
        if (number.signum() < 0 || number.scale() > MOST_DIGITS || number.precision() - number.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("an amount is 0 or more and has at most " + MOST_DIGITS + " digits");
        }
        if (number.scale() < 0) {
            number = number.setScale(0);
        }
    }

    /** The exact quantity; a number without a unit has the dimension {@code whenNone}. */
    public Quantity quantity(Dimension whenNone) {
        return unit.of(number, whenNone);
    }

    @Override
    public String toString() {
        return number.toPlainString() + unit.symbol();
    }
}
