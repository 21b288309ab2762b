package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.RollbackSummary;
import io.jenkins.plugins.sluice.evidence.report.Glob;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks whether the plan for going back is there and fits what it covers: no covered file may differ from what it was in
 * the last commit that changed the plan. So a covered file that is changed in the same commit as the plan is fine, and
 * one that was changed and changed back is, too.
 */
public final class RollbackPlan {

    private static final long LARGEST_PLAN = 16L << 20;

    private final Path workspace;
    private final Path temporaryFolder;
    private final Runnable checkpoint;

    /**
     * Looks into this workspace, on the machine where it lies.
     *
     * @param temporaryFolder an existing folder
     * @param checkpoint called during long work; may throw to stop it
     */
    public RollbackPlan(Path workspace, Path temporaryFolder, Runnable checkpoint) {
        this.workspace = workspace;
        this.temporaryFolder = temporaryFolder;
        this.checkpoint = checkpoint;
    }

    /**
     * What the plan is worth.
     *
     * @param plan the file's path, relative to the workspace
     * @param covers globs of files, relative to the workspace
     * @param commit the commit that is judged, or null for the one that is checked out
     * @return a {@link RollbackSummary}, or why the plan cannot be looked at
     * @throws IOException when the temporary folder cannot be used
     */
    public Reading of(String plan, List<String> covers, @Nullable String commit) throws IOException {
        String path = plan.replaceFirst("^(\\./)+", "");
        boolean exists;
        try {
            exists = exists(path);
        } catch (NoAnswer e) {
            return new Reading.Unreadable(Objects.requireNonNull(e.getMessage()));
        }
        if (!exists) {
            return whole(new RollbackSummary(path, false, null, null, List.of(), 0, "there is no plan"));
        }
        try {
            return whole(aged(path, covers.stream().map(Glob::of).toList(), commit));
        } catch (NoAnswer e) {
            return whole(new RollbackSummary(path, true, null, null, List.of(), 0, e.getMessage()));
        }
    }

    private static Reading whole(RollbackSummary summary) {
        return new Reading.Whole(summary, List.of());
    }

    private boolean exists(String plan) throws IOException {
        try {
            Path root = workspace.toRealPath();
            Path file = root.resolve(plan).normalize();
            if (!file.startsWith(root)) {
                throw new NoAnswer("the plan '" + plan + "' lies outside of the workspace; put it inside");
            }
            if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(root)) {
                throw new NoAnswer("the plan '" + plan + "' is no regular file in the workspace");
            }
            if (Files.size(file) > LARGEST_PLAN) {
                throw new NoAnswer("the plan '" + plan + "' is larger than " + LARGEST_PLAN + " bytes");
            }
            return !new String(Files.readAllBytes(file), StandardCharsets.UTF_8).isBlank();
        } catch (InvalidPathException e) {
            throw new NoAnswer("the plan '" + Api.cut(plan) + "' is no path");
        } catch (IOException e) {
            throw new NoAnswer(
                    "the plan '" + plan + "' cannot be read: " + e.getClass().getSimpleName());
        }
    }

    private RollbackSummary aged(String plan, List<Glob> covers, @Nullable String judged) throws IOException {
        GitRepository git = new GitRepository(workspace, temporaryFolder, checkpoint);
        String commit = (judged == null ? "HEAD" : hash(judged)) + "^{commit}";
        if (git.run("rev-parse", "--is-shallow-repository").strip().equals("true")) {
            throw new NoAnswer("the repository is a shallow clone, which lacks the history that tells how old the plan"
                    + " is; clone it whole");
        }
        String at = git.run("rev-parse", "--verify", "--quiet", "--end-of-options", commit)
                .strip();
        if (!git.run("rev-parse", "HEAD").strip().equals(at)) {
            throw new NoAnswer("another commit is checked out than " + at + ", which is judged; check that one out");
        }
        List<String> uncommitted =
                lines(git.run("status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--", "."))
                        .stream()
                        .map(line -> line.length() > 3 ? line.substring(3) : line)
                        .toList();
        String prefix = git.run("rev-parse", "--show-prefix").stripTrailing();
        for (String changed : uncommitted) {
            String path = changed.startsWith(prefix) ? changed.substring(prefix.length()) : changed;
            if (path.equals(plan) || covered(covers, path)) {
                throw new NoAnswer("'" + Api.cut(path) + "' has changes that are not committed; commit them");
            }
        }
        String[] last = git.run("log", "-1", "--format=%H %ct", "--end-of-options", at, "--", plan)
                .strip()
                .split(" ", 2);
        if (last.length != 2) {
            throw new NoAnswer("'" + plan + "' was never committed; commit it");
        }
        TreeSet<String> changed = new TreeSet<>(
                lines(git.run("diff-tree", "-r", "-z", "--name-only", "--no-renames", "--relative", last[0], at)));
        boolean anyCovered = Stream.concat(
                        changed.stream(), lines(git.run("ls-tree", "-r", "-z", "--name-only", at)).stream())
                .anyMatch(path -> covered(covers, path));
        if (!anyCovered) {
            throw new NoAnswer("no file of the commit is one that the plan covers; correct the patterns");
        }
        List<String> outdated = changed.stream()
                .filter(path -> !path.equals(plan) && covered(covers, path))
                .toList();
        return new RollbackSummary(
                plan,
                true,
                last[0],
                Instant.ofEpochSecond(Long.parseLong(last[1])),
                outdated.subList(0, Math.min(outdated.size(), RollbackSummary.MOST_FILES)),
                outdated.size(),
                null);
    }

    private static boolean covered(List<Glob> covers, String path) {
        return covers.stream().anyMatch(glob -> glob.matches(path));
    }

    private static String hash(String commit) {
        if (!commit.matches("(?i)[0-9a-f]{7,64}")) {
            throw new NoAnswer("the commit that is judged is known as '" + Api.cut(commit) + "', which is no hash");
        }
        return commit;
    }

    private static List<String> lines(String zeroTerminated) {
        return Arrays.stream(zeroTerminated.split("\0"))
                .filter(line -> !line.isEmpty())
                .toList();
    }
}
