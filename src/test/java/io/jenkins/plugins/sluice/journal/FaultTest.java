package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The disk fails, and the process lives on. */
class FaultTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("run.jsonl");
    }

    private static void assertFailed(CompletionStage<Appended> stage) {
        assertThatThrownBy(() -> Desk.await(stage))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(JournalFailedException.class)
                .hasMessageContaining("could not be written, and takes no more entries");
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "2, 1", "2, 100", "3, 0"})
    void givenAFailureToOpenWriteOrForce_whenAppended_thenThisAndAllLaterFailAndTheNextOpeningGoesOn(
            int step, int bytesWritten) throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (Journals journals = Desk.journals(disk)) {
            try (Journal journal = journals.open(file, Desk.RUN)) {
                Appended durable = Desk.await(journal.append(Desk.entry("gate.opened", "{}")));
                disk.failAt(step, bytesWritten);

                assertFailed(journal.append(Desk.entry("gate.evidence", "{}")));
                assertThat(disk.hasFailed()).isTrue();
                assertFailed(journal.append(Desk.entry("gate.verdict", "{}")));
                assertFailed(journal.finish());
                assertThat(JournalReader.verify(file)).isEqualTo(new Verification.Open(2, durable.hash()));
            }
            try (Journal journal = journals.open(file, Desk.RUN)) {
                assertThat(Desk.await(journal.append(Desk.entry("gate.verdict", "{}")))
                                .seq())
                        .isEqualTo(3);
                journal.finish();
            }
        }
        assertThat(JournalReader.verify(file)).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void givenOneJournalThatFails_whenOthersAppend_thenTheyGoOn() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (Journals journals = Desk.journals(disk);
                Journal failing = journals.open(file, Desk.RUN);
                Journal other = journals.open(folder.resolve("other.jsonl"), Desk.RUN)) {
            disk.failAt(2, 5);
            assertFailed(failing.append(Desk.entry("a", "{}")));
            assertThat(Desk.await(other.append(Desk.entry("a", "{}"))).seq()).isEqualTo(2);
        }
    }

    @Test
    void givenAFailure_whenManyAreOnTheirWay_thenEachStageEnds() throws IOException {
        FaultyDisk disk = new FaultyDisk();
        try (Journals journals = Desk.journals(disk);
                Journal journal = journals.open(file, Desk.RUN)) {
            disk.failAt(8, 3);
            List<CompletionStage<Appended>> stages = new ArrayList<>();
            while (!disk.hasFailed()) {
                stages.add(journal.append(Desk.entry("a", "{}")));
            }
            int durable = 0;
            for (CompletionStage<Appended> stage : stages) {
                try {
                    assertThat(Desk.await(stage).seq()).isEqualTo(++durable + 1);
                } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(JournalFailedException.class);
                }
            }
            assertThat(durable).isLessThan(stages.size());
            assertThat(Desk.entries(file)).hasSize(durable + 1);
        }
    }

    @Test
    void givenAForeignWrite_whenAppended_thenItFailsAndTheForeignBytesStay() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file, Desk.RUN)) {
            Files.writeString(file, "somebody was here\n", StandardOpenOption.APPEND);

            assertThatThrownBy(() -> Desk.await(journal.append(Desk.entry("a", "{}"))))
                    .hasStackTraceContaining("somebody else changed it");
        }
        assertThat(file).content().endsWith("somebody was here\n");
    }

    @Test
    void givenAJournalThatWasDeleted_whenAppended_thenItFailsAndNoneIsMade() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file, Desk.RUN)) {
            Files.delete(file);

            assertFailed(journal.append(Desk.entry("a", "{}")));
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void givenAFailureAtAnyStepOfTheFirstOpening_whenOpenedAgain_thenBegun() throws IOException {
        for (int step = 1; step <= 4; step++) {
            Path path = Files.createDirectory(folder.resolve("step-" + step)).resolve("run.jsonl");
            FaultyDisk disk = new FaultyDisk();
            disk.failAt(step, 20);
            try (Journals journals = Desk.journals(disk)) {
                assertThatThrownBy(() -> journals.open(path, Desk.RUN)).isInstanceOf(IOException.class);
                journals.open(path, Desk.RUN).close();
            }
            assertThat(JournalReader.verify(path)).isInstanceOf(Verification.Open.class);
        }
    }

    @Test
    void givenAnExecutorThatRefuses_whenAppended_thenTheStageCompletesAllTheSame() throws IOException {
        try (Journals journals = Journals.start(Desk.NO_SECRETS, Desk.CLOCK, task -> {
                    throw new RejectedExecutionException("shut down");
                });
                Journal journal = journals.open(file, Desk.RUN)) {
            assertThat(Desk.await(journal.append(Desk.entry("a", "{}"))).seq()).isEqualTo(2);
        }
    }

    @Test
    void givenARedactorThatThrows_whenAppended_thenNothingIsWritten() throws IOException {
        Redactor broken = text -> {
            throw new IllegalStateException("no secrets store");
        };
        try (Journals journals = Journals.start(broken, Desk.CLOCK, Runnable::run);
                Journal journal = journals.open(file, Desk.RUN)) {
            long before = Files.size(file);
            assertThatThrownBy(() -> journal.append(Desk.entry("a", "{\"x\":1}")))
                    .isInstanceOf(IllegalStateException.class);
            assertThat(Files.size(file)).isEqualTo(before);
        }
    }
}
