package io.jenkins.plugins.sluice.report;

import org.jspecify.annotations.Nullable;

/**
 * The journal that a report was made from.
 *
 * @param path where it lies, or null when it is not kept
 * @param head the SHA-256 of its last line in lower-case hexadecimal, or null when there is none yet
 */
public record JournalState(@Nullable String path, @Nullable String head, State state) {

    /** What verifying the journal's chain of hashes found. */
    public enum State {
        /** Every line follows from the one before, and the last one closes the journal. */
        INTACT,
        /** Every line follows from the one before, but the journal is not closed. */
        OPEN,
        /** Its last line is cut off. */
        TORN,
        /** A line does not follow from the one before. */
        ALTERED
    }
}
