package io.jenkins.plugins.sluice.policy;

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
