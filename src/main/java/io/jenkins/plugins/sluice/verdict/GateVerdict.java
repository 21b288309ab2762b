package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
     * @param place where in the build the gate stands, such as a matrix cell: gates of one name in several places have
     *     references of their own
     */
    public record Context(
            @Nullable String project,
            @Nullable String branch,
            @Nullable String targetBranch,
            @Nullable String commit,
            @Nullable String build,
            @Nullable String place) {}

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

    /** What this gate is known by across runs: its name and, after {@code @}, its place. */
    public String key() {
        return key(gate, context);
    }

    /** The same for a gate that is not judged yet. */
    public static String key(String gate, Context context) {
        return context.place() == null ? gate : gate + "@" + context.place();
    }

    /**
     * Whether later runs may be compared with this one: every criterion holds whose criticality is not {@code note}, or
     * is unknown for the lack of a comparable reference alone, or was left out without anything having broken; and at
     * least one criterion was judged or waits for a reference. A run that lost too much against its reference is none
     * itself, else to run it again would let it pass: it takes a person to accept it.
     */
    public boolean mayBecomeReference() {
        return criteria.stream().allMatch(GateVerdict::fits)
                && criteria.stream().anyMatch(criterion -> criterion.unknown() == null || awaitsReference(criterion));
    }

    private static boolean fits(CriterionVerdict criterion) {
        CriterionVerdict.Unknown unknown = criterion.unknown();
        if (criterion.criticality() == Criticality.NOTE || awaitsReference(criterion)) {
            return true;
        }
        return unknown == null
                ? criterion.state() == CriterionVerdict.State.HOLDS
                : criterion.consequence() == CriterionVerdict.Consequence.LEFT_OUT
                        && !unknown.reason().broken();
    }

    private static boolean awaitsReference(CriterionVerdict criterion) {
        CriterionVerdict.Unknown unknown = criterion.unknown();
        return unknown != null
                && (CriterionJudge.lacksReference(unknown.reason())
                        || unknown.reason() == CriterionVerdict.Unknown.Reason.OTHER_METHOD);
    }

    /**
     * The values of this run by the criterion's id, for the runs that come after; what was not measured whole is absent,
     * what only lacked a reference is not.
     */
    public Map<String, Quantity> values() {
        Map<String, Quantity> values = new LinkedHashMap<>();
        for (CriterionVerdict criterion : criteria) {
            if (criterion.value() != null && (criterion.unknown() == null || awaitsReference(criterion))) {
                values.put(criterion.id(), criterion.value());
            }
        }
        return Collections.unmodifiableMap(values);
    }
}
