package io.jenkins.plugins.sluice.verdict.metric;

/** What a reader should know of the evidence that a sequential judge gathered. */
public enum Caution {
    /** The source knows no pods: neither bursts nor pods that differ nor unequal load are seen; mild harm is not. */
    NO_PODS(1 << 0),
    /**
     * A pod of one arm served more than twice as many requests as one of the other. Errors that do not depend on load
     * then look like harm, so such blocks only warn: they are no evidence, neither of harm nor of health.
     */
    UNEQUAL_LOAD(1 << 1),
    /** Pods of the past differ for good, so that the margin is wider than asked for. */
    SPREAD(1 << 2),
    /** One pod is judged, and pods of the past differ so much that mild harm cannot be told from an unlucky pod. */
    SINGLE_POD(1 << 3),
    /** In the past, trouble outlived blocks of this length: more false alarms than promised. */
    BURSTS_OUTLIVE_BLOCK(1 << 4),
    /** The past is shorter than 60 blocks, or has too few errors, to be believed. */
    NO_HISTORY(1 << 5),
    /** In at least one block one arm counted nothing. */
    EMPTY_ARM(1 << 6),
    /** More errors than requests were counted in at least one block: it is no evidence. */
    ODD_COUNTS(1 << 7),
    /** The histogram has no bound in the tail: a change there is hardly seen. */
    NO_TAIL_BOUND(1 << 8),
    /** Histograms of at least one block have no bounds in common with those of the past. */
    OTHER_BOUNDS(1 << 9);

    private final int bit;

    Caution(int bit) {
        this.bit = bit;
    }

    /** Where it stands in a set of bits within a running judge; never written anywhere. */
    int bit() {
        return bit;
    }
}
