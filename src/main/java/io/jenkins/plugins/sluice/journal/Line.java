package io.jenkins.plugins.sluice.journal;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.Locale;

/**
 * The form of a line: <code>{"at":…,"data":…,"prev":…,"seq":…,"type":…,"version":…}</code> and a line feed, with these
 * names in this order because RFC 8785 sorts them so.
 */
final class Line {
    /** The most bytes that a line has, its line feed counted. */
    static final int LONGEST = 1 << 20;

    /** The format of a journal that this code writes, and the newest that it reads. */
    static final int FORMAT = 1;

    /** What stands in {@code prev} of the first line. */
    static final String NO_PREV = "0".repeat(64);

    static final String OPENED = "journal.opened";
    static final String RECOVERED = "journal.recovered";
    static final String CLOSED = "closed";

    private static final DateTimeFormatter INSTANT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int INSTANT_LENGTH = 24;
    private static final String BEFORE_AT = "{\"at\":\"";
    private static final String BEFORE_DATA = "\",\"data\":";

    private Line() {}

    /** RFC 3339 in UTC with milliseconds. */
    static String instant(Instant at) {
        String text = INSTANT.format(at);
        if (text.length() != INSTANT_LENGTH) {
            throw new IllegalStateException("RFC 3339 has the years 0 to 9999, the clock says " + at);
        }
        return text;
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256", e);
        }
    }

    static String hash(MessageDigest sha256, byte[] bytes, int start, int length) {
        sha256.update(bytes, start, length);
        return HexFormat.of().formatHex(sha256.digest());
    }

    /** A line but for its place in the chain: what can be made before its turn. */
    static final class Draft {
        private final Entry entry;
        private final CanonicalJson line = new CanonicalJson(LONGEST);

        private Draft(Entry entry) {
            this.entry = entry;
        }

        /** @throws EntryRejectedException for data that no line can hold */
        static Draft of(Entry entry, Redactor redactor) {
            Draft draft = new Draft(entry);
            draft.line.ascii(BEFORE_AT);
            draft.line.skip(INSTANT_LENGTH);
            draft.line.ascii(BEFORE_DATA);
            try {
                draft.line.value(entry.sharedData(), redactor, 1);
            } catch (CanonicalJson.Unwritable e) {
                throw new EntryRejectedException(entry.type(), e.pointer(), e.reason());
            }
            return draft;
        }

        /**
         * Completes the line; once only.
         *
         * @throws EntryRejectedException when it is too long
         */
        void complete(Instant at, String prev, long seq) {
            line.overwrite(BEFORE_AT.length(), instant(at));
            line.ascii(",\"prev\":\"");
            line.ascii(prev);
            line.ascii("\",\"seq\":");
            line.ascii(Long.toString(seq));
            line.ascii(",\"type\":\"");
            line.ascii(entry.type());
            line.ascii("\",\"version\":");
            line.ascii(Integer.toString(entry.version()));
            line.ascii("}\n");
            if (line.length() > LONGEST) {
                throw new EntryRejectedException(
                        entry.type(),
                        "",
                        "the line would have " + line.length() + " bytes, a journal's lines have at most " + LONGEST
                                + "; write less, or split it");
            }
        }

        byte[] bytes() {
            return line.bytes();
        }

        int length() {
            return line.length();
        }
    }
}
