package io.jenkins.plugins.sluice.policy;

import org.jspecify.annotations.Nullable;

/**
 * One condition of a gate.
 *
 * @param id explicit, or {@link #defaultId}; unique in its gate
 * @param judge how a live metric is judged; null for everything else
 */
public record Criterion(
        String id,
        Subject subject,
        Condition condition,
        Criticality criticality,
        OnNoData onNoData,
        OnNoReference onNoReference,
        @Nullable MetricJudge judge) {

    /** A criterion on anything but a live metric. */
    public Criterion(
            String id,
            Subject subject,
            Condition condition,
            Criticality criticality,
            OnNoData onNoData,
            OnNoReference onNoReference) {
        this(id, subject, condition, criticality, onNoData, onNoReference, null);
    }

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
     * {@code coverage.line drops at most 0.5pp}, {@code metrics.p95 not worse than baseline} whatever the margin.
     */
    static String defaultId(Expression expression) {
        if (expression.condition() instanceof Condition.Drift drift) {
            return expression.subject() + " " + drift.direction().word();
        }
        return expression.condition() instanceof Condition.NotWorse
                ? expression.subject() + " " + Condition.NotWorse.WORDS
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

    /** The same criterion, judged like this. */
    Criterion judgedBy(MetricJudge other) {
        return new Criterion(id, subject, condition, criticality, onNoData, onNoReference, other);
    }

    /** Whether it can only be judged against a reference. */
    public boolean needsReference() {
        return subject.onlyNew() || condition instanceof Condition.Drift || judge instanceof MetricJudge.Previous;
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
