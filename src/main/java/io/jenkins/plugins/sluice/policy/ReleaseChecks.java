package io.jenkins.plugins.sluice.policy;

import org.jspecify.annotations.Nullable;

/** What a gate checks besides reports and metrics; null where it does not. */
public record ReleaseChecks(
        @Nullable ReviewCheck review,
        @Nullable AlertCheck alerts,
        @Nullable RollbackCheck rollback,
        @Nullable MigrationCheck migration) {

    /** No check at all. */
    public static final ReleaseChecks NONE = new ReleaseChecks(null, null, null, null);
}
