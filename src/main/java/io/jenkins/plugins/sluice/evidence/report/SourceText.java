package io.jenkins.plugins.sluice.evidence.report;

import java.util.Arrays;

/**
 * The lines of a source file that are not blank, one after another and each without white space at its ends, with every
 * other run of white space as one blank and with a line end: whatever lines are asked for around a place, they are one
 * piece of it. Works on bytes, so that no encoding needs to be known.
 */
final class SourceText {

    static final SourceText NONE = new SourceText(new byte[0], 0);

    private final byte[] text;

    /** Where each line that is not blank starts in the text, and where the text ends. */
    private final int[] starts;

    /** How many lines before each line are not blank, and how many there are in all: nobody walks over blank lines. */
    private final int[] before;

    /** Takes a file's first so many bytes. */
    SourceText(byte[] content, int length) {
        byte[] to = new byte[length + 1];
        int[] written = new int[length / 32 + 2];
        int[] counted = new int[length / 32 + 2];
        int lines = 0;
        int filled = 0;
        int size = 0;
        int at = 0;
        // a line end is followed by a line, be it an empty one
        for (boolean more = length > 0; more; ) {
            more = false;
            int first = size;
            boolean space = false;
            while (at < length) {
                byte b = content[at++];
                if (b > ' ' || b < '\t') {
                    if (space) {
                        to[size++] = ' ';
                        space = false;
                    }
                    to[size++] = b;
                } else if (b == '\n' || (b == '\r' && (at == length || content[at] != '\n'))) {
                    more = true;
                    break;
                } else if (b <= '\r' || b == ' ') {
                    space = size > first;
                } else {
                    size = control(to, size, b, space);
                    space = false;
                }
            }
            if (lines + 2 > counted.length) {
                counted = Arrays.copyOf(counted, 2 * counted.length);
            }
            counted[lines++] = filled;
            if (size > first) {
                to[size++] = '\n';
                if (filled + 2 > written.length) {
                    written = Arrays.copyOf(written, 2 * written.length);
                }
                written[filled++] = first;
            }
        }
        written[filled] = size;
        counted[lines] = filled;
        text = Arrays.copyOf(to, size);
        starts = Arrays.copyOf(written, filled + 1);
        before = Arrays.copyOf(counted, lines + 1);
    }

    /** A control character that is no white space belongs to the text. */
    private static int control(byte[] to, int from, byte b, boolean space) {
        int size = from;
        if (space) {
            to[size++] = ' ';
        }
        to[size++] = b;
        return size;
    }

    int lines() {
        return before.length - 1;
    }

    /** How much room it takes, in bytes. */
    int size() {
        return text.length + Integer.BYTES * (starts.length + before.length);
    }

    /**
     * Adds a line, counted from 0, to a hash, with so many lines before and after it that are not blank. False when
     * nothing is written there.
     */
    boolean addTo(IdentityHash hash, int line, int around) {
        int own = before[line];
        boolean blank = before[line + 1] == own;
        int from = starts[Math.max(0, own - around)];
        int to = starts[Math.min(starts.length - 1, own + around + (blank ? 0 : 1))];
        if (from == to) {
            return false;
        }
        hash.field(text, from, to, blank ? starts[own] : -1, (byte) '\n');
        return true;
    }
}
