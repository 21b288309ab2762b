package io.jenkins.plugins.sluice.evidence.release;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an API answered.
 *
 * @param body its JSON
 * @param at the server's own time, or this machine's where the server does not tell
 * @param next the next page, or null when this is the last one
 */
record Answer(JsonNode body, Instant at, @Nullable URI next) {

    /** The text at this place, or empty when there is none or it is blank. */
    static Optional<String> text(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        return value.isTextual() && !value.textValue().isBlank()
                ? Optional.of(value.textValue().strip())
                : Optional.empty();
    }

    /**
     * The text at this place.
     *
     * @throws NoAnswer when there is none
     */
    static String need(JsonNode node, String pointer) {
        return text(node, pointer)
                .orElseThrow(() -> new NoAnswer("an answer has no '" + pointer.substring(1)
                        + "', so this is not the API that was expected; check the source's address"));
    }

    /** The number at this place as text. */
    static String number(JsonNode node, String pointer) {
        JsonNode value = node.at(pointer);
        if (!value.isIntegralNumber()) {
            throw new NoAnswer("an answer has no number '" + pointer.substring(1)
                    + "', so this is not the API that was expected; check the source's address");
        }
        return value.asText();
    }

    /** The time at this place, or null when there is none. */
    static @Nullable Instant time(JsonNode node, String pointer) {
        Optional<String> text = text(node, pointer);
        try {
            return text.isEmpty()
                    ? null
                    : java.time.OffsetDateTime.parse(text.get()).toInstant();
        } catch (java.time.format.DateTimeParseException e) {
            return null;
        }
    }
}
