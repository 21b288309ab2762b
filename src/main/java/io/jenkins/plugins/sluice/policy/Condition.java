package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Unit;
import java.math.BigDecimal;

/** The right-hand side of a criterion: what must hold. */
public sealed interface Condition {

    /** The value compares like this with the limit. */
    record Limit(Operator operator, Amount amount) implements Condition {
        @Override
        public String toString() {
            return operator.symbol() + " " + amount;
        }
    }

    /**
     * The value moved from the reference in this direction by at most this much. {@code %} is relative to the
     * reference's value; ratios move in percentage points.
     */
    record Drift(Direction direction, Amount atMost) implements Condition {
        @Override
        public String toString() {
            return direction.word() + " at most " + atMost;
        }
    }

    /** The new version is not worse than the old one that runs beside it; only live metrics have a baseline. */
    record NotWorse(Margin margin) implements Condition {

        /** What stands left of the margin, so that another margin keeps the trend. */
        static final String WORDS = "not worse than baseline";

        @Override
        public String toString() {
            return WORDS + margin;
        }
    }

    /** How much worse is still not worse. Which way is worse, the metric knows. */
    sealed interface Margin {

        /** Not at all. */
        record None() implements Margin {
            @Override
            public String toString() {
                return "";
            }
        }

        /**
         * So much in the metric's own unit: the δ of {@code canary <= m * baseline + δ}.
         *
         * @param amount percentage points for ratios
         */
        record By(Amount amount) implements Margin {
            @Override
            public String toString() {
                return " by " + amount;
            }
        }

        /**
         * So many times as bad: the m of {@code canary <= m * baseline + δ}, where lower is worse
         * {@code canary >= baseline / m}.
         *
         * @param factor 1 or more, without a unit
         */
        record Times(Amount factor) implements Margin {

            public Times {
                if (factor.unit() != Unit.NONE || factor.number().compareTo(BigDecimal.ONE) < 0) {
                    throw new IllegalArgumentException("a factor is a number of 1 or more, was " + factor);
                }
            }

            @Override
            public String toString() {
                return " times " + factor;
            }
        }
    }

    /** Which way a value may move only so far. */
    enum Direction {
        RISES("rises"),
        DROPS("drops");

        private final String word;

        Direction(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
