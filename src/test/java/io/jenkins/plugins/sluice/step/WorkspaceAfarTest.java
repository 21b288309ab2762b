package io.jenkins.plugins.sluice.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.journal.Journals;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gate whose workspace lies on another machine: order and observation travel as bytes. */
class WorkspaceAfarTest {

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void bench() throws IOException {
        bench = new Bench(folder);
    }

    /** Judges as a host does whose workspace is afar. */
    private GateVerdict judge(Policy policy, GateRequest.Past past, ObservedReport... recorded) throws IOException {
        bench.goOn(java.time.Duration.ofMinutes(1));
        try (Journals open = Journals.start(bench::redact, bench.clock(), Runnable::run);
                QualityGate.Walk walk = new QualityGate(bench, open)
                        .begin(new GateRequest(
                                policy,
                                policy.gates().get(0),
                                bench.context,
                                false,
                                null,
                                past,
                                null,
                                bench.journals))) {
            WorkspaceJson there = new WorkspaceJson(bench.temporary);
            WorkspaceJson here = new WorkspaceJson(bench.temporary);
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            try (ObservedWorkspace observed = new WorkspaceReader(bench).read(there.order(here.write(walk.order())))) {
                there.write(observed, wire);
            }
            try (ObservedWorkspace observed = here.observed(new ByteArrayInputStream(wire.toByteArray()))) {
                return walk.judge(observed, List.of(recorded)).verdict();
            }
        }
    }

    private GateRequest.Past history() {
        return new GateRequest.Past(bench.history, null, null, null);
    }

    private static ObservedReport recordedTests(long passed, long failed) throws IOException {
        TestSummary tests = new TestSummary(
                passed,
                failed,
                0,
                0,
                Map.of(),
                0,
                0,
                Identities.builder(Path.of("")).build(),
                List.of(),
                null);
        return new ObservedReport(
                ObservedReport.FOUND,
                "tests recorded by the build",
                "recorded-tests",
                0,
                Instant.parse("2026-05-04T10:00:00Z"),
                null,
                new Reading.Whole(tests, List.of()));
    }

