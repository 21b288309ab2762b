package io.jenkins.plugins.sluice.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which migrations were tested.
 *
 * @param tested migrations that a test or a dry run went through
 * @param untested migrations that none went through
 * @param failed migrations whose test failed
 * @param migrations the first of them, failed ones first, then untested ones, then by path, at most
 *     {@value #MOST_MIGRATIONS}
 * @param untestedOpen why more may be untested or fewer, or null when the count is certain
 * @param failedOpen why more may have failed, or null when the count is certain
 */
public record MigrationSummary(
        long tested,
        long untested,
        long failed,
        List<Migration> migrations,
        @Nullable String untestedOpen,
        @Nullable String failedOpen)
        implements Summary {

    public static final int MOST_MIGRATIONS = 1_000;

    public MigrationSummary {
        migrations = List.copyOf(migrations);
    }

    /** All migrations. */
    public long total() {
        return tested + untested + failed;
    }

    /**
     * A migration.
     *
     * @param file its path, relative to the workspace
     * @param by the test or file that tells so, or null when none does
     */
    public record Migration(
            String file, Result result, @Nullable String by) {}

    /** What is known of a migration. */
    public enum Result {
        FAILED,
        UNTESTED,
        TESTED
    }
}
