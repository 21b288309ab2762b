package io.jenkins.plugins.sluice.evidence.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** Runs {@link ReadingBenchmark} in one go and prints speeds and ratios. */
public final class BenchmarkReport {

    private BenchmarkReport() {}

    /**
     * Runs all.
     *
     * @param arguments optionally the size of the files in megabytes, 1000 unless given
     */
    public static void main(String[] arguments) throws Exception {
        int megabytes = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000;
        Path folder = Path.of(System.getProperty("sluice.bench.folder"));
        Files.createDirectories(folder);
        ChainedOptionsBuilder options = new OptionsBuilder()
                .include(ReadingBenchmark.class.getName())
                .param("megabytes", Integer.toString(megabytes))
                .timeout(TimeValue.minutes(20))
                .jvmArgsPrepend("-Dsluice.bench.folder=" + folder, "-Djava.io.tmpdir=" + folder);
        Collection<RunResult> results = new Runner(options.build()).run();
        Map<String, Double> speeds = new HashMap<>();
        for (RunResult result : results) {
            String report = result.getParams().getParam("report");
            String method = result.getPrimaryResult().getLabel();
            Path file = GeneratedReport.valueOf(report)
                    .file(folder, method.equals("peer") ? peerMegabytes(result) : megabytes);
            double seconds = result.getPrimaryResult().getStatistics().getPercentile(50);
            speeds.put(report + method, Files.size(file) / 1e6 / seconds);
        }
        List<String> lines = new ArrayList<>();
        lines.add("%-6s %12s %12s %12s %18s %14s"
                .formatted("report", "reader MB/s", "bare MB/s", "peer MB/s", "reader / bare", "reader / peer"));
        for (GeneratedReport each : GeneratedReport.values()) {
            double reader = speeds.get(each + "reader");
            double bare = speeds.get(each + "tokenizer");
            double peer = speeds.get(each + "peer");
            lines.add(each == GeneratedReport.JTL
                    ? "%-6s %12.0f %12.0f %12s %18.2f %14s".formatted(each, reader, bare, "-", reader / bare, "-")
                    : "%-6s %12.0f %12.0f %12.1f %18.2f %14.0f"
                            .formatted(each, reader, bare, peer, reader / bare, reader / peer));
        }
        lines.forEach(System.out::println);
    }

    private static int peerMegabytes(RunResult result) {
        return Integer.parseInt(result.getParams().getParam("peerMegabytes"));
    }
}
