package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** How the tool's own runs went: SARIF 2.1.0 §3.20. */
final class SarifInvocations {

    private static final int LONGEST_MESSAGE = 300;

    private final ReportSink sink;
    private boolean failed;
    private @Nullable String error;
    private int errors;

    SarifInvocations(ReportSink sink) {
        this.sink = sink;
    }

    void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                invocation(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void invocation(JsonParser parser) throws IOException {
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "executionSuccessful" -> failed |= value == JsonToken.VALUE_FALSE;
                case "toolExecutionNotifications", "toolConfigurationNotifications" -> notifications(parser);
                case "startTimeUtc", "endTimeUtc" -> time(JsonInput.text(parser));
                default -> {}
            }
            parser.skipChildren();
        }
    }

    private void time(@Nullable String text) {
        if (text == null) {
            return;
        }
        Instant time;
        try {
            time = OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            // a time that cannot be read is no time: the file's own then serves
            return;
        }
        sink.written(time);
    }

    private void notifications(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            return;
        }
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            if (parser.currentToken() == JsonToken.START_OBJECT) {
                notification(parser);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void notification(JsonParser parser) throws IOException {
        boolean isError = false;
        String text = null;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            if (name.equals("level")) {
                isError = "error".equals(JsonInput.text(parser));
            } else if (name.equals("message") && value == JsonToken.START_OBJECT) {
                text = message(parser);
            }
            parser.skipChildren();
        }
        if (isError) {
            errors++;
            if (error == null) {
                error = text == null ? "" : text;
            }
        }
    }

    private static @Nullable String message(JsonParser parser) throws IOException {
        String text = null;
        String id = null;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            parser.nextToken();
            if (name.equals("text")) {
                text = JsonInput.text(parser);
            } else if (name.equals("id")) {
                id = JsonInput.text(parser);
            }
            parser.skipChildren();
        }
        String shown = text != null ? text : id;
        return shown == null ? null : TextCut.cut(shown, LONGEST_MESSAGE);
    }

    /** Why the tool's run is no whole scan, or null. */
    @Nullable
    String failure() {
        if (!failed && errors == 0) {
            return null;
        }
        StringBuilder failure = new StringBuilder(failed ? "the tool says that it failed" : "the tool reports ");
        if (!failed) {
            failure.append(errors == 1 ? "an error" : errors + " errors");
        }
        return error == null || error.isEmpty() ? failure.toString() : failure + ": " + error;
    }
}
