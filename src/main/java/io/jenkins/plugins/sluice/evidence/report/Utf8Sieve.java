package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Makes an XML document in UTF-8 readable that a tool wrote with text as it came: every byte that is no UTF-8 becomes
 * U+0001, which the parser replaces in texts and attribute values and refuses in markup, and a reference to a character
 * that XML forbids (such as number 27) becomes one of the same length to a character that it allows. Nothing else changes,
 * not even the length, so that places in error messages stay true.
 */
final class Utf8Sieve extends InputStream {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long AMPERSANDS = '&' * LOW_BITS;
    private static final byte ILLEGAL = 1;

    /** Longer than any reference to a character that exists; longer ones are left to the parser to refuse. */
    private static final int MOST_REFERENCE = 16;

    private final InputStream in;
    private final byte[] buffer = new byte[CheckedStream.STRIDE];
    private int position;
    private int clean;
    private int end;
    private boolean ended;

    Utf8Sieve(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        while (position == clean) {
            if (ended && clean == end) {
                return -1;
            }
            refill();
        }
        int count = Math.min(length, clean - position);
        System.arraycopy(buffer, position, target, offset, count);
        position += count;
        return count;
    }

    private void refill() throws IOException {
        System.arraycopy(buffer, clean, buffer, 0, end - clean);
        end -= clean;
        position = 0;
        clean = 0;
        int count = in.read(buffer, end, buffer.length - end);
        if (count < 0) {
            ended = true;
        } else {
            end += count;
        }
        clean();
    }

    /** Moves {@code clean} to the end, or to the start of what only the next bytes can tell. */
    private void clean() {
        int at = 0;
        int words = end - Long.BYTES;
        while (at < end) {
            while (at <= words) {
                long word = (long) LONGS.get(buffer, at);
                long noAmpersand = word ^ AMPERSANDS;
                if (((word | ((noAmpersand - LOW_BITS) & ~noAmpersand)) & HIGH_BITS) != 0) {
                    break;
                }
                at += Long.BYTES;
            }
            int stop = Math.min(end, at + Long.BYTES);
            while (at < stop) {
                byte each = buffer[at];
                int length = each < 0 ? sequence(at) : each == '&' ? reference(at) : 1;
                if (length == 0) {
                    clean = at;
                    return;
                }
                at += length;
            }
        }
        clean = end;
    }

    /** The length of the UTF-8 sequence at a place, repaired to 1 when it is none, or 0 when it may go on. */
    private int sequence(int at) {
        int lead = buffer[at] & 0xff;
        int length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
        if (lead < 0xc2 || lead > 0xf4) {
            buffer[at] = ILLEGAL;
            return 1;
        }
        for (int i = 1; i < length; i++) {
            if (at + i == end) {
                if (!ended) {
                    return 0;
                }
                buffer[at] = ILLEGAL;
                return 1;
            }
            int next = buffer[at + i] & 0xff;
            int least = i > 1 ? 0x80 : lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
            int most = i > 1 ? 0xbf : lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
            if (next < least || next > most) {
                buffer[at] = ILLEGAL;
                return 1;
            }
        }
        return length;
    }

    /** The length of the reference at a place, repaired when it needs be; 1 for an entity, or 0 when it may go on. */
    private int reference(int at) {
        if (at + 1 == end) {
            return ended ? 1 : 0;
        }
        if (buffer[at + 1] != '#') {
            return 1;
        }
        int i = at + 2;
        boolean hexadecimal = i < end && buffer[i] == 'x';
        int first = hexadecimal ? i + 1 : i;
        int radix = hexadecimal ? 16 : 10;
        long code = 0;
        for (i = first; i < end && i < at + MOST_REFERENCE; i++) {
            int digit = Character.digit(buffer[i], radix);
            if (digit < 0) {
                if (buffer[i] == ';' && i > first) {
                    if (!legal(code)) {
                        replace(first, i, hexadecimal);
                    }
                    return i + 1 - at;
                }
                return 1;
            }
            code = code * radix + digit;
        }
        return i == end && !ended && i < at + MOST_REFERENCE ? 0 : 1;
    }

    private static boolean legal(long code) {
        return (code >= 0x20 && code < 0xd800)
                || (code >= 0xe000 && code <= 0xfffd)
                || (code >= 0x1_0000 && code <= 0x10_ffff)
                || code == '\t'
                || code == '\n'
                || code == '\r';
    }

    private void replace(int first, int end, boolean hexadecimal) {
        String legal = end - first == 1
                ? "9"
                : end - first < (hexadecimal ? 4 : 5) ? (hexadecimal ? "3f" : "63") : (hexadecimal ? "fffd" : "65533");
        int digits = end - legal.length();
        for (int i = first; i < end; i++) {
            buffer[i] = (byte) (i < digits ? '0' : legal.charAt(i - digits));
        }
    }
}
