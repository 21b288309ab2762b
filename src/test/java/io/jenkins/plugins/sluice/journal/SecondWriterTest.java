package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecondWriterTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("run.jsonl");
    }

    private void assertHeldBy(long pid, Journals journals, Path path) {
        assertThatThrownBy(() -> journals.open(path, Desk.RUN))
                .isInstanceOfSatisfying(
                        JournalHeldException.class,
                        e -> assertThat(e.holder())
                                .hasValueSatisfying(
                                        holder -> assertThat(holder.pid()).isEqualTo(pid)))
                .hasMessageContaining("is being written by process " + pid + " on ");
    }

    @Test
    void givenAnOpenJournal_whenOpenedAgainByTheSameJournals_thenHeld() throws IOException {
        try (Journals journals = Desk.journals()) {
            try (Journal journal = journals.open(file, Desk.RUN)) {
                assertHeldBy(ProcessHandle.current().pid(), journals, file);
                assertHeldBy(
                        ProcessHandle.current().pid(),
                        journals,
                        folder.resolve(".").resolve("run.jsonl"));
                Desk.await(journal.append(Desk.entry("a", "{}")));
            }
            journals.open(file, Desk.RUN).close();
        }
    }

    @Test
    void givenAnOpenJournal_whenOpenedThroughALink_thenHeld() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file, Desk.RUN)) {
            Path link = Files.createSymbolicLink(folder.resolve("link"), journal.file());
            assertHeldBy(ProcessHandle.current().pid(), journals, link);
        }
    }

    @Test
    void givenAnOpenJournal_whenOpenedByOtherJournalsOfTheProcess_thenHeldAndTheLockOutlivesTheAttempt()
            throws Exception {
        try (Journals first = Desk.journals();
                Journals second = Desk.journals();
                Journal journal = first.open(file, Desk.RUN)) {
            assertHeldBy(ProcessHandle.current().pid(), second, file);
            assertHeldBy(ProcessHandle.current().pid(), second, file);

            // POSIX drops a process's locks with the first descriptor it closes; another process must still be refused.
            try (Other other = new Other(file)) {
                assertThat(other.answer())
                        .startsWith("held by " + ProcessHandle.current().pid());
            }
            Desk.await(journal.append(Desk.entry("a", "{}")));
        }
    }

    @Test
    void givenAJournalOfAnotherProcess_whenOpened_thenHeldUntilThatProcessIsGone() throws Exception {
        try (Journals journals = Desk.journals()) {
            try (Other other = new Other(file)) {
                assertThat(other.answer()).isEqualTo("open");
                assertHeldBy(other.process.pid(), journals, file);
                assertThat(JournalReader.verify(file)).isInstanceOf(Verification.Open.class);
            }
            // It was killed, and left its name behind.
            assertThat(folder.resolve("run.jsonl.writer")).exists();
            try (Journal journal = journals.open(file, Desk.RUN)) {
                assertThat(Desk.await(journal.append(Desk.entry("a", "{}"))).seq())
                        .isEqualTo(3);
            }
            assertThat(folder.resolve("run.jsonl.writer")).doesNotExist();
        }
    }

    /** A second process that opens the journal, appends an entry, says how that went, and waits to be killed. */
    private static final class Other implements AutoCloseable {
        final Process process;
        private final BufferedReader out;

        Other(Path file) throws IOException {
            process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-cp",
                            System.getProperty("java.class.path"),
                            OtherProcess.class.getName(),
                            file.toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            out = process.inputReader(StandardCharsets.UTF_8);
        }

        String answer() throws IOException {
            return String.valueOf(out.readLine());
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    static final class OtherProcess {
        private OtherProcess() {}

        public static void main(String[] arguments) throws IOException {
            try (Journals journals = Desk.journals();
                    Journal journal = journals.open(Path.of(arguments[0]), Desk.RUN)) {
                Desk.await(journal.append(Desk.entry("other", "{}")));
                System.out.println("open");
                // Ends when it is killed, or with its parent.
                while (System.in.read() >= 0) {
                    continue;
                }
            } catch (JournalHeldException e) {
                System.out.println("held by " + e.holder().map(Holder::pid).orElse(0L));
            }
        }
    }
}
