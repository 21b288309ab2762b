package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Finds out what is being built: from the usual variables of CI systems, then from git. */
final class BuildContext {

    /** Variables that name the branch of a pull request's or an ordinary build, best first. */
    static final List<String> BRANCH = List.of(
            "CHANGE_BRANCH",
            "BRANCH_NAME",
            "GITHUB_HEAD_REF",
            "GITHUB_REF_NAME",
            "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME",
            "CI_COMMIT_BRANCH",
            "BITBUCKET_BRANCH",
            "BUILDKITE_BRANCH",
            "CIRCLE_BRANCH",
            "SYSTEM_PULLREQUEST_SOURCEBRANCH",
            "BUILD_SOURCEBRANCHNAME",
            "GIT_BRANCH");

    /** Variables that name the branch that a pull request will be merged into. */
    static final List<String> TARGET_BRANCH = List.of(
            "CHANGE_TARGET",
            "GITHUB_BASE_REF",
            "CI_MERGE_REQUEST_TARGET_BRANCH_NAME",
            "BITBUCKET_PR_DESTINATION_BRANCH",
            "BUILDKITE_PULL_REQUEST_BASE_BRANCH",
            "SYSTEM_PULLREQUEST_TARGETBRANCHNAME");

    static final List<String> COMMIT = List.of(
            "GIT_COMMIT",
            "GITHUB_SHA",
            "CI_COMMIT_SHA",
            "BITBUCKET_COMMIT",
            "BUILDKITE_COMMIT",
            "CIRCLE_SHA1",
            "BUILD_SOURCEVERSION");

    static final List<String> BUILD = List.of("BUILD_URL", "CI_JOB_URL", "BUILDKITE_BUILD_URL", "CIRCLE_BUILD_URL");

    static final List<String> PROJECT =
            List.of("JOB_NAME", "GITHUB_REPOSITORY", "CI_PROJECT_PATH", "BITBUCKET_REPO_FULL_NAME");

    private static final int GIT_SECONDS = 10;

    private final Map<String, String> environment;
    private final Path workspace;

    BuildContext(Map<String, String> environment, Path workspace) {
        this.environment = environment;
        this.workspace = workspace;
    }

    /** What is known; what the user gave comes first. */
    Context find(@Nullable String branch, @Nullable String targetBranch, @Nullable String commit) {
        return new Context(
                first(PROJECT),
                branch != null ? branch : orGit(shortName(first(BRANCH)), "rev-parse", "--abbrev-ref", "HEAD"),
                targetBranch != null ? targetBranch : shortName(first(TARGET_BRANCH)),
                commit != null ? commit : orGit(first(COMMIT), "rev-parse", "HEAD"),
                buildUrl(),
                null);
    }

    /** Azure names a pull request's branches in full, Jenkins' GIT_BRANCH begins with the remote. */
    private static @Nullable String shortName(@Nullable String branch) {
        return branch == null ? null : branch.replaceFirst("^(refs/heads/|refs/remotes/origin/|origin/)", "");
    }

    private @Nullable String buildUrl() {
        String server = environment.get("GITHUB_SERVER_URL");
        String repository = environment.get("GITHUB_REPOSITORY");
        String run = environment.get("GITHUB_RUN_ID");
        return server != null && repository != null && run != null
                ? server + "/" + repository + "/actions/runs/" + run
                : first(BUILD);
    }

    private @Nullable String first(List<String> variables) {
        return variables.stream()
                .map(variable -> environment.getOrDefault(variable, ""))
                .filter(value -> !value.isBlank())
                .findFirst()
                .orElse(null);
    }

    /** The variable's value, or what git prints; null when there is no git, no repository or no answer. */
    private @Nullable String orGit(@Nullable String known, String... arguments) {
        if (known != null) {
            return known;
        }
        List<String> command = new ArrayList<>(List.of("git", "-C", workspace.toString()));
        command.addAll(List.of(arguments));
        try {
            Process git = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            git.getOutputStream().close();
            String output = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!git.waitFor(GIT_SECONDS, TimeUnit.SECONDS)) {
                git.destroyForcibly();
                return null;
            }
            // A detached HEAD has no branch.
            return git.exitValue() == 0 && !output.isEmpty() && !output.equals("HEAD") ? output : null;
        } catch (IOException | UncheckedIOException e) {
            return null; // No git on this machine: then nothing is known.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
