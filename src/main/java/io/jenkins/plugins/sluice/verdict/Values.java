package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;

/** What the evidence says of a subject, without regard to what is new. */
final class Values {

    private Values() {}

    /** The value; trouble with a report comes before what the whole ones say of themselves. */
    static Measured of(Subject subject, Scope scope) {
        if (scope.whole().isEmpty()) {
            return scope.trouble()
                    .map(trouble -> new Measured(null, trouble))
                    .orElseGet(() ->
                            Measured.unknown(Reason.NO_EVIDENCE, subject.noun().word(), ""));
        }
        Measured measured = subject.row()
                .map(property -> of(property, subject, scope))
                .orElseGet(() -> PickedValue.of(subject.property(), scope));
        return scope.trouble().map(measured::but).orElse(measured);
    }

    private static Measured of(Property property, Subject subject, Scope scope) {
        return switch (property) {
            case TESTS_TOTAL -> TestCounts.of(scope).whole(TestCounts::total);
            case TESTS_PASSED -> TestCounts.of(scope).whole(TestCounts::passed);
            case TESTS_FAILED -> TestCounts.of(scope).ofSome(TestCounts::failed);
            case TESTS_SKIPPED -> TestCounts.of(scope).ofSome(TestCounts::skipped);
            case TESTS_FLAKY -> TestCounts.of(scope).ofSome(TestCounts::flaky);
            case TESTS_PASS_RATE -> TestCounts.of(scope).passRate();
            case TESTS_DURATION -> TestCounts.of(scope).duration();
            case COVERAGE_LINE -> Ratios.coverage(Metric.LINE, scope);
            case COVERAGE_BRANCH -> Ratios.coverage(Metric.BRANCH, scope);
            case COVERAGE_INSTRUCTION -> Ratios.coverage(Metric.INSTRUCTION, scope);
            case COVERAGE_METHOD -> Ratios.coverage(Metric.METHOD, scope);
            case MUTATION_SCORE -> Ratios.mutationScore(scope);
            case MUTATION_STRENGTH -> Ratios.mutationStrength(scope);
            case MUTATION_SURVIVED -> Ratios.survived(scope);
            case FINDINGS_COUNT -> FindingSelection.of(subject).count(scope);
            case LOAD_SAMPLES -> LoadSamples.of(subject, scope).samples();
            case LOAD_ERROR_RATE -> LoadSamples.of(subject, scope).errorRate();
            case LOAD_THROUGHPUT -> LoadSamples.of(subject, scope).throughput();
            case LOAD_MEAN -> LoadSamples.of(subject, scope).mean();
            case LOAD_P50 -> LoadSamples.of(subject, scope).percentile(50);
            case LOAD_P90 -> LoadSamples.of(subject, scope).percentile(90);
            case LOAD_P95 -> LoadSamples.of(subject, scope).percentile(95);
            case LOAD_P99 -> LoadSamples.of(subject, scope).percentile(99);
            case LOAD_MAX -> LoadSamples.of(subject, scope).percentile(100);
            case REVIEW_APPROVALS,
                    REVIEW_SELF_APPROVALS,
                    REVIEW_CHANGE_REQUESTS,
                    ALERTS_FIRING,
                    ALERTS_MISSING,
                    ALERTS_UNHEALTHY,
                    ALERTS_SILENCED,
                    ALERTS_UNROUTED,
                    ROLLBACK_MISSING,
                    ROLLBACK_OUTDATED,
                    MIGRATION_UNTESTED,
                    MIGRATION_FAILED -> Checks.of(property, scope);
        };
    }

    /** Whether more evidence can only raise the value, so that being over a limit is final. */
    static boolean onlyGrows(Property property) {
        return switch (property) {
            case TESTS_TOTAL,
                    TESTS_PASSED,
                    TESTS_FAILED,
                    TESTS_SKIPPED,
                    TESTS_FLAKY,
                    TESTS_DURATION,
                    MUTATION_SURVIVED,
                    FINDINGS_COUNT,
                    LOAD_SAMPLES,
                    LOAD_MAX,
                    REVIEW_APPROVALS,
                    REVIEW_SELF_APPROVALS,
                    REVIEW_CHANGE_REQUESTS,
                    ALERTS_FIRING,
                    ALERTS_MISSING,
                    ALERTS_UNHEALTHY,
                    ALERTS_SILENCED,
                    ALERTS_UNROUTED,
                    ROLLBACK_MISSING,
                    ROLLBACK_OUTDATED,
                    MIGRATION_FAILED -> true;
            case TESTS_PASS_RATE,
                    COVERAGE_LINE,
                    COVERAGE_BRANCH,
                    COVERAGE_INSTRUCTION,
                    COVERAGE_METHOD,
                    MUTATION_SCORE,
                    MUTATION_STRENGTH,
                    LOAD_ERROR_RATE,
                    LOAD_THROUGHPUT,
                    LOAD_MEAN,
                    LOAD_P50,
                    LOAD_P90,
                    LOAD_P95,
                    LOAD_P99,
                    MIGRATION_UNTESTED -> false;
        };
    }
}
