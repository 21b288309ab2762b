package io.jenkins.plugins.sluice.evidence.metric;

/**
 * What one pod counted in one block.
 *
 * @param pod its name; of a source that knows no pods, {@code ""}
 * @param total requests that ended in the block, not negative; of events without requests, the pod's exposure in
 *     milliseconds of traffic share
 * @param bad those of them that count as errors, not negative; of events without requests, the events
 */
public record PodCounts(String pod, long total, long bad) {

    public PodCounts {
        if (total < 0 || bad < 0) {
            throw new IllegalArgumentException(
                    "counts are not negative, were " + bad + " of " + total + " in pod '" + pod + "'");
        }
    }
}
