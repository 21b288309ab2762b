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
    private static final List<Severity> SEVERITIES = List.of(Severity.values());
    private static final KnownText NO_TEXT = KnownText.once("");
    private static final String FINGERPRINTS = "fingerprints:";
    private static final String LINE_HASH = "primaryLocationLineHash";
    private static final String START_COLUMN = "primaryLocationStartColumnFingerprint";

    private final TextPool pool;
    private final int textLimit;

    @Nullable
    KnownText ruleId;

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

    /** The message's own text: in {@link #knownText} when it came before, else in a buffer. */
    @Nullable
    CharSequence text;

    private @Nullable KnownText knownText;

    @Nullable
    String messageMarkdown;

    @Nullable
    KnownText messageId;

    final List<KnownText> arguments = new ArrayList<>();

    @Nullable
    KnownText uri;

    @Nullable
    KnownText uriBaseId;

    int artifact;
    int line;

    @Nullable
    String method;

    @Nullable
    CharSequence fingerprint;

    private final CharText ownText = new CharText();
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
        text = null;
        knownText = null;
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
                        ruleId = deciding(parser, pool.text(parser));
                    }
                }
                case "ruleIndex" -> ruleIndex = JsonInput.integer(parser, -1);
                case "rule" -> rule(parser, value);
                case "kind" -> {
                    see(1 << 1, parser, name);
                    // A kind that the standard does not know may mean that it failed.
                    counts &= value != JsonToken.VALUE_STRING || !NO_FAILURES.contains(pool.text(parser).text);
                }
                case "level" -> {
                    see(1 << 2, parser, name);
                    level = value == JsonToken.VALUE_STRING ? SarifTool.level(pool.text(parser).text) : null;
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
                            || !pool.text(parser).text.equals("absent");
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

    private KnownText deciding(JsonParser parser, KnownText text) throws UnreadableReport {
        deciding(parser, text.text, textLimit, null);
        return text;
    }

    private KnownText cut(KnownText text) {
        return text.text.length() <= textLimit ? text : KnownText.once(TextCut.cut(text.text, textLimit));
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
                        ruleId = deciding(parser, pool.text(parser));
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
                    componentName = cut(pool.text(parser)).text;
                } else if (name.equals("guid")) {
                    componentGuid = cut(pool.text(parser)).text;
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
                        KnownText known = pool.message(parser);
                        if (known == null) {
                            ownText.set(parser, textLimit);
                            text = ownText;
                            knownText = null;
                        } else {
                            knownText = cut(known);
                            text = knownText.text;
                        }
                    }
                    case "markdown" -> {
                        if (text == null) {
                            messageMarkdown = TextCut.cut(parser.getText(), textLimit);
                        }
                    }
                    case "id" -> messageId = cut(pool.text(parser));
                    default -> {}
                }
            } else if (inner == JsonToken.START_ARRAY && name.equals("arguments")) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (arguments.size() < MOST_ARGUMENTS) {
                        boolean isText = parser.currentToken() == JsonToken.VALUE_STRING;
                        arguments.add(isText ? cut(pool.text(parser)) : NO_TEXT);
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
                        uri = deciding(parser, pool.text(parser));
                    }
                }
                case "uriBaseId" -> {
                    if (value == JsonToken.VALUE_STRING) {
                        uriBaseId = deciding(parser, pool.text(parser));
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

    private static final int HAS_RULE = 1;
    private static final int HAS_INDEX = 1 << 1;
    private static final int HAS_COMPONENT = 1 << 2;
    private static final int HAS_KNOWN_TEXT = 1 << 3;
    private static final int HAS_OWN_TEXT = 1 << 4;
    private static final int HAS_MARKDOWN = 1 << 5;
    private static final int HAS_MESSAGE_ID = 1 << 6;
    private static final int HAS_ARGUMENTS = 1 << 7;
    private static final int HAS_URI = 1 << 8;
    private static final int HAS_BASE = 1 << 9;
    private static final int HAS_ARTIFACT = 1 << 10;
    private static final int HAS_FINGERPRINT = 1 << 11;
    private static final int LEVEL_AT = 16;
    private static final int SCORE_AT = 24;

    private int flags() {
        return (ruleId != null ? HAS_RULE : 0)
                | (ruleIndex >= 0 ? HAS_INDEX : 0)
                | (componentIndex >= 0 || componentName != null || componentGuid != null ? HAS_COMPONENT : 0)
                | (knownText != null ? HAS_KNOWN_TEXT : text != null ? HAS_OWN_TEXT : 0)
                | (messageMarkdown != null ? HAS_MARKDOWN : 0)
                | (messageId != null ? HAS_MESSAGE_ID : 0)
                | (arguments.isEmpty() ? 0 : HAS_ARGUMENTS)
                | (uri != null ? HAS_URI : 0)
                | (uriBaseId != null ? HAS_BASE : 0)
                | (artifact >= 0 ? HAS_ARTIFACT : 0)
                | (fingerprint != null ? HAS_FINGERPRINT : 0)
                | numbered(level) << LEVEL_AT
                | numbered(securitySeverity) << SCORE_AT;
    }

    void writeTo(DeferredResults.Writer out) throws IOException {
        int flags = flags();
        out.number(flags);
        out.number(line);
        if (has(flags, HAS_RULE)) {
            out.label(ruleId);
        }
        if (has(flags, HAS_INDEX)) {
            out.number(ruleIndex);
        }
        if (has(flags, HAS_COMPONENT)) {
            out.number(componentIndex);
            out.text(componentName);
            out.text(componentGuid);
        }
        if (has(flags, HAS_KNOWN_TEXT)) {
            out.label(knownText);
        } else if (has(flags, HAS_OWN_TEXT)) {
            out.text(text);
        }
        if (has(flags, HAS_MARKDOWN)) {
            out.text(messageMarkdown);
        }
        if (has(flags, HAS_MESSAGE_ID)) {
            out.label(messageId);
        }
        if (has(flags, HAS_ARGUMENTS)) {
            out.number(arguments.size());
            for (KnownText argument : arguments) {
                out.label(argument);
            }
        }
        if (has(flags, HAS_URI)) {
            out.label(uri);
        }
        if (has(flags, HAS_BASE)) {
            out.label(uriBaseId);
        }
        if (has(flags, HAS_ARTIFACT)) {
            out.number(artifact);
        }
        if (has(flags, HAS_FINGERPRINT)) {
            out.again(method);
            out.text(fingerprint);
        }
    }

    void readFrom(DeferredResults.Reader in) throws IOException {
        clear();
        int flags = in.number();
        line = in.number();
        level = severity(flags >>> LEVEL_AT & 0xff);
        securitySeverity = severity(flags >>> SCORE_AT & 0xff);
        ruleId = has(flags, HAS_RULE) ? in.label() : null;
        ruleIndex = has(flags, HAS_INDEX) ? in.number() : -1;
        if (has(flags, HAS_COMPONENT)) {
            componentIndex = in.number();
            componentName = in.text();
            componentGuid = in.text();
        }
        if (has(flags, HAS_KNOWN_TEXT)) {
            knownText = in.label();
            text = knownText == null ? null : knownText.text;
        } else if (has(flags, HAS_OWN_TEXT)) {
            text = in.text(ownText) ? ownText : null;
        }
        messageMarkdown = has(flags, HAS_MARKDOWN) ? in.text() : null;
        messageId = has(flags, HAS_MESSAGE_ID) ? in.label() : null;
        for (int left = has(flags, HAS_ARGUMENTS) ? in.number() : 0; left > 0; left--) {
            KnownText argument = in.label();
            arguments.add(argument == null ? NO_TEXT : argument);
        }
        uri = has(flags, HAS_URI) ? in.label() : null;
        uriBaseId = has(flags, HAS_BASE) ? in.label() : null;
        artifact = has(flags, HAS_ARTIFACT) ? in.number() : -1;
        if (has(flags, HAS_FINGERPRINT)) {
            method = in.again();
            fingerprint = in.text(fingerprintText) ? fingerprintText : null;
        }
    }

    private static boolean has(int flags, int flag) {
        return (flags & flag) != 0;
    }

    private static int numbered(@Nullable Severity severity) {
        return severity == null ? 0 : SEVERITIES.indexOf(severity) + 1;
    }

    private static @Nullable Severity severity(int numbered) {
        return numbered == 0 ? null : SEVERITIES.get(numbered - 1);
    }
}
