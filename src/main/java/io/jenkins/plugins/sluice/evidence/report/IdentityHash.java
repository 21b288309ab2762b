package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Identity;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Makes identities of texts: the first 128 bits of SHA-256 over the texts in UTF-8 (surrogates as units of their own), each with its length in front, so
 * that ("a", "bc") and ("ab", "c") differ. A cryptographic hash, because whoever writes the code under test chooses
 * these texts and must not be able to give a new finding an old one's identity. Keeps its buffers from one identity to
 * the next; not for several threads at once.
 */
public final class IdentityHash {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    private final MessageDigest sha256;
    private final byte[] digest = new byte[32];
    private byte[] bytes = new byte[1024];
    private int size;

    public IdentityHash() {
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** The identity of these texts. */
    public static Identity of(CharSequence... fields) {
        IdentityHash hash = new IdentityHash();
        for (CharSequence field : fields) {
            hash.field(field);
        }
        return hash.finish().identity();
    }

    /** Adds a text; a lone surrogate is encoded as if it were a character of its own. */
    public IdentityHash field(CharSequence text) {
        return field(text, 0);
    }

    /** Adds a text from one of its characters on. */
    IdentityHash field(CharSequence text, int first) {
        int chars = text.length();
        int needed = size + Integer.BYTES + 3 * (chars - first);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, 2 * bytes.length));
        }
        int end = encode(text, first, chars, size + Integer.BYTES);
        frame(end - size - Integer.BYTES);
        size = end;
        return this;
    }

    /** Adds part of a text that is not decoded, with one byte put in at a place of it, or at -1 with none. */
    IdentityHash field(byte[] text, int from, int to, int place, byte put) {
        int start = size + Integer.BYTES;
        int length = to - from + (place < 0 ? 0 : 1);
        if (start + length > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(start + length, 2 * bytes.length));
        }
        frame(length);
        int split = place < 0 ? to : place;
        System.arraycopy(text, from, bytes, start, split - from);
        if (place >= 0) {
            bytes[start + split - from] = put;
            System.arraycopy(text, split, bytes, start + split - from + 1, to - split);
        }
        size = start + length;
        return this;
    }

    private void frame(int length) {
        bytes[size] = (byte) (length >>> 24);
        bytes[size + 1] = (byte) (length >>> 16);
        bytes[size + 2] = (byte) (length >>> 8);
        bytes[size + 3] = (byte) length;
    }

    /** Adds 128 bits as they are, such as an identity that stands for what several have in common. */
    IdentityHash bits(long high, long low) {
        if (size + 2 * Long.BYTES > bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        LONGS.set(bytes, size, high);
        LONGS.set(bytes, size + Long.BYTES, low);
        size += 2 * Long.BYTES;
        return this;
    }

    private int encode(CharSequence text, int first, int chars, int from) {
        byte[] out = bytes;
        int end = from;
        char[] buffer = text instanceof CharText same ? same.chars : null;
        int plain = first;
        if (buffer != null) {
            while (plain < chars && buffer[plain] < 0x80) {
                out[end++] = (byte) buffer[plain++];
            }
        } else if (text instanceof String string) {
            while (plain < chars && string.charAt(plain) < 0x80) {
                out[end++] = (byte) string.charAt(plain++);
            }
        }
        for (int i = plain; i < chars; i++) {
            char c = buffer == null ? text.charAt(i) : buffer[i];
            if (c < 0x80) {
                out[end++] = (byte) c;
            } else if (c < 0x800) {
                out[end++] = (byte) (0xc0 | (c >> 6));
                out[end++] = (byte) (0x80 | (c & 0x3f));
            } else {
                // surrogates stay two units of three bytes: any injective encoding serves
                out[end++] = (byte) (0xe0 | (c >> 12));
                out[end++] = (byte) (0x80 | ((c >> 6) & 0x3f));
                out[end++] = (byte) (0x80 | (c & 0x3f));
            }
        }
        return end;
    }

    /** Ends an identity; {@link #high} and {@link #low} give it, and the next {@link #field} begins another. */
    public IdentityHash finish() {
        try {
            sha256.update(bytes, 0, size);
            sha256.digest(digest, 0, digest.length);
        } catch (DigestException e) {
            throw new IllegalStateException("a SHA-256 digest has 32 bytes", e);
        }
        size = 0;
        return this;
    }

    /** The first eight bytes of the identity that was finished last. */
    public long high() {
        return (long) LONGS.get(digest, 0);
    }

    /** The last eight bytes of the identity that was finished last. */
    public long low() {
        return (long) LONGS.get(digest, Long.BYTES);
    }

    /** The identity that was finished last. */
    public Identity identity() {
        return new Identity(high(), low());
    }
}
