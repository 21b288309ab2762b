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

    /** As if there were too many of them, when their paths are so many characters. */
    private static final int MOST_OPEN_CHARS = 8 * 1024 * 1024;

    /** Paths are only shown, cut to so many characters. */
    private static final int LONGEST_PATH = 1024;

    private static final int KEPT = 1_000;

    private static final Comparator<FileCoverage> WORST_FIRST = Comparator.comparingLong(
                    (FileCoverage file) -> file.coveredLines() - file.lines())
            .thenComparing(FileCoverage::path);

    private final Map<Metric, long[]> sums = new EnumMap<>(Metric.class);
    private final Map<String, long[]> files = new HashMap<>();
    private long openChars;

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
            String kept = TextCut.cut(path, LONGEST_PATH);
            long[] lines = files.get(kept);
            if (lines == null) {
                lines = new long[2];
                files.put(kept, lines);
                openChars += kept.length();
            }
            lines[0] += moreCovered;
            lines[1] += moreTotal;
            if (files.size() >= MOST_OPEN || openChars > MOST_OPEN_CHARS) {
                List<FileCoverage> worst = worst(KEPT);
                files.clear();
                openChars = 0;
                for (FileCoverage file : worst) {
                    files.put(file.path(), new long[] {file.coveredLines(), file.lines()});
                    openChars += file.path().length();
                }
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
