package io.jenkins.plugins.sluice.step;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.cli.demo.SampleProject;
import io.jenkins.plugins.sluice.policy.Expression;
import io.jenkins.plugins.sluice.report.InventoryReport;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceInventoryTest {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(folder);
    }

    @Test
    void givenTheSampleProject_whenListed_thenEveryReportIsThereAndEachAnswerIsWhatAGateMeasures() throws Exception {
        SampleProject.write(SampleProject.State.BEFORE, bench.workspace);

        Inventory inventory = new EvidenceInventory(bench).take();

        assertThat(inventory.reports())
                .extracting(EvidenceFact::format)
                .containsOnly("junit", "jacoco", "pit", "sarif", "jmeter-csv");
        assertThat(inventory.answers()).isNotEmpty();
        bench.keepHistory = false;
        for (Inventory.Answer answer : inventory.answers()) {
            String unit =
                    switch (answer.value().dimension()) {
                        case RATIO -> "%";
                        case DURATION -> "ms";
                        case RATE -> "/s";
                        default -> "";
                    };
            String text = answer.subject() + " >= 0" + unit;
            assertThat(Expression.parse(text).toString()).isEqualTo(text);
            assertThat(bench.judge(Bench.criteria(text)).criteria().get(0).value())
                    .as(text)
                    .isEqualTo(answer.value());
        }
    }

    @Test
    void givenTroubleAndFilesThatAreNoReports_whenListed_thenBothAreNamedAndNothingIsAnswered() throws Exception {
        bench.write("target/surefire-reports/TEST-a.xml", "<testsuite>").write("package.json", "{}");

        Inventory inventory = new EvidenceInventory(bench).take();
        StringBuilder text = new StringBuilder();
        InventoryReport.writeText(inventory, text, 80);

        assertThat(inventory.answers()).isEmpty();
        assertThat(text)
                .contains("TEST-a.xml", "NO EVIDENCE", "package.json: no known report format")
                .doesNotContain("holds today");
    }
}
