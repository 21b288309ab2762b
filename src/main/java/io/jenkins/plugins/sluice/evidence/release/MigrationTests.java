package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.MigrationSummary;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Migration;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Result;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.evidence.TestSummary.FailedTest;
import io.jenkins.plugins.sluice.evidence.report.FileSearch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks which migrations were tested: by a passed test that names the migration, or by a dry run's file that names it and
 * was written after it. What names a migration, {@link MigrationName} says.
 */
public final class MigrationTests {

    private static final long LARGEST_DRY_RUN = 16L << 20;

    private final Path workspace;
    private final Runnable checkpoint;

    /**
     * Looks into this workspace, on the machine where it lies.
     *
     * @param checkpoint called during long work; may throw to stop it
     */
    public MigrationTests(Path workspace, Runnable checkpoint) {
        this.workspace = workspace;
        this.checkpoint = checkpoint;
    }

    /**
     * Which migrations the test reports of one source tested.
     *
     * @param files globs of the migrations
     * @param source the name of the evidence that holds their test reports
     * @param reports all evidence of the gate
     * @return a {@link MigrationSummary}, or why the migrations cannot be looked at
     * @throws IOException when the workspace cannot be searched
     */
    public Reading testedBy(List<String> files, String source, Collection<ObservedReport> reports) throws IOException {
        try {
            Set<String> passed = new TreeSet<>();
            Set<String> failed = new TreeSet<>();
            String open = read(source, reports, passed, failed);
            return whole(found(files), passed, failed, open, open);
        } catch (NoAnswer e) {
            return new Reading.Unreadable(Objects.requireNonNull(e.getMessage()));
        }
    }

    /**
     * Which migrations a dry run went through. It does not tell whether it failed.
     *
     * @param files globs of the migrations
     * @param dryRun globs of what the dry run wrote
     * @return a {@link MigrationSummary}, or why the migrations cannot be looked at
     * @throws IOException when the workspace cannot be searched
     */
    public Reading dryRunBy(List<String> files, List<String> dryRun) throws IOException {
        try {
            Map<String, Path> migrations = found(files);
            List<Written> written = new ArrayList<>();
            for (Map.Entry<String, Path> file : found(dryRun).entrySet()) {
                written.add(written(file.getKey(), file.getValue()));
            }
            List<MigrationName> names = MigrationName.of(migrations.keySet());
            List<Migration> results = new ArrayList<>();
            for (MigrationName name : names) {
                checkpoint.run();
                FileTime changed = Files.getLastModifiedTime(
                        Objects.requireNonNull(migrations.get(name.file())), LinkOption.NOFOLLOW_LINKS);
                String by = null;
                for (Written each : written) {
                    if (each.at().compareTo(changed) > 0 && name.isIn(each.text())) {
                        by = each.path();
                    }
                }
                results.add(new Migration(name.file(), by == null ? Result.UNTESTED : Result.TESTED, by));
            }
            return summary(
                    results, null, "what a dry run wrote does not tell whether it failed; name a test report instead");
        } catch (NoAnswer e) {
            return new Reading.Unreadable(Objects.requireNonNull(e.getMessage()));
        }
    }

    private Map<String, Path> found(List<String> globs) throws IOException {
        FileSearch.Found found = new FileSearch(workspace.toRealPath(), checkpoint).matching(globs, List.of());
        if (!found.unsearchable().isEmpty()) {
            String path = found.unsearchable().firstKey();
            throw new NoAnswer(path + ": " + found.unsearchable().get(path));
        }
        return found.files();
    }

    /** Names of tests by result; returns why they are not all known, or null. */
    private static @Nullable String read(
            String source, Collection<ObservedReport> reports, Set<String> passed, Set<String> failed) {
        String open = null;
        boolean any = false;
        for (ObservedReport report : reports) {
            if (!report.source().equals(source)) {
                continue;
            }
            any = true;
            if (!(report.reading() instanceof Reading.Whole whole) || !(whole.summary() instanceof TestSummary tests)) {
                open = "'" + report.path() + "' is no test report that can be read";
                continue;
            }
            List<String> names = tests.names();
            List<String> unproven = tests.unproven();
            boolean allProven = tests.skipped() == 0 && tests.exempt().isEmpty();
            if (tests.absent() > 0) {
                open = "'" + report.path() + "' declares more tests than it holds";
            }
            if (names == null
                    || (unproven == null && !allProven)
                    || tests.failed() > tests.failedTests().size()) {
                open = "'" + report.path() + "' has too many tests to tell them apart by name";
                names = List.of();
            }
            tests.failedTests().stream().map(FailedTest::name).forEach(failed::add);
            Map<String, Integer> ran = new HashMap<>();
            names.forEach(name -> ran.merge(name, 1, Integer::sum));
            Stream.concat(
                            unproven == null ? Stream.of() : unproven.stream(),
                            tests.failedTests().stream().map(FailedTest::name))
                    .forEach(name -> ran.merge(name, -1, Integer::sum));
            ran.forEach((name, times) -> {
                if (times > 0) {
                    passed.add(name);
                }
            });
        }
        if (!any) {
            throw new NoAnswer("no test report was found for the evidence '" + source + "'");
        }
        return open;
    }

    private Reading whole(
            Map<String, Path> migrations,
            Set<String> passed,
            Set<String> failed,
            @Nullable String untestedOpen,
            @Nullable String failedOpen) {
        List<Migration> results = new ArrayList<>();
        for (MigrationName name : MigrationName.of(migrations.keySet())) {
            checkpoint.run();
            String broke = name.firstIn(failed);
            String ran = broke == null ? name.firstIn(passed) : broke;
            Result result = broke != null ? Result.FAILED : ran == null ? Result.UNTESTED : Result.TESTED;
            results.add(new Migration(name.file(), result, ran));
        }
        return summary(results, untestedOpen, failedOpen);
    }

    private static Reading summary(
            List<Migration> results, @Nullable String untestedOpen, @Nullable String failedOpen) {
        results.sort(Comparator.comparing(Migration::result).thenComparing(Migration::file));
        return new Reading.Whole(
                new MigrationSummary(
                        count(results, Result.TESTED),
                        count(results, Result.UNTESTED),
                        count(results, Result.FAILED),
                        results.subList(0, Math.min(results.size(), MigrationSummary.MOST_MIGRATIONS)),
                        untestedOpen,
                        failedOpen),
                List.of());
    }

    private static long count(List<Migration> migrations, Result result) {
        return migrations.stream()
                .filter(migration -> migration.result() == result)
                .count();
    }

    private record Written(String path, FileTime at, String text) {}

    private static Written written(String path, Path file) {
        try {
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new NoAnswer("'" + path + "' is no regular file");
            }
            if (Files.size(file) > LARGEST_DRY_RUN) {
                throw new NoAnswer("'" + path + "' is larger than " + LARGEST_DRY_RUN + " bytes");
            }
            return new Written(
                    path,
                    Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS),
                    new String(Files.readAllBytes(file), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new NoAnswer("'" + path + "' cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
