package io.jenkins.plugins.sluice.evidence.report;

import java.util.Arrays;

/** The beginning of a file, for recognising its format. */
public final class Head {

    public static final int MOST_BYTES = 64 * 1024;

    private final byte[] bytes;

    /** @param bytes the first {@value #MOST_BYTES} bytes of the file, or the whole file when it is smaller */
    public Head(byte[] bytes) {
        this.bytes = Arrays.copyOf(bytes, Math.min(bytes.length, MOST_BYTES));
    }

    /** A copy of the bytes. */
    public byte[] bytes() {
        return bytes.clone();
    }

    public boolean isEmpty() {
        return bytes.length == 0;
    }
}
