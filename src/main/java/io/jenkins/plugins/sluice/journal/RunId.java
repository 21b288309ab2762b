package io.jenkins.plugins.sluice.journal;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Names one walk: a UUID of version 7 (RFC 9562, section 5.7), so that ids sort by the millisecond they were made in.
 *
 * @param value a UUID of version 7 and the RFC's variant
 */
public record RunId(UUID value) {
    private static final long LAST_MILLISECOND = (1L << 48) - 1;

    /** @throws IllegalArgumentException for a UUID of another version or variant */
    public RunId {
        if (value.version() != 7 || value.variant() != 2) {
            throw new IllegalArgumentException("a run id is a UUID of version 7, was " + value);
        }
    }

    /**
     * A new id: 48 bits of the clock's milliseconds, 74 random bits. Two ids of one millisecond have no order.
     *
     * @throws IllegalArgumentException when the clock stands before 1970 or after the year 10889
     */
    public static RunId generate(InstantSource clock, RandomGenerator random) {
        long millis = clock.millis();
        if (millis < 0 || millis > LAST_MILLISECOND) {
            throw new IllegalArgumentException("a run id holds the years 1970 to 10889, the clock says " + millis
                    + " ms; set the machine's clock");
        }
        long high = (millis << 16) | 0x7000 | (random.nextLong() & 0xFFF);
        long low = (random.nextLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
        return new RunId(new UUID(high, low));
    }

    /**
     * Reads the 36 characters that {@link #toString} writes, lower case only.
     *
     * @throws IllegalArgumentException for anything else
     */
    public static RunId parse(String text) {
        // UUID.fromString takes "1-2-3-4-5" and upper case; one id must have one spelling.
        if (text.length() == 36) {
            UUID uuid = UUID.fromString(text);
            if (uuid.toString().equals(text)) {
                return new RunId(uuid);
            }
        }
        throw new IllegalArgumentException(
                "a run id is written like 0190163d-8694-739b-aea5-966c26f8ad91, was '" + text + "'");
    }

    /** When the id was made, to the millisecond. */
    public Instant at() {
        return Instant.ofEpochMilli(value.getMostSignificantBits() >>> 16);
    }

    /** 36 characters, lower case. */
    @Override
    public String toString() {
        return value.toString();
    }
}
