package io.jenkins.plugins.sluice.journal;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Writing failed, and the journal takes no more entries: what came after the failure could claim what is not on the
 * disk. The entry may or may not be in the file; opening the journal again finds out and recovers.
 */
public final class JournalFailedException extends IOException {
    private static final long serialVersionUID = 1L;

    JournalFailedException(Path journal, Throwable cause) {
        super(journal + ": could not be written, and takes no more entries until it is opened again: " + cause, cause);
    }
}
