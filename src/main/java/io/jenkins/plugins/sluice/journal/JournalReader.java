package io.jenkins.plugins.sluice.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Reads and verifies journals, one line at a time; memory does not grow with the file. A journal may be read while it
 * is written: it is then {@link Verification.Open}, or {@link Verification.Torn} for a moment.
 */
public final class JournalReader {
    private JournalReader() {}

    /**
     * Verifies a journal's chain.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws IOException when it cannot be read
     */
    public static Verification verify(Path journal) throws IOException {
        return Scan.of(journal, null, null).result();
    }

    /**
     * Verifies a journal's chain, and that it ends in a head that was kept elsewhere; if it does not, the result is
     * {@link Verification.HeadDiffers}, unless the chain itself is broken. Only this notices lost last lines.
     *
     * @param expectedHead 64 lower-case hexadecimal digits
     * @throws IllegalArgumentException when the expected head is none
     * @throws IOException when the file cannot be read
     */
    public static Verification verify(Path journal, String expectedHead) throws IOException {
        if (!LineParser.isHash(expectedHead)) {
            throw new IllegalArgumentException(
                    "a head is 64 lower-case hexadecimal digits, was '" + expectedHead + "'; copy it from the report");
        }
        return Scan.of(journal, null, expectedHead).result();
    }

    /**
     * Hands a journal's entries over in order, those of unknown types too, and those of the journal itself
     * ({@code journal.opened}, {@code journal.recovered}, {@code closed}). Each is handed over when the chain holds up
     * to it; that it was altered may show only at the next one, so what was read stands when the result says so.
     *
     * @return what {@link #verify(Path)} returns
     * @throws IOException when the file cannot be read
     */
    public static Verification read(Path journal, Consumer<Recorded> sink) throws IOException {
        return Scan.of(journal, sink, null).result();
    }
}
