package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.policy.Amount;
import io.jenkins.plugins.sluice.policy.Condition;
import io.jenkins.plugins.sluice.policy.Condition.Direction;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a value is held against.
 *
 * @param operator how the value must compare with the limit
 * @param limit null when it is unknown
 * @param unknown why it is, or null
 */
record Bound(
        Operator operator,
        @Nullable Quantity limit,
        @Nullable Unknown unknown) {

    /** A fixed limit, in the dimension of the value. */
    static Bound of(Condition.Limit limit, String subject, Dimension dimension) {
        return in(dimension, limit.amount())
                .map(quantity -> new Bound(limit.operator(), quantity, null))
                .orElseGet(() -> new Bound(
                        limit.operator(),
                        limit.amount().quantity(Dimension.NUMBER),
                        otherUnit(subject, limit.amount(), dimension)));
    }

    /**
     * The reference's value plus or minus what may be lost. {@code %} is a part of the reference's value, except for
     * ratios, which move in percentage points; a part of 0 is 0.
     */
    static Bound of(Condition.Drift drift, String subject, Quantity reference) {
        Operator operator = operator(drift.direction());
        Optional<Quantity> allowed = drift.atMost().unit() == Unit.PERCENT && reference.dimension() != Dimension.RATIO
                ? Optional.of(absolute(reference).times(drift.atMost().quantity(Dimension.RATIO)))
                : in(reference.dimension(), drift.atMost());
        return allowed.map(amount -> new Bound(
                        operator,
                        drift.direction() == Direction.RISES ? reference.plus(amount) : reference.minus(amount),
                        null))
                .orElseGet(() -> new Bound(operator, null, otherUnit(subject, drift.atMost(), reference.dimension())));
    }

    static Bound unknown(Condition.Drift drift, Unknown why) {
        return new Bound(operator(drift.direction()), null, why);
    }

    /** Whether a value that can only grow breaks this for good. */
    boolean brokenForGoodBy(Quantity value) {
        return switch (operator) {
            case EQUAL, AT_MOST -> limit != null && value.compareTo(limit) > 0;
            case LESS -> limit != null && value.compareTo(limit) >= 0;
            case NOT_EQUAL, AT_LEAST, GREATER -> false;
        };
    }

    private static Operator operator(Direction direction) {
        return direction == Direction.RISES ? Operator.AT_MOST : Operator.AT_LEAST;
    }

    /** A number without a unit fits what has none; nothing at all fits everything. */
    private static Optional<Quantity> in(Dimension dimension, Amount amount) {
        boolean unitless = dimension == Dimension.COUNT || dimension == Dimension.NUMBER;
        if (amount.unit() == Unit.NONE && !unitless && amount.number().signum() != 0) {
            return Optional.empty();
        }
        Quantity quantity = amount.quantity(dimension);
        return quantity.dimension() == dimension ? Optional.of(quantity) : Optional.empty();
    }

    private static Quantity absolute(Quantity quantity) {
        return quantity.signum() < 0 ? quantity.negated() : quantity;
    }

    private static Unknown otherUnit(String subject, Amount amount, Dimension dimension) {
        return new Unknown(Reason.OTHER_UNIT, subject, amount + " / " + dimension.key());
    }
}
