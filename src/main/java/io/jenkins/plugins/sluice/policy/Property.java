package io.jenkins.plugins.sluice.policy;

import static io.jenkins.plugins.sluice.policy.Selector.Key.EVIDENCE;
import static io.jenkins.plugins.sluice.policy.Selector.Key.KIND;
import static io.jenkins.plugins.sluice.policy.Selector.Key.LABEL;
import static io.jenkins.plugins.sluice.policy.Selector.Key.NEW;
import static io.jenkins.plugins.sluice.policy.Selector.Key.RULE;
import static io.jenkins.plugins.sluice.policy.Selector.Key.SEVERITY;
import static io.jenkins.plugins.sluice.policy.Selector.Key.TOOL;

import io.jenkins.plugins.sluice.evidence.Dimension;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything a criterion can ask for: the one table that the grammar, the schema, completion and the documentation are
 * made from. {@code custom} and {@code metrics} have names of the
 * policy and no rows.
 */
public enum Property {
    TESTS_TOTAL(
            Noun.TESTS,
            "total",
            Dimension.COUNT,
            Set.of(EVIDENCE),
            "tests.total drops at most 0",
            "test cases, however they ended"),
    TESTS_PASSED(
            Noun.TESTS,
            "passed",
            Dimension.COUNT,
            Set.of(EVIDENCE),
            "tests.passed >= 100",
            "test cases that passed, flaky ones included"),
    TESTS_FAILED(
            Noun.TESTS,
            "failed",
            Dimension.COUNT,
            Set.of(EVIDENCE, NEW),
            "tests.failed = 0",
            "test cases with a failure or an error, without exempt ones; [new]: those that do not fail in the reference"),
    TESTS_SKIPPED(
            Noun.TESTS,
            "skipped",
            Dimension.COUNT,
            Set.of(EVIDENCE),
            "tests.skipped <= 5",
            "test cases that did not run"),
    TESTS_FLAKY(
            Noun.TESTS,
            "flaky",
            Dimension.COUNT,
            Set.of(EVIDENCE),
            "tests.flaky <= 2",
            "test cases that passed only on a rerun"),
    TESTS_PASS_RATE(
            Noun.TESTS,
            "passRate",
            Dimension.RATIO,
            Set.of(EVIDENCE),
            "tests.passRate >= 99.5%",
            "passed of passed and failed"),
    TESTS_DURATION(
            Noun.TESTS,
            "duration",
            Dimension.DURATION,
            Set.of(EVIDENCE),
            "tests.duration <= 20min",
            "the sum of all test cases' own times"),
    COVERAGE_LINE(
            Noun.COVERAGE,
            "line",
            Dimension.RATIO,
            Set.of(EVIDENCE),
            "coverage.line >= 80%",
            "covered lines of all lines with code"),
    COVERAGE_BRANCH(
            Noun.COVERAGE,
            "branch",
            Dimension.RATIO,
            Set.of(EVIDENCE),
            "coverage.branch drops at most 0.5pp",
            "covered branches of all branches"),
    COVERAGE_INSTRUCTION(
            Noun.COVERAGE,
            "instruction",
            Dimension.RATIO,
            Set.of(EVIDENCE),
            "coverage.instruction >= 75%",
            "covered instructions of all (JaCoCo)"),
    COVERAGE_METHOD(
            Noun.COVERAGE,
            "method",
            Dimension.RATIO,
            Set.of(EVIDENCE),
            "coverage.method >= 90%",
            "methods with any covered code, of all methods"),
    MUTATION_SCORE(
            Noun.MUTATION,
            "score",
            Dimension.RATIO,
            Set.of(EVIDENCE),
            "mutation.score >= 60%",
            "mutants that tests detected, of all with a result"),
    MUTATION_STRENGTH(
            Noun.MUTATION,
            "strength",
            Dimension.RATIO,
            Set.of(EVIDENCE),
            "mutation.strength >= 75%",
            "mutants that tests detected, of those that tests ran over"),
    MUTATION_SURVIVED(
            Noun.MUTATION,
            "survived",
            Dimension.COUNT,
            Set.of(EVIDENCE),
            "mutation.survived rises at most 0",
            "mutants that tests ran over without noticing"),
    FINDINGS_COUNT(
            Noun.FINDINGS,
            "count",
            Dimension.COUNT,
            Set.of(EVIDENCE, NEW, TOOL, RULE, SEVERITY),
            "findings[severity>=high] = 0",
            "findings that are not suppressed or exempt; [new]: those that the reference lacks"),
    LOAD_SAMPLES(
            Noun.LOAD,
            "samples",
            Dimension.COUNT,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.samples >= 1000",
            "samples taken"),
    LOAD_ERROR_RATE(
            Noun.LOAD,
            "errorRate",
            Dimension.RATIO,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.errorRate < 1%",
            "samples that were not successful, of all"),
    LOAD_THROUGHPUT(
            Noun.LOAD,
            "throughput",
            Dimension.RATE,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.throughput > 100/min",
            "samples in the time from the first start to the last end"),
    LOAD_MEAN(
            Noun.LOAD,
            "mean",
            Dimension.DURATION,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.mean <= 200ms",
            "mean response time"),
    LOAD_P50(
            Noun.LOAD,
            "p50",
            Dimension.DURATION,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.p50 <= 100ms",
            "median response time (nearest rank)"),
    LOAD_P90(
            Noun.LOAD,
            "p90",
            Dimension.DURATION,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.p90 <= 300ms",
            "90th percentile of response time (nearest rank)"),
    LOAD_P95(
            Noun.LOAD,
            "p95",
            Dimension.DURATION,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.p95 <= 500ms",
            "95th percentile of response time (nearest rank)"),
    LOAD_P99(
            Noun.LOAD,
            "p99",
            Dimension.DURATION,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.p99 rises at most 10%",
            "99th percentile of response time (nearest rank)"),
    LOAD_MAX(
            Noun.LOAD,
            "max",
            Dimension.DURATION,
            Set.of(EVIDENCE, LABEL, KIND),
            "load.max <= 5s",
            "longest response time"),
    REVIEW_APPROVALS(
            Noun.REVIEW,
            "approvals",
            Dimension.COUNT,
            Set.of(),
            "review.approvals >= 1",
            "people who approved exactly the commit that is deployed and are not its authors"),
    REVIEW_SELF_APPROVALS(
            Noun.REVIEW,
            "selfApprovals",
            Dimension.COUNT,
            Set.of(),
            "review.selfApprovals = 0",
            "authors of the change who approved it themselves"),
    REVIEW_CHANGE_REQUESTS(
            Noun.REVIEW,
            "changeRequests",
            Dimension.COUNT,
            Set.of(),
            "review.changeRequests = 0",
            "people who asked for changes and did not approve since"),
    ALERTS_FIRING(Noun.ALERTS, "firing", Dimension.COUNT, Set.of(), "alerts.firing = 0", "named alert rules that fire"),
    ALERTS_MISSING(
            Noun.ALERTS,
            "missing",
            Dimension.COUNT,
            Set.of(),
            "alerts.missing = 0",
            "named alert rules that the source does not have"),
    ALERTS_UNHEALTHY(
            Noun.ALERTS,
            "unhealthy",
            Dimension.COUNT,
            Set.of(),
            "alerts.unhealthy = 0",
            "named alert rules that could not be evaluated the last time"),
    ALERTS_SILENCED(
            Noun.ALERTS,
            "silenced",
            Dimension.COUNT,
            Set.of(),
            "alerts.silenced = 0",
            "named alert rules that a silence in Alertmanager covers"),
    ALERTS_UNROUTED(
            Noun.ALERTS,
            "unrouted",
            Dimension.COUNT,
            Set.of(),
            "alerts.unrouted = 0",
            "named alert rules that Alertmanager routes to no receiver, or not to the one that is asked for"),
    ROLLBACK_MISSING(
            Noun.ROLLBACK,
            "missing",
            Dimension.COUNT,
            Set.of(),
            "rollback.missing = 0",
            "rollback plans that do not exist or are empty"),
    ROLLBACK_OUTDATED(
            Noun.ROLLBACK,
            "outdated",
            Dimension.COUNT,
            Set.of(),
            "rollback.outdated = 0",
            "covered files that were committed after the rollback plan"),
    MIGRATION_UNTESTED(
            Noun.MIGRATION,
            "untested",
            Dimension.COUNT,
            Set.of(),
            "migration.untested = 0",
            "migrations that neither a test nor a dry run went through"),
    MIGRATION_FAILED(
            Noun.MIGRATION,
            "failed",
            Dimension.COUNT,
            Set.of(),
            "migration.failed = 0",
            "migrations whose test or dry run failed");

