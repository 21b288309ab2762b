package io.jenkins.plugins.sluice.evidence.metric;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What all pods of one arm counted in one block, sorted by pod name, each pod once. */
public final class ArmCounts {

    /** An arm of which nothing was counted. */
    public static final ArmCounts NONE = new ArmCounts(List.of(), 0, 0);

    private final List<PodCounts> pods;
    private final long total;
    private final long bad;

    private ArmCounts(List<PodCounts> pods, long total, long bad) {
        this.pods = pods;
        this.total = total;
        this.bad = bad;
    }

    /**
     * Counts of these pods, in any order.
     *
     * @throws IllegalArgumentException when a pod stands there twice
     * @throws ArithmeticException when a sum does not fit into 64 bits
     */
    public static ArmCounts of(List<PodCounts> counts) {
        List<PodCounts> pods = new ArrayList<>(counts);
        pods.sort(Comparator.comparing(PodCounts::pod));
        long total = 0;
        long bad = 0;
        for (int i = 0; i < pods.size(); i++) {
            PodCounts pod = pods.get(i);
            if (i > 0 && pods.get(i - 1).pod().equals(pod.pod())) {
                throw new IllegalArgumentException("pod '" + pod.pod() + "' was counted twice in one block");
            }
            total = Math.addExact(total, pod.total());
            bad = Math.addExact(bad, pod.bad());
        }
        return new ArmCounts(List.copyOf(pods), total, bad);
    }

    /** The counts of a source that knows no pods. */
    public static ArmCounts whole(long total, long bad) {
        return of(List.of(new PodCounts("", total, bad)));
    }

    /** By pod name. */
    public List<PodCounts> pods() {
        return pods;
    }

    /** The sum over all pods. */
    public long total() {
        return total;
    }

    /** The sum over all pods. */
    public long bad() {
        return bad;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ArmCounts other && pods.equals(other.pods);
    }

    @Override
    public int hashCode() {
        return pods.hashCode();
    }

    @Override
    public String toString() {
        return bad + " of " + total + " in " + pods.size() + " pods";
    }
}
