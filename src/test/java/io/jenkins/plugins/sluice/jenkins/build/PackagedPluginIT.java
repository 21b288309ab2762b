package io.jenkins.plugins.sluice.jenkins.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Looks into the {@code .hpi}, after it was packaged. */
class PackagedPluginIT {

    private static final Path HPI = Path.of(System.getProperty("sluice.hpi", "target/jenkins/target/sluice.hpi"));

    @Test
    void givenHpi_whenLibrariesAreListed_thenOnlyThoseThatNoPluginOfJenkinsBrings() throws IOException {
        try (FileSystem hpi = FileSystems.newFileSystem(HPI)) {
            assertThat(names(hpi.getPath("WEB-INF/lib")))
                    .map(name -> name.replaceFirst("(-\\d[^/]*)?\\.jar$", ""))
                    .containsExactlyInAnyOrder(
                            "aalto-xml",
                            "commons-numbers-combinatorics",
                            "commons-numbers-core",
                            "commons-numbers-fraction",
                            "commons-numbers-gamma",
                            "commons-numbers-rootfinder",
                            "commons-rng-client-api",
                            "commons-rng-sampling",
                            "commons-statistics-distribution",
                            "commons-statistics-ranking",
                            "prometheus-metrics-config",
                            "prometheus-metrics-core",
                            "prometheus-metrics-exposition-textformats",
                            "prometheus-metrics-model",
                            "prometheus-metrics-tracer-common",
                            "prometheus-metrics-tracer-initializer",
                            "prometheus-metrics-tracer-otel",
                            "prometheus-metrics-tracer-otel-agent",
                            "sluice");
        }
    }

    @Test
    void givenHpi_whenFilesAreListed_thenLicencesAreThereAndNoClassesOutsideTheJar() throws IOException {
        try (FileSystem hpi = FileSystems.newFileSystem(HPI)) {
            assertThat(names(hpi.getPath("WEB-INF"))).containsExactlyInAnyOrder("lib", "licenses.xml");
        }
    }

    @Test
    void givenJarOfThePlugin_whenFilesAreListed_thenTheCommandLineIsNoPartOfIt() throws IOException {
        try (FileSystem hpi = FileSystems.newFileSystem(HPI);
                FileSystem jar = FileSystems.newFileSystem(hpi.getPath("WEB-INF/lib/sluice.jar"))) {
            Path root = jar.getPath("io/jenkins/plugins/sluice");

            assertThat(names(root))
                    .contains("evidence", "journal", "policy", "report", "step", "verdict")
                    .doesNotContain("cli");
            assertThat(jar.getPath("index.jelly")).exists();
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString().replace("/", ""))
                    .toList();
        }
    }
}
