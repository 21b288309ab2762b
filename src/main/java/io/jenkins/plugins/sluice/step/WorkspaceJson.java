package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * The JSON forms of {@link EvidenceOrder} and {@link ObservedWorkspace}, for the way to a machine and back. Both ends are
 * the same version of Sluice; what else arrives is refused.
 */
public final class WorkspaceJson {

    private final EvidenceJson json;

    /** @param spillFolder an existing folder for identities that are too many to keep in memory when they are read */
    public WorkspaceJson(Path spillFolder) {
        this.json = new EvidenceJson(spillFolder);
    }

    /** The order as bytes. */
    public byte[] write(EvidenceOrder order) throws IOException {
        return json.mapper().writeValueAsBytes(order);
    }

    /**
     * The order that {@link #write(EvidenceOrder)} gave.
     *
     * @throws IOException when it is none
     */
    public EvidenceOrder order(byte[] bytes) throws IOException {
        return json.mapper().readValue(bytes, EvidenceOrder.class);
    }

    /** Writes what was observed; the stream stays open. */
    public void write(ObservedWorkspace observed, OutputStream to) throws IOException {
        json.mapper().writeValue(to, observed);
    }

    /**
     * Reads what was observed; the stream stays open.
     *
     * @return to be closed after use
     * @throws IOException when it is no such thing, or not the whole of it
     */
    public ObservedWorkspace observed(InputStream from) throws IOException {
        return json.mapper().readValue(from, ObservedWorkspace.class);
    }
}
