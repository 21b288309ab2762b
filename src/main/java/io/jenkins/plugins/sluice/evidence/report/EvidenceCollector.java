package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Skipped;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.Summary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Finds the report files of a gate and reads them where they lie. */
public final class EvidenceCollector {

    /** How much a report may be older than the start of the run before it is stale: clocks differ. */
    public static final Duration CLOCK_SKEW = Duration.ofMinutes(2);

    private final ReportReaders readers;
    private final ReadLimits limits;
    private final Path spillFolder;
    private final Executor executor;

    /**
     * Collects with these means.
     *
     * @param spillFolder where more identities go than fit into memory
     * @param executor reads the files, in parallel if it can
     */
    public EvidenceCollector(ReportReaders readers, ReadLimits limits, Path spillFolder, Executor executor) {
        this.readers = readers;
        this.limits = limits;
        this.spillFolder = spillFolder;
        this.executor = executor;
    }

    /**
     * Reads all evidence.
     *
     * @param workspace the folder that all paths are relative to
     * @param sources what to read; empty to search the usual places
     * @param exemptions what does not count
     * @param since when the run started, or null when age is not judged
     * @throws IOException when the workspace cannot be searched; a report that cannot be read is no such error
     * @throws CancellationException when the limits' checkpoint says so
     */
    public EvidenceSet collect(
            Path workspace, List<ReportSource> sources, List<Exemption> exemptions, @Nullable Instant since)
            throws IOException {
        Path root = workspace.toRealPath();
        FileSearch search = new FileSearch(root, limits.checkpoint());
        Reads reads = new Reads(root, exemptions, since);
        List<Skipped> skipped = new ArrayList<>();
        Map<ReportSource, Integer> filesOf = new LinkedHashMap<>();
        if (sources.isEmpty()) {
            FileSearch.Usual usual = search.usual();
            skipped.addAll(usual.skipped());
            usual.candidates()
                    .forEach(path ->
                            reads.start(path, null, usual.mustBeReports().contains(path)));
        } else {
            Map<String, String> takenBy = new LinkedHashMap<>();
            for (ReportSource source : sources) {
                Set<String> paths = search.matching(source.files(), source.exclude());
                filesOf.put(source, paths.size());
                for (String path : paths) {
                    String other = takenBy.putIfAbsent(path, source.name());
                    if (other == null) {
                        reads.start(path, source, true);
                    } else {
                        reads.refuse(
                                path,
                                source,
                                "evidence '" + other + "' takes this file too, so it would count twice; exclude it in"
                                        + " one of them");
                    }
                }
            }
        }
        List<ObservedReport> reports = reads.finish(skipped);
        skipped.sort(Comparator.comparing(Skipped::path));
        return new EvidenceSet(reports, skipped, gaps(filesOf, reports));
    }

    private static List<Gap> gaps(Map<ReportSource, Integer> filesOf, List<ObservedReport> reports) {
        List<Gap> gaps = new ArrayList<>();
        filesOf.forEach((source, files) -> {
            if (files < source.atLeast()) {
                gaps.add(new Gap(source.name(), null, source.atLeast(), files));
            }
            Set<String> reported = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (ObservedReport report : reports) {
                if (report.source().equals(source.name())
                        && report.reading() instanceof Reading.Whole whole
                        && whole.summary() instanceof FindingSummary findings) {
                    findings.tools().forEach(run -> reported.add(run.tool()));
                }
            }
            source.tools().stream()
                    .filter(tool -> !reported.contains(tool))
                    .forEach(tool -> gaps.add(new Gap(source.name(), tool, 1, 0)));
        });
        return gaps;
    }

    /** All reads of one collection. */
    private final class Reads {

        private final Path root;
        private final List<Exemption> exemptions;
        private final @Nullable Instant since;
        private final List<CompletableFuture<Read>> started = new ArrayList<>();

        Reads(Path root, List<Exemption> exemptions, @Nullable Instant since) {
            this.root = root;
            this.exemptions = exemptions;
            this.since = since;
        }

        void start(String path, @Nullable ReportSource source, boolean mustBeReport) {
            started.add(CompletableFuture.supplyAsync(() -> read(path, source, mustBeReport), executor));
        }

        void refuse(String path, ReportSource source, String why) {
            ObservedReport refused =
                    new ObservedReport(source.name(), path, null, 0, Instant.EPOCH, null, new Reading.Unreadable(why));
            started.add(CompletableFuture.completedFuture(new Read(refused, null)));
        }

