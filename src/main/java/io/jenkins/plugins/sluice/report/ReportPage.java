package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.report.Words.Change;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.SkippedFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A report in words and drawings, in the order in which a page tells it: every page of a gate is made from this, so that
 * all say the same. The texts hold no markup and are not escaped.
 *
 * @param where what was built, from the widest to the closest
 * @param commit short, or null when unknown
 * @param shadow said beside the headline when the verdict stops nothing, else null
 * @param changes what is new since the reference; empty without one
 * @param reference what the run was compared with, or why with nothing
 * @param skippedCount how many files were left out, or null when none
 * @param run names and values that tell where all this comes from
 */
public record ReportPage(
        String gate,
        Instant at,
        List<String> where,
        @Nullable String commit,
        Tone tone,
        String toneWord,
        String headline,
        String why,
        @Nullable String shadow,
        String remedyHeading,
        List<String> remedies,
        List<Change> changes,
        String reference,
        List<Line> criteria,
        String evidenceCount,
        List<Report> evidence,
        @Nullable String skippedCount,
        List<SkippedFact> skipped,
        List<Waiver> waivers,
        List<Row> run,
        Journal journal) {

    /**
     * A criterion.
     *
     * @param consequence what that does to the gate, or ""
     * @param title what was measured
     * @param rule the criterion as the policy has it
     * @param id the criterion's id where a person gave it one, else null
     * @param filesSummary how many reports it was judged on; {@code files} has their paths
     * @param value what was measured, or that it is unknown
     * @param bound what it must be, or ""
     * @param change since the reference, or null
     * @param bar the value against its limit, or null
     * @param curve the value's course, or null
     * @param sentence all of it in a sentence or two
     * @param remedy what would have made it hold, or null
     * @param offendersSummary how many there are; {@code offenders} has the first
     * @param more how many more there are, or ""
     */
    public record Line(
            Tone tone,
            String label,
            String consequence,
            String title,
            String rule,
            @Nullable String id,
            String filesSummary,
            List<String> files,
            String value,
            String bound,
            @Nullable String change,
            @Nullable Bar bar,
            @Nullable Curve curve,
            String sentence,
            @Nullable String remedy,
            String offendersSummary,
            List<Offender> offenders,
            String more) {}

    /**
     * A report that was looked at.
     *
     * @param source who named it, and its size
     * @param written when, as a text; {@code writtenAt} is the same
     * @param clock who says when it was written
     * @param notes what is odd about it
     */
    public record Report(
            String path,
            String source,
            String format,
            String tools,
            String written,
            Instant writtenAt,
            String clock,
            String counts,
            List<Note> notes) {}

    /** Something to know about a report. */
    public record Note(Tone tone, String text) {}

    /** A waiver and what it did. */
    public record Waiver(Tone tone, String label, String id, String reason, String sentence) {}

    /** A name and its value. */
    public record Row(String name, String value) {}

    /**
     * The journal that all this comes from.
     *
     * @param alarming whether it cannot be relied on as it is
     * @param verify the command that checks it, or null
     */
    public record Journal(
            Tone tone,
            String sentence,
            boolean alarming,
            @Nullable String verify) {}

    /** Puts a report into words. */
    public static ReportPage of(ReportModel model) {
        GateVerdict verdict = model.verdict();
        JournalState journal = model.journal();
        Tone tone = Words.tone(verdict);
        String commit = verdict.context().commit();
        return new ReportPage(
                verdict.gate(),
                verdict.at(),
                where(verdict.context()),
                commit == null ? null : Words.commit(commit),
                tone,
                Words.toneWord(tone),
                Words.headline(verdict.outcome()),
                Words.why(verdict),
                Words.shadow(verdict),
                Words.remedyHeading(verdict),
                Words.remedies(verdict),
                Words.changes(verdict),
                Words.reference(verdict),
                verdict.criteria().stream()
                        .map(criterion -> line(verdict, criterion))
                        .toList(),
                Words.evidenceCount(verdict),
                verdict.evidence().stream().map(ReportPage::report).toList(),
                verdict.skippedCount() > 0 ? Words.skippedCount(verdict) : null,
                verdict.skipped(),
                verdict.waivers().stream().map(ReportPage::waiver).toList(),
                rows(verdict, journal),
                new Journal(
                        Words.journalTone(journal),
                        Words.journal(journal),
                        journal.state() == JournalState.State.ALTERED || journal.state() == JournalState.State.TORN,
                        Words.verify(journal)));
    }

    private static List<String> where(GateVerdict.Context context) {
        List<String> where = new ArrayList<>();
        if (context.place() != null) {
            where.add(context.place());
        }
        if (context.project() != null) {
            where.add(context.project());
        }
        if (context.branch() != null) {
            where.add(
                    context.targetBranch() == null
                            ? context.branch()
                            : context.branch() + " → " + context.targetBranch());
        }
        return where;
    }

    private static Line line(GateVerdict verdict, CriterionVerdict criterion) {
        CriterionWords words = Words.words(verdict, criterion);
        String value = words.value();
        String bound = words.bound();
        return new Line(
                words.tone(),
                words.label(),
                words.consequence(),
                Words.title(verdict, criterion),
                criterion.criterion(),
                words.stated().isDefaultId(criterion.id()) ? null : criterion.id(),
                Words.files(criterion),
                criterion.files(),
                value == null ? "unknown" : value,
                bound.isBlank() ? "" : bound.equals("none") ? "none allowed" : bound,
                words.stated().onlyNew() ? null : words.signedChange(),
                Bar.of(criterion, words),
                Curve.of(criterion, words),
                words.sentence(),
                Words.remedy(verdict, criterion),
                Words.offenders(criterion),
                criterion.offenders(),
                Words.more(criterion.moreOffenders()));
    }

    private static Report report(EvidenceFact fact) {
        List<Note> notes = new ArrayList<>();
        if (fact.trouble() != null) {
            notes.add(new Note(Tone.BROKE, "No evidence: " + fact.trouble()));
        }
        fact.cautions().forEach(caution -> notes.add(new Note(Tone.WARN, "Odd: " + caution)));
        return new Report(
                fact.path(),
                fact.source() + ", " + Numbers.bytes(fact.bytes()),
                fact.format() == null ? "not recognised" : fact.format(),
                fact.tools().isEmpty() ? "–" : String.join(", ", fact.tools()),
                Numbers.time(fact.written()),
                fact.written(),
                fact.reportTime() ? "says the report" : "says the file",
                Words.counts(fact),
                notes);
    }

    private static Waiver waiver(WaiverUse use) {
        return new Waiver(
                Words.waiverTone(use),
                Words.waiverLabel(use),
                use.id(),
                use.reason(),
                Words.waiver(use) + ". Owner: " + use.owner() + ".");
    }

    private static List<Row> rows(GateVerdict verdict, JournalState journal) {
        List<Row> rows = new ArrayList<>();
        GateVerdict.Context context = verdict.context();
        row(rows, "Project", context.project());
        row(rows, "Branch", context.branch());
        row(rows, "Target branch", context.targetBranch());
        row(rows, "Commit", context.commit());
        row(rows, "Build", context.build());
        row(rows, "Run", verdict.run());
        row(rows, "Policy", verdict.policySource());
        row(rows, "Policy SHA-256", verdict.policySha256());
        row(
                rows,
                "Reference journal head",
                verdict.reference() == null ? null : verdict.reference().head());
        row(rows, "Journal", journal.path());
        row(rows, "Journal head", journal.head());
        return rows;
    }

    private static void row(List<Row> rows, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            rows.add(new Row(name, value));
        }
    }

    /** When it was judged, as a text. */
    public String time() {
        return Numbers.time(at);
    }
}
