package io.jenkins.plugins.sluice.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.metric.HttpCall;
import io.jenkins.plugins.sluice.evidence.metric.MetricTransport;
import io.jenkins.plugins.sluice.evidence.metric.Reply;
import io.jenkins.plugins.sluice.evidence.release.WorkspaceChecks;
import io.jenkins.plugins.sluice.policy.AlertCheck;
import io.jenkins.plugins.sluice.policy.MigrationCheck;
import io.jenkins.plugins.sluice.policy.ReleaseChecks;
import io.jenkins.plugins.sluice.policy.ReviewCheck;
import io.jenkins.plugins.sluice.policy.RollbackCheck;
import io.jenkins.plugins.sluice.step.ReleaseEvidence.Source;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a gate's release checks to what is observed. */
class ReleaseEvidenceTest {

    private static final Instant NOW = Instant.parse("2026-05-04T10:00:00Z");
    private static final String COMMIT = "a".repeat(40);
    private static final ReleaseChecks CHECKS = new ReleaseChecks(
            new ReviewCheck(ReviewCheck.Provider.GITHUB, "github", "shop/web"),
            new AlertCheck("prometheus", List.of("A"), "alertmanager", null),
            new RollbackCheck("ROLLBACK.md", List.of("deploy/**")),
            new MigrationCheck(List.of("db/*.sql"), "unit", List.of()));

    @TempDir
    private Path folder;

    /** Answers nothing until it is told to. */
    private static final class Silent implements MetricTransport {

        private final List<HttpCall> calls = new ArrayList<>();
        private final List<CompletableFuture<Reply>> replies = new ArrayList<>();

        @Override
        public CompletionStage<Reply> send(HttpCall call) {
            calls.add(call);
            replies.add(new CompletableFuture<>());
            return replies.get(replies.size() - 1);
        }

        @Override
        public String redact(String text) {
            return text.replace("s3cret", "****");
        }
    }

    private static ReleaseEvidence evidence(MetricTransport transport) {
        return new ReleaseEvidence(
                id -> id.equals("nowhere")
                        ? Optional.empty()
                        : Optional.of(new Source(URI.create("https://" + id + ".example.com"), transport)),
                InstantSource.fixed(NOW));
    }

