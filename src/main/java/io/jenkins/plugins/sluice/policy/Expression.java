package io.jenkins.plugins.sluice.policy;

/**
 * A criterion as one writes it: what is asked for and what must hold. Its text is canonical, and parsing the text gives
 * an equal expression. The grammar is in {@code docs/policy.md}.
 */
public record Expression(Subject subject, Condition condition) {

    /** The most characters (code points) of a criterion. */
    public static final int LONGEST = 2_000;

    /**
     * Reads a criterion, e.g. {@code findings[new, tool=spotbugs] <= 3}.
     *
     * @throws CriterionException with the column, what is wrong and what would be right
     */
    public static Expression parse(String text) throws CriterionException {
        return new ExpressionParser(text).parse();
    }

    /** The canonical text. */
    @Override
    public String toString() {
        return subject + " " + condition;
    }
}
