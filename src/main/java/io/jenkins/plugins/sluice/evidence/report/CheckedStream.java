package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * A stream that calls the checkpoint at least every 64 KiB and remembers why it failed, so that a failing stream is
 * told apart from a malformed document whatever a parser makes of it. Does not close what it reads.
 */
final class CheckedStream extends InputStream {

    static final int STRIDE = 64 * 1024;

    private final InputStream in;
    private final Runnable checkpoint;
    private int sinceCheckpoint = STRIDE;
    private @Nullable IOException failure;
    private @Nullable RuntimeException stop;

    CheckedStream(InputStream in, ReadLimits limits) {
        this.in = in;
        this.checkpoint = limits.checkpoint();
    }

    /** Throws again what the stream or the checkpoint threw, if they did. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (stop != null) {
            throw stop;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (sinceCheckpoint >= STRIDE) {
            sinceCheckpoint = 0;
            try {
                checkpoint.run();
            } catch (RuntimeException e) {
                stop = e;
                throw e;
            }
        }
        try {
            int count = in.read(target, offset, Math.min(length, STRIDE));
            sinceCheckpoint += Math.max(count, 0);
            return count;
        } catch (IOException e) {
            failure = e;
            throw e;
        }
    }
}
