package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.release.WorkspaceChecks;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What shall be observed in a workspace; {@link WorkspaceJson} carries it there.
 *
 * @param sources what to read; empty to search the usual places
 * @param exemptions what does not count
 * @param since when the build started: older reports are no evidence; null when age is not judged
 * @param referenceFile a reference file in the workspace, or null
 * @param paths places, relative to the workspace, of which is asked whether they are still there
 * @param checks release checks that look at files, or null
 */
public record EvidenceOrder(
        List<ReportSource> sources,
        List<Exemption> exemptions,
        @Nullable Instant since,
        @Nullable String referenceFile,
        List<String> paths,
        @Nullable WorkspaceChecks checks) {

    public EvidenceOrder {
        sources = List.copyOf(sources);
        exemptions = List.copyOf(exemptions);
        paths = List.copyOf(paths);
    }

    /** An order without release checks. */
    public EvidenceOrder(
            List<ReportSource> sources,
            List<Exemption> exemptions,
            @Nullable Instant since,
            @Nullable String referenceFile,
            List<String> paths) {
        this(sources, exemptions, since, referenceFile, paths, null);
    }
}
