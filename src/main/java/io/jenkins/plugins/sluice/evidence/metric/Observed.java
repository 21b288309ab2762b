package io.jenkins.plugins.sluice.evidence.metric;

import java.util.List;

/** What was seen of one metric in one block. */
public sealed interface Observed {

    /**
     * Requests and errors, or events and exposure.
     *
     * @param baseline {@link ArmCounts#NONE} when the metric is not compared
     */
    record Counts(ArmCounts canary, ArmCounts baseline) implements Observed {}

    /**
     * A histogram: of durations in seconds, or of whatever the metric measures.
     *
     * @param bounds upper bounds of the buckets, rising, the last one {@code +Infinity}
     * @param canary by pod name, each with as many buckets as there are bounds
     * @param baseline the same, or empty when the metric is not compared
     */
    record Buckets(List<Double> bounds, List<PodBuckets> canary, List<PodBuckets> baseline) implements Observed {

        public Buckets {
            bounds = List.copyOf(bounds);
            canary = List.copyOf(canary);
            baseline = List.copyOf(baseline);
        }
    }

    /**
     * Numbers that are no counts, such as a temperature or a queue's length.
     *
     * @param canary finite, at least one
     * @param baseline finite; empty when the metric is not compared
     */
    record Values(List<Double> canary, List<Double> baseline) implements Observed {

        public Values {
            canary = List.copyOf(canary);
            baseline = List.copyOf(baseline);
        }
    }

    /**
     * Nothing that may be judged: it is evidence of neither good nor bad.
     *
     * @param detail what the source said, or where exactly it is missing; maybe {@code ""}
     */
    record Nothing(Reason reason, String detail) implements Observed {}

    /** Why nothing may be judged. */
    enum Reason {
        /** The source knows no such series, or none of an arm. */
        NO_DATA,
        /** A value is NaN, infinite or negative where it must not be. */
        NOT_A_NUMBER,
        /** A series ended before the block did. */
        STALE,
        /** Several series where one was expected. */
        SEVERAL_SERIES,
        /** The source answered in part, or warned. */
        PARTIAL,
        /** The source cannot be reached or refused. */
        SOURCE_DOWN,
        /** The arms have no bucket bounds in common. */
        OTHER_BUCKETS,
        /** The block spans a change of weights, or lies before the traffic came or within the warm-up. */
        NOT_COMPARABLE
    }
}
