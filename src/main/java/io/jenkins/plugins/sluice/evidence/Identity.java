package io.jenkins.plugins.sluice.evidence;

/**
 * 128 bits that stand for one test or finding across runs.
 *
 * @param high the first eight bytes, big endian
 * @param low the last eight bytes, big endian
 */
public record Identity(long high, long low) implements Comparable<Identity> {

    /** Unsigned order of the 16 bytes. */
    @Override
    public int compareTo(Identity other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }

    /** 32 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return "%016x%016x".formatted(high, low);
    }
}
