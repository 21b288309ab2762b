package io.jenkins.plugins.sluice.journal;

/** What makes a line of a journal one that no writer wrote there. */
public enum Flaw {
    /** Longer than 1 MiB with its line end. */
    TOO_LONG,
    /** Not a JSON object. */
    NOT_JSON,
    /** JSON, but not the bytes that RFC 8785 prescribes for it, or with a number that is no safe integer. */
    NOT_CANONICAL,
    /** Canonical JSON without exactly the six members of a line, or with one that is malformed or out of place. */
    WRONG_SHAPE,
    /** The first line does not open a journal. */
    NOT_OPENED,
    /** There is something after the line that closed the journal. */
    AFTER_CLOSED,
    /** {@code seq} is not the number of the line: lines are missing, doubled or moved. */
    SEQ_MISMATCH,
    /** {@code prev} is not the hash of the line before: one of the two was altered. */
    PREV_MISMATCH
}
