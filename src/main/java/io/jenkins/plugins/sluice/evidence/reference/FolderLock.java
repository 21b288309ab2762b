package io.jenkins.plugins.sluice.evidence.reference;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Lets one writer at a time change a folder, in this process or another. Held for milliseconds, so it is tried again. */
final class FolderLock {

    static final String NAME = "lock";
    private static final int TRIES = 3_000;
    private static final long PAUSE_NANOS = 10_000_000;

    private final FileChannel channel;
    private final FileLock lock;

    private FolderLock(FileChannel channel, FileLock lock) {
        this.channel = channel;
        this.lock = lock;
    }

    /** What is done while nobody else changes the folder. */
    interface Change {
        void make() throws IOException;
    }

    /** @throws IOException also when another writer holds the folder for half a minute */
    static void whileHolding(Path folder, Change change) throws IOException {
        FolderLock lock = take(folder);
        try {
            change.make();
        } finally {
            lock.release();
        }
    }

    private static FolderLock take(Path folder) throws IOException {
        Path file = folder.resolve(NAME);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            for (int i = 0; i < TRIES; i++) {
                FileLock lock = tryLock(channel);
                if (lock != null) {
                    return new FolderLock(channel, lock);
                }
                LockSupport.parkNanos(PAUSE_NANOS);
                if (Thread.currentThread().isInterrupted()) {
                    throw new InterruptedIOException("interrupted while waiting for " + file);
                }
            }
            throw new IOException(file + ": held by another writer for too long; end it, or try again");
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            // Another thread of this process holds it, which is no different from another process.
            return null;
        }
    }

    private void release() throws IOException {
        try {
            lock.release();
        } finally {
            channel.close();
        }
    }
}
