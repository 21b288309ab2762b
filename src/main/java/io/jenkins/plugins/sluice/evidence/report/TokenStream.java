package io.jenkins.plugins.sluice.evidence.report;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.codehaus.stax2.LocationInfo;
import org.jspecify.annotations.Nullable;

/**
 * What an XML parser reads, with a bound on what it has to keep at once: it skips texts and comments of any length as they
 * come, but keeps a tag with all its attributes, and a text that was asked for, until their end.
 */
final class TokenStream extends FilterInputStream {

    /** The longest tag or kept text, in bytes. */
    static final int MOST_TOKEN = 4 * 1024 * 1024;

    /** A tag has no more attributes; the parser's time for their names grows with their square. */
    static final int MOST_ATTRIBUTES = 20_000;

    /** A shorter tag has no room for too many. */
    private static final int LONG_TAG = 3 * MOST_ATTRIBUTES;

    private static final long NOTHING = -1;

    private @Nullable LocationInfo starts;
    private long given;
    private long skipped = NOTHING;
    private boolean tooLong;
    private long counted = NOTHING;
    private int attributes;
    private boolean afterEquals;

    TokenStream(InputStream in) {
        super(in);
    }

    /** Who knows where the token in work starts. */
    void startsOf(LocationInfo reader) {
        starts = reader;
    }

    /** What the parser reads from here on, it keeps. */
    void keepNext() {
        skipped = NOTHING;
    }

    /** What is left of the token in work is skipped, so that it may be of any length. */
    void skipThis() {
        skipped = starts == null ? NOTHING : starts.getStartingByteOffset();
    }

    /** Whether the read failed for one of the bounds. */
    boolean tooLong() {
        return tooLong;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (starts != null) {
            long start = starts.getStartingByteOffset();
            if (start != skipped && given - start > LONG_TAG) {
                return readLong(start, target, offset, length);
            }
        }
        int count = in.read(target, offset, length);
        given += Math.max(count, 0);
        return count;
    }

    private int readLong(long start, byte[] target, int offset, int length) throws IOException {
        if (start != counted) {
            counted = start;
            attributes = 0;
        }
        if (given - start > MOST_TOKEN || attributes > MOST_ATTRIBUTES) {
            tooLong = true;
            throw new UnreadableReport("too long");
        }
        int count = in.read(target, offset, length);
        for (int i = offset; i < offset + count; i++) {
            byte each = target[i];
            if (each == '=') {
                afterEquals = true;
            } else if (each > ' ') {
                attributes += afterEquals && (each == '"' || each == '\'') ? 1 : 0;
                afterEquals = false;
            }
        }
        given += Math.max(count, 0);
        return count;
    }
}
