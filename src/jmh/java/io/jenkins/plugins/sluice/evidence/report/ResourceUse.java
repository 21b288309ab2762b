package io.jenkins.plugins.sluice.evidence.report;

import com.sun.management.OperatingSystemMXBean;
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
 * Tells what an iteration took. Heap, in megabytes: the sum over the heap's pools of each one's peak, garbage included,
 * which is never less than the true peak. Processor time, in seconds, of the whole process: the collector's and the
 * compiler's too, and unlike the clock's none that others took.
 */
public final class ResourceUse implements InternalProfiler {

    static final String HEAP = "heap.peak";
    static final String CPU = "cpu";

    private long cpuBefore;

    @Override
    public String getDescription() {
        return "peak heap and processor time of an iteration";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        heap().forEach(MemoryPoolMXBean::resetPeakUsage);
        cpuBefore = cpuNanos();
    }

    @Override
    public Collection<ScalarResult> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double cpu = (cpuNanos() - cpuBefore) / 1e9;
        long bytes =
                heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
        return List.of(
                new ScalarResult(HEAP, bytes / 1e6, "MB", AggregationPolicy.MAX),
                new ScalarResult(CPU, cpu, "s", AggregationPolicy.AVG));
    }

    private static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    private static List<MemoryPoolMXBean> heap() {
        return ManagementFactory.getMemoryPoolMXBeans().stream()
                .filter(pool -> pool.getType() == MemoryType.HEAP)
                .toList();
    }
}
