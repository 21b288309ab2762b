package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where reports are searched. */
class FileSearchTest {

    @Test
    void givenTheReportsOfAnEarlierGate_whenSearched_thenTheyAreNoEvidence(@TempDir Path folder) throws IOException {
        Path workspace = folder.toRealPath();
        Files.createDirectories(workspace.resolve("build"));
        Files.createFile(workspace.resolve("build/tests.xml"));
        Files.createDirectories(workspace.resolve("sluice-report/build"));
        Files.createFile(workspace.resolve("sluice-report/build/report.xml"));
        FileSearch search = new FileSearch(workspace, () -> {});

        assertThat(search.usual().candidates()).containsExactly("build/tests.xml");
        assertThat(search.matching(List.of("**/*.xml"), List.of())).containsExactly("build/tests.xml");
        assertThat(search.matching(List.of("sluice-report/**/*.xml"), List.of()))
                .containsExactly("sluice-report/build/report.xml");
    }
}
