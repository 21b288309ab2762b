package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Tests that came and went, by full name as multisets.
 *
 * @param deleted how many are no longer there
 * @param added how many are new
 * @param first the first deleted ones, in natural order
 */
record TestNames(long deleted, long added, List<Offender> first) {

    /** Empty unless every report on both sides kept all its names. */
    static Optional<TestNames> between(Scope now, Scope before) {
        List<TestSummary> here = now.summaries(TestSummary.class);
        List<TestSummary> there = before.summaries(TestSummary.class);
        TreeMap<String, Integer> balance = new TreeMap<>();
        if (here.isEmpty() || there.isEmpty() || !add(here, 1, balance) || !add(there, -1, balance)) {
            return Optional.empty();
        }
        long deleted = 0;
        long added = 0;
        for (int count : balance.values()) {
            deleted -= Math.min(0, count);
            added += Math.max(0, count);
        }
        List<Offender> first = balance.entrySet().stream()
                .filter(entry -> entry.getValue() < 0)
                .limit(CriterionVerdict.MOST_OFFENDERS)
                .map(entry -> new Offender(entry.getKey(), null, null))
                .toList();
        return Optional.of(new TestNames(deleted, added, first));
    }

    private static boolean add(List<TestSummary> tests, int weight, Map<String, Integer> balance) {
        for (TestSummary summary : tests) {
            if (summary.names() == null) {
                return false;
            }
            summary.names().forEach(name -> balance.merge(name, weight, Integer::sum));
        }
        return true;
    }
}
