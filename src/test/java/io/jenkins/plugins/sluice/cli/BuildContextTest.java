package io.jenkins.plugins.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is built, as CI systems and git tell it. */
class BuildContextTest {

    @TempDir
    Path folder;

    private Context find(Map<String, String> environment) {
        return new BuildContext(environment, folder).find(null, null, null);
    }

    @Test
    void givenAPullRequestInJenkins_whenAsked_thenBothBranchesAreKnown() {
        Context context = find(Map.of(
                "BRANCH_NAME", "PR-7", "CHANGE_BRANCH", "feature", "CHANGE_TARGET", "main", "GIT_COMMIT", "c0ffee"));

        assertThat(context.branch()).isEqualTo("feature");
        assertThat(context.targetBranch()).isEqualTo("main");
        assertThat(context.commit()).isEqualTo("c0ffee");
    }

    @Test
    void givenAPullRequestOnGitHub_whenAsked_thenTheMergeRefIsNotTheBranch() {
        Context context = find(Map.of(
                "GITHUB_REF_NAME", "7/merge",
                "GITHUB_HEAD_REF", "feature",
                "GITHUB_BASE_REF", "main",
                "GITHUB_SHA", "c0ffee",
                "GITHUB_SERVER_URL", "https://github.com",
                "GITHUB_REPOSITORY", "a/b",
                "GITHUB_RUN_ID", "9"));

        assertThat(context.branch()).isEqualTo("feature");
        assertThat(context.targetBranch()).isEqualTo("main");
        assertThat(context.build()).isEqualTo("https://github.com/a/b/actions/runs/9");
    }

    @Test
    void givenAPushOnGitHub_whenAsked_thenTheEmptyVariablesOfPullRequestsCountForNothing() {
        Context context = find(Map.of(
                "GITHUB_REF_NAME", "main", "GITHUB_HEAD_REF", "", "GITHUB_BASE_REF", "", "GITHUB_SHA", "c0ffee"));

        assertThat(context.branch()).isEqualTo("main");
        assertThat(context.targetBranch()).isNull();
    }

    @Test
    void givenFullNames_whenAsked_thenTheyAreShortened() {
        assertThat(find(Map.of("SYSTEM_PULLREQUEST_SOURCEBRANCH", "refs/heads/x/y"))
                        .branch())
                .isEqualTo("x/y");
        assertThat(find(Map.of("GIT_BRANCH", "origin/main")).branch()).isEqualTo("main");
    }

    @Test
    void givenNoCi_whenThereIsARepository_thenGitTells() throws IOException, InterruptedException {
        git("init", "-q", "-b", "topic");
        Files.writeString(folder.resolve("a"), "a");
        git("add", "a");
        git("-c", "user.name=A", "-c", "user.email=a@example.com", "commit", "-q", "-m", "a");

        Context context = find(Map.of());
        assertThat(context.branch()).isEqualTo("topic");
        assertThat(context.commit()).matches("[0-9a-f]{40}");
        git("checkout", "-q", "--detach");
        assertThat(find(Map.of()).branch()).isNull();
        assertThat(new BuildContext(Map.of("GIT_BRANCH", "x"), folder)
                        .find("given", "target", "1")
                        .branch())
                .isEqualTo("given");
    }

    @Test
    void givenNeither_whenAsked_thenNothingIsKnown() {
        Context context = find(Map.of());

        assertThat(context.branch()).isNull();
        assertThat(context.commit()).isNull();
    }

    private void git(String... arguments) throws IOException, InterruptedException {
        List<String> command = Launcher.words("git", arguments);
        assertThat(new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .inheritIO()
                        .start()
                        .waitFor())
                .isZero();
    }
}
