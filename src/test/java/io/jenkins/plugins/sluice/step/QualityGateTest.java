package io.jenkins.plugins.sluice.step;

import static io.jenkins.plugins.sluice.step.Bench.coverage;
import static io.jenkins.plugins.sluice.step.Bench.criteria;
import static io.jenkins.plugins.sluice.step.Bench.criterion;
import static io.jenkins.plugins.sluice.step.Bench.junit;
import static io.jenkins.plugins.sluice.step.Bench.policy;
import static io.jenkins.plugins.sluice.step.Bench.sarif;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.cli.demo.SampleProject;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.SpillFiles;
import io.jenkins.plugins.sluice.evidence.reference.Lane;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.evidence.reference.UnreadableReference;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import io.jenkins.plugins.sluice.report.Words;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import io.jenkins.plugins.sluice.verdict.Novelty;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole walks: from files in a workspace to a verdict in a journal, run after run. */
class QualityGateTest {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(folder);
    }

    // ---- the sample project

    @Test
    void givenTheSampleProject_whenJudgedBeforeAndAfterTheChange_thenInconclusiveThenFail() throws Exception {
        sample(SampleProject.State.BEFORE);
        Policy policy = new PolicyReader(List.of()).read(bench.workspace.resolve("sluice.yaml"));

        GateVerdict first = bench.judge(policy);
        sample(SampleProject.State.AFTER);
        GateVerdict second = bench.judge(policy);

        assertThat(first.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(first.mayBecomeReference()).isTrue();
        assertThat(first.waivers()).extracting(WaiverUse::covered).containsExactly(1L);
        assertThat(second.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(second.mayBecomeReference()).isFalse();
        assertThat(Objects.requireNonNull(second.reference()).run()).isEqualTo(first.run());
        Novelty novelty = Objects.requireNonNull(second.novelty());
        assertThat(count(novelty.failures())).isEqualTo(1);
        assertThat(count(novelty.deletedTests())).isEqualTo(1);
        assertThat(count(novelty.findings())).isEqualTo(1);
        assertThat(second.evidence()).hasSize((int) second.evidenceCount());
    }

    private void sample(SampleProject.State state) throws IOException {
        Path copy = folder.resolve(state.name());
        SampleProject.write(state, copy);
        for (Path file : Bench.files(copy)) {
            Path to = bench.workspace.resolve(copy.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    // ---- the first run

    @Test
    void givenOnlyRelativeCriteria_whenRunForTheFirstTime_thenUnknownButAReferenceForTheSecond() throws Exception {
        bench.write("target/junit.xml", junit("a", "!b"));
        Policy policy = criteria("tests[new].failed = 0", "tests.total drops at most 0");

        GateVerdict first = bench.judge(policy);
        GateVerdict second = bench.judge(policy);

        assertThat(first.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(first.criteria()).allMatch(criterion -> reason(criterion) == Reason.NO_REFERENCE);
        assertThat(first.noReference()).isNotBlank();
        assertThat(second.outcome()).isEqualTo(Outcome.PASS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"hold", "fail", "ignore"})
    void givenOnNoReference_whenRunForTheFirstTime_thenAsItSays(String onNoReference) throws Exception {
        bench.write("target/junit.xml", junit("a"));
        GateVerdict first = bench.judge(policy("""
                sluice: 1
                gates:
                  build:
                    criteria:
                      - tests.failed = 0
                      - criterion: tests.total drops at most 0
                        onNoReference: %s
                """.formatted(onNoReference)));

        assertThat(first.outcome())
                .isEqualTo(
                        switch (onNoReference) {
                            case "hold" -> Outcome.INCONCLUSIVE;
                            case "fail" -> Outcome.FAIL;
                            default -> Outcome.PASS;
                        });
        assertThat(first.mayBecomeReference()).isTrue();
    }

    @Test
    void givenARunThatBreaksALimit_whenTheNextOneIsJudged_thenItIsNoReference() throws Exception {
        Policy policy = criteria("tests.failed = 0", "tests.total drops at most 0");
        bench.write("target/junit.xml", junit("a", "b"));
        String good = bench.judge(policy).run();
        bench.write("target/junit.xml", junit("a", "!b", "c"));
        bench.judge(policy);
        bench.write("target/junit.xml", junit("a"));

        GateVerdict third = bench.judge(policy);

        assertThat(Objects.requireNonNull(third.reference()).run()).isEqualTo(good);
        assertThat(third.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(third.criteria().get(1).offenders())
                .extracting(Offender::name)
                .containsExactly("C.b");
    }

    // ---- reference files

    @Test
    void givenASavedReference_whenNamedByTheRequestOrThePolicy_thenItIsComparedWith() throws Exception {
        bench.keepHistory = false;
        bench.saveReference = bench.workspace.resolve("reference.json");
        bench.write("target/junit.xml", junit("a"));
        String saved = bench.judge(criteria("tests.failed = 0")).run();
        bench.saveReference = null;
        bench.write("target/junit.xml", junit("!a"));

        bench.reference = bench.workspace.resolve("reference.json");
        GateVerdict byRequest = bench.judge(criteria("tests[new].failed = 0"));
        bench.reference = null;
        GateVerdict byPolicy = bench.judge(comparedWithFile("sub/../reference.json"));

        for (GateVerdict verdict : List.of(byRequest, byPolicy)) {
            assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
            assertThat(Objects.requireNonNull(verdict.reference()).run()).isEqualTo(saved);
            assertThat(Objects.requireNonNull(verdict.reference()).how()).isEqualTo("file");
        }
    }

    @Test
    void givenAReferenceFileThatIsNotThere_whenJudged_thenUnknownForThePolicyAndAnErrorForTheRequest()
            throws Exception {
        bench.write("target/junit.xml", junit("a"));

        GateVerdict verdict = bench.judge(comparedWithFile("gone.json"));

        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(verdict.noReference()).contains("gone.json");
        bench.reference = folder.resolve("gone.json");
        assertThatThrownBy(() -> bench.judge(criteria("tests.failed = 0"))).isInstanceOf(IOException.class);
    }

    @Test
    void givenAReferenceThatCannotBeRead_whenJudged_thenItIsAnErrorAndNeverNoReference() throws Exception {
        bench.write("target/junit.xml", junit("a"));
        bench.write("reference.json", "{\"sluiceReference\": 1, ");
        assertThatThrownBy(() -> bench.judge(comparedWithFile("reference.json")))
                .isInstanceOf(UnreadableReference.class)
                .hasMessageContaining("reference.json");

        bench.judge(criteria("tests.failed = 0"));
        Path kept = Bench.files(bench.history).stream()
                .filter(file -> file.getFileName().toString().startsWith("run-"))
                .findFirst()
                .orElseThrow();
        Files.writeString(kept, "");
        assertThatThrownBy(() -> bench.judge(criteria("tests.failed = 0"))).isInstanceOf(UnreadableReference.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.json", "/", "link.json"})
    void givenAPolicyThatNamesAReferenceElsewhere_whenJudged_thenItIsRefused(String path) throws Exception {
        bench.write("target/junit.xml", junit("a"));
        Path outside = Files.writeString(folder.resolve("outside.json"), "{}");
        Files.createSymbolicLink(bench.workspace.resolve("link.json"), outside);

        assertThatThrownBy(() -> bench.judge(comparedWithFile(path.equals("/") ? outside.toString() : path)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("outside of the workspace");
    }

    private static Policy comparedWithFile(String path) throws Exception {
        return policy("""
                sluice: 1
                gates:
                  build:
                    reference: file:%s
                    criteria:
                      - tests[new].failed = 0
                """.formatted(path));
    }

    // ---- drift, branches, people

    @Test
    void givenASmallLossInEveryRun_whenComparedWithTheBestOfThem_thenItIsNoticedWithTheTotalChange() throws Exception {
        Policy bestOf = policy("""
                sluice: 1
                gates:
                  build:
                    reference: best of 10
                    criteria:
                      - coverage.line drops at most 0.5pp
                """);
        bench.write("target/cobertura.xml", coverage(900));
        bench.judge(bestOf);
        bench.write("target/cobertura.xml", coverage(897));
        GateVerdict second = bench.judge(bestOf);
        bench.write("target/cobertura.xml", coverage(894));
        GateVerdict third = bench.judge(bestOf);

        assertThat(second.outcome()).isEqualTo(Outcome.PASS);
        assertThat(third.outcome()).isEqualTo(Outcome.FAIL);
        CriterionVerdict drift = third.criteria().get(0);
        assertThat(drift.reference()).isEqualTo(Quantity.ratio(900, 1_000));
        assertThat(drift.total()).isEqualTo(Quantity.ratio(894, 1_000).minus(Quantity.ratio(900, 1_000)));
        assertThat(drift.trend()).hasSize(2);
    }

    @Test
    void givenAPullRequest_whenJudged_thenItIsComparedWithItsTargetAndNeverWritesThere() throws Exception {
        Policy policy = policy("""
                sluice: 1
                gates:
                  build:
                    reference: target-branch
                    criteria:
                      - tests.total drops at most 0
                """);
        bench.write("target/junit.xml", junit("a", "b"));
        String onMain = bench.judge(policy).run();
        byte[][] before = contents(bench.history.resolve("gate-build").resolve("branch-main"));

        bench.context =
                new Context("parcel", "main", "main", "c0ffee", null, null); // A fork's branch of the same name.
        bench.write("target/junit.xml", junit("a", "b", "c"));
        GateVerdict better = bench.judge(policy);
        bench.write("target/junit.xml", junit("a"));
        GateVerdict worse = bench.judge(policy);

        assertThat(better.outcome()).isEqualTo(Outcome.PASS);
        assertThat(worse.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Objects.requireNonNull(worse.reference()).run()).isEqualTo(onMain);
        assertThat(contents(bench.history.resolve("gate-build").resolve("branch-main")))
                .isDeepEqualTo(before);
    }

    private static byte[][] contents(Path folder) throws IOException {
        List<Path> files = Bench.files(folder);
        byte[][] contents = new byte[files.size()][];
        for (int i = 0; i < contents.length; i++) {
            contents[i] = Files.readAllBytes(files.get(i));
        }
        return contents;
    }

    @Test
    void givenARunAcceptedByHand_whenTheNextOneIsJudged_thenItIsComparedWithItAndSaysWhoAndWhy() throws Exception {
        Policy policy = criteria("tests.failed = 0", "tests.total drops at most 0");
        bench.write("target/junit.xml", junit("a", "b"));
        bench.judge(policy);
        bench.write("target/junit.xml", junit("a"));
        String smaller = bench.judge(policy).run();
        assertThat(bench.judge(policy).outcome()).isEqualTo(Outcome.FAIL);

        bench.kept().accept(smaller, new Reference.Acceptance("ann", "b moved elsewhere"));

        GateVerdict verdict = bench.judge(policy);
        assertThat(verdict.outcome()).isEqualTo(Outcome.PASS);
        assertThat(Objects.requireNonNull(verdict.reference()).run()).isEqualTo(smaller);
        assertThat(Objects.requireNonNull(verdict.reference()).accepted()).isEqualTo("ann: b moved elsewhere");
    }

    // ---- waivers and what is new

    @Test
    void givenWaivers_whenTheyExpire_thenTheyAreNamedAndWhatTheyCoveredCountsButIsNotNew() throws Exception {
        Policy policy = policy("""
                sluice: 1
                gates:
                  build:
                    criteria:
                      - criterion: tests.failed = 0
                        criticality: note
                      - criterion: findings = 0
                        criticality: note
                      - tests[new].failed = 0
                      - findings[new] = 0
                waivers:
                  - id: flaky
                    test: C.b
                    owner: ann
                    reason: depends on the weather
                    expires: 2026-05-05
                  - id: lint
                    rule: R
                    owner: bob
                    reason: false alarm
                    expires: 2026-05-05
                """);
        bench.write("target/junit.xml", junit("a", "!b"));
        bench.write("target/lint.sarif", sarif("m", "src/A.java"));
        GateVerdict covered = bench.judge(policy);
        bench.goOn(Duration.ofDays(1));
        GateVerdict expired = bench.judge(policy);
        bench.write("target/junit.xml", junit("!a", "!b"));
        GateVerdict another = bench.judge(policy);

        assertThat(covered.waivers()).extracting(WaiverUse::covered).containsExactly(1L, 1L);
        assertThat(criterion(covered, "tests.failed").value()).isEqualTo(Quantity.count(0));
        assertThat(expired.waivers()).allMatch(WaiverUse::expired);
        assertThat(criterion(expired, "tests.failed").value()).isEqualTo(Quantity.count(1));
        assertThat(criterion(expired, "findings").value()).isEqualTo(Quantity.count(1));
        assertThat(criterion(expired, "tests[new].failed").value()).isEqualTo(Quantity.count(0));
        assertThat(criterion(expired, "findings[new]").value()).isEqualTo(Quantity.count(0));
        assertThat(expired.outcome()).isEqualTo(Outcome.PASS);
        assertThat(criterion(another, "tests[new].failed").offenders())
                .extracting(Offender::name)
                .containsExactly("C.a");
    }

    @Test
    void givenAFailureThatAWaiverBeginsToCover_whenCompared_thenItIsNeitherNewNorFixed() throws Exception {
        bench.write("target/junit.xml", junit("a", "!b"));
        bench.judge(criteria("tests.total >= 1"));
        GateVerdict waived = bench.judge(policy("""
                sluice: 1
                gates:
                  build:
                    criteria:
                      - tests.failed = 0
                waivers:
                  - test: C.b
                    owner: ann
                    reason: depends on the weather
                    expires: 2026-12-31
                """));

        assertThat(waived.outcome()).isEqualTo(Outcome.PASS);
        assertThat(Objects.requireNonNull(waived.novelty()).fixed()).isZero();
        assertThat(count(Objects.requireNonNull(waived.novelty()).failures())).isZero();
    }

    @Test
    void givenAFindingAtAnotherPath_whenItsOldPathIsGone_thenItMovedAndIsNotNew() throws Exception {
        Policy policy = criteria("findings[new] = 0");
        bench.write("src/Old.java", "class Old {}").write("target/lint.sarif", sarif("m", "src/Old.java"));
        bench.judge(policy);

        bench.write("src/New.java", "class Old {}").write("target/lint.sarif", sarif("m", "src/New.java"));
        GateVerdict copied = bench.judge(policy);
        bench.delete("src/Old.java");
        GateVerdict moved = bench.judge(policy);

        assertThat(copied.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(moved.outcome()).isEqualTo(Outcome.PASS);
    }

    @Test
    void givenAFindingWithAPathThatNoSystemHas_whenCompared_thenTheGateIsJudged() throws Exception {
        Policy policy = criteria("findings[new] = 0");
        bench.write("target/lint.sarif", sarif("m", "src/a\\u0000b.java"));
        bench.judge(policy);
        bench.write("target/lint.sarif", sarif("m", "src/New.java"));

        assertThat(bench.judge(policy).outcome()).isEqualTo(Outcome.FAIL);
    }

    // ---- a tool that broke

    @Test
    void givenAScanThatFailed_whenJudged_thenInconclusiveAndWordsAndJsonSayThatTheToolBroke() throws Exception {
        bench.write(
                "target/lint.sarif",
                "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"Lint\"}},\"results\":[],"
                        + "\"invocations\":[{\"executionSuccessful\":false}]}]}");

        GateResult result = bench.run(criteria("findings[severity>=high] = 0"));

        assertBroke(result, Reason.SCAN_FAILED);
    }

    @Test
    void givenAReportThatIsCut_whenJudged_thenInconclusiveAndWordsAndJsonSayThatTheReportBroke() throws Exception {
        String whole = junit("a", "b", "c");
        bench.write("target/junit.xml", whole.substring(0, whole.length() / 2));

        GateResult result = bench.run(criteria("tests.failed = 0"));

        assertBroke(result, Reason.UNREADABLE);
    }

    private void assertBroke(GateResult result, Reason reason) throws IOException {
        GateVerdict verdict = result.verdict();
        assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
        assertThat(reason(verdict.criteria().get(0))).isEqualTo(reason);
        assertThat(verdict.mayBecomeReference()).isFalse();
        assertThat(Words.why(verdict)).contains("broke");
        assertThat(Bench.reports(result.journal(), folder.resolve("report")).get("report.json"))
                .contains("\"outcome\" : \"inconclusive\"")
                .contains("\"toolBroke\" : true");
    }

    @Test
    void givenBadCode_whenJudged_thenNothingSaysThatAToolBroke() throws Exception {
        bench.write("target/junit.xml", junit("!a"));

        GateResult result = bench.run(criteria("tests.failed = 0"));

        assertThat(result.verdict().outcome()).isEqualTo(Outcome.FAIL);
        assertThat(Bench.reports(result.journal(), folder.resolve("report")).get("report.json"))
                .doesNotContain("\"toolBroke\" : true");
    }

    // ---- what is left behind

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenMoreFailuresThanFitIntoMemory_whenTheRunIsOver_thenNoTemporaryFileStays() throws Exception {
        String[] tests = new String[1_000_001];
        for (int i = 0; i < tests.length; i++) {
            tests[i] = "!t" + i;
        }
        bench.write("target/junit.xml", junit(tests));
        Policy policy = criteria("tests[new].failed = 0");
        assertThat(bench.judge(policy).outcome()).isEqualTo(Outcome.INCONCLUSIVE);

        assertThat(bench.judge(policy).outcome()).isEqualTo(Outcome.PASS);

        assertThat(SpillFiles.openIn(bench.temporary)).isZero();
        bench.write("in-the-way", "a file where a folder should be");
        bench.saveReference = bench.workspace.resolve("in-the-way").resolve("reference.json");
        assertThatThrownBy(() -> bench.judge(policy)).isInstanceOf(IOException.class);
        assertThat(SpillFiles.openIn(bench.temporary)).isZero();
    }

    @Test
    void givenARunWithoutABranchForAPullRequest_whenJudged_thenItIsKeptNowhere() throws Exception {
        bench.context = new Context(null, null, "main", null, null, null);
        bench.write("target/junit.xml", junit("a"));

        bench.judge(criteria("tests.failed = 0"));

        assertThat(bench.history).doesNotExist();
        assertThat(bench.kept().last(Lane.ofBranch("build", "main"))).isEqualTo(Optional.empty());
    }

    private static @Nullable Reason reason(CriterionVerdict criterion) {
        Unknown unknown = criterion.unknown();
        return unknown == null ? null : unknown.reason();
    }

    private static long count(Novelty.@Nullable Some some) {
        return Objects.requireNonNull(some).count();
    }
}
