package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads static analysis results in SARIF 2.1.0 (OASIS Standard), streaming, whatever the order of keys.
 *
 * <p>A result counts when its {@code kind} is {@code fail}, absent or none that the standard knows, it is not suppressed (no suppression, or one that
 * is {@code underReview} or {@code rejected}: §3.27.23) and its {@code baselineState} is not {@code absent}. A run is
 * complete when it has {@code results}, no invocation says {@code executionSuccessful: false} and there is no
 * notification of level {@code error}. A key that decides and stands twice in one object makes the report unreadable.
 */
public final class SarifReader implements ReportReader {

    private static final String VERSION = "2.1.0";
    private static final Set<String> OF_A_RUN =
            Set.of("tool", "results", "invocations", "artifacts", "originalUriBaseIds", "columnKind");

    private final Path spillFolder;

    /** Puts results that must wait for the rest of their run into the platform's temporary folder. */
    public SarifReader() {
        this(Path.of(System.getProperty("java.io.tmpdir", ".")));
    }

    /** @param spillFolder an existing folder for results that must wait for the rest of their run */
    public SarifReader(Path spillFolder) {
        this.spillFolder = spillFolder;
    }

    @Override
    public String format() {
        return "sarif";
    }

    @Override
    public boolean recognises(Head head) {
        byte[] bytes = head.bytes();
        try (JsonParser parser = JsonInput.factory(ReadLimits.DEFAULT).createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            boolean version = false;
            boolean runs = false;
            for (String name; !(version && runs) && (name = parser.nextFieldName()) != null; ) {
                JsonToken value = parser.nextToken();
                if (name.equals("runs") && value == JsonToken.START_ARRAY) {
                    runs = true;
                    if (version || isRun(parser)) {
                        return true;
                    }
                } else if (value == JsonToken.VALUE_STRING) {
                    version |= name.equals("version") && parser.getText().startsWith("2.");
                    if (name.equals("$schema") && parser.getText().contains("sarif")) {
                        return true;
                    }
                }
                parser.skipChildren();
            }
            if (version && runs) {
                return true;
            }
            return false;
        } catch (IOException e) {
            // the head ends in the middle of a document, or this is no JSON: nothing was seen that says SARIF
            return false;
        }
    }

    /** Whether the first of some runs is one of SARIF's: other tools have runs too. Goes to that run's end at most. */
    private static boolean isRun(JsonParser parser) throws IOException {
        if (parser.nextToken() == JsonToken.START_OBJECT) {
            for (String name; (name = parser.nextFieldName()) != null; ) {
                if (OF_A_RUN.contains(name)) {
                    return true;
                }
                parser.nextToken();
                parser.skipChildren();
            }
        }
        while (parser.currentToken() != JsonToken.END_ARRAY) {
            parser.nextToken();
            parser.skipChildren();
        }
        return false;
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        JsonInput.read(stream, limits, parser -> log(parser, sink, limits));
    }

    private void log(JsonParser parser, ReportSink sink, ReadLimits limits) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new UnreadableReport("a SARIF log is a JSON object" + JsonInput.at(parser));
        }
        boolean version = false;
        boolean runs = false;
        TextPool pool = new TextPool();
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "version" -> {
                    once(version, parser, name);
                    version = true;
                    if (value != JsonToken.VALUE_STRING || !parser.getText().equals(VERSION)) {
                        throw new UnreadableReport("its SARIF version is " + parser.getText() + ", only " + VERSION
                                + " is read" + JsonInput.at(parser));
                    }
                }
                case "runs" -> {
                    once(runs, parser, name);
                    runs = true;
                    if (value != JsonToken.START_ARRAY) {
                        throw new UnreadableReport("'runs' is no array" + JsonInput.at(parser));
                    }
                    while (parser.nextToken() != JsonToken.END_ARRAY) {
                        new SarifRun(parser, sink, limits, spillFolder, pool).read();
                    }
                }
                case "inlineExternalProperties" -> {
                    if (value == JsonToken.START_ARRAY && parser.nextToken() != JsonToken.END_ARRAY) {
                        throw new UnreadableReport(
                                "results in 'inlineExternalProperties' are not read; let the tool write them into"
                                        + " its run" + JsonInput.at(parser));
                    }
                    parser.skipChildren();
                }
                default -> parser.skipChildren();
            }
        }
        if (!runs) {
            throw new UnreadableReport("it has no 'runs'");
        }
        if (!version) {
            throw new UnreadableReport("it names no SARIF version");
        }
    }

    static void once(boolean seen, JsonParser parser, String name) throws UnreadableReport {
        if (seen) {
            throw new UnreadableReport("'" + name + "' stands twice in one object" + JsonInput.at(parser));
        }
    }
}
