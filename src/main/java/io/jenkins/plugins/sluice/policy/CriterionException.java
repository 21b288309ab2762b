package io.jenkins.plugins.sluice.policy;

/** A criterion is not written as the grammar wants it. */
public final class CriterionException extends Exception {

    private final int column;
    private final String what;
    private final String fix;

    CriterionException(int column, String what, String fix) {
        super("column " + column + ": " + what + "; " + fix);
        this.column = column;
        this.what = what;
        this.fix = fix;
    }

    /** Where it is wrong: the first character (code point) is 1. */
    public int column() {
        return column;
    }

    /** What is wrong, without a final full stop. */
    public String what() {
        return what;
    }

    /** What would be right. */
    public String fix() {
        return fix;
    }
}
