package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line through a value's course, in a box of 160 by 34.
 *
 * @param title what has this course
 * @param description the same in words, for who does not see it
 * @param points as SVG's {@code polyline} takes them
 * @param x where the last point is
 * @param y where the last point is
 */
public record Curve(String title, String description, String points, String x, String y) {

    private static final double WIDTH = 160;
    private static final double HEIGHT = 34;
    private static final double EDGE = 4;

    /** The course of some values, oldest first; null when they are too few for a line. */
    public static @Nullable Curve through(String title, String description, List<Double> values) {
        if (values.size() < 2) {
            return null;
        }
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double value : values) {
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        StringBuilder points = new StringBuilder();
        double x = 0;
        double y = 0;
        for (int i = 0; i < values.size(); i++) {
            x = EDGE + (WIDTH - 2 * EDGE) * i / (values.size() - 1);
            double part = high > low ? (values.get(i) - low) / (high - low) : 0.5;
            y = HEIGHT - EDGE - (HEIGHT - 2 * EDGE) * (Double.isFinite(part) ? part : 0.5);
            points.append(i == 0 ? "" : " ").append(Bar.number(x)).append(',').append(Bar.number(y));
        }
        return new Curve(title, description, points.toString(), Bar.number(x), Bar.number(y));
    }

    /** The course of a criterion up to this run, or null when it has none. */
    static @Nullable Curve of(CriterionVerdict criterion, CriterionWords words) {
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
        return values.size() < 2
                ? null
                : through(
                        "Trend of " + words.subject(),
                        Words.trend(words, criterion.trend(), now),
                        values.stream().map(Quantity::approximate).toList());
    }
}
