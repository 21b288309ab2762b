package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What was observed in a workspace; {@link WorkspaceJson} brings it back. Close it after use.
 *
 * @param evidence the reports
 * @param reference from the reference file that was ordered, or null when none was or it is not there
 * @param gone those of the ordered paths that are not there
 */
public record ObservedWorkspace(
        EvidenceSet evidence, @Nullable Reference reference, List<String> gone) implements AutoCloseable {

    public ObservedWorkspace {
        gone = List.copyOf(gone);
    }

    /**
     * A workspace that could not be looked into: everything that was ordered from it is unreadable, so that no criterion
     * holds for want of a machine.
     *
     * @param why what is wrong and what to do, without a final full stop
     */
    public static ObservedWorkspace lost(EvidenceOrder order, Instant at, String why) {
        Stream<String> sources = order.sources().isEmpty()
                ? Stream.of(ObservedReport.FOUND)
                : order.sources().stream().map(ReportSource::name);
        Stream<ObservedReport> reports = sources.map(
                source -> new ObservedReport(source, "workspace", null, 0, at, null, new Reading.Unreadable(why)));
        Stream<ObservedReport> checks = order.checks() == null ? Stream.empty() : order.checks().lost(why).stream();
        return new ObservedWorkspace(
                new EvidenceSet(Stream.concat(reports, checks).toList(), List.of(), List.of()), null, List.of());
    }

    /** Frees all identities. */
    @Override
    public void close() {
        evidence.close();
        if (reference != null) {
            reference.evidence().close();
        }
    }
}
