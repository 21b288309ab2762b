package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import java.math.BigDecimal;

/**
 * A number as it was written, with its unit.
 *
 * @param number 0 or more
 */
public record Amount(BigDecimal number, Unit unit) {

    /** The exact quantity; a number without a unit has the dimension {@code whenNone}. */
    public Quantity quantity(Dimension whenNone) {
        return unit.of(number, whenNone);
    }

    @Override
    public String toString() {
        return number.toPlainString() + unit.symbol();
    }
}
