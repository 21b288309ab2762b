package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Release checks that look at files, for the machine where they lie.
 *
 * @param commit the commit that is judged, or null for the one that is checked out
 * @param at when it was ordered
 */
public record WorkspaceChecks(
        @Nullable Plan rollback,
        @Nullable Migrations migration,
        @Nullable String commit,
        Instant at) {

    /** The source of what is observed of the rollback plan; no evidence of a policy can have this name. */
    public static final String ROLLBACK = "rollback check";

    /** The source of what is observed of migrations; no evidence of a policy can have this name. */
    public static final String MIGRATION = "migration check";

    /**
     * The plan for going back.
     *
     * @param plan its path
     * @param covers globs of what it covers
     */
    public record Plan(String plan, List<String> covers) {
        public Plan {
            covers = List.copyOf(covers);
        }
    }

    /**
     * Migrations.
     *
     * @param files globs
     * @param evidence the evidence with their test reports, or null where {@code dryRun} tells
     * @param dryRun globs of what a dry run wrote, or empty
     */
    public record Migrations(List<String> files, @Nullable String evidence, List<String> dryRun) {
        public Migrations {
            files = List.copyOf(files);
            dryRun = List.copyOf(dryRun);
        }
    }

    /**
     * Looks at the files.
     *
     * @param workspace the folder that all paths are relative to
     * @param temporaryFolder an existing folder
     * @param checkpoint called during long work; may throw to stop it
     * @param reports all other evidence of the workspace
     * @throws IOException when the workspace cannot be searched or the temporary folder cannot be used
     */
    public List<ObservedReport> look(
            Path workspace, Path temporaryFolder, Runnable checkpoint, List<ObservedReport> reports)
            throws IOException {
        List<ObservedReport> observed = new ArrayList<>();
        if (rollback != null) {
            Reading reading = new RollbackPlan(workspace, temporaryFolder, checkpoint)
                    .of(rollback.plan(), rollback.covers(), commit);
            observed.add(observed(ROLLBACK, rollback.plan(), ReleaseFormat.ROLLBACK_PLAN, reading));
        }
        if (migration != null) {
            MigrationTests tests = new MigrationTests(workspace, checkpoint);
            Reading reading = migration.evidence() == null
                    ? tests.dryRunBy(migration.files(), migration.dryRun())
                    : tests.testedBy(migration.files(), migration.evidence(), reports);
            observed.add(
                    observed(MIGRATION, String.join(", ", migration.files()), ReleaseFormat.MIGRATION_TESTS, reading));
        }
        return observed;
    }

    /** What is observed when the workspace cannot be looked into. */
    public List<ObservedReport> lost(String why) {
        List<ObservedReport> lost = new ArrayList<>();
        Reading reading = new Reading.Unreadable(why);
        if (rollback != null) {
            lost.add(observed(ROLLBACK, rollback.plan(), ReleaseFormat.ROLLBACK_PLAN, reading));
        }
        if (migration != null) {
            lost.add(observed(MIGRATION, String.join(", ", migration.files()), ReleaseFormat.MIGRATION_TESTS, reading));
        }
        return lost;
    }

    private ObservedReport observed(String source, String path, ReleaseFormat format, Reading reading) {
        return new ObservedReport(source, path, format.format(), 0, at, null, reading);
    }
}
