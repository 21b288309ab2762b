package io.jenkins.plugins.sluice.verdict;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.UnaryOperator;

/** How many bytes JSON has in its shortest form: UTF-8, no spaces, the shortest escapes. */
final class JsonSize {

    private JsonSize() {}

    /** @param redact is done to every text and key first */
    static long of(JsonNode node, UnaryOperator<String> redact) {
        if (node.isObject()) {
            long bytes = Math.max(2, 1 + node.size()); // Braces, and commas between.
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                bytes += ofText(redact.apply(member.getKey())) + 1 + of(member.getValue(), redact);
            }
            return bytes;
        }
        if (node.isArray()) {
            long bytes = Math.max(2, 1 + node.size());
            for (JsonNode element : node) {
                bytes += of(element, redact);
            }
            return bytes;
        }
        return node.isTextual()
                ? ofText(redact.apply(node.textValue()))
                : node.asText().length();
    }

    private static long ofText(String text) {
        long bytes = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\' || c == '\n' || c == '\r' || c == '\t' || c == '\b' || c == '\f') {
                bytes += 2;
            } else if (c < 0x20) {
                bytes += 6;
            } else if (c < 0x80) {
                bytes += 1;
            } else if (c < 0x800) {
                bytes += 2;
            } else if (Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1))) {
                bytes += 4;
                i++;
            } else {
                bytes += 3; // A lone surrogate becomes U+FFFD.
            }
        }
        return bytes;
    }
}
