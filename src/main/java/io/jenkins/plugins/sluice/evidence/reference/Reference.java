package io.jenkins.plugins.sluice.evidence.reference;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An earlier run that later ones are compared with.
 *
 * @param gate the gate's name
 * @param run the run's id
 * @param at when it was judged; informs only
 * @param branch what was built, or null when unknown
 * @param commit what was built, or null when unknown
 * @param head the hash of its journal's last line, or null when it has none
 * @param candidate whether it is good enough to be compared with
 * @param acceptance by whom and why it was set by hand, or null
 * @param evidence what was observed
 */
public record Reference(
        String gate,
        String run,
        Instant at,
        @Nullable String branch,
        @Nullable String commit,
        @Nullable String head,
        boolean candidate,
        @Nullable Acceptance acceptance,
        EvidenceSet evidence) {

    public Reference {
        Objects.requireNonNull(gate, "gate");
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(evidence, "evidence");
    }

    /** A person's decision that this run is what later ones are compared with. */
    public record Acceptance(String who, String reason) {}

    /** Whether later runs are compared with it. */
    public boolean accepted() {
        return candidate || acceptance != null;
    }

    /** The same run, set by hand. */
    public Reference acceptedBy(Acceptance decision) {
        return new Reference(gate, run, at, branch, commit, head, candidate, decision, evidence);
    }
}
