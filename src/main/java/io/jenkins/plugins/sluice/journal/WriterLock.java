package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The right to write a journal, beside it as two files: {@code .lock}, on which the operating system holds a lock while
 * the holder lives, and {@code .writer}, which says who that is.
 *
 * <p>They are two because of POSIX: a process loses its lock when it closes <em>any</em> descriptor of the locked file,
 * so a second writer in the same process must be turned away without opening {@code .lock}. It reads {@code .writer},
 * and class-wide mutual exclusion keeps two from doing so at once.
 *
 * <p>{@code .lock} stays when the journal is left open: were it deleted, one process could hold the lock of the deleted
 * file and another that of a new one. It is deleted with a closed journal, which nobody writes again.
 */
final class WriterLock {
    private static final JsonMapper JSON = new JsonMapper();

    private final FileChannel channel;
    private final Path lockFile;
    private final Path writerFile;

    private WriterLock(FileChannel channel, Path lockFile, Path writerFile) {
        this.channel = channel;
        this.lockFile = lockFile;
        this.writerFile = writerFile;
    }

    /**
     * @param self this process
     * @throws JournalHeldException when another writer has it
     */
    static WriterLock take(Path journal, Holder self) throws IOException {
        Path lockFile = beside(journal, ".lock");
        Path writerFile = beside(journal, ".writer");
        synchronized (WriterLock.class) {
            Holder holder = read(writerFile);
            if (self.equals(holder)) {
                throw new JournalHeldException(journal, holder);
            }
            FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            try {
                if (!tryLock(channel)) {
                    throw new JournalHeldException(journal, holder);
                }
                write(writerFile, self);
                return new WriterLock(channel, lockFile, writerFile);
            } catch (IOException | RuntimeException e) {
                try (channel) {
                    throw e;
                }
            }
        }
    }

    /** @param finished whether nobody will ever write this journal again */
    void release(boolean finished) throws IOException {
        synchronized (WriterLock.class) {
            try (channel) {
                Files.deleteIfExists(writerFile);
                if (finished) {
                    Files.deleteIfExists(lockFile);
                }
            }
        }
    }

    static Path beside(Path journal, String suffix) {
        return journal.resolveSibling(journal.getFileName() + suffix);
    }

    private static boolean tryLock(FileChannel channel) throws IOException {
        try {
            FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            // Another class loader's writer in this process, caught before it had written its name.
            return false;
        }
    }

    private static void write(Path writerFile, Holder self) throws IOException {
        Files.write(
                writerFile,
                JSON.writeValueAsBytes(JSON.createObjectNode()
                        .put("host", self.host())
                        .put("pid", self.pid())
                        .put("since", Line.instant(self.since()))));
    }

    /** Who wrote its name there; null for nobody, and for a name that is just being written. */
    private static @Nullable Holder read(Path writerFile) throws IOException {
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(writerFile));
            return new Holder(
                    json.path("pid").asLong(),
                    json.path("host").asText(),
                    Instant.parse(json.path("since").asText()));
        } catch (NoSuchFileException | com.fasterxml.jackson.core.JacksonException | DateTimeException e) {
            return null;
        }
    }
}
