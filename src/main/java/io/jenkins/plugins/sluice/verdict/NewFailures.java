package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.IdentityRows;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.evidence.TestSummary.FailedTest;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tests that fail now and did not fail in the reference, compared as multisets of identities. Failures that a waiver
 * covers are not new; in the reference they count as failures, so that a waiver that expired makes no old one new.
 *
 * @param count how many failures are new
 * @param fixed how many are gone
 * @param first the first new ones whose names are known, in order of report
 */
record NewFailures(long count, long fixed, List<Offender> first) {

    static NewFailures between(Scope now, Scope before) {
        List<TestSummary> here = now.summaries(TestSummary.class);
        Set<Identity> named = new HashSet<>();
        here.forEach(tests -> tests.failedTests().forEach(failed -> named.add(failed.identity())));
        Map<Identity, Long> added = new HashMap<>();
        long[] counts = new long[2];
        FailureRows.compare(
                rows(here),
                rows(before.summaries(TestSummary.class)),
                (identity, count) -> {
                    counts[0] += count;
                    if (named.contains(identity)) {
                        added.put(identity, count);
                    }
                },
                (identity, count) -> counts[1] += count);
        return new NewFailures(counts[0], counts[1], first(here, added));
    }

    private static List<Offender> first(List<TestSummary> tests, Map<Identity, Long> added) {
        List<Offender> first = new ArrayList<>();
        for (TestSummary summary : tests) {
            for (FailedTest failed : summary.failedTests()) {
                if (first.size() == CriterionVerdict.MOST_OFFENDERS) {
                    return first;
                }
                Long left = added.get(failed.identity());
                if (left != null && left > 0) {
                    added.put(failed.identity(), left - 1);
                    first.add(Offenders.of(failed));
                }
            }
        }
        return first;
    }

    private static List<IdentityRows> rows(List<TestSummary> tests) {
        return tests.stream().map(TestSummary::failures).toList();
    }
}
