package io.jenkins.plugins.sluice.journal;

import java.io.IOException;
import java.nio.file.Path;

/** A file that is there, but that nothing may be appended to. It was not changed. */
public final class JournalRefusedException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient Verification verification;

    JournalRefusedException(Path journal, Verification verification, String reason) {
        super(journal + ": " + reason);
        this.verification = verification;
    }

    /** What verifying the file found. */
    public Verification verification() {
        return verification;
    }
}
