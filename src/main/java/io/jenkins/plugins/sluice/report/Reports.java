package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.journal.JournalReader;
import io.jenkins.plugins.sluice.journal.Recorded;
import io.jenkins.plugins.sluice.journal.Verification;
import io.jenkins.plugins.sluice.report.JournalState.State;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.VerdictJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Makes reports from journals: from nothing else, so that an old journal gives the same report. */
public final class Reports {

    private Reports() {}

    /** The files of a report. */
    public enum Kind {
        HTML("report.html"),
        JSON("report.json"),
        JUNIT("report.xml"),
        MARKDOWN("report.md");

        private final String fileName;

        Kind(String fileName) {
            this.fileName = fileName;
        }

        public String fileName() {
            return fileName;
        }

        /** Writes this file's content; {@code out} should encode as UTF-8. */
        public void write(ReportModel model, Appendable out) throws IOException {
            switch (this) {
                case HTML -> HtmlReport.write(model, out);
                case JSON -> JsonReport.write(model, out);
                case JUNIT -> JUnitReport.write(List.of(model), out);
                case MARKDOWN -> MarkdownReport.write(model, out);
            }
        }
    }

    /**
     * What a journal tells.
     *
     * @throws IOException when it cannot be read, or holds no verdict; the message names the file and says what to do
     */
    public static ReportModel read(Path journal) throws IOException {
        AtomicReference<@Nullable GateVerdict> verdict = new AtomicReference<>();
        Verification found;
        try {
            found = JournalReader.read(journal, recorded -> {
                GateVerdict read = verdict(recorded);
                if (read != null) {
                    verdict.set(read);
                }
            });
        } catch (IllegalArgumentException e) {
            throw new IOException(journal + ": " + e.getMessage(), e);
        }
        if (found instanceof Verification.NewerFormat newer) {
            throw new IOException(
                    journal + ": the journal has format " + newer.format() + "; use the newer Sluice that wrote it");
        }
        GateVerdict last = verdict.get();
        if (last == null) {
            throw new IOException(journal + ": no gate's verdict is in it"
                    + (found instanceof Verification.Altered altered
                            ? "; line " + altered.line() + " was altered"
                            : "; the run ended before it was judged"));
        }
        return new ReportModel(last, state(journal, found));
    }

    private static @Nullable GateVerdict verdict(Recorded recorded) {
        return recorded.entry().type().equals(VerdictJson.VERDICT)
                ? VerdictJson.read(recorded.entry().version(), recorded.entry().data())
                : null;
    }

    private static JournalState state(Path journal, Verification found) {
        String path = journal.toString();
        if (found instanceof Verification.Intact intact) {
            return new JournalState(path, intact.head(), State.INTACT);
        }
        if (found instanceof Verification.Open open) {
            return new JournalState(path, open.head(), State.OPEN);
        }
        if (found instanceof Verification.Torn torn) {
            return new JournalState(path, torn.head(), State.TORN);
        }
        return new JournalState(path, null, State.ALTERED);
    }

    /**
     * Writes all files of a report; each appears whole or not at all.
     *
     * @param folder made when missing
     */
    public static void write(ReportModel model, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (Kind kind : Kind.values()) {
            Path partial = Files.createTempFile(folder, ".sluice", ".partial");
            try {
                try (Writer out = Files.newBufferedWriter(partial)) {
                    kind.write(model, out);
                }
                Files.move(partial, folder.resolve(kind.fileName()), StandardCopyOption.REPLACE_EXISTING);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } finally {
                Files.deleteIfExists(partial);
            }
        }
    }
}
