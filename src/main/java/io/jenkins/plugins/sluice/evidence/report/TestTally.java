package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.evidence.TestSummary.FailedTest;
import io.jenkins.plugins.sluice.evidence.report.ReportSink.TestOutcome;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Adds tests up; close it when the report turns out unreadable. */
final class TestTally implements AutoCloseable {

    /** The list of names is given up when they are more text than this, as if there were too many of them. */
    private static final long MOST_NAME_CHARACTERS = 8L * 1024 * 1024;

    private final ExemptionMatcher exemptions;
    private final Identities.Builder failures;
    private final IdentityHash hash = new IdentityHash();
    private final Map<String, Long> exempt = new TreeMap<>();
    private final List<FailedTest> failedTests = new ArrayList<>();
    private @Nullable List<String> names = new ArrayList<>();
    private final List<String> unproven = new ArrayList<>();
    private long nameCharacters;
    private long passed;
    private long failed;
    private long skipped;
    private long flaky;
    private long absent;
    private long durationNanos;

    TestTally(List<Exemption> exemptions, Identities.Builder failures) {
        this.exemptions = new ExemptionMatcher(exemptions);
        this.failures = failures;
    }

    /** As {@link ReportSink#test}. */
    void test(String name, TestOutcome outcome, boolean passedOnRerun, long nanos, @Nullable String message) {
        durationNanos += nanos;
        switch (outcome) {
            case PASSED -> {
                passed++;
                flaky += passedOnRerun ? 1 : 0;
            }
            case SKIPPED -> {
                skipped++;
                unproven(name);
            }
            case FAILED -> failed(name, message);
        }
        if (names != null) {
            nameCharacters += name.length();
            if (names.size() == TestSummary.MOST_NAMES || nameCharacters > MOST_NAME_CHARACTERS) {
                names = null;
                unproven.clear();
            } else {
                names.add(name);
            }
        }
    }

    private void failed(String name, @Nullable String message) {
        hash.field(name).finish();
        String exemption = exemptions.test(name);
        if (exemption != null) {
            exempt.merge(exemption, 1L, Long::sum);
            unproven(name);
            failures.add(hash.high(), hash.low(), -1, TestSummary.EXEMPT);
            return;
        }
        failed++;
        failures.add(hash.high(), hash.low(), -1, TestSummary.COUNTED);
        if (failedTests.size() < TestSummary.MOST_FAILED_TESTS) {
            failedTests.add(new FailedTest(hash.identity(), name, message == null ? null : firstLine(message)));
        }
    }

    private void unproven(String name) {
        if (names != null) {
            unproven.add(name);
        }
    }

    private static String firstLine(String message) {
        String text = message.strip();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '\n' || text.charAt(i) == '\r') {
                return text.substring(0, i).stripTrailing();
            }
        }
        return text;
    }

    /** As {@link ReportSink#absentTests}. */
    void absent(long howMany) {
        absent += howMany;
    }

    TestSummary toSummary() {
        List<String> sorted = names;
        if (sorted != null) {
            Collections.sort(sorted);
            Collections.sort(unproven);
        }
        return new TestSummary(
                passed,
                failed,
                skipped,
                flaky,
                exempt,
                absent,
                durationNanos,
                failures.build(),
                failedTests,
                sorted,
                sorted == null ? null : unproven);
    }

    @Override
    public void close() {
        failures.close();
    }
}
