package io.jenkins.plugins.sluice.evidence;

import java.util.List;
import java.util.Map;

/**
 * Code coverage of one report, counted from its leaves.
 *
 * @param tallies what was counted; a metric that the report does not know is absent
 * @param leastCovered the source files with most missed lines, worst first, at most {@value #MOST_FILES}
 */
public record CoverageSummary(Map<Metric, Tally> tallies, List<FileCoverage> leastCovered) implements Summary {

    public static final int MOST_FILES = 50;

    public CoverageSummary {
        tallies = Map.copyOf(tallies);
        leastCovered = List.copyOf(leastCovered);
    }

    /** What can be covered. */
    public enum Metric {
        LINE,
        BRANCH,
        INSTRUCTION,
        METHOD
    }

    /**
     * How many of some things are covered.
     *
     * @param covered 0 to {@code total}
     * @param total how many there are
     */
    public record Tally(long covered, long total) {
        public Tally {
            if (covered < 0 || total < covered) {
                throw new IllegalArgumentException("covered " + covered + " of " + total);
            }
        }
    }

    /** Lines of one source file. */
    public record FileCoverage(String path, long coveredLines, long lines) {}
}
