package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.IOException;
import java.util.List;

/**
 * The report in GitHub flavoured Markdown, for pull requests and step summaries: the four answers and a table of the
 * criteria, the rest folded away.
 */
public final class MarkdownReport {

    /** GitHub takes 65,536 characters in a comment; long lists say how much more there is. */
    private static final int MOST_ROWS = 50;

    private static final int MOST_DETAIL_BYTES = 300;

    private final GateVerdict verdict;
    private final JournalState journal;
    private final Appendable out;

    private MarkdownReport(ReportModel model, Appendable out) {
        this.verdict = model.verdict();
        this.journal = model.journal();
        this.out = out;
    }

    /** Writes one gate's report; several may follow each other in one file. */
    public static void write(ReportModel model, Appendable out) throws IOException {
        new MarkdownReport(model, out).report();
    }

    private void report() throws IOException {
        out.append("### ").append(sign(Words.tone(verdict))).append(' ');
        out.append(words(Words.headline(verdict.outcome()))).append(": ");
        out.append(Escape.markdownCode(verdict.gate())).append("\n\n");
        out.append(words(Words.why(verdict))).append("\n\n");
        String shadow = Words.shadow(verdict);
        if (shadow != null) {
            out.append("> ").append(words(shadow)).append("\n\n");
        }
        if (journal.state() == JournalState.State.ALTERED || journal.state() == JournalState.State.TORN) {
            out.append("> ⚠️ ").append(words(Words.journal(journal))).append("\n\n");
        }
        out.append("**").append(words(Words.remedyHeading(verdict))).append("**\n\n");
        for (String remedy : Words.remedies(verdict)) {
            out.append("- ").append(words(remedy)).append('\n');
        }
        out.append("\n**New since the reference**\n\n");
        for (Words.Change change : Words.changes(verdict)) {
            out.append("- ")
                    .append(sign(change.tone()))
                    .append(' ')
                    .append(words(change.text()))
                    .append('\n');
            offenders(change.first(), change.more(), "  ");
        }
        out.append("\n").append(words(Words.reference(verdict))).append("\n\n");
        criteria();
        evidence();
        waivers();
        out.append("<sub>Run ").append(Escape.markdownCode(verdict.run()));
        out.append(", ").append(words(Numbers.time(verdict.at())));
        if (journal.head() != null) {
            out.append(", journal head ").append(Escape.markdownCode(journal.head()));
        }
        out.append(". ").append(words(Words.journal(journal))).append("</sub>\n");
    }

    private void criteria() throws IOException {
        if (verdict.criteria().isEmpty()) {
            return;
        }
        out.append("| | Criterion | Value | Limit | Change |\n| --- | --- | ---: | --- | ---: |\n");
        for (CriterionVerdict criterion : verdict.criteria()) {
            CriterionWords words = Words.words(verdict, criterion);
            String value = words.value();
            String change = words.signedChange();
            out.append("| ").append(sign(words.tone())).append(' ').append(words(words.label()));
            out.append(" | ").append(Escape.markdownCellCode(criterion.criterion()));
            out.append(" | ").append(value == null ? "unknown" : words(value));
            out.append(" | ").append(words(words.bound()));
            out.append(" | ").append(change == null || words.stated().onlyNew() ? "" : words(change));
            out.append(" |\n");
        }
        out.append('\n');
        for (CriterionVerdict criterion : verdict.criteria()) {
            if (!criterion.offenders().isEmpty()) {
                out.append("<details><summary>")
                        .append(Escape.html(Words.title(verdict, criterion)))
                        .append(": ");
                out.append(Escape.html(Words.offenders(criterion))).append("</summary>\n\n");
                out.append(words(Words.sentence(verdict, criterion))).append("\n\n");
                offenders(criterion.offenders(), criterion.moreOffenders(), "");
                out.append("\n</details>\n\n");
            }
        }
    }

    private void offenders(List<Offender> offenders, long more, String indent) throws IOException {
        for (Offender offender : offenders) {
            out.append(indent).append("- ").append(Escape.markdownCode(Words.brief(offender.name())));
            if (offender.place() != null) {
                out.append(" in ").append(Escape.markdownCode(Words.brief(offender.place())));
            }
            if (offender.detail() != null && !offender.detail().isBlank()) {
                out.append(": ").append(words(Words.trimmed(offender.detail(), MOST_DETAIL_BYTES)));
            }
            out.append('\n');
        }
        if (more > 0) {
            out.append(indent)
                    .append("- and ")
                    .append(words(Numbers.count(more)))
                    .append(" more\n");
        }
    }

    private void evidence() throws IOException {
        out.append("<details><summary>Evidence: ").append(Escape.html(Words.evidenceCount(verdict)));
        out.append("</summary>\n\n");
        if (!verdict.evidence().isEmpty()) {
            out.append("| Report | Format | Tool | Written | Says |\n| --- | --- | --- | --- | --- |\n");
            for (EvidenceFact fact : verdict.evidence()
                    .subList(0, Math.min(MOST_ROWS, verdict.evidence().size()))) {
                out.append("| ").append(Escape.markdownCellCode(Words.brief(fact.path())));
                out.append(" | ").append(words(fact.format() == null ? "not recognised" : fact.format()));
                out.append(" | ").append(words(Words.brief(String.join(", ", fact.tools()))));
                out.append(" | ").append(words(Numbers.time(fact.written())));
                out.append(" | ").append(words(Words.counts(fact)));
                if (fact.trouble() != null) {
                    out.append(' ').append(sign(Tone.BROKE)).append(" no evidence: ");
                    out.append(words(Words.trimmed(fact.trouble(), MOST_DETAIL_BYTES)));
                }
                for (String caution : fact.cautions()) {
                    out.append(' ').append(sign(Tone.WARN)).append(' ');
                    out.append(words(Words.trimmed(caution, MOST_DETAIL_BYTES)));
                }
                out.append(" |\n");
            }
            if (verdict.evidence().size() > MOST_ROWS) {
                out.append("\nThe first ").append(Integer.toString(MOST_ROWS)).append(" are shown.\n");
            }
            out.append('\n');
        }
        if (verdict.skippedCount() > 0) {
            out.append(words(Words.skippedCount(verdict))).append(".\n\n");
        }
        out.append("</details>\n\n");
    }

    private void waivers() throws IOException {
        if (verdict.waivers().isEmpty()) {
            return;
        }
        out.append("<details><summary>Waivers</summary>\n\n");
        for (GateVerdict.WaiverUse use : verdict.waivers()) {
            out.append("- ").append(sign(Words.waiverTone(use))).append(' ');
            out.append(Escape.markdownCode(Words.brief(use.id()))).append(": ");
            out.append(words(Words.waiver(use))).append(". Owner: ").append(words(Words.brief(use.owner())));
            out.append(". ")
                    .append(words(Words.trimmed(use.reason(), MOST_DETAIL_BYTES)))
                    .append('\n');
        }
        out.append("\n</details>\n\n");
    }

    private static String words(String text) {
        return Escape.markdown(Numbers.plain(text));
    }

    private static String sign(Tone tone) {
        return switch (tone) {
            case GOOD -> "✅";
            case WARN -> "⚠️";
            case BAD -> "❌";
            case BROKE -> "🔌";
            case UNKNOWN -> "❔";
            case QUIET -> "➖";
        };
    }
}
