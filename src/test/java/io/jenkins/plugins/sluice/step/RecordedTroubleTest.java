package io.jenkins.plugins.sluice.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.report.RecordedFormat;
import io.jenkins.plugins.sluice.journal.Journals;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A record of the host's that cannot be read troubles the criteria of its own kind, as a file would. */
class RecordedTroubleTest {

    @TempDir
    private Path folder;

    private Bench bench;

    @BeforeEach
    void bench() throws IOException {
        bench = new Bench(folder);
        bench.write("target/surefire-reports/TEST-a.xml", Bench.junit("a"));
    }

    private GateVerdict judge(RecordedFormat broken, String... criteria) throws Exception {
        ObservedReport recorded = new ObservedReport(
                ObservedReport.FOUND,
                "what this build recorded",
                broken.format(),
                0,
                Instant.parse("2026-05-04T10:00:00Z"),
                null,
                new Reading.Unreadable("its file is gone"));
        var policy = Bench.criteria(criteria);
        try (Journals open = Journals.start(bench::redact, bench.clock(), Runnable::run);
                QualityGate.Walk walk = new QualityGate(bench, open)
                        .begin(new GateRequest(
                                policy,
                                policy.gates().get(0),
                                bench.context,
                                false,
                                null,
                                GateRequest.Past.NONE,
                                null,
                                bench.journals));
                ObservedWorkspace observed = new WorkspaceReader(bench).read(walk.order())) {
            return walk.judge(observed, List.of(recorded)).verdict();
        }
    }

    @Test
    void givenARecordOfCoverageThatIsBroken_whenJudged_thenOnlyCoverageIsUnknown() throws Exception {
        assertThat(judge(RecordedFormat.COVERAGE, "tests.failed = 0").outcome()).isEqualTo(Outcome.PASS);
        assertThat(judge(RecordedFormat.COVERAGE, "coverage.line >= 80%").outcome())
                .isEqualTo(Outcome.INCONCLUSIVE);
    }

    @Test
    void givenARecordOfTestsThatIsBroken_whenFilesTellOfTests_thenTheFilesAreJudged() throws Exception {
        assertThat(judge(RecordedFormat.TESTS, "tests.failed = 0").outcome()).isEqualTo(Outcome.PASS);
    }
}
