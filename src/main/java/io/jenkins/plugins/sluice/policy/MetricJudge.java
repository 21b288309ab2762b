package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Quantity;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How a criterion on a live metric is judged. */
public sealed interface MetricJudge {

    /** As it is written. */
    default String word() {
        return kind().word();
    }

    Kind kind();

    /** The judges. */
    enum Kind {
        SEQUENTIAL("sequential"),
        THRESHOLD("threshold"),
        RELATIVE("relative"),
        MANN_WHITNEY("mannWhitney"),
        PREVIOUS("previous");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }

        /** Whether it can tell whether such a condition holds. */
        boolean fits(Condition condition) {
            return switch (this) {
                case THRESHOLD -> condition instanceof Condition.Limit;
                case SEQUENTIAL, RELATIVE, MANN_WHITNEY -> condition instanceof Condition.NotWorse;
                case PREVIOUS -> condition instanceof Condition.NotWorse || condition instanceof Condition.Drift;
            };
        }

        /** The judge of such a condition when the policy does not say. */
        static Kind byDefault(Condition condition) {
            return condition instanceof Condition.Limit
                    ? THRESHOLD
                    : condition instanceof Condition.Drift ? PREVIOUS : SEQUENTIAL;
        }
    }

    /**
     * Evidence against "not worse" that is valid however often one looks.
     *
     * @param weight the metric's part of the joint evidence, above 0; those of all sequential criteria of a gate make 1
     */
    record Sequential(Quantity weight) implements MetricJudge {
        @Override
        public Kind kind() {
            return Kind.SEQUENTIAL;
        }
    }

    /**
     * An absolute limit.
     *
     * @param confidence of the bound on a rate whose counts are known, at least ½ and below 1
     * @param failures how many blocks may not break the limit, or null when only {@code consecutive} counts
     * @param consecutive how many blocks in a row may not break the limit, 1 or more; null when only {@code failures}
     *     counts
     */
    record Threshold(
            Quantity confidence,
            @Nullable Failures failures,
            @Nullable Integer consecutive) implements MetricJudge {

        public Threshold {
            if (failures == null && consecutive == null) {
                throw new IllegalArgumentException("a threshold says how often it may be broken");
            }
        }

        @Override
        public Kind kind() {
            return Kind.THRESHOLD;
        }
    }

    /**
     * So many of the last blocks.
     *
     * @param some 1 or more, at most {@code of}
     */
    record Failures(int some, int of) {

        public Failures {
            if (some < 1 || some > of) {
                throw new IllegalArgumentException("cannot be " + some + " of " + of);
            }
        }
    }

    /**
     * Canary against baseline by ratio or difference; the criterion's margin is the one of non-inferiority.
     *
     * @param confidence at least ½ and below 1
     */
    record Relative(Quantity confidence) implements MetricJudge {
        @Override
        public Kind kind() {
            return Kind.RELATIVE;
        }
    }

    /**
     * Kayenta's NetflixACAJudge-v1.0, whose names these are.
     *
     * @param tolerance part of the estimated difference that is no difference, 0 or more
     * @param allowedIncrease effect from which an increase counts, 1 or more with {@link EffectSize#MEAN_RATIO}
     * @param allowedDecrease effect from which a decrease counts
     * @param criticalIncrease effect from which an increase alone fails the gate
     * @param criticalDecrease effect from which a decrease alone fails the gate
     * @param group whose score it is part of
     * @param critical whether it alone fails the gate
     */
    record MannWhitney(
            BigDecimal tolerance,
            NanStrategy nanStrategy,
            Outliers outliers,
            EffectSize effectSize,
            BigDecimal allowedIncrease,
            BigDecimal allowedDecrease,
            BigDecimal criticalIncrease,
            BigDecimal criticalDecrease,
            String group,
            boolean critical)
            implements MetricJudge {
        @Override
        public Kind kind() {
            return Kind.MANN_WHITNEY;
        }
    }

    /** What becomes of intervals without a number. */
    enum NanStrategy {
        REMOVE,
        /** They count as 0. */
        REPLACE
    }

    /** What becomes of values far from all others. */
    enum Outliers {
        KEEP,
        REMOVE
    }

    /** How the size of a difference is measured. */
    enum EffectSize {
        /** Canary's mean ÷ baseline's. */
        MEAN_RATIO("meanRatio"),
        /** The probability that a value of the canary is greater than one of the baseline. */
        CLES("cles");

        private final String word;

        EffectSize(String word) {
            this.word = word;
        }

        /** As it is written. */
        public String word() {
            return word;
        }
    }

    /**
     * Against the last good release at the same time of day and week.
     *
     * @param confidence at least ½ and below 1
     */
    record Previous(Quantity confidence) implements MetricJudge {
        @Override
        public Kind kind() {
            return Kind.PREVIOUS;
        }
    }
}
