package io.jenkins.plugins.sluice.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes what has gathered in the journals while it wrote the last batch, writes all of
 * it, then forces file after file: the more wait, the less each costs. A file is open during its batch only.
 */
final class Writer implements Runnable {
    /** The files that one batch has open. */
    private static final int LARGEST_BATCH = 64;

    private static final int BUFFER_SIZE = 1 << 18;

    private final Storage storage;
    private final Executor completions;
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER_SIZE);
    private final Thread thread = new Thread(this, "sluice-journal-writer");

    // Guarded by this.
    private final ArrayDeque<Journal> ready = new ArrayDeque<>();
    private boolean stopping;

    Writer(Storage storage, Executor completions) {
        this.storage = storage;
        this.completions = completions;
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    boolean isCurrentThread() {
        return Thread.currentThread() == thread;
    }

    /** There are lines pending in this journal. */
    synchronized void schedule(Journal journal) {
        ready.add(journal);
        notifyAll();
    }

    /** Ends the thread when nothing is left to write and every stage knows; waits for that. */
    void stop() {
        synchronized (this) {
            stopping = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes journals that have lines pending; none when it is time to end. */
    private synchronized List<Journal> takeReady() {
        while (ready.isEmpty() && !stopping) {
            try {
                wait();
            } catch (InterruptedException stray) {
                // Nobody owns this thread but this class, which ends it by stop().
            }
        }
        // What ran on a direct executor may have left an interrupt, which would close the next file under our hands.
        Thread.interrupted();
        List<Journal> batch = new ArrayList<>(Math.min(ready.size(), LARGEST_BATCH));
        while (!ready.isEmpty() && batch.size() < LARGEST_BATCH) {
            batch.add(ready.remove());
        }
        return batch;
    }

    @Override
    public void run() {
        for (List<Journal> batch = takeReady(); !batch.isEmpty(); batch = takeReady()) {
            List<Portion> portions = new ArrayList<>(batch.size());
            try {
                for (Journal journal : batch) {
                    Portion portion = new Portion(journal);
                    portions.add(portion);
                    portion.write();
                }
                portions.forEach(Portion::force);
            } catch (RuntimeException | Error e) {
                // Out of memory, in all likelihood. Nobody may wait for ever, and the other journals go on. The next
                // round tells those whose lines were not taken yet.
                for (Journal journal : batch) {
                    journal.fail(e);
                    schedule(journal);
                }
                portions.forEach(Portion::abandon);
            }
            complete(portions);
        }
    }

    private void complete(List<Portion> portions) {
        Runnable task = () -> portions.forEach(Portion::complete);
        try {
            completions.execute(task);
        } catch (RuntimeException e) {
            // The host is going down, or its executor is broken; whoever still waits must hear of it all the same.
            task.run();
        }
    }

    /** What one journal has in a batch. */
    private final class Portion {
        private final Journal journal;
        private List<PendingLine> lines = List.of();
        private Storage.@Nullable OpenFile file;
        private long bytes;
        private @Nullable JournalFailedException failure;

        Portion(Journal journal) {
            this.journal = journal;
        }

        void write() {
            lines = journal.takePending();
            failure = journal.failure();
            if (failure != null) {
                return;
            }
            try {
                file = storage.open(journal.file(), journal.durableBytes());
                buffer.clear();
                for (PendingLine line : lines) {
                    bytes += line.bytes().remaining();
                    write(file, line.bytes());
                }
                flush(file);
            } catch (IOException | RuntimeException | Error e) {
                fail(e);
            }
        }

        private void write(Storage.OpenFile to, ByteBuffer line) throws IOException {
            if (buffer.remaining() < line.remaining()) {
                flush(to);
            }
            if (buffer.remaining() < line.remaining()) {
                to.write(line);
            } else {
                buffer.put(line);
            }
        }

        private void flush(Storage.OpenFile to) throws IOException {
            to.write(buffer.flip());
            buffer.clear();
        }

        void force() {
            if (file == null || failure != null) {
                return;
            }
            try {
                file.force();
                file.close();
                journal.settle(lines, bytes);
            } catch (IOException | RuntimeException | Error e) {
                fail(e);
            }
        }

        private void fail(Throwable cause) {
            if (file != null) {
                // After a failed force the kernel may hold pages as clean that never reached the disk; cutting them
                // off keeps the next opening from building on them. The writer reports the first cause either way.
                try (Storage.OpenFile open = file) {
                    open.truncate(journal.durableBytes());
                    open.force();
                } catch (IOException | RuntimeException e) {
                    cause.addSuppressed(e);
                }
            }
            failure = journal.fail(cause);
        }

        void abandon() {
            failure = journal.failure();
        }

        void complete() {
            for (PendingLine line : lines) {
                if (failure == null) {
                    line.durable().complete(line.place());
                } else {
                    line.durable().completeExceptionally(failure);
                }
            }
        }
    }
}
