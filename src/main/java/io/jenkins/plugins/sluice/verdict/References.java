package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.evidence.reference.Lane;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.evidence.reference.UnreadableReference;
import io.jenkins.plugins.sluice.policy.Criterion;
import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.ReferenceChoice;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds what a run is compared with. */
public final class References {

    private References() {}

    /**
     * Looks a gate's reference up.
     *
     * <p>{@code last} is the last accepted run of the same branch, or for a pull request of the same pull request's
     * branch. {@code target-branch} is that of the branch that a pull request will be merged into, and for other runs the
     * same as {@code last}. {@code best of N} looks where {@code target-branch} would: a pull request has too few runs of
     * its own to be held against.
     *
     * @param kept where references are
     * @throws UnreadableReference when there is a reference that cannot be read: an error, and not the same as none
     */
    public static ComparedWith find(Gate gate, Context context, Kept kept) throws IOException {
        String key = GateVerdict.key(gate.name(), context);
        boolean own = gate.reference() instanceof ReferenceChoice.Last
                || kept.file() != null
                || context.targetBranch() == null;
        Optional<Lane> lane = own
                ? Lane.ofRun(key, context.branch(), context.targetBranch())
                : Optional.of(Lane.ofBranch(key, context.targetBranch()));
        History history = own || kept.target() == null ? kept.own() : kept.target();
        Earlier earlier = history != null && lane.isPresent() ? history.earlier(lane.get()) : Earlier.NONE;
        if (kept.file() != null) {
            return new ComparedWith.Found(use(kept.file(), "file"), kept.file().evidence(), 1, earlier);
        }
        if (gate.reference() instanceof ReferenceChoice.FromFile named) {
            return new ComparedWith.Nothing("the reference file " + named.path() + " is not there", earlier);
        }
        if (history == null) {
            boolean asked = gate.criteria().stream().anyMatch(Criterion::needsReference);
            return new ComparedWith.Nothing(asked ? "no history and no reference file is given" : null, earlier);
        }
        Optional<Reference> last = Optional.empty();
        if (lane.isPresent()) {
            last = kept.run() == null ? Optional.empty() : history.accepted(lane.get(), kept.run());
            last = last.isPresent() ? last : history.last(lane.get());
        }
        if (last.isEmpty()) {
            return new ComparedWith.Nothing(
                    lane.map(Lane::branch)
                            .map(branch -> "no accepted run of " + branch + " yet")
                            .orElse("no accepted run yet"),
                    earlier);
        }
        int bestOf = gate.reference() instanceof ReferenceChoice.BestOf best ? best.runs() : 1;
        return new ComparedWith.Found(
                use(last.get(), how(gate.reference(), context)), last.get().evidence(), bestOf, earlier);
    }

    /**
     * Where references are.
     *
     * @param file the reference that was named as a file, or null; it comes before the policy's choice
     * @param own the history that the run is added to; null without one
     * @param target the history of a pull request's target branch where it is another one, or null
     * @param run the accepted run to take where it is kept in the lane, instead of the last one; null for the last
     */
    public record Kept(
            @Nullable Reference file,
            @Nullable History own,
            @Nullable History target,
            @Nullable String run) {}

    private static String how(ReferenceChoice choice, Context context) {
        if (choice instanceof ReferenceChoice.BestOf best) {
            return "best of " + best.runs();
        }
        return choice instanceof ReferenceChoice.TargetBranch && context.targetBranch() != null
                ? "target-branch"
                : "last";
    }

    private static ReferenceUse use(Reference reference, String how) {
        Reference.Acceptance acceptance = reference.acceptance();
        return new ReferenceUse(
                reference.run(),
                reference.at(),
                reference.branch(),
                reference.commit(),
                reference.head(),
                how,
                acceptance == null ? null : acceptance.who() + ": " + acceptance.reason());
    }
}
