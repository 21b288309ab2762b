package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The drawings of a criterion: its value against its limit, and its trend. Positions are percentages of the width. */
final class Drawing {

    private static final double WIDTH = 160;
    private static final double HEIGHT = 34;
    private static final double EDGE = 4;
    /** So far apart, in percent, are two marks at least whose numbers differ: a drawing must not say "equal". */
    private static final double APART = 0.9;

    private Drawing() {}

    /** A bar for the value, a line for the limit, a diamond for the reference. */
    static void bar(Html html, CriterionVerdict criterion, CriterionWords words) throws IOException {
        Quantity value = criterion.value();
        Quantity limit = criterion.limit();
        if (value == null || (limit != null && limit.dimension() != value.dimension())) {
            return;
        }
        Quantity reference = criterion.reference();
        if (words.stated().onlyNew() || (reference != null && reference.dimension() != value.dimension())) {
            reference = null;
        }
        double end = end(value, limit, reference);
        double at = place(value, end);
        String description = words.subject()
                + ": "
                + words.value()
                + (limit == null ? "" : ", limit " + words.limit())
                + (reference == null ? "" : ", reference " + words.shown(reference));
        html.open("svg", "class", "bar", "width", "100%", "height", "26", "role", "img", "aria-label", description);
        html.empty("rect", "class", "track", "x", "0", "y", "8", "width", "100%", "height", "10", "rx", "5");
        double line = 0;
        if (limit != null) {
            line = place(limit, end);
            int comparison = value.compareTo(limit);
            if (comparison != 0 && Math.abs(line - at) < APART) {
                at = Math.max(0, Math.min(100, comparison < 0 ? line - APART : line + APART));
                line = comparison < 0 ? at + APART : at - APART;
            }
            allowed(html, words.stated().operator(), line);
        }
        if (at > 0) {
            html.empty("rect", "class", "value", "x", "0", "y", "8", "width", percent(at), "height", "10", "rx", "5");
        } else {
            html.empty("circle", "class", "value", "cx", "5", "cy", "13", "r", "5");
        }
        if (limit != null) {
            html.open("svg", "x", percent(line), "overflow", "visible");
            html.empty("rect", "class", "limit", "x", "-1.5", "y", "2", "width", "3", "height", "22", "rx", "1.5");
            html.close();
        }
        if (reference != null) {
            html.open("svg", "x", percent(place(reference, end)), "overflow", "visible");
            html.empty("path", "class", "reference", "d", "M0 7.5 5.5 13 0 18.5 -5.5 13z");
            html.close();
        }
        html.end();
    }

    private static void allowed(Html html, @Nullable Operator operator, double line) throws IOException {
        if (operator == Operator.AT_MOST || operator == Operator.LESS) {
            html.empty(
                    "rect", "class", "allowed", "x", "0", "y", "8", "width", percent(line), "height", "10", "rx", "5");
        } else if (operator == Operator.AT_LEAST || operator == Operator.GREATER) {
            html.empty(
                    "rect",
                    "class",
                    "allowed",
                    "x",
                    percent(line),
                    "y",
                    "8",
                    "width",
                    percent(100 - line),
                    "height",
                    "10",
                    "rx",
                    "5");
        }
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

    /** A line through the earlier values to this one. */
    static void trend(Html html, CriterionVerdict criterion, CriterionWords words) throws IOException {
        List<Quantity> values = new ArrayList<>();
        Quantity now = criterion.value();
        for (TrendPoint point : criterion.trend()) {
            if (values.isEmpty() || values.get(0).dimension() == point.value().dimension()) {
                values.add(point.value());
            }
        }
        if (now != null && !values.isEmpty() && values.get(0).dimension() == now.dimension()) {
            values.add(now);
        }
        if (values.size() < 2) {
            return;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (Quantity value : values) {
            low = Math.min(low, value.approximate());
            high = Math.max(high, value.approximate());
        }
        StringBuilder points = new StringBuilder();
        double x = 0;
        double y = 0;
        for (int i = 0; i < values.size(); i++) {
            x = EDGE + (WIDTH - 2 * EDGE) * i / (values.size() - 1);
            double part = high > low ? (values.get(i).approximate() - low) / (high - low) : 0.5;
            y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (Double.isFinite(part) ? part : 0.5);
            points.append(i == 0 ? "" : " ").append(number(x)).append(',').append(number(y));
        }
        html.open("figure")
                .open("svg", "class", "trend", "viewBox", "0 0 160 34", "width", "160", "height", "34", "role", "img");
        html.leaf("title", "Trend of " + words.subject());
        html.leaf("desc", Words.trend(words, criterion.trend(), now));
        html.empty("polyline", "points", points.toString());
        html.empty("circle", "cx", number(x), "cy", number(y), "r", "3.5");
        html.close()
                .leaf("figcaption", Words.trend(words, criterion.trend(), now))
                .end();
    }

    private static String percent(double value) {
        return number(value) + "%";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.2f", value);
        return text.endsWith(".00") ? text.substring(0, text.length() - 3) : text;
    }
}
