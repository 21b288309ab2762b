package io.jenkins.plugins.sluice.verdict;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a gate decided, with every fact that a report shows.
 *
 * @param gate the gate's name
 * @param run the run's id
 * @param at when it was decided
 * @param context what was built
 * @param outcome the worst consequence of all criteria; inconclusive when nothing was judged
 * @param shadow whether the verdict is only reported and stops nothing
 * @param policySource where the policy came from
 * @param policySha256 of the policy's bytes
 * @param criteria in the order of the policy
 * @param novelty what is new, or null without a reference
 * @param reference what the run was compared with, or null
 * @param noReference why there is no reference, or null when there is one or none was asked for
 * @param waivers every waiver of the policy with what it did
 * @param evidence reports taken, those with trouble first, at most {@value #MOST_EVIDENCE}
 * @param evidenceCount how many reports were taken
 * @param skipped files that were looked at and left out, at most {@value #MOST_EVIDENCE}
 * @param skippedCount how many files were left out
 */
public record GateVerdict(
        String gate,
        String run,
        Instant at,
        Context context,
        Outcome outcome,
        boolean shadow,
        String policySource,
        String policySha256,
        List<CriterionVerdict> criteria,
        @Nullable Novelty novelty,
        @Nullable ReferenceUse reference,
        @Nullable String noReference,
        List<WaiverUse> waivers,
        List<EvidenceFact> evidence,
        long evidenceCount,
        List<SkippedFact> skipped,
        long skippedCount) {

    public static final int MOST_EVIDENCE = 500;

    public GateVerdict {
        criteria = List.copyOf(criteria);
        waivers = List.copyOf(waivers);
        evidence = List.copyOf(evidence);
        skipped = List.copyOf(skipped);
    }

    /**
     * What was built; each part is null when unknown.
     *
     * @param targetBranch the branch that this one will be merged into: set for pull requests only
     * @param build the build's URL
     */
    public record Context(
            @Nullable String project,
            @Nullable String branch,
            @Nullable String targetBranch,
            @Nullable String commit,
            @Nullable String build) {}

    /**
     * What the run was compared with.
     *
     * @param run the reference run's id
     * @param head the hash of its journal's last line, or null when it came from a file without one
     * @param how {@code last}, {@code target-branch}, {@code file} or {@code best of N}
     * @param accepted who set it by hand and why, or null
     */
    public record ReferenceUse(
            String run,
            Instant at,
            @Nullable String branch,
            @Nullable String commit,
            @Nullable String head,
            String how,
            @Nullable String accepted) {}

    /**
     * A waiver with what it did.
     *
     * @param covered how many findings or failing tests it covered
     * @param expired whether it no longer applies
     */
    public record WaiverUse(String id, String owner, String reason, LocalDate expires, boolean expired, long covered) {}

    /** A file that was left out. */
    public record SkippedFact(String path, String why) {}
}
