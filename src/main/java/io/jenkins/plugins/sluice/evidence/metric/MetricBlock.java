package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Instant;
import java.util.List;

/**
 * One metric over one short interval, closed: it is judged once and never revised.
 *
 * @param metric the metric's name
 * @param start inclusive
 * @param end exclusive; also what a block is known by, since blocks of a metric do not overlap
 * @param observed what was seen
 * @param cautions what a reader should know of it, in words of the source, such as pods that were left out
 */
public record MetricBlock(String metric, Instant start, Instant end, Observed observed, List<String> cautions) {

    public MetricBlock {
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("a block begins before it ends, not at " + start + " and " + end);
        }
        cautions = List.copyOf(cautions);
    }
}
