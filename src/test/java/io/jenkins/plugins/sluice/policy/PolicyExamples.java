package io.jenkins.plugins.sluice.policy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Policies that several tests look at. */
final class PolicyExamples {

    private PolicyExamples() {}

    /**
     * A mistake.
     *
     * @param messages one a line
     * @param schema whether the JSON Schema refuses it too
     */
    record Mistake(String name, String yaml, String messages, boolean schema) {}

    static List<Mistake> errors() {
        return Arrays.stream(resource("errors.txt").split("(?m)^### "))
                .filter(part -> !part.isBlank())
                .map(PolicyExamples::mistake)
                .toList();
    }

    private static Mistake mistake(String part) {
        String name = part.substring(0, part.indexOf('\n'));
        String[] halves = part.substring(part.indexOf('\n') + 1).split("(?m)^>>>\n");
        return new Mistake(name.replace(" [schema]", ""), halves[0], halves[1].strip(), name.endsWith("[schema]"));
    }

    /** A policy that says everything. */
    static String whole() {
        return resource("whole.yaml");
    }

    static String documentation(String file) {
        try {
            return Files.readString(Path.of("docs", file)).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** What stands in code blocks of this language in a file of the documentation. */
    static List<String> blocks(String file, String language) {
        Matcher blocks =
                Pattern.compile("(?ms)^```" + language + "\n(.*?)^```$").matcher(documentation(file));
        return blocks.results().map(block -> block.group(1)).toList();
    }

    private static String resource(String name) {
        try (InputStream stream = Objects.requireNonNull(PolicyExamples.class.getResourceAsStream(name))) {
            return new String(stream.readAllBytes(), UTF_8).replace("\r\n", "\n");
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
