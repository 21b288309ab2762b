package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A criterion's value against its limit, as places on a bar. Every place and width is a percentage of the bar's width, such
 * as {@code 81.2%}.
 *
 * @param description the same in words, for who does not see it
 * @param value how far the value reaches
 * @param limit where the limit is, or null
 * @param allowed where values are allowed, or null
 * @param reference where the reference's value is, or null
 */
public record Bar(
        String description,
        String value,
        @Nullable String limit,
        @Nullable Span allowed,
        @Nullable String reference) {

    /** So far apart, in percent, are two marks at least whose numbers differ: a drawing must not say "equal". */
    private static final double APART = 0.9;

    /** A part of the bar. */
    public record Span(String from, String width) {}

    /** Whether the value is none at all, so that nothing of a bar would be seen. */
    public boolean nothing() {
        return value.equals("0%");
    }

    /** The bar of a criterion, or null when there is nothing to draw. */
    static @Nullable Bar of(CriterionVerdict criterion, CriterionWords words) {
        Quantity value = criterion.value();
        Quantity limit = criterion.limit();
        if (value == null || (limit != null && limit.dimension() != value.dimension())) {
            return null;
        }
        Quantity reference = criterion.reference();
        if (words.stated().onlyNew() || (reference != null && reference.dimension() != value.dimension())) {
            reference = null;
        }
        double end = end(value, limit, reference);
        double at = place(value, end);
        double line = 0;
        if (limit != null) {
            line = place(limit, end);
            int comparison = value.compareTo(limit);
            if (comparison != 0 && Math.abs(line - at) < APART) {
                at = Math.max(0, Math.min(100, comparison < 0 ? line - APART : line + APART));
                line = comparison < 0 ? at + APART : at - APART;
            }
        }
        String description = words.subject()
                + ": "
                + words.value()
                + (limit == null ? "" : ", limit " + words.limit())
                + (reference == null ? "" : ", reference " + words.shown(reference));
        return new Bar(
                description,
                percent(at),
                limit == null ? null : percent(line),
                limit == null ? null : allowed(words.stated().operator(), line),
                reference == null ? null : percent(place(reference, end)));
    }

    private static @Nullable Span allowed(@Nullable Operator operator, double line) {
        if (operator == Operator.AT_MOST || operator == Operator.LESS) {
            return new Span("0", percent(line));
        }
        return operator == Operator.AT_LEAST || operator == Operator.GREATER
                ? new Span(percent(line), percent(100 - line))
                : null;
    }

    private static double end(Quantity value, @Nullable Quantity limit, @Nullable Quantity reference) {
        double most = Math.abs(value.approximate());
        if (limit != null) {
            most = Math.max(most, Math.abs(limit.approximate()));
        }
        if (reference != null) {
            most = Math.max(most, Math.abs(reference.approximate()));
        }
        if (value.dimension() == Dimension.RATIO && most > 0.5 && most <= 1) {
            return 1;
        }
        return most == 0 ? 1 : most * 1.25;
    }

    private static double place(Quantity quantity, double end) {
        double place = 100 * quantity.approximate() / end;
        return Double.isFinite(place) ? Math.max(0, Math.min(100, place)) : 100;
    }

    private static String percent(double value) {
        return number(value) + "%";
    }

    static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
