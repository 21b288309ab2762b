package io.jenkins.plugins.sluice.evidence.report;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds bytes eight at a time. */
final class ByteScan {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long LOW_BITS = 0x0101_0101_0101_0101L;
    private static final long LOW_SEVEN = 0x7f7f_7f7f_7f7f_7f7fL;

    private ByteScan() {}

    /** The eight bytes from a place, the first one lowest. */
    static long word(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The byte eight times. */
    static long all(byte each) {
        return (each & 0xffL) * LOW_BITS;
    }

    /** The highest bit of each byte of the word that equals the pattern's. */
    static long equal(long word, long pattern) {
        long different = word ^ pattern;
        return ~(((different & LOW_SEVEN) + LOW_SEVEN) | different | LOW_SEVEN);
    }

    /** How many bytes stand before the first that {@link #equal} marked; the marks are not 0. */
    static int before(long marks) {
        return Long.numberOfTrailingZeros(marks) >>> 3;
    }
}
