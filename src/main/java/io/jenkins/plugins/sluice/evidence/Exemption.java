package io.jenkins.plugins.sluice.evidence;

import org.jspecify.annotations.Nullable;

/**
 * What findings or tests an accepted exception covers. Every part that is given must match; one with no part given
 * matches nothing. Patterns are globs over the whole text: {@code *} within a path segment, {@code **} across segments,
 * {@code ?} one character.
 *
 * @param id what it is called in reports
 * @param tool the tool's name, ignoring case, or null for any
 * @param rule a glob over the rule's id, or null for any
 * @param path a glob over the finding's path, or null for any
 * @param message a glob over the finding's message, or null for any
 * @param test a glob over a test's full name; an exemption is either for tests or for findings
 */
public record Exemption(
        String id,
        @Nullable String tool,
        @Nullable String rule,
        @Nullable String path,
        @Nullable String message,
        @Nullable String test) {

    /** Whether it is for tests. */
    public boolean forTests() {
        return test != null;
    }
}
