package io.jenkins.plugins.sluice.cli;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Secrets, known by the names of the variables that hold them; what they hold reaches no journal and no terminal. */
final class Secrets {

    private static final Pattern NAME = Pattern.compile("(?i).*(TOKEN|PASSWORD|PASSWD|PASSPHRASE|SECRET|CREDENTIAL"
            + "|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY).*|.*_(PASS|PWD|PW)");

    /** Shorter values would turn ordinary words into asterisks. */
    private static final int SHORTEST = 8;

    private static final String HIDDEN = "****";

    private final List<String> values;

    Secrets(Map<String, String> environment) {
        values = environment.entrySet().stream()
                .filter(variable -> NAME.matcher(variable.getKey()).matches())
                // The lines of a private key turn up alone as well.
                .flatMap(variable -> Stream.concat(
                        Stream.of(variable.getValue()), variable.getValue().lines()))
                .map(String::strip)
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                // A secret that contains another one is hidden whole.
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    String redact(String text) {
        String redacted = text;
        for (String value : values) {
            redacted = redacted.replace(value, HIDDEN);
        }
        return redacted;
    }
}
