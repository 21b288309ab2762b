package io.jenkins.plugins.sluice.evidence;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Test results of one report, counted from its test cases.
 *
 * @param passed test cases that passed, flaky ones included
 * @param failed test cases with any failure or error that no exemption covers
 * @param skipped test cases that did not run
 * @param flaky test cases among {@code passed} that failed first and passed on a rerun
 * @param exempt failing test cases that an exemption covers, by its id; in no other count
 * @param absent how many more test cases the report declares than it holds, suite by suite; 0 when it is whole
 * @param durationNanos the sum of the test cases' own times
 * @param failures identities of all failing test cases: the {@code failed} ones have the tag {@value #COUNTED}, the
 *     {@code exempt} ones {@value #EXEMPT}, so that an exemption that ends makes no old failure new
 * @param failedTests the first of the {@code failed} ones by order in the report, at most {@value #MOST_FAILED_TESTS}
 * @param names every test case's full name in natural order, duplicates kept, or null when there are more than
 *     {@value #MOST_NAMES}
 * @param unproven those of {@code names} that neither passed nor are among {@code failed}: the skipped and the exempt
 *     ones, duplicates kept; null when unknown
 */
public record TestSummary(
        long passed,
        long failed,
        long skipped,
        long flaky,
        Map<String, Long> exempt,
        long absent,
        long durationNanos,
        IdentityRows failures,
        List<FailedTest> failedTests,
        @Nullable List<String> names,
        @Nullable List<String> unproven)
        implements Summary {

    public static final int MOST_FAILED_TESTS = 1_000;
    public static final int MOST_NAMES = 20_000;

    /** The tag of failures that count. */
    public static final int COUNTED = 0;

    /** The tag of failures that an exemption covers. */
    public static final int EXEMPT = 1;

    public TestSummary {
        exempt = Map.copyOf(exempt);
        failedTests = List.copyOf(failedTests);
        names = names == null ? null : List.copyOf(names);
        unproven = unproven == null ? null : List.copyOf(unproven);
    }

    /** Results of which is not known which ones neither passed nor failed. */
    public TestSummary(
            long passed,
            long failed,
            long skipped,
            long flaky,
            Map<String, Long> exempt,
            long absent,
            long durationNanos,
            IdentityRows failures,
            List<FailedTest> failedTests,
            @Nullable List<String> names) {
        this(passed, failed, skipped, flaky, exempt, absent, durationNanos, failures, failedTests, names, null);
    }

    /** All test cases of the report. */
    public long total() {
        return passed
                + failed
                + skipped
                + exempt.values().stream().mapToLong(Long::longValue).sum();
    }

    /**
     * A test case that failed.
     *
     * @param identity what it is known by across runs
     * @param name its full name
     * @param message the first line of what it said, or null
     */
    public record FailedTest(
            Identity identity, String name, @Nullable String message) {}
}
