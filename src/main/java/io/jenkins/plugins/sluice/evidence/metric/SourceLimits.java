package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Duration;

/**
 * How long a source may take and how much it may answer.
 *
 * @param timeout for one answer; sources that can are told of it
 * @param lookback how far before a block samples are read, to find where counters stood at its beginning and whether a
 *     target was up; positive. Prometheus takes a series for ended after the same 5 minutes
 * @param delay how much later than its time a sample may arrive; a block is not closed earlier than this after its end
 * @param mostBytes of one answer
 * @param mostSamples of one answer
 */
public record SourceLimits(Duration timeout, Duration lookback, Duration delay, long mostBytes, int mostSamples) {

    /** 30 s, 5 minutes, no delay, 256 MiB, 10 million samples. */
    public static final SourceLimits DEFAULT =
            new SourceLimits(Duration.ofSeconds(30), Duration.ofMinutes(5), Duration.ZERO, 256L << 20, 10_000_000);

    public SourceLimits {
        if (timeout.isNegative()
                || timeout.isZero()
                || lookback.isNegative()
                || lookback.isZero()
                || delay.isNegative()) {
            throw new IllegalArgumentException("a source's time-out and look-back are positive and its delay is not"
                    + " negative, were " + timeout + ", " + lookback + " and " + delay);
        }
        if (mostBytes <= 0 || mostSamples <= 0) {
            throw new IllegalArgumentException("a source may answer at least one byte and one sample");
        }
    }

    /** The same with another time-out. */
    public SourceLimits timeout(Duration other) {
        return new SourceLimits(other, lookback, delay, mostBytes, mostSamples);
    }

    /** The same with another delay. */
    public SourceLimits delay(Duration other) {
        return new SourceLimits(timeout, lookback, other, mostBytes, mostSamples);
    }

    /** The same with another size of answers. */
    public SourceLimits mostBytes(long other) {
        return new SourceLimits(timeout, lookback, delay, other, mostSamples);
    }
}
