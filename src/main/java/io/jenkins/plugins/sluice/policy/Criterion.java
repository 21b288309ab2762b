package io.jenkins.plugins.sluice.policy;

/**
 * One condition of a gate.
 *
 * @param id explicit, or {@link #defaultId}; unique in its gate
 */
public record Criterion(
        String id,
        Subject subject,
        Condition condition,
        Criticality criticality,
        OnNoData onNoData,
        OnNoReference onNoReference) {

    /** A criterion with the defaults: broken fails the gate, and not knowing holds it. */
    public static Criterion of(Expression expression) {
        return new Criterion(
                defaultId(expression),
                expression.subject(),
                expression.condition(),
                Criticality.FAIL,
                OnNoData.HOLD,
                OnNoReference.HOLD);
    }

    /**
     * All of its canonical text that stands left of the limit, so that a changed limit keeps its trend:
     * {@code coverage.line} for {@code coverage.line >= 80%}, {@code coverage.line drops} for
     * {@code coverage.line drops at most 0.5pp}.
     */
    static String defaultId(Expression expression) {
        return expression.condition() instanceof Condition.Drift drift
                ? expression.subject() + " " + drift.direction().word()
                : expression.subject().toString();
    }

    /** What it says, without what becomes of it. */
    public Expression expression() {
        return new Expression(subject, condition);
    }

    /** Its canonical text, e.g. {@code coverage.line >= 80%}. */
    public String text() {
        return expression().toString();
    }

    /** Whether it can only be judged against a reference. */
    public boolean needsReference() {
        return subject.onlyNew() || condition instanceof Condition.Drift;
    }

    /** What a broken criterion does to the gate. */
    public enum Criticality {
        /** The gate fails. */
        FAIL,
        /** The gate warns; in Jenkins the build becomes unstable. */
        UNSTABLE,
        /** Nothing but a remark. */
        NOTE
    }

    /** What becomes of a criterion without data. */
    public enum OnNoData {
        /** It is broken. */
        FAIL,
        /** It is unknown, and so the gate is inconclusive. */
        HOLD,
        /** It is left out, and the verdict says so. */
        IGNORE
    }

    /** What becomes of a criterion that needs a reference where there is none. */
    public enum OnNoReference {
        /** It is broken. */
        FAIL,
        /** It is unknown, and so the gate is inconclusive. */
        HOLD,
        /** It is left out of this run, and the verdict says so. */
        IGNORE
    }
}
