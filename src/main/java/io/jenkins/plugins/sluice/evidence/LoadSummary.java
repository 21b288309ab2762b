package io.jenkins.plugins.sluice.evidence;

import java.util.List;

/**
 * Samples of a load test, one series a label and kind.
 *
 * @param series in order of label; at most {@value #MOST_LABELS}, a report with more is unreadable
 */
public record LoadSummary(List<Series> series) implements Summary {

    public static final int MOST_LABELS = 10_000;

    public LoadSummary {
        series = List.copyOf(series);
    }

    /**
     * All samples with one label.
     *
     * @param transaction whether these are containers of other samples (transaction controllers, parents of embedded
     *     samples), which a criterion leaves out unless it selects them
     * @param errors samples that were not successful, 0 to the number of samples
     * @param elapsed response times
     * @param firstStart milliseconds since the epoch at which the first sample started
     * @param lastEnd milliseconds since the epoch at which the last sample ended
     */
    public record Series(
            String label, boolean transaction, long errors, Histogram elapsed, long firstStart, long lastEnd) {}
}
