package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Files that real tools wrote: {@code shared/samples} in a folder above the working directory. */
final class Samples {

    private Samples() {}

    /** The folder, or none. */
    private static Path folder() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path samples = at.resolve("shared").resolve("samples");
            if (Files.isDirectory(samples)) {
                return samples;
            }
        }
        return Path.of("shared", "samples");
    }

    /** The named samples, or none where there are none; only for tests that have documents of their own besides. */
    static List<ReportReaderContract.Document> present(String... names) {
        return Arrays.stream(names)
                .filter(name -> Files.isRegularFile(folder().resolve(name)))
                .map(name -> new ReportReaderContract.Document(name, bytes(name)))
                .toList();
    }

    /** A sample's bytes; skips the test visibly where there are no samples. */
    static byte[] bytes(String name) {
        assumeTrue(Files.isDirectory(folder()), "no folder shared/samples above the working directory");
        Path file = folder().resolve(name);
        assertThat(file).isRegularFile();
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
