package io.jenkins.plugins.sluice.evidence.reference;

import java.io.IOException;
import java.nio.file.Path;

/**
 * A reference that is there but cannot be read, which is never the same as none. The message names the file, what is
 * wrong and what to do.
 */
public final class UnreadableReference extends IOException {

    private static final long serialVersionUID = 1L;

    UnreadableReference(Path file, String what) {
        super(file + ": " + what);
    }

    UnreadableReference(Path file, String what, Throwable cause) {
        super(file + ": " + what, cause);
    }
}
