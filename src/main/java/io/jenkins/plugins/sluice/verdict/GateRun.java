package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.Waiver;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * All that a judge needs to know: the same facts always give the same verdict.
 *
 * @param gate what must hold
 * @param run the run's id
 * @param now when it is judged; waivers were applied by the same instant's day in UTC
 * @param context what was built
 * @param shadow whether the verdict is only reported
 * @param policySource where the policy came from
 * @param policySha256 of the policy's bytes, in lower-case hexadecimal
 * @param waivers every waiver of the policy, expired ones included
 * @param formats what a report of a format answers, by the format's name; a format that is not here may answer anything
 * @param evidence what was observed; waivers are applied to it already
 * @param pathExists whether a path, relative to the workspace, is there in this run: a finding may have moved only from
 *     one that is not
 * @param comparedWith what the run is compared with
 */
public record GateRun(
        Gate gate,
        String run,
        Instant now,
        Context context,
        boolean shadow,
        String policySource,
        String policySha256,
        List<Waiver> waivers,
        Map<String, Noun> formats,
        EvidenceSet evidence,
        Predicate<String> pathExists,
        ComparedWith comparedWith) {

    public GateRun {
        waivers = List.copyOf(waivers);
        formats = Map.copyOf(formats);
    }
}
