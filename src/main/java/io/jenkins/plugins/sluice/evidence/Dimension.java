package io.jenkins.plugins.sluice.evidence;

/** What kind of thing a {@link Quantity} measures; quantities of different dimensions do not compare. */
public enum Dimension {
    /** A number of things: tests, findings, samples. */
    COUNT("count"),
    /** A part of a whole, 1 being all of it; differences of ratios are shown in percentage points. */
    RATIO("ratio"),
    /** A length of time in nanoseconds. */
    DURATION("ns"),
    /** An amount of memory or storage in bytes. */
    SIZE("bytes"),
    /** Things per second. */
    RATE("perSecond"),
    /** A number without a unit. */
    NUMBER("number");

    private final String key;

    Dimension(String key) {
        this.key = key;
    }

    /** The key under which the value stands in JSON; it carries the base unit. */
    public String key() {
        return key;
    }
}
