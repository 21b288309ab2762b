package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Divides time into blocks, and says how a block without an answer looks. */
final class MetricBlocks {

    private MetricBlocks() {}

    /**
     * A block's time.
     *
     * @param start inclusive
     * @param end exclusive
     */
    record Interval(Instant start, Instant end) {

        long from() {
            return start.toEpochMilli();
        }

        long to() {
            return end.toEpochMilli();
        }
    }

    static Interval of(MetricRequest request) {
        return new Interval(request.start(), request.end());
    }

    /** The whole blocks of a request's time, oldest first; what remains is at its beginning. */
    static List<Interval> divide(MetricRequest request, Duration length) {
        if (length.isNegative() || length.isZero()) {
            throw new IllegalArgumentException("a block's length is positive, was " + length);
        }
        List<Interval> blocks = new ArrayList<>();
        Instant end = request.end();
        while (!end.minus(length).isBefore(request.start())) {
            blocks.add(0, new Interval(end.minus(length), end));
            end = end.minus(length);
        }
        return blocks;
    }

    static MetricBlock closed(MetricRequest request, Interval block, Observed observed, List<String> cautions) {
        return new MetricBlock(request.metric().name(), block.start(), block.end(), observed, cautions);
    }

    static MetricBlock nothing(MetricRequest request, Interval block, NoAnswer why) {
        return closed(request, block, new Observed.Nothing(why.reason(), why.detail()), List.of());
    }
}
