package io.jenkins.plugins.sluice.evidence;

/**
 * How bad a finding is, from least to worst. {@link #UNKNOWN} is what a tool left open; it counts as {@link #HIGH} in
 * every comparison, because unknown is never harmless.
 */
public enum Severity {
    LOW(0),
    MEDIUM(1),
    HIGH(2),
    UNKNOWN(2),
    CRITICAL(3);

    private final int rank;

    Severity(int rank) {
        this.rank = rank;
    }

    /** The order in which severities compare, 0 (low) to 3 (critical). */
    public int rank() {
        return rank;
    }
}
