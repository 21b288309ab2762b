package io.jenkins.plugins.sluice.jenkins.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.Result;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.page.MadeGates;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class LedgerTest {

    @TempDir
    Path folder;

    private Path books;
    private FreeStyleBuild build;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        build = rule.buildAndAssertStatus(Result.SUCCESS, rule.createFreeStyleProject("parcel"));
        books = rule.jenkins.getRootDir().toPath().resolve("sluice");
    }

    private static GateRecord judgedAt(String id, String at) {
        return new GateRecord(
                id,
                "build",
                null,
                Outcome.PASS,
                "good",
                GateRecord.Consequence.CONTINUED,
                "May go on",
                "All holds.",
                Instant.parse(at),
                Duration.ZERO,
                "head-of-" + id,
                null,
                null);
    }

    @Test
    void givenAJudgedGate_whenItsBuildIsRemoved_thenTheLedgerStillKnowsItsHead() throws Exception {
        GateRecord gate = new MadeGates(folder).tests("a").judge(build, "build", "linux", "tests.failed = 0");
        build.delete();

        assertThat(Ledger.get().find(gate.getId(), Instant.ofEpochMilli(gate.getAtMillis())))
                .hasValueSatisfying(entry -> {
                    assertThat(entry.job()).isEqualTo("parcel");
                    assertThat(entry.build()).isEqualTo(1);
                    assertThat(entry.gate()).isEqualTo("build@linux");
                    assertThat(entry.head()).isEqualTo(gate.getHead());
                });
    }

    @Test
    void givenEntriesOfYears_whenAMonthBegins_thenWhatIsTooOldGoes() throws Exception {
        Ledger.get().judged(build, judgedAt("one", "2024-01-31T23:59:59Z"));
        Ledger.get().judged(build, judgedAt("two", "2024-06-01T00:00:00Z"));
        Ledger.get().judged(build, judgedAt("three", "2026-05-31T23:59:59Z"));

        assertThat(books.resolve("ledger-2024-01.jsonl")).doesNotExist();
        assertThat(books.resolve("ledger-2024-06.jsonl")).exists();
        assertThat(Ledger.get().find("one", Instant.parse("2024-01-31T23:59:59Z")))
                .isEmpty();
        assertThat(Ledger.get().find("two", Instant.parse("2024-06-01T00:00:00Z")))
                .isPresent();
        assertThat(Ledger.get().find("three", Instant.parse("2026-05-31T23:59:59Z")))
                .isPresent();
    }

    @Test
    void givenALineThatACrashHasCut_whenTheNextIsWritten_thenItIsFound() throws Exception {
        Ledger.get().judged(build, judgedAt("one", "2026-05-04T10:00:00Z"));
        Files.writeString(
                books.resolve("ledger-2026-05.jsonl"),
                "{\"v\":1,\"type\":\"judged\",\"id\":\"tw",
                StandardOpenOption.APPEND);
        Ledger.get().judged(build, judgedAt("two", "2026-05-04T10:00:01Z"));

        assertThat(Ledger.get().find("one", Instant.parse("2026-05-04T10:00:00Z")))
                .isPresent();
        assertThat(Ledger.get().find("two", Instant.parse("2026-05-04T10:00:01Z")))
                .isPresent();
    }

    @Test
    void givenADecisionOfAPerson_whenTheHeadIsSought_thenTheDecisionIsNotTakenForIt() throws Exception {
        GateRecord gate = judgedAt("one", "2026-05-04T10:00:00Z");
        Ledger.get().accepted(build, gate, "owner", "known", Instant.parse("2026-05-04T10:00:00Z"));
        Ledger.get().judged(build, gate);

        assertThat(Ledger.get().find("one", Instant.parse("2026-05-04T10:00:00Z")))
                .hasValueSatisfying(entry -> assertThat(entry.head()).isEqualTo("head-of-one"));
    }
}
