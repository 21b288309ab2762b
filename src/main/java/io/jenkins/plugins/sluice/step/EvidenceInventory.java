package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.step.host.Workspace;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.io.IOException;
import java.util.List;

/** Lists the evidence of a workspace, as a gate without {@code evidence:} would find it. */
public final class EvidenceInventory {

    private final Workspace workspace;

    public EvidenceInventory(Workspace workspace) {
        this.workspace = workspace;
    }

    /**
     * Reads all reports in the usual places.
     *
     * @throws IOException when the workspace cannot be searched
     */
    public Inventory take() throws IOException {
        try (ObservedWorkspace observed =
                new WorkspaceReader(workspace).read(new EvidenceOrder(List.of(), List.of(), null, null, List.of()))) {
            return Inventory.of(observed.evidence(), QualityGate.formats(List.of()));
        }
    }
}
