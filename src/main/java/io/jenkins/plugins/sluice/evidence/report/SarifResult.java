package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What of a SARIF result decides or is shown; read into the same object again and again. */
final class SarifResult {

    private static final int MOST_ARGUMENTS = 100;
    private static final int MOST_FINGERPRINTS = 16;
    private static final Set<String> NO_FAILURES = Set.of("pass", "open", "informational", "notApplicable", "review");
    private static final String FINGERPRINTS = "fingerprints:";
    private static final String LINE_HASH = "primaryLocationLineHash";
    private static final String START_COLUMN = "primaryLocationStartColumnFingerprint";

    private final TextPool pool;
    private final int textLimit;

    @Nullable
    String ruleId;

    int ruleIndex;
    int componentIndex;

    @Nullable
    String componentName;

    @Nullable
    String componentGuid;

    @Nullable
    Severity level;

    @Nullable
    Severity securitySeverity;

    final CharText text = new CharText();
    boolean hasText;

    @Nullable
    String messageMarkdown;

    @Nullable
    String messageId;

    final List<String> arguments = new ArrayList<>();

    @Nullable
    String uri;

    @Nullable
    String uriBaseId;

    int artifact;
    int line;

    @Nullable
    String method;

    @Nullable
    CharSequence fingerprint;

    private final CharText fingerprintText = new CharText();
    private boolean counts;
    private int seen;
    private String lastName = "";
    private String lastMethod = "";

    SarifResult(int textLimit, TextPool pool) {
        this.textLimit = textLimit;
        this.pool = pool;
        clear();
    }

    private void clear() {
        ruleId = null;
        ruleIndex = -1;
        componentIndex = -1;
        componentName = null;
        componentGuid = null;
        level = null;
        securitySeverity = null;
        hasText = false;
        messageMarkdown = null;
        messageId = null;
        arguments.clear();
        uri = null;
        uriBaseId = null;
        artifact = -1;
        line = 0;
        method = null;
        fingerprint = null;
        counts = true;
        seen = 0;
    }

    /** Whether it is a finding: it failed, is not suppressed, and is there. */
    boolean counts() {
        return counts;
    }

    boolean usesBase() {
        return uriBaseId != null;
    }

    boolean usesArtifact() {
        return uri == null && artifact >= 0;
    }

