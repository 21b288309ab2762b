package io.jenkins.plugins.sluice.journal;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream at its line feeds, in place, holding at most one line of the longest kind. */
final class LineReader implements Closeable {
    private static final int FIRST_SIZE = 1 << 16;

    private final InputStream in;
    private byte[] buffer = new byte[FIRST_SIZE];
    private int filled;
    private int start;
    private int end;
    private boolean whole;

    LineReader(InputStream in) {
        this.in = in;
    }

    /**
     * Moves to the next line, which may lack its line feed: at the end of the stream, or when it is longer than
     * {@link Line#LONGEST}, where it is cut.
     *
     * @return whether there is one
     */
    boolean next() throws IOException {
        start = end;
        int searched = start;
        while (true) {
            for (int i = searched; i < filled; i++) {
                if (buffer[i] == '\n') {
                    end = i + 1;
                    whole = true;
                    return true;
                }
            }
            searched = filled;
            if (filled - start >= Line.LONGEST) {
                break;
            }
            if (filled == buffer.length) {
                searched -= start;
                makeRoom();
            }
            int count = in.read(buffer, filled, buffer.length - filled);
            if (count < 0) {
                break;
            }
            filled += count;
        }
        end = filled;
        whole = false;
        return end > start;
    }

    private void makeRoom() {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, filled - start);
            filled -= start;
            start = 0;
        } else {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        }
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return start;
    }

    /** The bytes of the line, its line feed counted. */
    int length() {
        return end - start;
    }

    /** Whether the line ends with a line feed. */
    boolean whole() {
        return whole;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
