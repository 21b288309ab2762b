package io.jenkins.plugins.sluice.evidence.metric;

import java.io.IOException;

/** An answer was not read because it is larger than it may be. */
public final class ReplyTooLarge extends IOException {

    private static final long serialVersionUID = 1L;

    /** Says from where, and how large it may be. */
    public ReplyTooLarge(HttpCall call) {
        super(call.place() + " answered with more than " + call.mostBytes()
                + " bytes; select fewer series, or ask for a shorter time");
    }
}
