package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.policy.Waiver;
import io.jenkins.plugins.sluice.verdict.ComparedWith.Found;
import io.jenkins.plugins.sluice.verdict.ComparedWith.Nothing;
import io.jenkins.plugins.sluice.verdict.GateVerdict.SkippedFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Turns evidence and a gate into a verdict: a pure function. */
public final class Judge {

    private Judge() {}

    /**
     * The verdict. Unknown is never healthy: what could not be observed whole holds in no criterion, and a gate of which
     * nothing could be judged is inconclusive.
     */
    public static GateVerdict judge(GateRun run) {
        CriterionJudge judge = new CriterionJudge(run);
        List<CriterionVerdict> criteria =
                run.gate().criteria().stream().map(judge::judge).toList();
        EvidenceSet evidence = run.evidence();
        return new GateVerdict(
                run.gate().name(),
                run.run(),
                run.now(),
                run.context(),
                Outcomes.of(criteria),
                run.shadow(),
                run.policySource(),
                run.policySha256(),
                criteria,
                run.comparedWith() instanceof Found found ? WhatIsNew.since(found, run) : null,
                run.comparedWith() instanceof Found found ? found.use() : null,
                run.comparedWith() instanceof Nothing nothing ? nothing.why() : null,
                waivers(run),
                EvidenceFacts.of(evidence.reports()),
                evidence.reports().size(),
                skipped(evidence),
                evidence.skipped().size());
    }

    private static List<SkippedFact> skipped(EvidenceSet evidence) {
        return evidence.skipped().stream()
                .map(file -> new SkippedFact(file.path(), file.why()))
                .sorted(Comparator.comparing(SkippedFact::path).thenComparing(SkippedFact::why))
                .limit(GateVerdict.MOST_EVIDENCE)
                .toList();
    }

    private static List<WaiverUse> waivers(GateRun run) {
        LocalDate today = LocalDate.ofInstant(run.now(), ZoneOffset.UTC);
        Map<String, Long> covered = covered(run.evidence().reports());
        return run.waivers().stream()
                .map(waiver -> use(
                        waiver, today, covered.getOrDefault(waiver.exemption().id(), 0L)))
                .toList();
    }

    private static WaiverUse use(Waiver waiver, LocalDate today, long covered) {
        return new WaiverUse(
                waiver.exemption().id(),
                waiver.owner(),
                waiver.reason(),
                waiver.expires(),
                waiver.expired(today),
                covered);
    }

    private static Map<String, Long> covered(List<ObservedReport> reports) {
        Map<String, Long> covered = new HashMap<>();
        Set<String> seen = new HashSet<>();
        for (ObservedReport report : reports) {
            if (!(report.reading() instanceof Reading.Whole whole)
                    || !seen.add(Scope.noun(whole.summary()) + " " + report.path())) {
                continue;
            }
            if (whole.summary() instanceof TestSummary tests) {
                tests.exempt().forEach((id, count) -> covered.merge(id, count, Long::sum));
            } else if (whole.summary() instanceof FindingSummary findings) {
                findings.keys().stream()
                        .filter(key -> key.exemption() != null)
                        .forEach(key -> covered.merge(key.exemption(), key.count(), Long::sum));
            }
        }
        return covered;
    }
}
