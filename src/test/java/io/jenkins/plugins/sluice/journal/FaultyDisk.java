package io.jenkins.plugins.sluice.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** A disk that fails once, at the step it is told to; a failing write writes some bytes before. */
final class FaultyDisk implements Storage {
    private final Disk disk = new Disk();
    private int stepsLeft = Integer.MAX_VALUE;
    private int bytesWritten;
    private boolean failed;

    /** From now, the step of this number (opening, writing, forcing and cutting count; from 1) fails. */
    synchronized void failAt(int step, int bytesWrittenBefore) {
        stepsLeft = step;
        bytesWritten = bytesWrittenBefore;
        failed = false;
    }

    synchronized boolean hasFailed() {
        return failed;
    }

    private synchronized boolean isNow() {
        failed |= --stepsLeft == 0;
        return stepsLeft == 0;
    }

    private void step() throws IOException {
        if (isNow()) {
            throw new IOException("No space left on device");
        }
    }

    @Override
    public OpenFile open(Path file, long length) throws IOException {
        step();
        OpenFile opened = disk.open(file, length);
        return new OpenFile() {
            @Override
            public void write(ByteBuffer bytes) throws IOException {
                if (isNow()) {
                    opened.write(bytes.slice(bytes.position(), Math.min(bytes.remaining(), bytesWritten)));
                    throw new IOException("No space left on device");
                }
                opened.write(bytes);
            }

            @Override
            public void force() throws IOException {
                step();
                opened.force();
            }

            @Override
            public void truncate(long to) throws IOException {
                step();
                opened.truncate(to);
            }

            @Override
            public void close() throws IOException {
                opened.close();
            }
        };
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        step();
        disk.forceFolder(folder);
    }
}