    void read(JsonParser parser) throws IOException {
        clear();
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "ruleId" -> {
                    see(1, parser, name);
                    if (value == JsonToken.VALUE_STRING) {
                        ruleId = deciding(parser, pool.text(parser), textLimit, null);
                    }
                }
                case "ruleIndex" -> ruleIndex = JsonInput.integer(parser, -1);
                case "rule" -> rule(parser, value);
                case "kind" -> {
                    see(1 << 1, parser, name);
                    // A kind that the standard does not know may mean that it failed.
                    counts &= value != JsonToken.VALUE_STRING || !NO_FAILURES.contains(pool.text(parser));
                }
                case "level" -> {
                    see(1 << 2, parser, name);
                    level = SarifTool.level(parser);
                }
                case "message" -> {
                    see(1 << 3, parser, name);
                    message(parser, value);
                }
                case "locations" -> {
                    see(1 << 4, parser, name);
                    locations(parser, value);
                }
                case "suppressions" -> {
                    see(1 << 5, parser, name);
                    counts &= !suppressed(parser, value);
                }
                case "baselineState" -> {
                    see(1 << 6, parser, name);
                    counts &= value != JsonToken.VALUE_STRING
                            || !pool.text(parser).equals("absent");
                }
                case "fingerprints" -> {
                    see(1 << 7, parser, name);
                    fingerprints(parser, value);
                }
                case "partialFingerprints" -> {
                    see(1 << 8, parser, name);
                    partialFingerprints(parser, value);
                }
                case "properties" -> {
                    see(1 << 9, parser, name);
                    securitySeverity = SarifTool.securitySeverity(parser);
                }
                default -> parser.skipChildren();
            }
        }
    }

    private void see(int key, JsonParser parser, String name) throws UnreadableReport {
        SarifReader.once((seen & key) != 0, parser, name);
        seen |= key;
    }

    private void requireShort(JsonParser parser) throws IOException {
        if (parser.getTextLength() > textLimit) {
            throw tooLong(parser, parser.getTextLength(), textLimit);
        }
    }

    private static UnreadableReport tooLong(JsonParser parser, int length, int most) {
        return new UnreadableReport(
                "a text of " + length + " characters, where only " + most + " are allowed" + JsonInput.at(parser));
    }

    /** A text that decides something, so that it may not be cut. */
    static String deciding(JsonParser parser, @Nullable String text, int most, @Nullable String otherwise)
            throws UnreadableReport {
        String given = text == null ? otherwise : text;
        if (given == null) {
            throw new IllegalArgumentException("neither a text nor one for its absence");
        }
        if (given.length() > most) {
            throw tooLong(parser, given.length(), most);
        }
        return given;
    }

    private void rule(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken inner = parser.nextToken();
            switch (name) {
                case "id" -> {
                    if (ruleId == null && inner == JsonToken.VALUE_STRING) {
                        ruleId = deciding(parser, pool.text(parser), textLimit, null);
                    }
                }
                case "index" -> {
                    if (ruleIndex < 0) {
                        ruleIndex = JsonInput.integer(parser, -1);
                    }
                }
                case "toolComponent" -> component(parser, inner);
                default -> {}
            }
            parser.skipChildren();
        }
    }

    private void component(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            return;
        }
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken inner = parser.nextToken();
            if (name.equals("index")) {
                componentIndex = JsonInput.integer(parser, -1);
            } else if (inner == JsonToken.VALUE_STRING) {
                if (name.equals("name")) {
                    componentName = TextCut.cut(pool.text(parser), textLimit);
                } else if (name.equals("guid")) {
                    componentGuid = TextCut.cut(pool.text(parser), textLimit);
                }
            }
            parser.skipChildren();
        }
    }

    private void message(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken inner = parser.nextToken();
            if (inner == JsonToken.VALUE_STRING) {
                switch (name) {
                    case "text" -> {
                        text.set(parser, textLimit);
                        hasText = true;
                    }
                    case "markdown" -> {
                        if (!hasText) {
                            messageMarkdown = TextCut.cut(parser.getText(), textLimit);
                        }
                    }
                    case "id" -> messageId = TextCut.cut(pool.text(parser), textLimit);
                    default -> {}
                }
            } else if (inner == JsonToken.START_ARRAY && name.equals("arguments")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (arguments.size() < MOST_ARGUMENTS) {
                        boolean text = parser.currentToken() == JsonToken.VALUE_STRING;
                        arguments.add(text ? TextCut.cut(pool.text(parser), textLimit) : "");
                    }
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void locations(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        boolean first = true;
        for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_ARRAY; first = false) {
            if (!first || next != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            for (String name; (name = parser.nextFieldName()) != null; ) {
                if (parser.nextToken() == JsonToken.START_OBJECT && name.equals("physicalLocation")) {
                    physicalLocation(parser);
                } else {
                    parser.skipChildren();
                }
            }
        }
    }

    private void physicalLocation(JsonParser parser) throws IOException {
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && name.equals("artifactLocation")) {
                artifactLocation(parser);
            } else if (value == JsonToken.START_OBJECT && name.equals("region")) {
                for (String part; (part = parser.nextFieldName()) != null; ) {
                    parser.nextToken();
                    if (part.equals("startLine")) {
                        line = Math.max(0, JsonInput.integer(parser, 0));
                    } else {
                        parser.skipChildren();
                    }
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private void artifactLocation(JsonParser parser) throws IOException {
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "uri" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        uri = deciding(parser, pool.text(parser), textLimit, null);
                    }
                }
                case "uriBaseId" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        uriBaseId = deciding(parser, pool.text(parser), textLimit, null);
                    }
                }
                case "index" -> artifact = JsonInput.integer(parser, -1);
                default -> {}
            }
            parser.skipChildren();
        }
    }

    /** §3.27.23: suppressed when there is a suppression and none of them is under review or rejected. */
    private boolean suppressed(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return false;
        }
        boolean any = false;
        boolean allAccepted = true;
        for (JsonToken next; (next = parser.nextToken()) != JsonToken.END_ARRAY; ) {
            any = true;
            if (next != JsonToken.START_OBJECT) {
                allAccepted = false;
                parser.skipChildren();
                continue;
            }
            for (String name; (name = parser.nextFieldName()) != null; ) {
                JsonToken status = parser.nextToken();
                if (name.equals("status") && status != JsonToken.VALUE_NULL) {
                    allAccepted &= "accepted".equals(JsonInput.text(parser));
                }
                parser.skipChildren();
            }
        }
        return any && allAccepted;
    }

    /** The first by name: a tool that begins to write a second version beside it stays comparable. */
    private void fingerprints(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        String first = null;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (first == null || name.compareTo(first) < 0) {
                requireShort(parser);
                fingerprintText.set(parser, textLimit);
                if (fingerprintText.isBlank()) {
                    fingerprintText.clear();
                } else {
                    first = name;
                }
            }
        }
        if (first != null) {
            method = method(FINGERPRINTS, first);
            fingerprint = fingerprintText;
        }
    }

    /**
     * The line hash that GitHub's code scanning defines, by itself; without it all entries together, because each of
     * them may be as little as an author's name.
     */
    private void partialFingerprints(JsonParser parser, JsonToken value) throws IOException {
        if (value != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        boolean better = method != null && method.startsWith(FINGERPRINTS);
        if (better) {
            parser.skipChildren();
            return;
        }
        String lineHash = null;
        TreeMap<String, String> others = null;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            if (parser.nextToken() != JsonToken.VALUE_STRING) {
                parser.skipChildren();
            } else if (name.startsWith(LINE_HASH)) {
                if (lineHash == null || name.compareTo(lineHash) < 0) {
                    requireShort(parser);
                    fingerprintText.set(parser, textLimit);
                    lineHash = name;
                }
            } else if (lineHash == null && !name.equals(START_COLUMN)) {
                others = others == null ? new TreeMap<>() : others;
                if (others.size() < MOST_FINGERPRINTS) {
                    others.put(name, deciding(parser, parser.getText(), textLimit, null));
                }
            }
        }
        if (lineHash != null && !fingerprintText.isBlank()) {
            method = method("partial:", lineHash);
            fingerprint = fingerprintText;
        } else if (others != null && !others.values().stream().allMatch(String::isBlank)) {
            method = method("partial:", TextCut.cut(String.join(",", others.keySet()), textLimit));
            StringBuilder all = new StringBuilder();
            others.values()
                    .forEach(text -> all.append(text.length()).append(':').append(text));
            fingerprint = all.toString();
        }
    }

    private String method(String kind, String name) {
        if (!name.equals(lastName) || !lastMethod.startsWith(kind)) {
            lastName = name;
            lastMethod = kind + name;
        }
        return lastMethod;
    }

    void writeTo(DeferredResults.Writer out) throws IOException {
        out.label(ruleId);
        out.number(ruleIndex);
        out.number(componentIndex);
        out.label(componentName);
        out.label(componentGuid);
        out.label(level == null ? null : level.name());
        out.label(securitySeverity == null ? null : securitySeverity.name());
        out.text(hasText ? text : null);
        out.text(messageMarkdown);
        out.label(messageId);
        out.number(arguments.size());
        for (String argument : arguments) {
            out.text(argument);
        }
        out.label(uri);
        out.label(uriBaseId);
        out.number(artifact);
        out.number(line);
        out.label(method);
        out.text(fingerprint);
    }

    void readFrom(DeferredResults.Reader in) throws IOException {
        clear();
        ruleId = in.label();
        ruleIndex = in.number();
        componentIndex = in.number();
        componentName = in.label();
        componentGuid = in.label();
        level = severity(in.label());
        securitySeverity = severity(in.label());
        hasText = in.text(text);
        messageMarkdown = in.text();
        messageId = in.label();
        for (int left = in.number(); left > 0; left--) {
            String argument = in.text();
            arguments.add(argument == null ? "" : argument);
        }
        uri = in.label();
        uriBaseId = in.label();
        artifact = in.number();
        line = in.number();
        method = in.label();
        fingerprint = in.text(fingerprintText) ? fingerprintText : null;
    }

    private static @Nullable Severity severity(@Nullable String name) {
        return name == null ? null : Severity.valueOf(name);
    }
}
