package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MigrationSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.RollbackSummary;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a criterion is about: the first word of its left-hand side. */
public enum Noun {
    TESTS("tests", TestSummary.class, "test results (JUnit XML)"),
    COVERAGE("coverage", CoverageSummary.class, "code coverage (JaCoCo, Cobertura)"),
    MUTATION("mutation", MutationSummary.class, "mutation tests (PIT)"),
    FINDINGS("findings", FindingSummary.class, "findings of static analysis and scanners (SARIF and others)"),
    LOAD("load", LoadSummary.class, "load tests (JMeter)"),
    CUSTOM("custom", PickedValues.class, "a number picked from a JSON, XML or properties file"),
    METRICS("metrics", Origin.LIVE, null, "live metrics of a running service"),
    REVIEW("review", Origin.CHECK, ReviewSummary.class, "the code review of the commit that is deployed"),
    ALERTS("alerts", Origin.CHECK, AlertSummary.class, "the alert rules that watch the service"),
    ROLLBACK("rollback", Origin.CHECK, RollbackSummary.class, "the plan for going back"),
    MIGRATION("migration", Origin.CHECK, MigrationSummary.class, "the tests of migrations");

    private final String word;
    private final Origin origin;
    private final @Nullable Class<? extends Summary> summary;
    private final String description;

    Noun(String word, Class<? extends Summary> summary, String description) {
        this(word, Origin.FILES, summary, description);
    }

    Noun(String word, Origin origin, @Nullable Class<? extends Summary> summary, String description) {
        this.word = word;
        this.origin = origin;
        this.summary = summary;
        this.description = description;
    }

    /** Where its answers come from, which also tells what they can be compared with. */
    public enum Origin {
        /** Report files of this run: limits, and drifts from the reference. */
        FILES,
        /** A running service: limits, drifts from the last good release, and comparisons of two versions. */
        LIVE,
        /** A check made now, outside of any file format: limits only. */
        CHECK
    }

    /** As it is written. */
    public String word() {
        return word;
    }

    public Origin origin() {
        return origin;
    }

    public String description() {
        return description;
    }

    /** Whether its properties are named by the policy and have no row in the table. */
    public boolean isNamedByThePolicy() {
        return this == CUSTOM || this == METRICS;
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
