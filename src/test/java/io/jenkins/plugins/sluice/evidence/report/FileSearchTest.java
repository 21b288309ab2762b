package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceSet.Skipped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an earlier run of Sluice left in the workspace is not evidence for the next one. */
class FileSearchTest {

    @TempDir
    Path folder;

    private FileSearch search;

    @BeforeEach
    void anEarlierRunsReport() throws IOException {
        for (String reports : List.of("sluice-report/build", "target/sluice/build")) {
            Path report = Files.createDirectories(folder.resolve(reports));
            Files.createDirectory(report.resolve("journals"));
            Files.writeString(report.resolve("report.xml"), "<testsuites name=\"sluice\"/>");
            Files.writeString(report.resolve("report.html"), "<!doctype html>");
        }
        Path tests = Files.createDirectories(folder.resolve("target/surefire-reports"));
        Files.writeString(tests.resolve("TEST-a.xml"), "<testsuite/>");
        search = new FileSearch(folder.toRealPath(), () -> {});
    }

    @Test
    void givenOwnReports_whenTheUsualPlacesAreSearched_thenTheyAreLeftOut() throws IOException {
        FileSearch.Found found = search.usual();

        assertThat(found.files()).containsOnlyKeys("target/surefire-reports/TEST-a.xml");
        assertThat(found.skipped())
                .containsExactlyInAnyOrder(
                        new Skipped("sluice-report/build", "the report of an earlier gate"),
                        new Skipped("target/sluice/build", "the report of an earlier gate"));
    }

    @Test
    void givenOwnReports_whenAPatternMatchesThem_thenTheyAreLeftOut() throws IOException {
        assertThat(search.matching(List.of("**/*.xml"), List.of()).files())
                .containsOnlyKeys("target/surefire-reports/TEST-a.xml");
    }
}
