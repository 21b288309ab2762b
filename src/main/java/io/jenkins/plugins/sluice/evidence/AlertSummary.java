package io.jenkins.plugins.sluice.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether alert rules are in place.
 *
 * @param rules those that were asked for, in that order
 */
public record AlertSummary(List<Rule> rules) implements Summary {

    public AlertSummary {
        rules = List.copyOf(rules);
    }

    /**
     * An alert rule, or all rules of one name together: the worst of each part.
     *
     * @param error what the last evaluation said, or null
     * @param silenced whether a silence covers it, in whole or in part
     * @param silences the ids of silences that do or may
     * @param routed whether its alerts reach a receiver that tells somebody, or the receiver that was asked for
     * @param receivers names of receivers that they reach or may reach, in natural order
     * @param doubt why {@code silenced} or {@code routed} is unknown, or null when both are known
     */
    public record Rule(
            String name,
            State state,
            Health health,
            @Nullable String error,
            Told silenced,
            List<String> silences,
            Told routed,
            List<String> receivers,
            @Nullable String doubt) {

        public Rule {
            silences = List.copyOf(silences);
            receivers = List.copyOf(receivers);
        }
    }

    /** What a rule says now. */
    public enum State {
        FIRING,
        /** Its condition is true, but not for long enough. */
        PENDING,
        INACTIVE,
        /** There is no such rule. */
        MISSING
    }

    /** Whether a rule can be evaluated. */
    public enum Health {
        GOOD,
        /** The last evaluation failed. */
        FAILING,
        /** It was not evaluated lately. */
        UNKNOWN
    }

    /** An answer that may not be known. */
    public enum Told {
        YES,
        NO,
        UNKNOWN
    }
}
