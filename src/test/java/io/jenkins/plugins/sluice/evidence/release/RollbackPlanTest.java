package io.jenkins.plugins.sluice.evidence.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.RollbackSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In real repositories. */
class RollbackPlanTest {

    private static final List<String> COVERS = List.of("deploy/**", "src/*.sql");

    @TempDir
    private Path folder;

    private Path repository;

    @BeforeEach
    void repository() throws Exception {
        repository = Files.createDirectory(folder.resolve("repository"));
        Files.createDirectory(folder.resolve("temporary"));
        git("init", "-q", "-b", "main");
        write("deploy/app.yaml", "replicas: 1");
        write("README", "read me");
        commit("2026-01-01T00:00:00Z");
    }

    private String git(String... arguments) throws Exception {
        return git(repository, "2026-01-01T00:00:00Z", arguments);
    }

    private String git(Path where, String when, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                "git",
                "-c",
                "user.name=Test",
                "-c",
                "user.email=test@example.com",
                "-c",
                "protocol.file.allow=always"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment().put("GIT_AUTHOR_DATE", when);
        builder.environment().put("GIT_COMMITTER_DATE", when);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(output).isZero();
        return output.strip();
    }

    private void write(String path, String text) throws IOException {
        Path file = repository.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private String commit(String when) throws Exception {
        git("add", "-A");
        git(repository, when, "commit", "-q", "-m", "change");
        return git("rev-parse", "HEAD");
    }

    private Reading reading(Path workspace, String plan, @Nullable String commit) throws IOException {
        return new RollbackPlan(workspace, folder.resolve("temporary"), () -> {}).of(plan, COVERS, commit);
    }

    private RollbackSummary of(Path workspace, String plan, @Nullable String commit) throws IOException {
        if (reading(workspace, plan, commit) instanceof Reading.Whole whole
                && whole.summary() instanceof RollbackSummary summary) {
            return summary;
        }
        throw new AssertionError(reading(workspace, plan, commit).toString());
    }

    private RollbackSummary of(String plan) throws IOException {
        return of(repository, plan, null);
    }

    @Test
    void givenAPlanAfterAllThatItCovers_whenLookedAt_thenItFits() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        String planned = commit("2026-01-02T00:00:00Z");
        write("README", "read me again");
        String head = commit("2026-01-03T00:00:00Z");
        RollbackSummary summary = of(repository, "ROLLBACK.md", head);
        assertThat(summary.exists()).isTrue();
        assertThat(summary.commit()).isEqualTo(planned);
        assertThat(summary.committedAt()).isEqualTo(Instant.parse("2026-01-02T00:00:00Z"));
        assertThat(summary.outdatedBy()).isEmpty();
        assertThat(summary.ageOpen()).isNull();
        assertThat(folder.resolve("temporary")).isEmptyDirectory();
    }

