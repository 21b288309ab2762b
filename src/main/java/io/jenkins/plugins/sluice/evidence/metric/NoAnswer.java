package io.jenkins.plugins.sluice.evidence.metric;

import java.io.IOException;

/** Why a question to a source ends without anything to be judged; never leaves this package. */
final class NoAnswer extends IOException {

    private static final long serialVersionUID = 1L;

    private final Observed.Reason reason;

    NoAnswer(Observed.Reason reason, String detail) {
        super(detail);
        this.reason = reason;
    }

    Observed.Reason reason() {
        return reason;
    }

    String detail() {
        return String.valueOf(getMessage());
    }
}
