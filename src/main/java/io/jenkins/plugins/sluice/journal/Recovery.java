package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes the unfinished last line of a crashed writer out of a journal's way: kept in a file beside it, cut off, and
 * recorded by the line that takes its number. A crash in between loses nothing: what was kept and not yet recorded is
 * found again by its name, which carries that number.
 */
final class Recovery {
    private final Storage storage;
    private final Path journal;
    private final Redactor redactor;

    Recovery(Storage storage, Path journal, Redactor redactor) {
        this.storage = storage;
        this.journal = journal;
        this.redactor = redactor;
    }

    /** Keeps and cuts off what is torn; gives the entries that record it, none when nothing was torn. */
    List<Entry> recover(Scan scan) throws IOException {
        long line = scan.entries() + 1;
        byte[] tail = scan.tail();
        List<Path> kept = kept(line);
        if (tail.length > 0) {
            Path aside = place(kept, line, tail);
            keep(aside, tail);
            if (!kept.contains(aside)) {
                kept.add(aside);
            }
            try (Storage.OpenFile file = storage.open(journal, scan.wholeBytes() + tail.length)) {
                file.truncate(scan.wholeBytes());
                file.force();
            }
        }
        if (line == 2) {
            // A torn first line is recorded by the second, the first must open the journal.
            kept.addAll(0, kept(1));
        }
        List<Entry> recorded = new ArrayList<>(kept.size());
        for (Path file : kept) {
            recorded.add(record(file));
        }
        return recorded;
    }

    /** What earlier openings kept of this line and crashed before they recorded it. */
    private List<Path> kept(long line) {
        List<Path> kept = new ArrayList<>();
        while (Files.exists(name(line, kept.size()))) {
            kept.add(name(line, kept.size()));
        }
        return kept;
    }

    /** Where to keep the tail: where a crashed opening began to keep the same one, else in a new file. */
    private Path place(List<Path> kept, long line, byte[] tail) throws IOException {
        for (Path file : kept) {
            if (Files.size(file) <= tail.length) {
                byte[] begun = Files.readAllBytes(file);
                if (Arrays.equals(begun, 0, begun.length, tail, 0, begun.length)) {
                    return file;
                }
            }
        }
        return name(line, kept.size());
    }

    private Path name(long line, int number) {
        return WriterLock.beside(journal, ".torn-" + line + (number == 0 ? "" : "." + (number + 1)));
    }

    private void keep(Path aside, byte[] tail) throws IOException {
        Files.deleteIfExists(aside);
        try (Storage.OpenFile file = storage.open(aside, 0)) {
            file.write(ByteBuffer.wrap(tail));
            file.force();
        }
        storage.forceFolder(journal.resolveSibling("."));
    }

    private Entry record(Path kept) throws IOException {
        byte[] bytes = Files.readAllBytes(kept);
        return new Entry(
                Line.RECOVERED,
                1,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("bytes", bytes.length)
                        .put("file", redactor.redact(String.valueOf(kept.getFileName())))
                        .put("sha256", Line.hash(Line.sha256(), bytes, 0, bytes.length)));
    }
}