    @Test
    void givenCoveredFilesThatChangedLater_whenLookedAt_thenTheyAreNamed() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        write("src/old.sql", "select 1");
        commit("2026-01-02T00:00:00Z");
        write("deploy/app.yaml", "replicas: 2");
        write("deploy/ä new.yaml", "x");
        Files.delete(repository.resolve("src/old.sql"));
        write("src/deep/other.sql", "not covered");
        commit("2026-01-03T00:00:00Z");
        RollbackSummary summary = of("./ROLLBACK.md");
        assertThat(summary.outdatedBy()).containsExactly("deploy/app.yaml", "deploy/ä new.yaml", "src/old.sql");
        assertThat(summary.outdatedByCount()).isEqualTo(3);
    }

    @Test
    void givenAChangeThatWasTakenBack_whenLookedAt_thenThePlanStillFits() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        commit("2026-01-02T00:00:00Z");
        write("deploy/app.yaml", "replicas: 2");
        commit("2026-01-03T00:00:00Z");
        write("deploy/app.yaml", "replicas: 1");
        commit("2026-01-04T00:00:00Z");
        assertThat(of("ROLLBACK.md").outdatedByCount()).isZero();
    }

    @Test
    void givenAPlanAndACoveredFileInOneCommit_whenLookedAt_thenItFits() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        write("deploy/app.yaml", "replicas: 3");
        commit("2026-01-02T00:00:00Z");
        assertThat(of("ROLLBACK.md").outdatedByCount()).isZero();
    }

    @Test
    void givenACoveredChangeOnAnotherBranch_whenMergedAfterThePlan_thenThePlanDidNotKnowIt() throws Exception {
        git("checkout", "-q", "-b", "side");
        write("deploy/side.yaml", "x");
        commit("2026-01-02T00:00:00Z");
        git("checkout", "-q", "main");
        write("ROLLBACK.md", "helm rollback shop");
        commit("2026-01-03T00:00:00Z");
        git("merge", "-q", "--no-ff", "-m", "merge", "side");
        assertThat(of("ROLLBACK.md").outdatedBy()).containsExactly("deploy/side.yaml");
    }

    @Test
    void givenNoPlanOrAnEmptyOne_whenLookedAt_thenItIsMissing() throws Exception {
        assertThat(of("ROLLBACK.md").exists()).isFalse();
        write("ROLLBACK.md", " \n\t\n");
        commit("2026-01-02T00:00:00Z");
        assertThat(of("ROLLBACK.md").exists()).isFalse();
    }

    @Test
    void givenChangesThatAreNotCommitted_whenLookedAt_thenTheAgeIsUnknown() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        assertThat(of("ROLLBACK.md").ageOpen()).contains("ROLLBACK.md", "not committed");
        commit("2026-01-02T00:00:00Z");
        write("deploy/new.yaml", "x");
        assertThat(of("ROLLBACK.md").ageOpen()).contains("deploy/new.yaml", "not committed");
        assertThat(of("ROLLBACK.md").exists()).isTrue();
    }

    @Test
    void givenAFolderOfARepository_whenItIsTheWorkspace_thenPathsAreRelativeToIt() throws Exception {
        write("shop/ROLLBACK.md", "helm rollback shop");
        write("shop/deploy/app.yaml", "x");
        commit("2026-01-02T00:00:00Z");
        write("deploy/app.yaml", "not the shop's");
        write("shop/deploy/app.yaml", "y");
        commit("2026-01-03T00:00:00Z");
        assertThat(of(repository.resolve("shop"), "ROLLBACK.md", null).outdatedBy())
                .containsExactly("deploy/app.yaml");
    }

    @Test
    void givenAShallowClone_whenLookedAt_thenTheAgeIsUnknown() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        commit("2026-01-02T00:00:00Z");
        Path clone = folder.resolve("clone");
        git(folder, "2026-01-02T00:00:00Z", "clone", "-q", "--depth=1", "file://" + repository, clone.toString());
        assertThat(of(clone, "ROLLBACK.md", null).ageOpen()).contains("shallow");
    }

    @Test
    void givenNoRepository_whenLookedAt_thenOnlyTheAgeIsUnknown() throws Exception {
        Path plain = Files.createDirectory(folder.resolve("plain"));
        Files.writeString(plain.resolve("ROLLBACK.md"), "helm rollback shop");
        RollbackSummary summary = of(plain, "ROLLBACK.md", null);
        assertThat(summary.exists()).isTrue();
        assertThat(summary.ageOpen()).contains("git rev-parse failed", "not a git repository");
    }

    @Test
    void givenAnotherCommitThanIsCheckedOut_whenLookedAt_thenTheAgeIsUnknown() throws Exception {
        String first = git("rev-parse", "HEAD");
        write("ROLLBACK.md", "helm rollback shop");
        commit("2026-01-02T00:00:00Z");
        assertThat(of(repository, "ROLLBACK.md", first).ageOpen()).contains("another commit is checked out");
        assertThat(of(repository, "ROLLBACK.md", "f".repeat(40)).ageOpen()).contains("rev-parse failed");
        assertThat(of(repository, "ROLLBACK.md", "--all").ageOpen()).contains("no hash");
    }

    @Test
    void givenPatternsThatCoverNothing_whenLookedAt_thenTheAgeIsUnknown() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        commit("2026-01-02T00:00:00Z");
        Reading reading = new RollbackPlan(repository, folder.resolve("temporary"), () -> {})
                .of("ROLLBACK.md", List.of("depoly/**"), null);
        assertThat(((RollbackSummary) ((Reading.Whole) reading).summary()).ageOpen())
                .contains("correct the patterns");
    }

    @Test
    void givenAPlanElsewhere_whenLookedAt_thenItIsRefused() throws Exception {
        Files.writeString(folder.resolve("plan.md"), "x");
        assertThat(reading(repository, "../plan.md", null))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        refused -> assertThat(refused.why()).contains("outside"));
        Files.createSymbolicLink(repository.resolve("link.md"), folder.resolve("plan.md"));
        assertThat(reading(repository, "link.md", null)).isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void givenARepositoryThatNamesPrograms_whenLookedAt_thenTheyAreNotRun() throws Exception {
        write("ROLLBACK.md", "helm rollback shop");
        commit("2026-01-02T00:00:00Z");
        Path trace = folder.resolve("ran");
        Path program = Files.writeString(folder.resolve("program"), "#!/bin/sh\ntouch " + trace + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        git("config", "core.fsmonitor", program.toString());
        git("config", "core.pager", program.toString());
        git("config", "diff.external", program.toString());
        assertThat(of("ROLLBACK.md").ageOpen()).isNull();
        assertThat(trace).doesNotExist();
    }

    @Test
    void givenAStop_whenTheCommandRuns_thenItIsPassedOn() {
        RollbackPlan plan = new RollbackPlan(repository, folder.resolve("temporary"), () -> {
            throw new CancellationException("stop");
        });
        assertThatThrownBy(() -> plan.of("README", COVERS, null)).isInstanceOf(CancellationException.class);
    }
}
