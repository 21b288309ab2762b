package io.jenkins.plugins.sluice.policy;

import java.util.Arrays;
import java.util.Optional;

/** What a criterion is about: the first word of its left-hand side. */
public enum Noun {
    TESTS("tests", "test results (JUnit XML)"),
    COVERAGE("coverage", "code coverage (JaCoCo, Cobertura)"),
    MUTATION("mutation", "mutation tests (PIT)"),
    FINDINGS("findings", "findings of static analysis and scanners (SARIF and others)"),
    LOAD("load", "load tests (JMeter)"),
    CUSTOM("custom", "a number picked from a JSON, XML or properties file");

    private final String word;
    private final String description;

    Noun(String word, String description) {
        this.word = word;
        this.description = description;
    }

    /** As it is written. */
    public String word() {
        return word;
    }

    public String description() {
        return description;
    }

    /** The noun written like this. */
    public static Optional<Noun> of(String word) {
        return Arrays.stream(values()).filter(noun -> noun.word.equals(word)).findFirst();
    }
}