    @Test
    void givenSeveralServers_whenCollected_thenAllAreAskedAtOnceWithinOneDeadline() {
        Silent transport = new Silent();
        CompletableFuture<List<ObservedReport>> collected = evidence(transport)
                .collect(CHECKS, COMMIT, Duration.ofSeconds(30))
                .toCompletableFuture();
        assertThat(collected).isNotDone();
        assertThat(transport.calls.stream().map(call -> call.uri().getHost()).distinct())
                .containsExactlyInAnyOrder("github.example.com", "prometheus.example.com", "alertmanager.example.com");
        assertThat(transport.calls)
                .allSatisfy(call -> assertThat(call.timeout()).isEqualTo(Duration.ofSeconds(30)));
        transport.replies.forEach(reply -> reply.completeExceptionally(new IOException("no route, s3cret")));
        assertThat(collected.join())
                .extracting(ObservedReport::source, ObservedReport::format, ObservedReport::reading)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(
                                ReleaseEvidence.REVIEW, "github-reviews", new Reading.Unreadable("no route, ****")),
                        org.assertj.core.groups.Tuple.tuple(
                                ReleaseEvidence.ALERTS, "prometheus-alerts", new Reading.Unreadable("no route, ****")));
    }

    @Test
    void givenAServerThatRepeatsTheCredentials_whenCollected_thenNoPartOfTheEvidenceDoes() {
        Silent transport = new Silent();
        CompletableFuture<List<ObservedReport>> collected = evidence(transport)
                .collect(
                        new ReleaseChecks(null, new AlertCheck("prometheus", List.of("A"), null, null), null, null),
                        COMMIT,
                        Duration.ofSeconds(30))
                .toCompletableFuture();
        String rules = "{'status':'success','data':{'groups':[{'interval':60,'rules':[{'type':'alerting','name':'A',"
                + "'state':'inactive','health':'err','lastError':'bad s3cret','labels':{}}]}]}}";
        transport
                .replies
                .get(0)
                .complete(new Reply(200, rules.replace('\'', '"').getBytes(StandardCharsets.UTF_8)));
        assertThat(collected.join().toString()).contains("bad ****").doesNotContain("s3cret");
    }

    @Test
    void givenASourceThatIsNotSetUp_whenCollected_thenItSaysSo() {
        ReleaseChecks checks = new ReleaseChecks(
                new ReviewCheck(ReviewCheck.Provider.GITLAB, "nowhere", "shop/web"),
                new AlertCheck("prometheus", List.of("A"), "nowhere", null),
                null,
                null);
        assertThat(evidence(new Silent())
                        .collect(checks, COMMIT, Duration.ofSeconds(1))
                        .toCompletableFuture()
                        .join())
                .allSatisfy(report -> assertThat(((Reading.Unreadable) report.reading()).why())
                        .contains("no source 'nowhere'"));
    }

    @Test
    void givenNoCommit_whenCollected_thenTheReviewCannotBeLookedUp() {
        ReleaseChecks checks = new ReleaseChecks(CHECKS.review(), null, null, null);
        assertThat(evidence(new Silent())
                        .collect(checks, null, Duration.ofSeconds(1))
                        .toCompletableFuture()
                        .join())
                .singleElement()
                .satisfies(report -> assertThat(((Reading.Unreadable) report.reading()).why())
                        .contains("commit"));
    }

    @Test
    void givenNoChecks_whenCollected_thenNothingIsAsked() {
        Silent transport = new Silent();
        assertThat(evidence(transport)
                        .collect(ReleaseChecks.NONE, null, Duration.ofSeconds(1))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        assertThat(transport.calls).isEmpty();
        assertThat(ReleaseEvidence.inWorkspace(ReleaseChecks.NONE, null, NOW)).isNull();
    }

    @Test
    void givenAnOrderWithChecks_whenItTravels_thenItArrives() throws IOException {
        WorkspaceChecks checks = ReleaseEvidence.inWorkspace(CHECKS, COMMIT, NOW);
        EvidenceOrder order = new EvidenceOrder(List.of(), List.of(), null, null, List.of(), checks);
        WorkspaceJson json = new WorkspaceJson(folder);
        assertThat(json.order(json.write(order))).isEqualTo(order);
        EvidenceOrder without = new EvidenceOrder(List.of(), List.of(), null, null, List.of());
        assertThat(json.order(json.write(without))).isEqualTo(without);
        assertThat(new String(json.write(without), StandardCharsets.UTF_8)).doesNotContain("checks");
        try (ObservedWorkspace lost = ObservedWorkspace.lost(order, NOW, "gone")) {
            assertThat(lost.evidence().reports())
                    .extracting(ObservedReport::source)
                    .contains(WorkspaceChecks.ROLLBACK, WorkspaceChecks.MIGRATION);
        }
    }

    @Test
    void givenAGateWithChecksOfFiles_whenJudged_thenItsCriteriaAre() throws Exception {
        Bench bench = new Bench(folder);
        bench.write("ROLLBACK.md", "helm rollback shop");
        bench.write("db/V1__init.sql", "create table x").write("db/V2__more.sql", "create table y");
        bench.write("target/junit.xml", Bench.junit("V1"));
        GateVerdict verdict = bench.judge(Bench.policy("""
                        sluice: 1
                        gates:
                          build:
                            evidence:
                              unit: {files: target/*.xml}
                            rollback: {plan: ROLLBACK.md, covers: deploy/**}
                            migration: {files: db/*.sql, evidence: unit}
                            criteria:
                              - tests.failed = 0
                              - rollback.missing = 0
                              - rollback.outdated = 0
                              - migration.untested = 0
                              - migration.failed = 0
                              - review.approvals >= 1
                            review: {provider: github, source: github, repository: shop/web}
                        """));
        assertThat(verdict.criteria())
                .extracting(CriterionVerdict::state)
                .containsExactly(
                        CriterionVerdict.State.HOLDS,
                        CriterionVerdict.State.HOLDS,
                        CriterionVerdict.State.UNKNOWN, // no repository
                        CriterionVerdict.State.BROKEN,
                        CriterionVerdict.State.HOLDS,
                        CriterionVerdict.State.UNKNOWN); // nobody asked
        assertThat(verdict.criteria().get(3).offenders())
                .extracting(CriterionVerdict.Offender::name)
                .containsExactly("db/V2__more.sql");
    }

    @Test
    void givenEvidenceOfChecks_whenWritten_thenItIsReadAgain() throws IOException {
        List<ObservedReport> reports = evidence(new Silent())
                .collect(new ReleaseChecks(CHECKS.review(), null, null, null), null, Duration.ofSeconds(1))
                .toCompletableFuture()
                .join();
        EvidenceJson json = new EvidenceJson(folder);
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream();
        json.write(out, new EvidenceSet(reports, List.of(), List.of()));
        assertThat(json.read(new java.io.ByteArrayInputStream(out.toByteArray()))
                        .reports())
                .isEqualTo(reports);
    }
}