    @Test
    void givenReportsAfar_whenJudged_thenAsIfTheyLayHere() throws Exception {
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a", "!b"))
                .write("target/lint.sarif", Bench.sarif("bad", "src/A.java"));
        Policy policy = Bench.criteria("tests.failed = 0", "findings <= 5");

        GateVerdict afar = judge(policy, GateRequest.Past.NONE);
        GateVerdict here = bench.judge(policy);

        assertThat(afar.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(afar.criteria()).isEqualTo(here.criteria());
        assertThat(afar.evidence()).isEqualTo(here.evidence());
    }

    @Test
    void givenAMovedFileAfar_whenJudged_thenItsFindingsAreNotNewAndThoseOfACopyAre() throws Exception {
        Policy policy = Bench.criteria("findings[new] = 0");
        bench.write("src/A.java", "a").write("target/lint.sarif", Bench.sarif("bad", "src/A.java"));
        judge(policy, history());

        bench.delete("src/A.java");
        bench.write("src/B.java", "a").write("target/lint.sarif", Bench.sarif("bad", "src/B.java"));
        assertThat(judge(policy, history()).outcome()).isEqualTo(Outcome.PASS);

        bench.write("src/C.java", "a").write("target/lint.sarif", Bench.sarif("bad", "src/C.java"));
        assertThat(judge(policy, history()).outcome()).isEqualTo(Outcome.FAIL);
    }

    @Test
    void givenAReferenceFileInTheWorkspaceAfar_whenJudged_thenItIsComparedWith() throws Exception {
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a", "!b"));
        bench.saveReference = bench.workspace.resolve("reference.json");
        bench.judge(Bench.criteria("tests.failed <= 1"));
        Policy policy = Bench.policy("""
                sluice: 1
                gates:
                  build:
                    reference: 'file:reference.json'
                    criteria: ['tests[new].failed = 0']
                """);

        assertThat(judge(policy, GateRequest.Past.NONE).outcome()).isEqualTo(Outcome.PASS);

        Files.delete(bench.saveReference);
        assertThat(judge(policy, GateRequest.Past.NONE).outcome()).isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenALostMachine_whenJudged_thenNothingIsKnownAndTheReasonIsSaid() throws Exception {
        for (String yaml : List.of(
                "sluice: 1\ngates:\n  build:\n    criteria: ['tests.failed = 0', 'findings = 0']\n",
                "sluice: 1\ngates:\n  build:\n    evidence: {unit: {files: '**/*.xml', format: junit}}\n"
                        + "    criteria: ['tests.failed = 0']\n")) {
            Policy policy = Bench.policy(yaml);
            try (Journals open = Journals.start(bench::redact, bench.clock(), Runnable::run);
                    QualityGate.Walk walk = new QualityGate(bench, open)
                            .begin(new GateRequest(
                                    policy,
                                    policy.gates().get(0),
                                    bench.context,
                                    false,
                                    null,
                                    history(),
                                    null,
                                    bench.journals))) {
                GateVerdict verdict = walk.judge(
                                ObservedWorkspace.lost(walk.order(), Instant.EPOCH, "agent 'linux-1' was lost"),
                                List.of(recordedTests(3, 0)))
                        .verdict();

                assertThat(verdict.outcome()).isEqualTo(Outcome.INCONCLUSIVE);
                assertThat(verdict.mayBecomeReference()).isFalse();
                assertThat(verdict.criteria()).allSatisfy(criterion -> {
                    assertThat(criterion.state()).isEqualTo(State.UNKNOWN);
                    assertThat(criterion.unknown().reason()).isEqualTo(Unknown.Reason.UNREADABLE);
                    assertThat(criterion.unknown().detail()).contains("agent 'linux-1' was lost");
                });
            }
        }
    }

    @Test
    void givenTestsThatTheHostRecorded_whenNoReportIsFound_thenTheyStandIn() throws Exception {
        Policy policy = Bench.criteria("tests.failed = 0");

        GateVerdict verdict = judge(policy, GateRequest.Past.NONE, recordedTests(3, 1));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.criteria().get(0).files()).containsExactly("tests recorded by the build");
    }

    @Test
    void givenTestsThatTheHostRecorded_whenReportsOfTestsAreThere_thenNothingCountsTwice() throws Exception {
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a", "b"));

        GateVerdict whole = judge(
                Bench.criteria("tests.failed = 0", "tests.total = 2"), GateRequest.Past.NONE, recordedTests(3, 1));
        assertThat(whole.outcome()).isEqualTo(Outcome.PASS);

        bench.write("target/surefire-reports/TEST-a.xml", "<testsuite><testcase");
        assertThat(judge(Bench.criteria("tests.failed = 0"), GateRequest.Past.NONE, recordedTests(3, 0))
                        .outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenAWorkspaceThatWasDeleted_whenTheHostRecordedTests_thenTheyStandInAndNamedFilesAreMissed()
            throws Exception {
        Files.delete(bench.workspace);

        assertThat(judge(Bench.criteria("tests.failed = 0"), GateRequest.Past.NONE, recordedTests(3, 0))
                        .outcome())
                .isEqualTo(Outcome.PASS);
        GateVerdict named = judge(Bench.policy("""
                        sluice: 1
                        gates:
                          build:
                            evidence: {unit: {files: '**/*.xml', format: junit}}
                            criteria: ['tests.failed = 0']
                        """), GateRequest.Past.NONE, recordedTests(3, 0));
        assertThat(named.criteria().get(0).unknown().reason()).isEqualTo(Unknown.Reason.TOO_FEW_FILES);
    }

    @Test
    void givenTestsThatTheHostRecorded_whenTheGateNamesItsEvidence_thenTheyStayOut() throws Exception {
        Policy policy = Bench.policy("""
                sluice: 1
                gates:
                  build:
                    evidence: {unit: {files: '**/*.xml', format: junit}}
                    criteria: ['tests.failed = 0']
                """);

        assertThat(judge(policy, GateRequest.Past.NONE, recordedTests(3, 0)).outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenTwoPlacesOfOneBuild_whenTheirGatesHaveOneName_thenEachHasItsOwnPast() throws Exception {
        Policy policy = Bench.criteria("tests.total drops at most 0");
        Context linux = inPlace("linux");
        Context windows = inPlace("windows");
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a", "b", "c"));
        bench.context = linux;
        judge(policy, history());
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a"));
        bench.context = windows;
        judge(policy, history());

        assertThat(judge(policy, history()).outcome()).isEqualTo(Outcome.PASS);
        bench.context = linux;
        assertThat(judge(policy, history()).outcome()).isEqualTo(Outcome.FAIL);
    }

    private static Context inPlace(@Nullable String place) {
        return new Context("parcel", "main", null, "c0ffee", null, place);
    }

    @Test
    void givenATargetBranchWithAHistoryOfItsOwn_whenAPullRequestIsJudged_thenItIsComparedWithThat() throws Exception {
        Policy policy = Bench.policy("""
                sluice: 1
                gates:
                  build:
                    reference: target-branch
                    criteria: ['tests.total drops at most 0']
                """);
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a", "b"));
        judge(policy, history());
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a"));
        bench.context = new Context("parcel", "fix", "main", "beef", null, null);
        Path own = folder.resolve("own");

        GateVerdict verdict = judge(policy, new GateRequest.Past(own, bench.history, null, null));

        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.reference().how()).isEqualTo("target-branch");
        assertThat(Bench.files(own)).isNotEmpty();
    }

    @Test
    void givenARunThatTheHostPrefers_whenItIsKept_thenItIsComparedWithElseTheLast() throws Exception {
        Policy policy = Bench.criteria("tests.total drops at most 0");
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a"));
        String first = judge(policy, history()).run();
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a", "b"));
        String second = judge(policy, history()).run();

        assertThat(judge(policy, new GateRequest.Past(bench.history, null, first, null))
                        .reference()
                        .run())
                .isEqualTo(first);
        assertThat(judge(policy, new GateRequest.Past(bench.history, null, "unknown", null))
                        .reference()
                        .run())
                .isNotEqualTo(first)
                .isNotNull();
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void givenAnObservationThatWasCutOnItsWay_whenRead_thenItIsRefused() throws Exception {
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a", "!b"));
        WorkspaceJson json = new WorkspaceJson(bench.temporary);
        ByteArrayOutputStream wire = new ByteArrayOutputStream();
        try (ObservedWorkspace observed =
                new WorkspaceReader(bench).read(new EvidenceOrder(List.of(), List.of(), null, null, List.of()))) {
            json.write(observed, wire);
        }
        byte[] whole = wire.toByteArray();
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> json.observed(new ByteArrayInputStream(cut)))
                    .isInstanceOf(IOException.class);
        }
        try (ObservedWorkspace observed = json.observed(new ByteArrayInputStream(whole))) {
            EvidenceSet evidence = observed.evidence();
            assertThat(evidence.reports()).hasSize(1);
        }
    }
}
