package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * All journals that one host writes, behind one thread that forces them to the disk together. Thread-safe. An open
 * journal costs memory and the descriptor of its lock, not that of its file.
 */
public final class Journals implements AutoCloseable {
    private final Redactor redactor;
    private final InstantSource clock;
    private final Storage storage;
    private final Writer writer;
    private final Holder self;

    /** The journals that are open or about to be; guarded by this. */
    private final Map<Path, Optional<Journal>> open = new HashMap<>();

    private boolean closed;

    private Journals(Redactor redactor, InstantSource clock, Storage storage, Writer writer) {
        this.redactor = redactor;
        this.clock = clock;
        this.storage = storage;
        this.writer = writer;
        this.self = self();
    }

    /**
     * Starts the writer's thread.
     *
     * @param redactor sees every string and key of every entry before it is hashed
     * @param clock stamps the lines
     * @param completions where the stages of {@link Journal#append} complete; with a direct executor, what follows them
     *     runs on the writer's thread and must be short
     */
    public static Journals start(Redactor redactor, InstantSource clock, Executor completions) {
        return start(redactor, clock, completions, new Disk());
    }

    static Journals start(Redactor redactor, InstantSource clock, Executor completions, Storage storage) {
        Writer writer = new Writer(storage, completions);
        Journals journals = new Journals(redactor, clock, storage, writer);
        writer.start();
        return journals;
    }

    /**
     * Begins a run's journal, or goes on with it. When this returns, the first line is durable. Reads the whole file,
     * and blocks for the disk. The tail of a crashed writer is kept in a file beside the journal and recorded by an
     * entry {@code journal.recovered}.
     *
     * @param file in a folder that exists
     * @param id the run; a journal that is there must be its own
     * @throws JournalHeldException when somebody else writes it
     * @throws JournalRefusedException when it is closed, altered, of a newer format or of another run
     * @throws IOException when it cannot be read or written
     * @throws IllegalStateException when this was closed
     */
    public Journal open(Path file, RunId id) throws IOException {
        return hold(file, id, redactor);
    }

    /**
     * The same for a run that has secrets of its own.
     *
     * @param secrets sees every string and key before the redactor of these journals does
     */
    public Journal open(Path file, RunId id, Redactor secrets) throws IOException {
        return hold(file, id, text -> redactor.redact(secrets.redact(text)));
    }

    /**
     * Goes on with the journal that is there, whatever run it is of; otherwise like {@link #open}.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws JournalRefusedException also when its first line never became durable
     */
    public Journal resume(Path file) throws IOException {
        return hold(file, null, redactor);
    }

    private Journal hold(Path file, @Nullable RunId id, Redactor secrets) throws IOException {
        Path real = Files.exists(file) || id == null
                ? file.toRealPath()
                : file.toAbsolutePath().resolveSibling(".").toRealPath().resolve(file.getFileName());
        synchronized (this) {
            if (closed) {
                throw new IllegalStateException("these journals were closed; " + file + " cannot be opened");
            }
            if (open.putIfAbsent(real, Optional.empty()) != null) {
                throw new JournalHeldException(real, self);
            }
        }
        Journal journal = null;
        try {
            journal = lock(real, id, secrets);
            return journal;
        } finally {
            settle(real, journal);
        }
    }

    private synchronized void settle(Path file, @Nullable Journal journal) {
        if (journal == null) {
            open.remove(file);
        } else {
            open.put(file, Optional.of(journal));
        }
        notifyAll();
    }

