package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.FileCoverage;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Tally;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Adds coverage up, and finds the files with most missed lines. */
final class CoverageTally {

    /** When so many files are open, all but the worst are dropped from the list that people see; sums stay exact. */
    private static final int MOST_OPEN = 50_000;

    private static final int KEPT = 1_000;

    private static final Comparator<FileCoverage> WORST_FIRST = Comparator.comparingLong(
                    (FileCoverage file) -> file.coveredLines() - file.lines())
            .thenComparing(FileCoverage::path);

    private final Map<Metric, long[]> sums = new EnumMap<>(Metric.class);
    private final Map<String, long[]> files = new HashMap<>();

    CoverageTally() {}

    /** As {@link ReportSink#coverage}. */
    void coverage(String path, Metric metric, long moreCovered, long moreTotal) {
        if (moreTotal == 0) {
            return;
        }
        long[] sum = sums.computeIfAbsent(metric, none -> new long[2]);
        sum[0] += moreCovered;
        sum[1] += moreTotal;
        if (metric == Metric.LINE) {
            long[] lines = files.computeIfAbsent(path, none -> new long[2]);
            lines[0] += moreCovered;
            lines[1] += moreTotal;
            if (files.size() >= MOST_OPEN) {
                List<FileCoverage> worst = worst(KEPT);
                files.clear();
                worst.forEach(file -> files.put(file.path(), new long[] {file.coveredLines(), file.lines()}));
            }
        }
    }

    CoverageSummary toSummary() {
        Map<Metric, Tally> tallies = new EnumMap<>(Metric.class);
        sums.forEach((metric, sum) -> tallies.put(metric, new Tally(sum[0], sum[1])));
        return new CoverageSummary(tallies, worst(CoverageSummary.MOST_FILES));
    }

    private List<FileCoverage> worst(int most) {
        return files.entrySet().stream()
                .filter(file -> file.getValue()[0] < file.getValue()[1])
                .map(file -> new FileCoverage(file.getKey(), file.getValue()[0], file.getValue()[1]))
                .sorted(WORST_FIRST)
                .limit(most)
                .toList();
    }
}
