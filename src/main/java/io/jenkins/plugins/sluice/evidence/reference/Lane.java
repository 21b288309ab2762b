package io.jenkins.plugins.sluice.evidence.reference;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Runs that follow one another: those of one gate on one branch. Pull requests have lanes of their own, so that whatever
 * their branch is called, in whatever fork, none of them becomes a branch's reference.
 *
 * @param branch null for runs whose branch is unknown
 */
public record Lane(String gate, @Nullable String branch, boolean pullRequest) {

    public Lane {
        if (pullRequest && branch == null) {
            throw new IllegalArgumentException("a pull request without a branch has no lane of its own");
        }
        if (branch != null && !StandardCharsets.UTF_8.newEncoder().canEncode(branch)) {
            throw new IllegalArgumentException("a branch's name is Unicode, but this one has half a character");
        }
    }

    /** The lane of a branch. */
    public static Lane ofBranch(String gate, @Nullable String branch) {
        return new Lane(gate, branch, false);
    }

    /**
     * The only lane that a run may be recorded in; none for a pull request whose branch is unknown.
     *
     * @param targetBranch set for pull requests only
     */
    public static Optional<Lane> ofRun(String gate, @Nullable String branch, @Nullable String targetBranch) {
        if (targetBranch == null) {
            return Optional.of(ofBranch(gate, branch));
        }
        return branch == null ? Optional.empty() : Optional.of(new Lane(gate, branch, true));
    }

    String gateFolder() {
        return "gate-" + SafeName.of(gate);
    }

    String folder() {
        return (pullRequest ? "pull-" : "branch-") + (branch == null ? SafeName.NONE : SafeName.of(branch));
    }
}