    private Journal lock(Path file, @Nullable RunId id, Redactor secrets) throws IOException {
        WriterLock lock = WriterLock.take(file, self);
        boolean finished = false;
        try {
            Scan scan = Files.exists(file) ? Scan.of(file, null, null) : Scan.nothing();
            finished = scan.result() instanceof Verification.Intact;
            return begin(file, runOf(file, scan, id), scan, lock, secrets);
        } catch (IOException | RuntimeException | Error e) {
            try {
                lock.release(finished);
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }

    /** Writes what must stand at the end of the journal before anything else does, and makes all of it durable. */
    private Journal begin(Path file, RunId id, Scan scan, WriterLock lock, Redactor secrets) throws IOException {
        List<Entry> first = new ArrayList<>();
        if (scan.entries() == 0) {
            first.add(new Entry(
                    Line.OPENED,
                    1,
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("format", Line.FORMAT)
                            .put("id", id.toString())));
        }
        first.addAll(new Recovery(storage, file, secrets).recover(scan));
        Chain chain = new Chain(clock, scan.entries(), scan.head());
        long bytes = scan.wholeBytes();
        try (Storage.OpenFile out = storage.open(file, bytes)) {
            for (Entry entry : first) {
                // These entries' words are this package's own; the one foreign text, a file's name, is redacted.
                PendingLine line = chain.add(Line.Draft.of(entry, text -> text));
                bytes += line.bytes().remaining();
                out.write(line.bytes());
            }
            // Also without a new line: what a killed writer left may be in the kernel's memory only.
            out.force();
        }
        storage.forceFolder(file.resolveSibling("."));
        return new Journal(this, writer, file, id, secrets, lock, chain, bytes);
    }

    private static RunId runOf(Path file, Scan scan, @Nullable RunId wanted) throws JournalRefusedException {
        Verification found = scan.result();
        RunId run = scan.id();
        if (found instanceof Verification.Intact) {
            throw new JournalRefusedException(file, found, "is closed, nothing can be added; begin a new journal");
        }
        if (found instanceof Verification.NewerFormat newer) {
            throw new JournalRefusedException(
                    file,
                    found,
                    "has format " + newer.format() + ", this Sluice knows formats up to " + Line.FORMAT
                            + "; use the newer Sluice that wrote it");
        }
        if (found instanceof Verification.Altered altered) {
            throw new JournalRefusedException(
                    file,
                    found,
                    "line " + altered.line() + " was altered (" + altered.flaw()
                            + "), nothing can be added; keep the file as it is and begin a new journal");
        }
        if (run == null && wanted == null) {
            throw new JournalRefusedException(
                    file,
                    found,
                    "its first line never reached the disk, so nothing says which run it is of; begin anew");
        }
        if (run != null && wanted != null && !run.equals(wanted)) {
            throw new JournalRefusedException(
                    file, found, "is the journal of run " + run + ", not of " + wanted + "; choose another file");
        }
        return run != null ? run : Objects.requireNonNull(wanted);
    }

    synchronized void closed(Journal journal) {
        open.remove(journal.file());
        notifyAll();
    }

    /**
     * Closes all journals, finished or not, and ends the thread once everything is on the disk. Closing twice does
     * nothing.
     *
     * @throws IOException the first that closing a journal threw; the others are closed nevertheless
     * @throws IllegalStateException on the writer's own thread
     */
    @Override
    public void close() throws IOException {
        if (writer.isCurrentThread()) {
            throw new IllegalStateException("the journals' writer cannot end itself; close from another thread");
        }
        IOException failure = null;
        for (Journal journal : closing()) {
            try {
                journal.close();
            } catch (IOException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        writer.stop();
        if (failure != null) {
            throw failure;
        }
    }

    /** Takes no more journals; gives those that are open, once none is about to be. */
    private synchronized List<Journal> closing() {
        closed = true;
        boolean interrupted = false;
        while (open.containsValue(Optional.<Journal>empty())) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return open.values().stream().flatMap(Optional::stream).toList();
    }

    private static Holder self() {
        ProcessHandle process = ProcessHandle.current();
        String host;
        try {
            host = InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            host = "unknown";
        }
        return new Holder(
                process.pid(),
                host,
                process.info().startInstant().orElse(Instant.EPOCH).truncatedTo(ChronoUnit.MILLIS));
    }
}
