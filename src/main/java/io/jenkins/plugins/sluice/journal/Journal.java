package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A journal open for writing, whose one writer this is until it is closed. Thread-safe: entries get their order from
 * the order in which {@link #append} takes them, and become durable in that order.
 *
 * <p>Nothing bounds how many entries wait for the disk; who appends faster than the disk writes waits for the stages.
 */
public final class Journal implements AutoCloseable {
    private enum State {
        WRITING,
        FINISHED,
        CLOSED
    }

    private final Journals journals;
    private final Writer writer;
    private final Path file;
    private final RunId id;
    private final Redactor redactor;
    private final WriterLock lock;

    // Guarded by this.
    private final Chain chain;
    private List<PendingLine> pending = new ArrayList<>();
    private boolean scheduled;
    private State state = State.WRITING;
    private long durableEntries;
    private @Nullable JournalFailedException failure;

    /** How long the file is on the disk; the writer's own. */
    private long durableBytes;

    Journal(
            Journals journals,
            Writer writer,
            Path file,
            RunId id,
            Redactor redactor,
            WriterLock lock,
            Chain chain,
            long bytes) {
        this.journals = journals;
        this.writer = writer;
        this.file = file;
        this.id = id;
        this.redactor = redactor;
        this.lock = lock;
        this.chain = chain;
        this.durableEntries = chain.entries();
        this.durableBytes = bytes;
    }

    /** The file, as a real path. */
    public Path file() {
        return file;
    }

    /** The run that the journal's first line names. */
    public RunId id() {
        return id;
    }

    /**
     * Appends an entry: redacted, hashed and numbered before this returns, durable when the stage completes. The stage
     * completes on the executor that {@link Journals} was given. It fails
     *
     * <ul>
     *   <li>with {@link JournalFailedException} when this or an earlier entry could not be written. The journal then
     *       takes no more; the entry may be in the file nevertheless.
     *   <li>with {@link IllegalStateException} when the journal is finished or closed.
     * </ul>
     *
     * @throws EntryRejectedException at once, for data that cannot stand in a journal or a type that is the journal's
     *     own ({@code closed} and {@code journal.…}); nothing is written and the journal goes on
     */
    public CompletionStage<Appended> append(Entry entry) {
        if (entry.type().equals(Line.CLOSED) || entry.type().startsWith("journal.")) {
            throw new EntryRejectedException(entry.type(), "", "the type is the journal's own; choose another");
        }
        return add(entry, false);
    }

    /**
     * Appends the entry {@code closed}, whose hash is the journal's head. Nothing can be appended after it, now or
     * later. The stage is as that of {@link #append}.
     */
    public CompletionStage<Appended> finish() {
        return add(new Entry(Line.CLOSED, 1, JsonNodeFactory.instance.objectNode()), true);
    }

    private CompletionStage<Appended> add(Entry entry, boolean last) {
        Line.Draft draft = Line.Draft.of(entry, redactor);
        boolean schedule;
        PendingLine line;
        synchronized (this) {
            if (failure != null) {
                return CompletableFuture.failedStage(failure);
            }
            if (state != State.WRITING) {
                return CompletableFuture.failedStage(new IllegalStateException(file + ": is "
                        + (state == State.FINISHED ? "finished" : "closed") + " and takes no more entries"));
            }
            line = chain.add(draft);
            pending.add(line);
            if (last) {
                state = State.FINISHED;
            }
            schedule = !scheduled;
            scheduled = true;
        }
        if (schedule) {
            writer.schedule(this);
        }
        return line.durable().minimalCompletionStage();
    }

    /**
     * Waits until the disk has what was appended, and lets others write the journal. A journal that is not finished
     * stays open on the disk, and can be gone on with. Closing twice does nothing.
     *
     * @throws IOException when the files beside the journal that say who writes it cannot be removed
     * @throws IllegalStateException on the writer's own thread, when it would wait for itself
     */
    @Override
    public void close() throws IOException {
        boolean finished;
        synchronized (this) {
            if (state == State.CLOSED) {
                return;
            }
            finished = state == State.FINISHED;
            if (!isSettled() && writer.isCurrentThread()) {
                throw new IllegalStateException(
                        file + ": entries are on their way, and this thread writes them; close from another");
            }
            state = State.CLOSED;
            awaitSettled();
            finished = finished && failure == null;
        }
        try {
            lock.release(finished);
        } finally {
            journals.closed(this);
        }
    }

    private boolean isSettled() {
        return failure != null || durableEntries == chain.entries();
    }

    private synchronized void awaitSettled() {
        boolean interrupted = false;
        while (!isSettled()) {
            try {
                wait();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    // For the writer, in its thread.

    synchronized List<PendingLine> takePending() {
        List<PendingLine> next = new ArrayList<>();
        List<PendingLine> taken = pending;
        pending = next;
        scheduled = false;
        return taken;
    }

    long durableBytes() {
        return durableBytes;
    }

    synchronized @Nullable JournalFailedException failure() {
        return failure;
    }

    /** These lines, the next after the last durable one, are durable; their stages do not know yet. */
    synchronized void settle(List<PendingLine> lines, long bytes) {
        durableEntries += lines.size();
        durableBytes += bytes;
        notifyAll();
    }

    /** Ends all writing; gives the failure of these and of all later lines. */
    synchronized JournalFailedException fail(Throwable cause) {
        if (failure == null) {
            failure = new JournalFailedException(file, cause);
        }
        notifyAll();
        return failure;
    }
}
