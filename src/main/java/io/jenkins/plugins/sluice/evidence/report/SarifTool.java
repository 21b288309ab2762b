package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A run's tool: its driver and extensions with what their rules say of severity and messages. */
final class SarifTool {

    private static final int MOST_RULES = 100_000;
    private static final int MOST_EXTENSIONS = 10_000;

    /** Names, ids and messages of all components and rules are so many characters at most. */
    private static final int MOST_CHARS = 8 * 1024 * 1024;

    private static final BigDecimal CRITICAL = new BigDecimal(9);
    private static final BigDecimal HIGH = new BigDecimal(7);
    private static final BigDecimal MEDIUM = new BigDecimal(4);

    private static final int RECENT_MESSAGES = 1 << 13;
    private static final int MOST_RECENT_CHARS = 1024 * 1024;

    private final int textLimit;
    private Component driver = new Component();
    private final List<Component> extensions = new ArrayList<>();
    private int rules;
    private final CharText filled = new CharText();
    private final @Nullable Filled[] recentMessages = new @Nullable Filled[RECENT_MESSAGES];
    private final int[] missedMessages = new int[RECENT_MESSAGES];
    private int recentChars;
    private long chars;

    SarifTool(int textLimit) {
        this.textLimit = textLimit;
    }

    /** A rule; severities are null where it gives none. */
    record Rule(
            String id,
            @Nullable Severity securitySeverity,
            @Nullable Severity level,
            Map<String, String> messages) {}

    private static final class Component {
        @Nullable
        String name;

        @Nullable
        String guid;

        @Nullable
        String version;

        @Nullable
        String semanticVersion;

        final List<Rule> rules = new ArrayList<>();
        final Map<String, Rule> byId = new HashMap<>();
        Map<String, String> messages = Map.of();
    }

    boolean named() {
        return driver.name != null && !driver.name.isBlank();
    }

    String name() {
        return named() && driver.name != null ? driver.name : "unknown";
    }

    @Nullable
    String version() {
        return driver.version != null ? driver.version : driver.semanticVersion;
    }

