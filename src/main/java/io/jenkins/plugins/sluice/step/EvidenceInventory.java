package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.report.EvidenceCollector;
import io.jenkins.plugins.sluice.evidence.report.ReadLimits;
import io.jenkins.plugins.sluice.evidence.report.ReportReaders;
import io.jenkins.plugins.sluice.step.host.Host;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.io.IOException;
import java.util.List;

/** Lists the evidence of a workspace, as a gate without {@code evidence:} would find it. */
public final class EvidenceInventory {

    private final Host host;

    public EvidenceInventory(Host host) {
        this.host = host;
    }

    /**
     * Reads all reports in the usual places.
     *
     * @throws IOException when the workspace cannot be searched
     */
    public Inventory take() throws IOException {
        ReadLimits limits =
                new ReadLimits(ReadLimits.DEFAULT.depth(), ReadLimits.DEFAULT.textBytes(), host::checkpoint);
        host.progress("looking for reports …");
        EvidenceCollector collector =
                new EvidenceCollector(ReportReaders.all(), limits, host.temporaryFolder(), host.executor());
        try (EvidenceSet evidence = collector.collect(host.workspace(), List.of(), List.of(), null)) {
            return Inventory.of(evidence, QualityGate.formats(List.of()));
        }
    }
}
