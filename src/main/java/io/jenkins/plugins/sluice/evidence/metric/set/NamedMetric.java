package io.jenkins.plugins.sluice.evidence.metric.set;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.metric.Metric;

/**
 * What criteria ask for under a name: a metric, and what of it.
 *
 * @param name after {@code metrics.}, such as {@code p95}
 * @param metric what the source is asked for; several names may share one, as {@code latency} and {@code p95} do
 * @param dimension of the value that limits and margins compare with
 */
public record NamedMetric(String name, Metric metric, Part part, Dimension dimension) {

    /** What of a metric is meant. */
    public sealed interface Part {

        /** A ratio's share, events per second, or a value: the one number that there is. */
        record Single() implements Part {}

        /** A distribution as such, which compares with another one but has no single number. */
        record Whole() implements Part {}

        /**
         * A quantile of a distribution.
         *
         * @param percent 1 to 99
         */
        record Quantile(int percent) implements Part {

            public Quantile {
                if (percent < 1 || percent > 99) {
                    throw new IllegalArgumentException("a quantile is 1 to 99 %, was " + percent);
                }
            }
        }
    }

    /** The metric as the one number that it has: a ratio, a rate, or a value in its own unit. */
    public static NamedMetric number(Metric metric) {
        return new NamedMetric(metric.name(), metric, new Part.Single(), dimensionOf(metric));
    }

    /** A distribution under its own name. */
    public static NamedMetric whole(Metric.Distribution distribution) {
        return new NamedMetric(distribution.name(), distribution, new Part.Whole(), dimensionOf(distribution));
    }

    /** A quantile of a distribution. */
    public static NamedMetric quantile(String name, Metric.Distribution distribution, int percent) {
        return new NamedMetric(name, distribution, new Part.Quantile(percent), dimensionOf(distribution));
    }

    private static Dimension dimensionOf(Metric metric) {
        if (metric instanceof Metric.Ratio) {
            return Dimension.RATIO;
        }
        if (metric instanceof Metric.Events) {
            return Dimension.RATE;
        }
        return metric instanceof Metric.Distribution distribution
                ? distribution.unit().dimension().orElse(Dimension.NUMBER)
                : ((Metric.Value) metric).unit().dimension().orElse(Dimension.NUMBER);
    }
}