    void read(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            throw new UnreadableReport("'tool' is no object" + JsonInput.at(parser));
        }
        boolean seenDriver = false;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            if (name.equals("driver") && value == JsonToken.START_OBJECT) {
                SarifReader.once(seenDriver, parser, name);
                seenDriver = true;
                driver = component(parser);
            } else if (name.equals("extensions") && value == JsonToken.START_ARRAY) {
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    if (extensions.size() == MOST_EXTENSIONS) {
                        throw new UnreadableReport(
                                "its tool has more than " + MOST_EXTENSIONS + " extensions" + JsonInput.at(parser));
                    }
                    extensions.add(
                            parser.currentToken() == JsonToken.START_OBJECT ? component(parser) : new Component());
                    parser.skipChildren();
                }
            } else {
                parser.skipChildren();
            }
        }
    }

    private Component component(JsonParser parser) throws IOException {
        Component component = new Component();
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            switch (name) {
                case "name" -> component.name = label(parser);
                case "guid" -> component.guid = label(parser);
                case "version" -> component.version = label(parser);
                case "semanticVersion" -> component.semanticVersion = label(parser);
                case "globalMessageStrings" -> component.messages = messages(parser);
                case "rules" -> {
                    SarifReader.once(!component.rules.isEmpty(), parser, name);
                    if (value == JsonToken.START_ARRAY) {
                        while (parser.nextToken() != JsonToken.END_ARRAY) {
                            add(component, rule(parser));
                        }
                    }
                }
                default -> {}
            }
            parser.skipChildren();
        }
        return component;
    }

    private @Nullable String label(JsonParser parser) throws IOException {
        String text = JsonInput.text(parser);
        return text == null ? null : kept(parser, TextCut.cut(text, textLimit));
    }

    private String kept(JsonParser parser, String text) throws UnreadableReport {
        chars += text.length();
        if (chars > MOST_CHARS) {
            throw new UnreadableReport("its tool and rules have more than " + MOST_CHARS
                    + " characters of names and messages" + JsonInput.at(parser));
        }
        return text;
    }

    private void add(Component component, Rule rule) throws UnreadableReport {
        if (++rules > MOST_RULES) {
            throw new UnreadableReport("its tool has more than " + MOST_RULES + " rules");
        }
        component.rules.add(rule);
        component.byId.putIfAbsent(rule.id(), rule);
    }

    private Rule rule(JsonParser parser) throws IOException {
        String id = "";
        Severity securitySeverity = null;
        Severity level = null;
        Map<String, String> messages = Map.of();
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            for (String name; (name = parser.nextFieldName()) != null; ) {
                JsonToken value = parser.nextToken();
                switch (name) {
                    case "id" -> id = kept(parser, SarifResult.deciding(parser, JsonInput.text(parser), textLimit, ""));
                    case "messageStrings" -> messages = messages(parser);
                    case "properties" -> securitySeverity = securitySeverity(parser);
                    case "defaultConfiguration" -> {
                        if (value == JsonToken.START_OBJECT) {
                            level = configuredLevel(parser);
                        }
                    }
                    default -> {}
                }
                parser.skipChildren();
            }
        } else {
            parser.skipChildren();
        }
        return new Rule(id, securitySeverity, level, messages);
    }

    private static @Nullable Severity configuredLevel(JsonParser parser) throws IOException {
        Severity level = null;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            parser.nextToken();
            if (name.equals("level")) {
                level = level(JsonInput.text(parser));
            }
            parser.skipChildren();
        }
        return level;
    }

    private Map<String, String> messages(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return Map.of();
        }
        Map<String, String> messages = new HashMap<>();
        for (String id; (id = parser.nextFieldName()) != null; ) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                continue;
            }
            String text = null;
            String markdown = null;
            for (String name; (name = parser.nextFieldName()) != null; ) {
                parser.nextToken();
                if (name.equals("text")) {
                    text = label(parser);
                } else if (name.equals("markdown")) {
                    markdown = label(parser);
                }
                parser.skipChildren();
            }
            String kept = text != null ? text : markdown;
            if (kept != null) {
                messages.put(kept(parser, id), kept);
            }
        }
        return messages;
    }

    /** The severity that a level stands for, or null for a text that is no level: SARIF 2.1.0 §3.27.10. */
    static @Nullable Severity level(@Nullable String level) {
        if (level == null) {
            return null;
        }
        return switch (level) {
            case "error" -> Severity.HIGH;
            case "warning" -> Severity.MEDIUM;
            case "note", "none" -> Severity.LOW;
            default -> null;
        };
    }

    /** What a property bag's {@code security-severity} (a CVSS score, as number or string) stands for, or null. */
    static @Nullable Severity securitySeverity(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            return null;
        }
        Severity severity = null;
        for (String name; (name = parser.nextFieldName()) != null; ) {
            JsonToken value = parser.nextToken();
            if (name.equals("security-severity") && value.isScalarValue()) {
                severity = ofScore(parser.getText().strip());
            }
            parser.skipChildren();
        }
        return severity;
    }

    private static @Nullable Severity ofScore(String text) {
        if (text.isEmpty() || text.length() > 20) {
            return null;
        }
        BigDecimal score;
        try {
            score = new BigDecimal(text);
        } catch (NumberFormatException e) {
            // no number, no score: the level decides
            return null;
        }
        if (score.signum() < 0) {
            return null;
        }
        if (score.compareTo(CRITICAL) >= 0) {
            return Severity.CRITICAL;
        }
        if (score.compareTo(HIGH) >= 0) {
            return Severity.HIGH;
        }
        return score.compareTo(MEDIUM) >= 0 ? Severity.MEDIUM : Severity.LOW;
    }

    /** The rule of a result, or null when the tool does not describe it. */
    @Nullable
    Rule rule(SarifResult result) {
        Component component = component(result);
        String id = result.ruleId == null ? null : result.ruleId.text;
        int index = result.ruleIndex;
        if (index >= 0 && index < component.rules.size()) {
            Rule rule = component.rules.get(index);
            if (id == null || within(id, rule.id())) {
                return rule;
            }
        }
        for (String at = id; at != null; at = parent(at)) {
            Rule rule = component.byId.get(at);
            if (rule != null) {
                return rule;
            }
            if (component != driver && (rule = driver.byId.get(at)) != null) {
                return rule;
            }
            for (Component extension : extensions) {
                if ((rule = extension.byId.get(at)) != null) {
                    return rule;
                }
            }
        }
        return null;
    }

    /** Whether an id is that of the rule or, by §3.52.4, one below it: {@code CA2101/1} is below {@code CA2101}. */
    private static boolean within(String id, String rule) {
        return id.equals(rule)
                || (id.length() > rule.length() && id.charAt(rule.length()) == '/' && id.startsWith(rule));
    }

    private static @Nullable String parent(String id) {
        int slash = id.lastIndexOf('/');
        return slash > 0 ? id.substring(0, slash) : null;
    }

    private Component component(SarifResult result) {
        if (result.componentIndex >= 0) {
            return result.componentIndex < extensions.size() ? extensions.get(result.componentIndex) : driver;
        }
        if (result.componentGuid != null || result.componentName != null) {
            for (Component extension : extensions) {
                if (result.componentGuid != null
                        ? result.componentGuid.equals(extension.guid)
                        : result.componentName != null && result.componentName.equals(extension.name)) {
                    return extension;
                }
            }
        }
        return driver;
    }

    /** A result's message with its arguments filled in, valid until the next one's: SARIF 2.1.0 §3.11. */
    CharSequence message(SarifResult result, @Nullable Rule rule) {
        CharSequence text = result.text;
        String id = result.messageId == null ? null : result.messageId.text;
        if (text == null && id != null) {
            text = rule == null ? null : rule.messages().get(id);
            if (text == null) {
                text = driver.messages.get(id);
            }
        }
        if (text == null) {
            text = result.messageMarkdown;
        }
        if (text != null) {
            return result.arguments.isEmpty() ? text : filledOnce(text.toString(), result.arguments);
        }
        if (id == null) {
            return "";
        }
        if (result.arguments.isEmpty()) {
            return TextCut.cut(id, textLimit);
        }
        StringJoiner all = new StringJoiner(", ", id + ": ", "");
        result.arguments.forEach(argument -> all.add(argument.text));
        return TextCut.cut(all.toString(), textLimit);
    }

    /** Fills a message that comes again with the same arguments once; from the second time on it is the same string. */
    private CharSequence filledOnce(String text, List<KnownText> arguments) {
        int hash = text.hashCode();
        for (int i = 0; i < arguments.size(); i++) {
            hash = 31 * hash + arguments.get(i).text.hashCode();
        }
        int slot = TextPool.slot(hash, RECENT_MESSAGES);
        Filled recent = recentMessages[slot];
        if (recent != null && recent.is(text, arguments)) {
            return recent.message();
        }
        CharSequence message = filled(text, arguments, textLimit);
        if (missedMessages[slot] != hash) {
            missedMessages[slot] = hash;
            return message;
        }
        Filled kept = new Filled(
                text, arguments.stream().map(argument -> argument.text).toArray(String[]::new), message.toString());
        recentChars += kept.length() - (recent == null ? 0 : recent.length());
        if (recentChars > MOST_RECENT_CHARS) {
            Arrays.fill(recentMessages, null);
            recentChars = kept.length();
        }
        recentMessages[slot] = kept;
        return kept.message();
    }

    /** A message and what it was made of. */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a whole
    private record Filled(String text, String[] arguments, String message) {

        boolean is(String otherText, List<KnownText> others) {
            if (arguments.length != others.size() || !text.equals(otherText)) {
                return false;
            }
            for (int i = 0; i < arguments.length; i++) {
                if (!arguments[i].equals(others.get(i).text)) {
                    return false;
                }
            }
            return true;
        }

        int length() {
            int length = message.length();
            for (String argument : arguments) {
                length += argument.length();
            }
            return length;
        }
    }

    private CharSequence filled(String text, List<KnownText> arguments, int most) {
        filled.clear();
        int at = 0;
        while (at < text.length() && filled.length() <= most) {
            int brace = brace(text, at);
            if (brace > at) {
                filled.add(text, at, brace);
                at = brace;
                continue;
            }
            char c = text.charAt(at);
            int close = c == '{' ? text.indexOf('}', at) : -1;
            int argument = close > 0 && close - at <= 4 ? argument(text, at + 1, close) : -1;
            if (argument >= 0 && argument < arguments.size()) {
                String value = arguments.get(argument).text;
                filled.add(value, 0, value.length());
                at = close + 1;
            } else {
                filled.add(text, at, at + 1);
                boolean escaped = at + 1 < text.length() && text.charAt(at + 1) == c;
                at += escaped ? 2 : 1;
            }
        }
        return filled.length() <= most ? filled : TextCut.cut(filled, most);
    }

    /** Where the next brace is, or the text's end. */
    private static int brace(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '{' && text.charAt(at) != '}') {
            at++;
        }
        return at;
    }

    private static int argument(String text, int from, int to) {
        int number = from == to ? -1 : 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = 10 * number + (c - '0');
        }
        return number;
    }
}