        List<ObservedReport> finish(List<Skipped> skipped) {
            List<ObservedReport> reports = new ArrayList<>();
            try {
                for (CompletableFuture<Read> future : started) {
                    Read read = future.join();
                    if (read.report != null) {
                        reports.add(read.report);
                    }
                    if (read.skipped != null) {
                        skipped.add(read.skipped);
                    }
                }
            } catch (CompletionException e) {
                started.forEach(future -> future.cancel(false));
                if (e.getCause() instanceof RuntimeException cause) {
                    throw cause;
                }
                if (e.getCause() instanceof Error cause) {
                    throw cause;
                }
                throw e;
            }
            reports.sort(Comparator.comparing(ObservedReport::path).thenComparing(ObservedReport::source));
            return reports;
        }

        private Read read(String path, @Nullable ReportSource source, boolean mustBeReport) {
            limits.checkpoint().run();
            Path file = root.resolve(path);
            String name = source == null ? ObservedReport.FOUND : source.name();
            Instant fileTime = Instant.EPOCH;
            long bytes = 0;
            String format = null;
            try {
                BasicFileAttributes before = attributes(file);
                fileTime = before.lastModifiedTime().toInstant();
                bytes = before.size();
                if (!before.isRegularFile() || !file.toRealPath().equals(file)) {
                    throw new UnreadableReport("it is, or lies behind, a symbolic link; links are not followed");
                }
                try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] start = stream.readNBytes(Head.MOST_BYTES);
                    ReportReaders.Row row = rowFor(source, new Head(start), mustBeReport);
                    if (row == null) {
                        String why = start.length == 0
                                ? "the file is empty"
                                : FailsafeSummary.isClean(new Head(start))
                                        ? "Failsafe's sums of the reports beside it"
                                        : "no known report format";
                        return new Read(null, new Skipped(path, why));
                    }
                    format = row.reader().format();
                    try (SummarySink sink =
                            new SummarySink(new SinkContext(root, exemptions, spillFolder), row.kind())) {
                        row.reader()
                                .read(new SequenceInputStream(new ByteArrayInputStream(start), stream), sink, limits);
                        BasicFileAttributes after = attributes(file);
                        if (after.size() != bytes || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
                            throw new UnreadableReport(
                                    "it changed while it was read; run the gate after its writer ended");
                        }
                        Reading reading = judgeAge(sink.summary(), sink, fileTime);
                        return new Read(
                                new ObservedReport(name, path, format, bytes, fileTime, sink.written(), reading), null);
                    }
                }
            } catch (IOException e) {
                String message = e.getMessage();
                String why = e instanceof UnreadableReport && message != null
                        ? message
                        : "it cannot be read: " + e.getClass().getSimpleName()
                                + (message == null ? "" : ": " + message);
                return new Read(
                        new ObservedReport(name, path, format, bytes, fileTime, null, new Reading.Unreadable(why)),
                        null);
            }
        }

        private Reading judgeAge(Summary summary, SummarySink sink, Instant fileTime) {
            Instant own = sink.written();
            Instant written = own == null || fileTime.isBefore(own) ? fileTime : own;
            if (since != null && written.isBefore(since.minus(CLOCK_SKEW))) {
                return new Reading.Stale(written, since);
            }
            return new Reading.Whole(summary, sink.cautions());
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /** The reader of a file, or null when it is none of our business. */
    private ReportReaders.@Nullable Row rowFor(@Nullable ReportSource source, Head head, boolean mustBeReport)
            throws UnreadableReport {
        if (source != null && !source.picks().isEmpty()) {
            return new ReportReaders.Row(new PickReader(source.picks()), PickedValues.class);
        }
        if (source != null && source.format() != null) {
            String format = source.format();
            return readers.named(format)
                    .orElseGet(() -> new ReportReaders.Row(
                            new AnalysisModelReader(format, source.emptyMeansClean()), FindingSummary.class));
        }
        if (head.isEmpty() && mustBeReport) {
            throw new UnreadableReport("the file is empty");
        }
        List<ReportReaders.Row> claiming = readers.claiming(head);
        if (claiming.size() > 1) {
            throw new UnreadableReport("both '" + claiming.get(0).reader().format() + "' and '"
                    + claiming.get(1).reader().format() + "' claim it; name its format");
        }
        if (claiming.isEmpty() && mustBeReport && !FailsafeSummary.isClean(head)) {
            throw new UnreadableReport("no reader knows its format; name it with 'format', or exclude the file");
        }
        return claiming.isEmpty() ? null : claiming.get(0);
    }

    private record Read(
            @Nullable ObservedReport report, @Nullable Skipped skipped) {}
}
