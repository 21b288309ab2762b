package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.IdentityRows;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class FindingTallyTest {

    @TempDir
    private Path folder;

    private FindingTally tally(Exemption... exemptions) {
        return new FindingTally(List.of(exemptions), null, Identities.builder(folder));
    }

    private static Exemption exemption(String id, @Nullable String tool, @Nullable String rule, @Nullable String path) {
        return new Exemption(id, tool, rule, path, null, null);
    }

    private static RawFinding finding(String rule, Severity severity, @Nullable String path) {
        RawFinding finding = new RawFinding();
        finding.rule = rule;
        finding.severity = severity;
        finding.path = path;
        finding.message = "m";
        return finding;
    }

    @Test
    @Timeout(60)
    void givenRulesOfEqualHash_whenTallied_thenEachIsOne() throws UnreadableReport {
        int rules = 1 << 16;
        FindingTally tally = tally();
        tally.beginRun();
        for (int i = 0; i < rules; i++) {
            StringBuilder rule = new StringBuilder();
            for (int bit = 0; bit < 16; bit++) {
                rule.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            tally.finding(finding(rule.toString(), Severity.HIGH, null));
        }
        tally.endRun("Lint", null, null, RuleSeverities.OWN);

        assertThat(tally.toSummary().keys()).hasSize(rules).allMatch(key -> key.count() == 1);
    }

    @Test
    void givenMoreThanIsKept_whenTallied_thenUnreadable() {
        FindingTally paths = tally();
        paths.beginRun();
        for (int i = 0; i <= FindingTally.MOST_PATH_CHARS / 8_000; i++) {
            paths.finding(finding("R", Severity.HIGH, i + "p".repeat(8_000)));
        }
        paths.endRun("Lint", null, null, RuleSeverities.OWN);
        FindingTally rules = tally();
        rules.beginRun();
        for (int i = 0; i <= FindingTally.MOST_KEY_CHARS / 8_000; i++) {
            rules.finding(finding(i + "r".repeat(8_000), Severity.HIGH, null));
        }
        rules.endRun("Lint", null, null, RuleSeverities.OWN);
        FindingTally runs = tally();
        for (int i = 0; i <= FindingTally.MOST_RUNS; i++) {
            runs.beginRun();
            runs.endRun("Lint", null, null, RuleSeverities.OWN);
        }

        assertThatThrownBy(paths::toSummary).hasMessageContaining("its paths are more than");
        assertThatThrownBy(rules::toSummary).hasMessageContaining("its rules and fingerprints have names");
        assertThatThrownBy(runs::toSummary).hasMessageContaining("more than 10000 runs");
    }

    @Test
    void givenExemptions_whenTheToolIsKnownAtLast_thenTheFirstThatMatchesCovers() throws UnreadableReport {
        FindingTally tally = tally(
                exemption("other", "Other", "R*", null),
                exemption("lint", "LINT", null, "src/**"),
                exemption("all", null, "R1", null));
        tally.beginRun();
        tally.finding(finding("R1", Severity.HIGH, "src/a.c"));
        tally.finding(finding("R1", Severity.HIGH, "b.c"));
        tally.finding(finding("R2", Severity.HIGH, "b.c"));
        tally.endRun("Lint", null, null, RuleSeverities.OWN);
        FindingSummary summary = tally.toSummary();
        assertThat(summary.keys())
                .containsExactlyInAnyOrder(
                        new FindingSummary.Key("Lint", "R1", Severity.HIGH, "message/2", "lint", 1),
                        new FindingSummary.Key("Lint", "R1", Severity.HIGH, "message/2", "all", 1),
                        new FindingSummary.Key("Lint", "R2", Severity.HIGH, "message/2", null, 1));
        assertThat(summary.details()).hasSize(1);
    }

    @Test
    void givenSeveralRuns_whenEnded_thenEachFindingHasItsOwnToolAndLateSeverity() throws UnreadableReport {
        FindingTally tally = tally();
        for (String tool : List.of("One", "Two", "One")) {
            tally.beginRun();
            tally.finding(finding("R", Severity.UNKNOWN, "a.c"));
            tally.endRun(tool, "1", null, (rule, own) -> tool.equals("One") ? Severity.CRITICAL : own);
        }
        FindingSummary summary = tally.toSummary();
        assertThat(summary.keys())
                .containsExactly(
                        new FindingSummary.Key("One", "R", Severity.CRITICAL, "message/2", null, 2),
                        new FindingSummary.Key("Two", "R", Severity.UNKNOWN, "message/2", null, 1));
        assertThat(summary.details()).extracting(FindingSummary.Finding::key).containsExactly(0, 1, 0);
        try (IdentityRows.Cursor cursor = summary.rows().cursor()) {
            assertThat(cursor.advance()).isTrue();
            assertThat(cursor.tag()).isZero();
        }
    }

    @Test
    void givenMoreThanTheDetailsKept_whenCounted_thenEverySeverityKeepsItsFirst() throws UnreadableReport {
        FindingTally tally = tally();
        tally.beginRun();
        for (int i = 0; i < 3_000; i++) {
            tally.finding(finding("R", Severity.LOW, "a.c"));
        }
        tally.finding(finding("R", Severity.CRITICAL, "a.c"));
        tally.endRun("Lint", null, null, RuleSeverities.OWN);
        FindingSummary summary = tally.toSummary();
        assertThat(summary.details()).hasSize(2_001);
        assertThat(summary.rows().size()).isEqualTo(3_001);
    }

    @Test
    void givenTooManyKeys_whenSummed_thenUnreadable() {
        FindingTally tally = tally();
        tally.beginRun();
        for (int i = 0; i <= FindingTally.MOST_KEYS; i++) {
            tally.finding(finding("R" + i, Severity.LOW, null));
        }
        tally.endRun("Lint", null, null, RuleSeverities.OWN);
        assertThatThrownBy(tally::toSummary)
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("100000");
    }

    @Test
    void givenASinkOfAnotherKind_whenToldOfFindings_thenThatIsABug() {
        try (SummarySink sink = new SummarySink(
                new SinkContext(null, List.of(), folder), io.jenkins.plugins.sluice.evidence.TestSummary.class)) {
            assertThatIllegalStateException().isThrownBy(sink::beginRun);
        }
    }
}
