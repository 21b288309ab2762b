package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import io.jenkins.plugins.sluice.verdict.GateVerdict.SkippedFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Shortens verdicts for which there is no room. Nothing that decided is ever left out. Texts are redacted before they
 * are cut, for half a secret would not be recognised.
 *
 * @param redact takes secrets out of a text
 * @param most what stays
 */
record Shortening(UnaryOperator<String> redact, Bounds most) {

    GateVerdict of(GateVerdict verdict) {
        Novelty novelty = verdict.novelty();
        return new GateVerdict(
                verdict.gate(),
                verdict.run(),
                verdict.at(),
                of(verdict.context()),
                verdict.outcome(),
                verdict.shadow(),
                cut(verdict.policySource()),
                verdict.policySha256(),
                verdict.criteria().stream().map(this::of).toList(),
                novelty == null ? null : of(novelty),
                of(verdict.reference()),
                orNull(verdict.noReference()),
                verdict.waivers().stream()
                        .filter(waiver -> most.idleWaivers() || waiver.expired() || waiver.covered() > 0)
                        .map(this::of)
                        .toList(),
                verdict.evidence().stream().limit(most.reports()).map(this::of).toList(),
                verdict.evidenceCount(),
                verdict.skipped().stream()
                        .limit(most.skipped())
                        .map(file -> new SkippedFact(cut(file.path()), cut(file.why())))
                        .toList(),
                verdict.skippedCount());
    }

    /** A report; an error's beginning and its path stay, cautions beyond the bound leave a mark. */
    EvidenceFact of(EvidenceFact fact) {
        return new EvidenceFact(
                cut(fact.source()),
                cut(fact.path()),
                fact.format(),
                fact.tools().stream().map(this::cut).toList(),
                fact.bytes(),
                fact.written(),
                fact.reportTime(),
                orNull(fact.trouble()),
                EvidenceFacts.first(fact.cautions().stream().map(this::cut).toList(), most.cautions()),
                fact.counts());
    }

    private Context of(Context context) {
        return new Context(
                orNull(context.project()),
                orNull(context.branch()),
                orNull(context.targetBranch()),
                orNull(context.commit()),
                orNull(context.build()),
                orNull(context.place()));
    }

    private CriterionVerdict of(CriterionVerdict criterion) {
        Unknown unknown = criterion.unknown();
        List<Offender> first = offenders(criterion.offenders());
        return new CriterionVerdict(
                criterion.id(),
                criterion.criterion(),
                criterion.criticality(),
                criterion.state(),
                criterion.consequence(),
                criterion.value(),
                criterion.limit(),
                criterion.reference(),
                criterion.total(),
                unknown == null ? null : new Unknown(unknown.reason(), cut(unknown.subject()), cut(unknown.detail())),
                criterion.files().stream().limit(most.files()).map(this::cut).toList(),
                first,
                criterion.moreOffenders() + criterion.offenders().size() - first.size(),
                trend(criterion.trend()));
    }

    private List<Offender> offenders(List<Offender> all) {
        return all.stream()
                .limit(most.offenders())
                .map(each -> new Offender(cut(each.name()), orNull(each.place()), orNull(each.detail())))
                .toList();
    }

    private List<TrendPoint> trend(List<TrendPoint> all) {
        if (all.size() <= most.trend()) {
            return all;
        }
        List<TrendPoint> some = new ArrayList<>();
        if (most.trend() > 0) {
            some.add(all.get(0));
            some.addAll(all.subList(all.size() - most.trend() + 1, all.size()));
        }
        return some;
    }

    private Novelty of(Novelty novelty) {
        return new Novelty(
                of(novelty.failures()),
                novelty.fixed(),
                of(novelty.deletedTests()),
                novelty.addedTests(),
                of(novelty.findings()),
                novelty.goneFindings());
    }

    private Novelty.@Nullable Some of(Novelty.@Nullable Some some) {
        return some == null ? null : new Novelty.Some(some.count(), offenders(some.first()));
    }

    private @Nullable ReferenceUse of(@Nullable ReferenceUse use) {
        return use == null
                ? null
                : new ReferenceUse(
                        cut(use.run()),
                        use.at(),
                        orNull(use.branch()),
                        orNull(use.commit()),
                        orNull(use.head()),
                        use.how(),
                        orNull(use.accepted()));
    }

    private WaiverUse of(WaiverUse waiver) {
        return new WaiverUse(
                waiver.id(),
                cut(waiver.owner()),
                cut(waiver.reason()),
                waiver.expires(),
                waiver.expired(),
                waiver.covered());
    }

    private @Nullable String orNull(@Nullable String whole) {
        return whole == null ? null : cut(whole);
    }

    private String cut(String text) {
        String whole = redact.apply(text);
        int longest = most.text();
        if (whole.length() <= longest) {
            return whole;
        }
        int end = Character.isHighSurrogate(whole.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return whole.substring(0, end) + "…";
    }

    /**
     * How much of a verdict is kept.
     *
     * @param text characters of a text
     * @param offenders of each criterion, and of each kind of what is new
     * @param reports in the verdict; the entries about evidence hold all
     * @param skipped files that were left out
     * @param trend points of each criterion, the oldest among them
     * @param files of each criterion
     * @param cautions of each report
     * @param idleWaivers whether waivers stay that cover nothing and have not expired
     */
    record Bounds(
            int text,
            int offenders,
            int reports,
            int skipped,
            int trend,
            int files,
            int cautions,
            boolean idleWaivers) {

        /** Bounds texts, and else nothing that is not bounded already. */
        static final Bounds TEXTS = new Bounds(8_192, 20, 500, 500, 50, 20, 101, true);

        /** From the longest form to the shortest. */
        static final List<Bounds> STEPS = List.of(
                new Bounds(2_000, 20, 200, 200, 50, 20, 20, true),
                new Bounds(500, 20, 100, 100, 20, 20, 10, true),
                new Bounds(300, 10, 50, 50, 10, 10, 5, true),
                new Bounds(200, 5, 20, 20, 5, 5, 3, true),
                new Bounds(100, 2, 10, 10, 2, 3, 1, false),
                new Bounds(80, 0, 0, 0, 0, 0, 0, false));
    }
}
