package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.journal.JournalBenchmark;
import io.jenkins.plugins.sluice.verdict.JudgeBenchmark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Runs all benchmarks in one go and prints speeds and ratios. A report's reader and its tokenizer run one right after the
 * other, several rounds of all, so that a machine that others use disturbs both; the ratio is the median of the rounds'.
 */
public final class BenchmarkReport {

    private final Path folder;
    private final int megabytes;
    private final Map<GeneratedReport, Speeds> speeds = new EnumMap<>(GeneratedReport.class);

    private BenchmarkReport(Path folder, int megabytes) {
        this.folder = folder;
        this.megabytes = megabytes;
    }

    private static final class Speeds {
        final List<Double> reader = new ArrayList<>();
        final List<Double> tokenizer = new ArrayList<>();
        final List<Double> ratio = new ArrayList<>();
        final List<Double> readerCpu = new ArrayList<>();
        final List<Double> tokenizerCpu = new ArrayList<>();
        final List<Double> cpuRatio = new ArrayList<>();
        final List<Double> peer = new ArrayList<>();
        double heap;
        double peerHeap;
    }

    /**
     * Runs all.
     *
     * @param arguments the size of the files in megabytes, and how many rounds
     */
    public static void main(String[] arguments) throws IOException, RunnerException {
        int rounds = Integer.parseInt(arguments[1]);
        Path folder = Path.of(System.getProperty("sluice.bench.folder"));
        Files.createDirectories(folder);
        BenchmarkReport report = new BenchmarkReport(folder, Integer.parseInt(arguments[0]));
        for (int round = 0; round < rounds; round++) {
            for (GeneratedReport each : GeneratedReport.values()) {
                report.measure(each);
            }
        }
        for (GeneratedReport each : GeneratedReport.values()) {
            if (each.hasPeer()) {
                report.measurePeer(each);
            }
        }
        List<String> lines = report.table(rounds);
        lines.add("");
        lines.addAll(report.others());
        lines.forEach(System.out::println);
    }

    private void measure(GeneratedReport report) throws IOException, RunnerException {
        Speeds of = speeds.computeIfAbsent(report, key -> new Speeds());
        for (RunResult result : run(ReadingBenchmark.class, "\\.(reader|tokenizer)$", report)) {
            double speed = megabytesPerSecond(result, report.file(folder, megabytes));
            if (label(result).equals("reader")) {
                of.reader.add(speed);
                of.readerCpu.add(cpu(result));
                of.heap = Math.max(of.heap, heapPeak(result));
            } else {
                of.tokenizer.add(speed);
                of.tokenizerCpu.add(cpu(result));
            }
        }
        int round = of.ratio.size();
        of.ratio.add(of.reader.get(round) / of.tokenizer.get(round));
        of.cpuRatio.add(of.tokenizerCpu.get(round) / of.readerCpu.get(round));
    }

    private void measurePeer(GeneratedReport report) throws IOException, RunnerException {
        Speeds of = speeds.computeIfAbsent(report, key -> new Speeds());
        for (RunResult result : run(ReadingBenchmark.class, "\\.peer$", report)) {
            int size = Integer.parseInt(result.getParams().getParam("peerMegabytes"));
            of.peer.add(megabytesPerSecond(result, report.file(folder, size)));
            of.peerHeap = heapPeak(result);
        }
    }

    private Collection<RunResult> run(Class<?> benchmarks, String which, GeneratedReport report)
            throws RunnerException {
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(benchmarks.getName().replace(".", "\\.") + which)
                .addProfiler(ResourceUse.class)
                .timeout(TimeValue.minutes(20))
                .shouldFailOnError(true)
                .jvmArgsPrepend("-Dsluice.bench.folder=" + folder, "-Djava.io.tmpdir=" + folder);
        if (report != null) {
            options.param("report", report.name()).param("megabytes", Integer.toString(megabytes));
        }
        return new Runner(options.build()).run();
    }

    private List<String> table(int rounds) {
        List<String> lines = new ArrayList<>();
        lines.add("Files of %d MB, medians of %d rounds; heap is the peak, garbage included"
                .formatted(megabytes, rounds));
        lines.add(row("report", "reader MB/s", "bare MB/s", "reader/bare", "by CPU", "heap MB", "peer MB/s", "reader/peer"));
        speeds.forEach((report, of) -> {
            double reader = median(of.reader);
            boolean peer = !of.peer.isEmpty();
            lines.add(row(
                    report.name(),
                    number(reader, 0),
                    number(median(of.tokenizer), 0),
                    number(median(of.ratio), 2),
                    number(median(of.cpuRatio), 2),
                    number(of.heap, 1),
                    peer ? number(median(of.peer), 1) : "-",
                    peer ? number(reader / median(of.peer), 0) : "-"));
        });
        speeds.forEach((report, of) -> {
            if (!of.peer.isEmpty()) {
                lines.add("heap of the peer of " + report + ": " + number(of.peerHeap, 0) + " MB");
            }
        });
        return lines;
    }

    /** The benchmarks of other paths: each one's rate, and beside it that of what lies under it. */
    private List<String> others() throws RunnerException {
        List<String> lines = new ArrayList<>();
        for (Class<?> benchmarks : List.of(JournalBenchmark.class, JudgeBenchmark.class)) {
            for (RunResult result : run(benchmarks, "\\.", null)) {
                lines.add("%-34s %12.1f %s, heap at most %.0f MB"
                        .formatted(
                                benchmarks.getSimpleName() + "." + label(result),
                                result.getPrimaryResult().getStatistics().getPercentile(50),
                                result.getPrimaryResult().getScoreUnit(),
                                heapPeak(result)));
            }
        }
        return lines;
    }

    private static String label(RunResult result) {
        return result.getPrimaryResult().getLabel();
    }

    private static double heapPeak(RunResult result) {
        return result.getSecondaryResults().get(ResourceUse.HEAP).getScore();
    }

    private static double cpu(RunResult result) {
        return result.getSecondaryResults().get(ResourceUse.CPU).getScore();
    }

    private static double megabytesPerSecond(RunResult result, Path file) throws IOException {
        return Files.size(file) / 1e6 / result.getPrimaryResult().getStatistics().getPercentile(50);
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    private static String number(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, "%-15s %11s %10s %12s %6s %8s %10s %12s", cells);
    }
}
