package io.jenkins.plugins.sluice.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which alert rules must be in place.
 *
 * @param source the id of a metric source with the rules API of Prometheus
 * @param rules names of alert rules, at least one
 * @param alertmanager the id of the source that routes and silences them, or null when it is not asked
 * @param receiver the receiver that they must reach, or null for any; needs {@code alertmanager}
 */
public record AlertCheck(
        String source,
        List<String> rules,
        @Nullable String alertmanager,
        @Nullable String receiver) {

    public AlertCheck {
        rules = List.copyOf(rules);
    }
}
