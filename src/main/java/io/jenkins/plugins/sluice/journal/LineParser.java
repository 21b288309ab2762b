package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;

/** Reads one line after the other, and holds each against the chain so far. */
final class LineParser {
    /** What a line turned out to be. */
    sealed interface Parsed {
        /** A line that follows; its parts, because an {@link Entry} copies its data and few callers want it. */
        record Good(long seq, Instant at, String hash, String type, int version, ObjectNode data) implements Parsed {
            Recorded recorded() {
                return new Recorded(seq, at, hash, new Entry(type, version, data));
            }
        }

        record Bad(Flaw flaw) implements Parsed {}

        record Newer(long format) implements Parsed {}
    }

    private final ObjectReader json = JsonMapper.builder(JsonFactory.builder()
                    // Keys are data here: none may be kept for ever, and none is too long or too odd to be read.
                    .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                    .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNameLength(Line.LONGEST)
                            .maxStringLength(Line.LONGEST)
                            .maxNumberLength(100)
                            .maxNestingDepth(CanonicalJson.DEEPEST)
                            .build())
                    .build())
            .build()
            .readerFor(JsonNode.class);
    private final CanonicalJson canonical = new CanonicalJson(Line.LONGEST);
    private final MessageDigest sha256 = Line.sha256();

    private long entries;
    private String head = Line.NO_PREV;
    private boolean closed;

    long entries() {
        return entries;
    }

    /** The hash of the last good line. */
    String head() {
        return head;
    }

    boolean closed() {
        return closed;
    }

    /** Reads a whole line, its line feed included. */
    Parsed parse(byte[] bytes, int start, int length) throws IOException {
        if (closed) {
            return new Parsed.Bad(Flaw.AFTER_CLOSED);
        }
        ObjectNode line;
        // Parsers of Jackson close what they read from, and this reads an array.
        try (JsonParser parser = json.createParser(bytes, start, length - 1)) {
            if (!(json.readTree(parser) instanceof ObjectNode object)) {
                return new Parsed.Bad(Flaw.NOT_JSON);
            }
            line = object;
        } catch (JsonProcessingException e) {
            return new Parsed.Bad(Flaw.NOT_JSON);
        }
        if (entries == 0) {
            // Before all else: a newer format may have other rules for everything that follows.
            JsonNode format = line.path("data").path("format");
            if (Line.OPENED.equals(line.path("type").textValue())
                    && format.isIntegralNumber()
                    && format.canConvertToLong()
                    && format.longValue() > Line.FORMAT) {
                return new Parsed.Newer(format.longValue());
            }
        }
        if (!isCanonical(line, bytes, start, length - 1)) {
            return new Parsed.Bad(Flaw.NOT_CANONICAL);
        }
        return chain(line, bytes, start, length);
    }

    private Parsed chain(ObjectNode line, byte[] bytes, int start, int length) {
        String at = line.path("at").textValue();
        String prev = line.path("prev").textValue();
        String type = line.path("type").textValue();
        JsonNode seq = line.path("seq");
        JsonNode version = line.path("version");
        if (line.size() != 6
                || at == null
                || !(line.path("data") instanceof ObjectNode data)
                || prev == null
                || !isHash(prev)
                || !seq.isIntegralNumber()
                || type == null
                || !Entry.isType(type)
                || !version.isInt()
                || version.intValue() < 1) {
            return new Parsed.Bad(Flaw.WRONG_SHAPE);
        }
        Instant instant;
        try {
            instant = Instant.parse(at);
        } catch (DateTimeException e) {
            return new Parsed.Bad(Flaw.WRONG_SHAPE);
        }
        if (!at.equals(Line.instant(instant))) {
            return new Parsed.Bad(Flaw.WRONG_SHAPE);
        }
        boolean opens = type.equals(Line.OPENED);
        if (entries == 0 ? !opens || !opens(data) : opens) {
            return new Parsed.Bad(entries == 0 ? Flaw.NOT_OPENED : Flaw.WRONG_SHAPE);
        }
        if (seq.longValue() != entries + 1) {
            return new Parsed.Bad(Flaw.SEQ_MISMATCH);
        }
        if (!prev.equals(head)) {
            return new Parsed.Bad(Flaw.PREV_MISMATCH);
        }
        entries++;
        head = Line.hash(sha256, bytes, start, length);
        closed = type.equals(Line.CLOSED);
        return new Parsed.Good(entries, instant, head, type, version.intValue(), data);
    }

    private boolean isCanonical(ObjectNode line, byte[] bytes, int start, int length) {
        canonical.clear();
        try {
            canonical.value(line, text -> text, 0);
        } catch (CanonicalJson.Unwritable e) {
            return false;
        }
        return Arrays.equals(canonical.bytes(), 0, canonical.length(), bytes, start, start + length);
    }

    private static boolean opens(ObjectNode data) {
        String id = data.path("id").textValue();
        if (data.path("format").longValue() != Line.FORMAT || id == null) {
            return false;
        }
        try {
            RunId.parse(id);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Whether the text is 64 lower-case hexadecimal digits. */
    static boolean isHash(String text) {
        return text.length() == Line.NO_PREV.length()
                && text.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'));
    }
}
