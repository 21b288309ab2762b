package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;

/** Reads times and percentages that stand under keys of their own. */
final class AmountKeys {

    /** A year: longer than anything is watched. */
    private static final Quantity MOST_TIME = Quantity.duration(Duration.ofDays(365));

    private final Problems problems;

    AmountKeys(Problems problems) {
        this.problems = problems;
    }

    /** The time under a key, if it is there and right. */
    Optional<Duration> time(Fields fields, String key) {
        Optional<Quantity> time = amount(fields, key, Dimension.DURATION);
        if (time.filter(much -> much.compareTo(MOST_TIME) > 0).isPresent()) {
            problems.add(
                    fields.placeOf(key), fields.path(key), "the time is longer than a year", "write a shorter one");
            return Optional.empty();
        }
        return time.map(AmountKeys::duration);
    }

    /** The percentage under a key, if it is there, right and between these, as percentages. */
    Optional<Quantity> percentage(Fields fields, String key, Quantity least, Quantity most, String range) {
        Optional<Quantity> part = amount(fields, key, Dimension.RATIO);
        if (part.filter(much -> much.compareTo(least) < 0 || much.compareTo(most) > 0)
                .isPresent()) {
            problems.add(
                    fields.placeOf(key),
                    fields.path(key),
                    "'" + key + "' is " + range + ", found "
                            + Quoted.of(fields.text(key).orElse("")),
                    "write a percentage in this range");
            return Optional.empty();
        }
        return part;
    }

    private Optional<Quantity> amount(Fields fields, String key, Dimension dimension) {
        Optional<YamlNode.Scalar> scalar =
                fields.scalar(key).filter(text -> text.string().isPresent());
        if (scalar.isEmpty()) {
            return Optional.empty();
        }
        CriterionScanner scanner = new CriterionScanner(scalar.get().text());
        try {
            Amount amount = new AmountParser(scanner).limit(Optional.of(dimension));
            if (!scanner.atEnd()) {
                throw scanner.error(
                        scanner.position(), "it should end here, found " + scanner.found(), "remove the rest");
            }
            return Optional.of(amount.quantity(dimension));
        } catch (CriterionException wrong) {
            problems.add(scalar.get().placeOf(wrong.column()), fields.path(key), wrong.what(), wrong.fix());
            return Optional.empty();
        }
    }

    private static Duration duration(Quantity nanos) {
        BigInteger[] seconds =
                nanos.numerator().divide(nanos.denominator()).divideAndRemainder(BigInteger.valueOf(1_000_000_000));
        return Duration.ofSeconds(seconds[0].longValueExact(), seconds[1].longValueExact());
    }
}
