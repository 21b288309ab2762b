package io.jenkins.plugins.sluice.evidence.metric.set;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a policy says about a set.
 *
 * @param errors which statuses are errors, as a regular expression (RE2) for the whole status; null for the set's own
 *     rule
 * @param exclude routes that are left out, each as a text or after {@code ~} as a regular expression (RE2) for the whole
 *     route; null for the usual health and metrics routes
 * @param pods the label that names pods; null for the set's own
 */
public record SetChoice(
        @Nullable String errors,
        @Nullable List<String> exclude,
        @Nullable String pods) {

    /** Nothing said: everything as the set has it. */
    public static final SetChoice DEFAULTS = new SetChoice(null, null, null);

    public SetChoice {
        exclude = exclude == null ? null : List.copyOf(exclude);
    }
}
