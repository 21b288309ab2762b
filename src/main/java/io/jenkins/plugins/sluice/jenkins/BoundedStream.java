package io.jenkins.plugins.sluice.jenkins;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** What an agent may write here: no more than a summary of reports needs. */
final class BoundedStream extends FilterOutputStream {

    /** 256 MiB, compressed: sixteen million findings. */
    private static final long MOST_BYTES = 256L << 20;

    private long left = MOST_BYTES;

    BoundedStream(OutputStream to) {
        super(to);
    }

    @Override
    public void write(int one) throws IOException {
        take(1);
        out.write(one);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        take(length);
        out.write(bytes, from, length);
    }

    private void take(int bytes) throws IOException {
        left -= bytes;
        if (left < 0) {
            throw new IOException(
                    "an agent sent more than " + MOST_BYTES + " bytes of evidence; name fewer files under 'evidence'");
        }
    }
}
