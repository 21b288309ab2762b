package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Test cases of all reports together.
 *
 * @param incomplete the first report that declares more test cases than it holds, or null
 */
record TestCounts(
        long total,
        long passed,
        long failed,
        long skipped,
        long flaky,
        long durationNanos,
        @Nullable Unknown incomplete) {

    static TestCounts of(Scope scope) {
        long total = 0;
        long passed = 0;
        long failed = 0;
        long skipped = 0;
        long flaky = 0;
        long nanos = 0;
        Unknown incomplete = null;
        for (Scope.Part part : scope.whole()) {
            if (part.summary() instanceof TestSummary tests) {
                total += tests.total();
                passed += tests.passed();
                failed += tests.failed();
                skipped += tests.skipped();
                flaky += tests.flaky();
                nanos = Math.addExact(nanos, tests.durationNanos());
                if (tests.absent() > 0 && incomplete == null) {
                    incomplete = new Unknown(Reason.INCOMPLETE, part.path(), Long.toString(tests.absent()));
                }
            }
        }
        return new TestCounts(total, passed, failed, skipped, flaky, nanos, incomplete);
    }

    /** A count that says something even of no test at all. */
    Measured whole(ToLongFunction<TestCounts> count) {
        return new Measured(Quantity.count(count.applyAsLong(this)), incomplete);
    }

    /** A count that says nothing when there is no test: no failure of no test is no success. */
    Measured ofSome(ToLongFunction<TestCounts> count) {
        return total == 0 ? nothingCounted() : whole(count);
    }

    /** Passed of passed and failed. */
    Measured passRate() {
        return passed + failed == 0
                ? nothingCounted()
                : new Measured(Quantity.ratio(passed, passed + failed), incomplete);
    }

    Measured duration() {
        return total == 0 ? nothingCounted() : new Measured(Quantity.nanos(durationNanos), incomplete);
    }

    private Measured nothingCounted() {
        return incomplete == null
                ? Measured.unknown(Reason.NOTHING_COUNTED, "tests", "")
                : new Measured(null, incomplete);
    }
}
