package io.jenkins.plugins.sluice.evidence.report;

import org.jspecify.annotations.Nullable;

/** A text of a report, and what was made of it, so that a text that comes again brings that along. */
final class KnownText {

    /** The number of a text that has none. */
    static final int UNNUMBERED = -1;

    final String text;

    /** The path that it stands for with {@link #base} in {@link #places}, where it is the URI of a place. */
    @Nullable
    String path;

    @Nullable
    KnownText base;

    @Nullable
    SarifPlaces places;

    /** The number of {@link #path} in {@link #tally}: to find a path that is known already by its characters costs more. */
    int pathIndex;

    @Nullable
    FindingTally tally;

    /** The bytes by which it is recognised. */
    private final byte[] raw;

    private final @Nullable TextPool pool;

    private int number = UNNUMBERED;

    private KnownText(String text, byte[] raw, @Nullable TextPool pool) {
        this.text = text;
        this.raw = raw;
        this.pool = pool;
    }

    /** A text that a pool keeps. */
    static KnownText kept(String text, byte[] raw, TextPool pool) {
        return new KnownText(text, raw, pool);
    }

    /** A text that is not known to come again. */
    static KnownText once(String text) {
        return new KnownText(text, NO_BYTES, null);
    }

    private static final byte[] NO_BYTES = {};

    /** Whether it comes again and again. */
    boolean comesAgain() {
        return pool != null;
    }

    /** Its number among those that come again and again and were ever asked for one, or {@link #UNNUMBERED}. */
    int number() {
        if (number == UNNUMBERED && pool != null) {
            number = pool.nextNumber(raw.length);
        }
        return number;
    }

    int size() {
        return raw.length;
    }

    /** Whether the string that the parser is at is written in the same bytes. */
    boolean isAt(ScanningParser parser) {
        return parser.rawEquals(raw);
    }
}
