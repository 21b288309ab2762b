package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Skipped;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Reading;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
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
     * @return to be closed after use
     * @throws IOException when the workspace cannot be searched or the spill folder cannot be written; a report that
     *     cannot be read is no such error
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
            FileSearch.Found usual = search.usual();
            skipped.addAll(usual.skipped());
            usual.unsearchable().forEach((path, why) -> reads.refuse(path, ObservedReport.FOUND, why));
            usual.files()
                    .forEach((path, file) ->
                            reads.start(path, file, null, usual.mustBeReports().contains(path)));
        } else {
            Map<String, String> takenBy = new LinkedHashMap<>();
            for (ReportSource source : sources) {
                FileSearch.Found found = search.matching(source.files(), source.exclude());
                skipped.addAll(found.skipped());
                found.unsearchable().forEach((path, why) -> reads.refuse(path, source.name(), why));
                filesOf.put(source, found.files().size());
                found.files().forEach((path, file) -> {
                    String other = takenBy.putIfAbsent(path, source.name());
                    if (other == null) {
                        reads.start(path, file, source, true);
                    } else {
                        reads.refuse(
                                path,
                                source.name(),
                                "evidence '" + other + "' takes this file too, so it would count twice; exclude it in"
                                        + " one of them");
                    }
                });
            }
        }
        List<ObservedReport> reports = reads.finish(skipped);
        List<Skipped> left = skipped.stream()
                .distinct()
                .sorted(Comparator.comparing(Skipped::path).thenComparing(Skipped::why))
                .toList();
        return new EvidenceSet(reports, left, gaps(filesOf, reports));
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
        private final AtomicBoolean stopped = new AtomicBoolean();

        Reads(Path root, List<Exemption> exemptions, @Nullable Instant since) {
            this.root = root;
            this.exemptions = exemptions;
            this.since = since;
        }

        void start(String path, Path file, @Nullable ReportSource source, boolean mustBeReport) {
            started.add(CompletableFuture.supplyAsync(() -> read(path, file, source, mustBeReport), executor));
        }

        void refuse(String path, String source, String why) {
            ObservedReport refused =
                    new ObservedReport(source, path, null, 0, Instant.EPOCH, null, new Reading.Unreadable(why));
            started.add(CompletableFuture.completedFuture(new Read(refused, null)));
        }

        List<ObservedReport> finish(List<Skipped> skipped) throws IOException {
            List<ObservedReport> reports = new ArrayList<>();
            Throwable failure = null;
            // All are waited for: what runs on would use the spill folder after its owner has left.
            for (CompletableFuture<Read> future : started) {
                try {
                    Read read = future.join();
                    if (read.report != null) {
                        reports.add(read.report);
                    }
                    if (read.skipped != null) {
                        skipped.add(read.skipped);
                    }
                } catch (CompletionException e) {
                    stopped.set(true);
                    if (failure == null) {
                        failure = Objects.requireNonNullElse(e.getCause(), e);
                    }
                }
            }
            if (failure != null) {
                reports.forEach(ObservedReport::close);
                throw asThrown(failure);
            }
            reports.sort(Comparator.comparing(ObservedReport::path).thenComparing(ObservedReport::source));
            return reports;
        }

        /** What a read that failed throws: the spill folder's trouble as such, all else as it came. */
        private static IOException asThrown(Throwable failure) {
            if (failure instanceof UncheckedIOException unchecked) {
                return Objects.requireNonNull(unchecked.getCause());
            }
            if (failure instanceof RuntimeException cause) {
                throw cause;
            }
            if (failure instanceof Error cause) {
                throw cause;
            }
            return new IOException(failure);
        }

        private void checkpoint() {
            if (stopped.get()) {
                throw new CancellationException("another report's read was stopped");
            }
            limits.checkpoint().run();
        }

        private Read read(String path, Path file, @Nullable ReportSource source, boolean mustBeReport) {
            checkpoint();
            ReadLimits whileRunning = new ReadLimits(limits.depth(), limits.textBytes(), this::checkpoint);
            String name = source == null ? ObservedReport.FOUND : source.name();
            Instant fileTime = Instant.EPOCH;
            long bytes = 0;
            String format = null;
            try {
                BasicFileAttributes before = attributes(file);
                fileTime = before.lastModifiedTime().toInstant().truncatedTo(ChronoUnit.MILLIS);
                bytes = before.size();
                if (before.isSymbolicLink() || !file.toRealPath().equals(file)) {
                    throw new UnreadableReport("it is, or lies behind, a symbolic link; links are not followed");
                }
                if (!before.isRegularFile()) {
                    throw new UnreadableReport("it is no regular file");
                }
                try (InputStream stream = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                    byte[] start = stream.readNBytes(Head.MOST_BYTES);
                    ReportReaders.Row row = rowFor(source, new Head(start), mustBeReport);
                    if (row == null) {
                        String known = start.length == 0 ? "the file is empty" : Companion.reason(new Head(start));
                        String why = known == null ? "no known report format" : known;
                        return new Read(null, new Skipped(path, why));
                    }
                    format = row.reader().format();
                    try (SummarySink sink =
                            new SummarySink(new SinkContext(root, exemptions, spillFolder), row.kind())) {
                        row.reader()
                                .read(
                                        new SequenceInputStream(new ByteArrayInputStream(start), stream),
                                        sink,
                                        whileRunning);
                        BasicFileAttributes after = attributes(file);
                        if (after.size() != bytes
                                || !after.lastModifiedTime().equals(before.lastModifiedTime())
                                || !Objects.equals(after.fileKey(), before.fileKey())) {
                            throw new UnreadableReport(
                                    "it changed while it was read; run the gate after its writer ended");
                        }
                        Reading reading = judgeAge(sink, fileTime);
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

        private Reading judgeAge(SummarySink sink, Instant fileTime) throws UnreadableReport {
            Instant own = sink.written();
            Instant written = own == null || fileTime.isBefore(own) ? fileTime : own;
            if (since != null && written.isBefore(since.minus(CLOCK_SKEW))) {
                return new Reading.Stale(written, since); // Its sink is closed without a summary.
            }
            return new Reading.Whole(sink.summary(), sink.cautions());
        }
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    // The reader of a file, or null when it is none of our business.
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
        if (claiming.isEmpty() && mustBeReport && Companion.reason(head) == null) {
            throw new UnreadableReport("no reader knows its format; name it with 'format', or exclude the file");
        }
        return claiming.isEmpty() ? null : claiming.get(0);
    }

    private record Read(
            @Nullable ObservedReport report, @Nullable Skipped skipped) {}
}
