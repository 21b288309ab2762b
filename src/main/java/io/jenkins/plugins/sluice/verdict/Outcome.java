package io.jenkins.plugins.sluice.verdict;

/** What a gate says, from best to worst. */
public enum Outcome {
    /** Everything that was judged holds. */
    PASS,
    /** Something less than critical is broken. */
    WARN,
    /** Something could not be known, or nothing was judged. */
    INCONCLUSIVE,
    /** Something critical is broken. */
    FAIL;

    /** The worse of the two. */
    public Outcome worse(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
