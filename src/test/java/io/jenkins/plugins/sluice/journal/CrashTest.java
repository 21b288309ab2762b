package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The writer dies, and leaves any beginning of what it wrote. */
class CrashTest {
    @TempDir
    Path folder;

    @Test
    void givenAJournalCutAtAnyByte_whenVerified_thenNeverWholeAndNeverAltered() throws IOException {
        Path file = folder.resolve("run.jsonl");
        String head = Desk.writeFinished(file);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            Verification found = JournalReader.verify(file);

            boolean atLineEnd = length > 0 && whole[length - 1] == '\n';
            assertThat(found)
                    .as("cut at %d", length)
                    .isInstanceOf(
                            length == 0
                                    ? Verification.Empty.class
                                    : atLineEnd ? Verification.Open.class : Verification.Torn.class);
            assertThat(JournalReader.verify(file, head)).isInstanceOf(Verification.HeadDiffers.class);
        }
    }

    @Test
    void givenAJournalCutAtAnyByte_whenOpened_thenTheTailIsKeptRecordedAndTheChainGoesOn() throws IOException {
        Path source = folder.resolve("source.jsonl");
        Desk.writeFinished(source);
        byte[] whole = Files.readAllBytes(source);
        List<Recorded> before = Desk.entries(source);

        try (Journals journals = Desk.journals()) {
            for (int length = 0; length < whole.length; length++) {
                Path file =
                        Files.createDirectory(folder.resolve("cut-" + length)).resolve("run.jsonl");
                Files.write(file, Arrays.copyOf(whole, length));
                int wholeLines = (int)
                        IntStream.range(0, length).filter(i -> whole[i] == '\n').count();
                int tail = length - lengthOfLines(whole, wholeLines);

                try (Journal journal = journals.open(file, Desk.RUN)) {
                    journal.append(Desk.entry("gate.verdict", "{\"after\":\"crash\"}"));
                    journal.finish();
                }

                List<Recorded> after = Desk.entries(file);
                assertThat(JournalReader.verify(file)).isInstanceOf(Verification.Intact.class);
                assertThat(after.subList(0, wholeLines)).isEqualTo(before.subList(0, wholeLines));
                List<Recorded> recovered = after.stream()
                        .filter(r -> r.entry().type().equals("journal.recovered"))
                        .toList();
                assertThat(recovered).as("cut at %d", length).hasSize(tail == 0 ? 0 : 1);
                if (tail > 0) {
                    assertKept(recovered.get(0), file, Arrays.copyOfRange(whole, length - tail, length));
                }
            }
        }
    }

    private static int lengthOfLines(byte[] bytes, int lines) {
        int at = 0;
        for (int seen = 0; seen < lines; at++) {
            if (bytes[at] == '\n') {
                seen++;
            }
        }
        return at;
    }

    private static void assertKept(Recorded recovered, Path journal, byte[] tail) {
        ObjectNode data = recovered.entry().data();
        assertThat(journal.resolveSibling(data.path("file").asText())).hasBinaryContent(tail);
        assertThat(data.path("bytes").asInt()).isEqualTo(tail.length);
        assertThat(data.path("sha256").asText()).isEqualTo(Line.hash(Line.sha256(), tail, 0, tail.length));
    }

    @Test
    void givenACrashDuringRecovery_whenOpenedAgain_thenWhatWasKeptIsRecordedAllTheSame() throws IOException {
        Path source = folder.resolve("source.jsonl");
        Desk.writeFinished(source);
        byte[] whole = Files.readAllBytes(source);
        int twoLines = lengthOfLines(whole, 2);
        byte[] tail = Arrays.copyOfRange(whole, twoLines, twoLines + 50);

        // Every write of the recovery is let fail in its turn; then the disk is well again.
        for (int step = 1; step <= 9; step++) {
            Path file = Files.createDirectory(folder.resolve("step-" + step)).resolve("run.jsonl");
            Files.write(file, Arrays.copyOf(whole, twoLines + 50));
            FaultyDisk disk = new FaultyDisk();
            disk.failAt(step, 10);
            boolean failed = false;
            try (Journals journals = Desk.journals(disk)) {
                journals.open(file, Desk.RUN).close();
            } catch (IOException e) {
                failed = true;
            }
            assertThat(failed).as("step %d fails", step).isEqualTo(disk.hasFailed());
            try (Journals journals = Desk.journals();
                    Journal journal = journals.open(file, Desk.RUN)) {
                journal.finish();
            }

            assertThat(JournalReader.verify(file)).isInstanceOf(Verification.Intact.class);
            List<Recorded> recovered = Desk.entries(file).stream()
                    .filter(r -> r.entry().type().equals("journal.recovered"))
                    .toList();
            assertThat(recovered).as("step %d", step).isNotEmpty();
            assertKept(recovered.get(0), file, tail);
        }
    }

    @Test
    void givenAKeptTailThatWasNeverRecordedAndAnother_whenOpened_thenBothAreKeptAndRecorded() throws IOException {
        Path file = folder.resolve("run.jsonl");
        try (Journals journals = Desk.journals()) {
            journals.open(file, Desk.RUN).close();
            Files.writeString(folder.resolve("run.jsonl.torn-2"), "older");
            Files.writeString(file, Files.readString(file) + "newer");

            journals.open(file, Desk.RUN).close();
        }
        assertThat(folder.resolve("run.jsonl.torn-2")).hasContent("older");
        assertThat(folder.resolve("run.jsonl.torn-2.2")).hasContent("newer");
        assertThat(Desk.entries(file))
                .extracting(r -> r.entry().data().path("file").asText())
                .containsExactly("", "run.jsonl.torn-2", "run.jsonl.torn-2.2");
    }

    @Test
    void givenATornFirstLine_whenResumedWithoutARun_thenRefusedAndUntouched() throws IOException {
        Path file = Files.writeString(folder.resolve("run.jsonl"), "{\"at\":\"2026");
        try (Journals journals = Desk.journals()) {
            assertThatThrownBy(() -> journals.resume(file))
                    .isInstanceOf(JournalRefusedException.class)
                    .hasMessageContaining("its first line never reached the disk");
        }
        assertThat(file).hasContent("{\"at\":\"2026");
        assertThat(folder.resolve("run.jsonl.torn-1")).doesNotExist();
    }

    @Test
    void givenASecretInTheFilesName_whenRecovered_thenTheRecordHasItNot() throws IOException {
        Path file = folder.resolve("hunter2.jsonl");
        Redactor redactor = text -> text.replace("hunter2", "****");
        try (Journals journals = Journals.start(redactor, Desk.CLOCK, Runnable::run)) {
            journals.open(file, Desk.RUN).close();
            Files.writeString(file, Files.readString(file) + "{");

            journals.resume(file).close();
        }
        assertThat(file).content().contains("****.jsonl.torn-2").doesNotContain("hunter2");
    }
}
