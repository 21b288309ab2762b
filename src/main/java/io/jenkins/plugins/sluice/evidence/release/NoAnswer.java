package io.jenkins.plugins.sluice.evidence.release;

/** A source cannot tell: what is wrong, where, and what to do, without a final full stop and without a secret. */
final class NoAnswer extends RuntimeException {

    private static final long serialVersionUID = 1L;

    NoAnswer(String why) {
        super(why);
    }
}
