package io.jenkins.plugins.sluice.evidence.report;

import org.jspecify.annotations.Nullable;

/** A text of a report, and what was made of it, so that a text that comes again brings that along. */
final class KnownText {

    /** The number of a text that has none. */
    static final int UNNUMBERED = -1;

    final String text;

    /** The text's number among those that come again and again, or {@link #UNNUMBERED}. */
    final int number;

    /** The path that it stands for with {@link #base} in {@link #places}, where it is the URI of a place. */
    @Nullable
    String path;

    @Nullable
    KnownText base;

    @Nullable
    SarifPlaces places;

    /** The bytes by which it is recognised. */
    private final byte[] raw;

    KnownText(String text, byte[] raw, int number) {
        this.text = text;
        this.raw = raw;
        this.number = number;
    }

    /** A text that is not known to come again. */
    static KnownText once(String text) {
        return new KnownText(text, NO_BYTES, UNNUMBERED);
    }

    private static final byte[] NO_BYTES = {};

    int size() {
        return raw.length;
    }

    /** Whether the string that the parser is at is written in the same bytes. */
    boolean isAt(ScanningParser parser) {
        return parser.rawEquals(raw);
    }
}
