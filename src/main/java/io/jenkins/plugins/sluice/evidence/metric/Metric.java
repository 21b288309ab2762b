package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.Unit;
import org.jspecify.annotations.Nullable;

/**
 * A metric and how a source is asked for it. Queries are templates in the source's own language with the placeholders
 * that {@link QueryTemplate} knows.
 */
public sealed interface Metric {

    /** What criteria call it. */
    String name();

    /** The label that names pods, or null where the source knows none. */
    @Nullable
    String podLabel();

    /** Which way is worse. */
    Worse worse();

    /** Which way a change harms. */
    enum Worse {
        HIGHER,
        LOWER,
        EITHER
    }

    /**
     * Errors of requests, both counted.
     *
     * @param total selects the counters of all requests
     * @param bad selects the counters of those that failed, a part of {@code total}
     */
    record Ratio(
            String name, String total, String bad, @Nullable String podLabel) implements Metric {

        @Override
        public Worse worse() {
            return Worse.HIGHER;
        }
    }

    /** Things that happen, such as orders, without a number of requests. */
    record Events(
            String name,
            String events,
            Worse worse,
            @Nullable String podLabel) implements Metric {}

    /**
     * A histogram.
     *
     * @param buckets selects the counters of the buckets, or a native histogram
     * @param unit of the bounds
     */
    record Distribution(
            String name,
            String buckets,
            Unit unit,
            @Nullable String podLabel) implements Metric {

        @Override
        public Worse worse() {
            return Worse.HIGHER;
        }
    }

    /** A number that is no count. */
    record Value(
            String name,
            String query,
            Unit unit,
            Worse worse,
            @Nullable String podLabel) implements Metric {}
}