    private final Noun noun;
    private final String word;
    private final Dimension dimension;

    @SuppressWarnings("ImmutableEnumChecker") // made by Set.copyOf
    private final Set<Selector.Key> selectors;

    private final String example;
    private final String meaning;

    Property(Noun noun, String word, Dimension dimension, Set<Selector.Key> selectors, String example, String meaning) {
        this.noun = noun;
        this.word = word;
        this.dimension = dimension;
        this.selectors = Set.copyOf(selectors);
        this.example = example;
        this.meaning = meaning;
    }

    public Noun noun() {
        return noun;
    }

    /** As it is written after the dot. */
    public String word() {
        return word;
    }

    public Dimension dimension() {
        return dimension;
    }

    /** The selectors that may stand before it. */
    public Set<Selector.Key> selectors() {
        return selectors;
    }

    /** A criterion that uses it. */
    public String example() {
        return example;
    }

    /** What it is, for people, as half a sentence. */
    public String meaning() {
        return meaning;
    }

    /** The property of this noun written like this. */
    public static Optional<Property> of(Noun noun, String word) {
        return of(noun).stream().filter(property -> property.word.equals(word)).findFirst();
    }

    /** All properties of a noun. */
    public static List<Property> of(Noun noun) {
        return Arrays.stream(values()).filter(property -> property.noun == noun).toList();
    }
}
