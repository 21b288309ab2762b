package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.evidence.reference.ReferenceFile;
import io.jenkins.plugins.sluice.evidence.release.WorkspaceChecks;
import io.jenkins.plugins.sluice.evidence.report.EvidenceCollector;
import io.jenkins.plugins.sluice.evidence.report.ReadLimits;
import io.jenkins.plugins.sluice.evidence.report.ReportReaders;
import io.jenkins.plugins.sluice.step.host.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Observes a workspace on the machine where it lies: all that a gate needs from there, in one visit. */
public final class WorkspaceReader {

    private final Workspace workspace;

    public WorkspaceReader(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Reads all that is ordered.
     *
     * @return to be closed after use
     * @throws IOException when the workspace cannot be searched, a temporary file cannot be written, or the reference
     *     file is there and cannot be read; a report that cannot be read is no such error
     * @throws java.util.concurrent.CancellationException when the workspace's checkpoint says so
     */
    public ObservedWorkspace read(EvidenceOrder order) throws IOException {
        Reference reference = order.referenceFile() == null ? null : reference(order.referenceFile());
        boolean done = false;
        try {
            ReadLimits limits =
                    new ReadLimits(ReadLimits.DEFAULT.depth(), ReadLimits.DEFAULT.textBytes(), workspace::checkpoint);
            EvidenceSet evidence = Files.exists(workspace.folder())
                    ? new EvidenceCollector(
                                    ReportReaders.all(), limits, workspace.temporaryFolder(), workspace.executor())
                            .collect(workspace.folder(), order.sources(), order.exemptions(), order.since())
                    : nothing(order);
            evidence = withChecks(evidence, order);
            List<String> gone = Stream.concat(order.paths().stream(), paths(reference))
                    .distinct()
                    .filter(path -> !exists(path))
                    .toList();
            done = true;
            return new ObservedWorkspace(evidence, reference, gone);
        } finally {
            if (!done && reference != null) {
                reference.evidence().close();
            }
        }
    }

    private EvidenceSet withChecks(EvidenceSet evidence, EvidenceOrder order) throws IOException {
        WorkspaceChecks checks = order.checks();
        if (checks == null) {
            return evidence;
        }
        boolean done = false;
        try {
            List<ObservedReport> reports = new ArrayList<>(evidence.reports());
            reports.addAll(
                    Files.exists(workspace.folder())
                            ? checks.look(
                                    workspace.folder(),
                                    workspace.temporaryFolder(),
                                    workspace::checkpoint,
                                    evidence.reports())
                            : checks.lost("there is no workspace; check the sources out first"));
            done = true;
            return new EvidenceSet(reports, evidence.skipped(), evidence.gaps());
        } finally {
            if (!done) {
                evidence.close();
            }
        }
    }

    /** A folder that is not there holds no report; that is known, and not the same as one that cannot be read. */
    private static EvidenceSet nothing(EvidenceOrder order) {
        List<Gap> gaps = order.sources().stream()
                .flatMap(source -> Stream.concat(
                        Stream.of(new Gap(source.name(), null, source.atLeast(), 0)),
                        source.tools().stream().map(tool -> new Gap(source.name(), tool, 1, 0))))
                .toList();
        return new EvidenceSet(List.of(), List.of(), gaps);
    }

    /** Where a reference has findings. */
    static Stream<String> paths(@Nullable Reference reference) {
        return reference == null ? Stream.empty() : paths(reference.evidence());
    }

    static Stream<String> paths(EvidenceSet evidence) {
        return evidence.reports().stream()
                .map(ObservedReport::reading)
                .filter(Reading.Whole.class::isInstance)
                .map(reading -> ((Reading.Whole) reading).summary())
                .filter(FindingSummary.class::isInstance)
                .flatMap(summary -> ((FindingSummary) summary).paths().stream());
    }

    /** A path that this system cannot express is not known to be gone: a finding there has not moved. */
    private boolean exists(String path) {
        try {
            return Files.exists(workspace.folder().resolve(path), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException e) {
            return true;
        }
    }

    private @Nullable Reference reference(String path) throws IOException {
        try {
            return new ReferenceFile(EvidenceCodec.of(new EvidenceJson(workspace.temporaryFolder())))
                    .read(inside(path));
        } catch (NoSuchFileException e) {
            return null; // Said in the verdict: the criteria that need it are unknown.
        }
    }

    /** A policy may come with the change that it judges, so it names no files elsewhere; whoever runs the gate may. */
    private Path inside(String path) throws IOException {
        try {
            if (!Files.exists(workspace.folder())) {
                throw new NoSuchFileException(path);
            }
            Path root = workspace.folder().toRealPath();
            Path file = root.resolve(path).normalize();
            if (file.startsWith(root) && file.toRealPath().startsWith(root)) {
                return file;
            }
        } catch (InvalidPathException e) {
            throw new IOException("the reference file '" + path + "' of the policy is no path: " + e.getReason(), e);
        }
        throw new IOException("the reference file '" + path
                + "' of the policy lies outside of the workspace; put it inside, or name it where the gate is run");
    }
}
