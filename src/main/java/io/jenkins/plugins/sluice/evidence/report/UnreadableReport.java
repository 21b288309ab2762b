package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;

/** A report that cannot be trusted as a whole; the message says what is wrong and where. */
public final class UnreadableReport extends IOException {

    private static final long serialVersionUID = 1L;

    /** @param message what is wrong, with line or offset where known, without a final full stop */
    public UnreadableReport(String message) {
        super(message);
    }

    public UnreadableReport(String message, Throwable cause) {
        super(message, cause);
    }
}
