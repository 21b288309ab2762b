package io.jenkins.plugins.sluice.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One walk over a journal's file: what was found, and what a writer must know to go on. */
final class Scan {
    private final LineParser parser = new LineParser();
    private final @Nullable Consumer<Recorded> sink;
    private final @Nullable String expected;
    private long foundAt;
    private long wholeBytes;
    private byte[] tail = {};
    private @Nullable RunId id;
    private Verification result = new Verification.Empty();

    private Scan(@Nullable Consumer<Recorded> sink, @Nullable String expected) {
        this.sink = sink;
        this.expected = expected;
    }

    /**
     * @param sink gets each line that follows from those before it, in order; null for nobody
     * @param expected the head that the journal must have
     */
    static Scan of(Path journal, @Nullable Consumer<Recorded> sink, @Nullable String expected) throws IOException {
        Scan scan = new Scan(sink, expected);
        try (LineReader lines = new LineReader(Files.newInputStream(journal))) {
            scan.result = scan.hold(scan.walk(lines));
        }
        return scan;
    }

    /** Of a file that is not there. */
    static Scan nothing() {
        return new Scan(null, null);
    }

    Verification result() {
        return result;
    }

    /** How many lines are whole and chained. */
    long entries() {
        return parser.entries();
    }

    /** The hash of the last of them. */
    String head() {
        return parser.head();
    }

    /** The bytes of the lines that are whole and chained. */
    long wholeBytes() {
        return wholeBytes;
    }

    /** The bytes of a last line without an end, when the result is {@link Verification.Torn}. */
    byte[] tail() {
        return tail;
    }

    /** The run that the first line names; null without a good first line. */
    @Nullable
    RunId id() {
        return id;
    }

    private Verification walk(LineReader lines) throws IOException {
        while (lines.next()) {
            int start = lines.start();
            int length = lines.length();
            if (!lines.whole()) {
                if (parser.closed()) {
                    return altered(Flaw.AFTER_CLOSED);
                }
                if (length >= Line.LONGEST) {
                    return altered(Flaw.TOO_LONG);
                }
                tail = Arrays.copyOfRange(lines.buffer(), start, start + length);
                return new Verification.Torn(parser.entries(), parser.head(), parser.entries() + 1, length);
            }
            LineParser.Parsed parsed = parser.parse(lines.buffer(), start, length);
            if (parsed instanceof LineParser.Parsed.Bad bad) {
                return altered(bad.flaw());
            } else if (parsed instanceof LineParser.Parsed.Newer newer) {
                return new Verification.NewerFormat(newer.format());
            } else if (parsed instanceof LineParser.Parsed.Good good) {
                accept(good, length);
            }
        }
        if (parser.entries() == 0) {
            return new Verification.Empty();
        }
        return parser.closed()
                ? new Verification.Intact(parser.entries(), parser.head())
                : new Verification.Open(parser.entries(), parser.head());
    }

    private void accept(LineParser.Parsed.Good line, int length) {
        wholeBytes += length;
        if (line.seq() == 1) {
            id = RunId.parse(line.data().path("id").asText());
        }
        if (line.hash().equals(expected)) {
            foundAt = line.seq();
        }
        if (sink != null) {
            sink.accept(line.recorded());
        }
    }

    private Verification altered(Flaw flaw) {
        return new Verification.Altered(parser.entries(), parser.head(), parser.entries() + 1, flaw);
    }

    /** What was found, held against the expected head. */
    private Verification hold(Verification found) {
        if (expected == null
                || expected.equals(parser.head())
                || found instanceof Verification.Altered
                || found instanceof Verification.NewerFormat) {
            return found;
        }
        return new Verification.HeadDiffers(parser.entries(), parser.head(), expected, foundAt);
    }
}
