package io.jenkins.plugins.sluice.evidence.report;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Tells the heap that an iteration took at most, in megabytes: the sum over the heap's pools of each one's peak, garbage
 * included, which is never less than the true peak.
 */
public final class HeapPeak implements InternalProfiler {

    static final String LABEL = "heap.peak";

    @Override
    public String getDescription() {
        return "peak heap of an iteration";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        long bytes =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return List.of(new ScalarResult(LABEL, bytes / 1e6, "MB", AggregationPolicy.MAX));
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
