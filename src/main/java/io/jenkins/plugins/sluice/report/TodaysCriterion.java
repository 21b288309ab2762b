package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.policy.Amount;
import io.jenkins.plugins.sluice.policy.Condition;
import io.jenkins.plugins.sluice.policy.CriterionException;
import io.jenkins.plugins.sluice.policy.Expression;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.policy.Subject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;

/**
 * The criterion that today's value only just meets, in the policy's own words: {@code coverage.line >= 81.17%} for 69 of
 * 85 lines. It is rounded so that it holds today.
 */
final class TodaysCriterion {

    private static final int DECIMALS = 2;

    /** From large to small, so that the first one that is not above the value is the one that people would write. */
    private static final List<Unit> DURATIONS =
            List.of(Unit.MINUTE, Unit.SECOND, Unit.MILLISECOND, Unit.MICROSECOND, Unit.NANOSECOND);

    private static final List<Unit> SIZES = List.of(Unit.GIBIBYTE, Unit.MEBIBYTE, Unit.KIBIBYTE, Unit.BYTE);
    private static final List<Unit> RATES = List.of(Unit.PER_SECOND, Unit.PER_MINUTE, Unit.PER_HOUR);

    private TodaysCriterion() {}

    /** The criterion, or empty when the policy has no word for the value, which only a negative one is. */
    static Optional<Expression> of(Subject subject, Quantity value) {
        if (value.signum() < 0) {
            return Optional.empty();
        }
        boolean more = moreIsBetter(subject);
        Amount amount = amount(value, more ? RoundingMode.FLOOR : RoundingMode.CEILING);
        Operator operator = more ? Operator.AT_LEAST : value.signum() == 0 ? Operator.EQUAL : Operator.AT_MOST;
        return Optional.of(new Expression(subject, new Condition.Limit(operator, amount)));
    }

    /** The example of each property says which way is better. */
    private static boolean moreIsBetter(Subject subject) {
        Optional<Property> row = Property.of(subject.noun(), subject.property());
        if (row.isEmpty()) {
            return false;
        }
        try {
            Condition condition = Expression.parse(row.get().example()).condition();
            return condition instanceof Condition.Limit limit
                    ? limit.operator() == Operator.AT_LEAST || limit.operator() == Operator.GREATER
                    : condition instanceof Condition.Drift drift && drift.direction() == Condition.Direction.DROPS;
        } catch (CriterionException e) {
            throw new IllegalStateException("the example of " + row.get() + " is no criterion", e);
        }
    }

    private static Amount amount(Quantity value, RoundingMode mode) {
        Unit unit =
                switch (value.dimension()) {
                    case COUNT, NUMBER -> Unit.NONE;
                    case RATIO -> Unit.PERCENT;
                    case DURATION -> unit(DURATIONS, value);
                    case SIZE -> unit(SIZES, value);
                    case RATE -> unit(RATES, value);
                };
        Quantity one = unit.of(BigDecimal.ONE, value.dimension());
        BigDecimal number = new BigDecimal(value.numerator().multiply(one.denominator()))
                .divide(new BigDecimal(value.denominator().multiply(one.numerator())), DECIMALS, mode);
        return new Amount(number, unit);
    }

    private static Unit unit(List<Unit> units, Quantity value) {
        return units.stream()
                .filter(unit -> value.compareTo(unit.of(BigDecimal.ONE, value.dimension())) >= 0)
                .findFirst()
                .orElse(units.get(units.size() - 1));
    }
}
