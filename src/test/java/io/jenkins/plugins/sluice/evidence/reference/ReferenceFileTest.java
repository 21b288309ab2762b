package io.jenkins.plugins.sluice.evidence.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.reference.Reference.Acceptance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceFileTest {

    private static final String WHOLE = """
            {"sluiceReference":1,"gate":"build","run":"r1","at":"2026-03-01T12:00:00Z","candidate":true,"evidence":["e"]}""";

    @TempDir
    private Path folder;

    private Path file;
    private final ReferenceFile files = new ReferenceFile(SomeEvidence.CODEC);

    @BeforeEach
    void name() {
        file = folder.resolve("reference.json");
    }

    @Test
    void givenAReference_whenWrittenAndRead_thenItIsTheSame() throws IOException {
        Reference reference = new Reference(
                "build",
                "r1",
                Instant.parse("2026-03-01T12:00:00.250Z"),
                "feature/ü",
                "c1",
                "h1",
                false,
                new Acceptance("ann", "said \"yes\"\n"),
                SomeEvidence.of("e"));
        files.write(file, reference);

        assertThat(files.read(file)).isEqualTo(reference);
        assertThat(folder.toFile().list()).containsExactly("reference.json");
    }

    @Test
    void givenTheFirstFormat_whenReadToday_thenItIsRead() throws IOException {
        Files.writeString(file, WHOLE);

        assertThat(files.read(file))
                .isEqualTo(new Reference(
                        "build",
                        "r1",
                        Instant.parse("2026-03-01T12:00:00Z"),
                        null,
                        null,
                        null,
                        true,
                        null,
                        SomeEvidence.of("e")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"sluiceReference\":1|\"sluiceReference\":2|use a newer version of Sluice",
                "\"sluiceReference\":1|\"sluiceReference\":\"1\"|is no whole reference",
                "\"sluiceReference\":1,||its first key is not 'sluiceReference'",
                "\"candidate\"|\"candidates\"|unknown key 'candidates'",
                "\"candidate\":true|\"candidate\":1|is no whole reference",
                "\"run\":\"r1\",||lacks one of",
                "\"run\":\"r1\"|\"run\":\"r1\",\"run\":\"r2\"|Duplicate field 'run'",
                "2026-03-01T|2026-13-01T|is no reference",
                "[\"e\"]}|[\"e\"]} {}|goes on after its end",
                "[\"e\"]|7|no evidence",
            })
    void givenAnAlteredFile_whenRead_thenAnErrorThatSaysWhatIsWrong(String from, String to, String message)
            throws IOException {
        Files.writeString(file, WHOLE.replace(from, to == null ? "" : to));

        assertThatThrownBy(() -> files.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reference.json")
                .hasMessageContaining(message);
    }

    @Test
    void givenNoFile_whenRead_thenItSaysSo() {
        assertThatThrownBy(() -> files.read(file)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void givenAWriterThatFails_whenItStops_thenTheOldFileIsStillThere() throws IOException {
        Files.writeString(file, WHOLE);

        assertThatThrownBy(() -> WholeFile.write(file, out -> {
                    out.write(1);
                    throw new IOException("disk full");
                }))
                .hasMessage("disk full");
        assertThat(file).hasContent(WHOLE);
        assertThat(folder.toFile().list()).containsExactly("reference.json");
    }
}
