package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Quantity;

/** How a value compares with a limit. */
public enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    AT_MOST("<="),
    AT_LEAST(">="),
    LESS("<"),
    GREATER(">");

    private final String symbol;

    Operator(String symbol) {
        this.symbol = symbol;
    }

    public String symbol() {
        return symbol;
    }

    /** Whether {@code value} compares like this with {@code limit}, exactly. */
    public boolean holds(Quantity value, Quantity limit) {
        return holds(value.compareTo(limit));
    }

    /** Whether a comparison with this result holds. */
    public boolean holds(int comparison) {
        return switch (this) {
            case EQUAL -> comparison == 0;
            case NOT_EQUAL -> comparison != 0;
            case AT_MOST -> comparison <= 0;
            case AT_LEAST -> comparison >= 0;
            case LESS -> comparison < 0;
            case GREATER -> comparison > 0;
        };
    }
}
