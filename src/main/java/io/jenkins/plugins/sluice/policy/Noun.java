package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.util.Arrays;
import java.util.Optional;

/** What a criterion is about: the first word of its left-hand side. */
public enum Noun {
    TESTS("tests", TestSummary.class, "test results (JUnit XML)"),
    COVERAGE("coverage", CoverageSummary.class, "code coverage (JaCoCo, Cobertura)"),
    MUTATION("mutation", MutationSummary.class, "mutation tests (PIT)"),
    FINDINGS("findings", FindingSummary.class, "findings of static analysis and scanners (SARIF and others)"),
    LOAD("load", LoadSummary.class, "load tests (JMeter)"),
    CUSTOM("custom", PickedValues.class, "a number picked from a JSON, XML or properties file");

    private final String word;
    private final Class<? extends Summary> summary;
    private final String description;

    Noun(String word, Class<? extends Summary> summary, String description) {
        this.word = word;
        this.summary = summary;
        this.description = description;
    }

    /** As it is written. */
    public String word() {
        return word;
    }

    public String description() {
        return description;
    }

    /** The noun that summaries of this kind answer. */
    public static Noun answeredBy(Class<? extends Summary> kind) {
        return Arrays.stream(values())
                .filter(noun -> noun.summary == kind)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no noun asks for " + kind.getName()));
    }

    /** The noun written like this. */
    public static Optional<Noun> of(String word) {
        return Arrays.stream(values()).filter(noun -> noun.word.equals(word)).findFirst();
    }
}
