package io.jenkins.plugins.sluice.evidence.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream of a report that is kept in memory: one that is larger than allowed is unreadable. */
final class LimitedStream extends FilterInputStream {

    private final int most;
    private long count;

    LimitedStream(InputStream stream, int most) {
        super(stream);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        return counted(in.read(), 1);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int some = in.read(bytes, offset, length);
        return counted(some, some);
    }

    private int counted(int result, int bytes) throws UnreadableReport {
        if (result >= 0) {
            count += bytes;
        }
        if (count > most) {
            throw new UnreadableReport("larger than " + most + " bytes, which is the most for this format");
        }
        return result;
    }
}
