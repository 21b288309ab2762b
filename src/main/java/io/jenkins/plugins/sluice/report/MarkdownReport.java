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

    private static final int MOST_ROWS = 50;

    /** GitHub takes 65,536 characters in a comment; what does not fit is named and left out. */
    private static final int MOST_CHARACTERS = 60_000;

    private static final int MOST_DETAIL_BYTES = 300;

    private final GateVerdict verdict;
    private final JournalState journal;
    private final StringBuilder out = new StringBuilder();
    private int leftOut;

    private MarkdownReport(ReportModel model) {
        this.verdict = model.verdict();
        this.journal = model.journal();
    }

    /** Writes one gate's report; several may follow each other in one file. */
    public static void write(ReportModel model, Appendable out) throws IOException {
        MarkdownReport report = new MarkdownReport(model);
        report.report();
        out.append(report.out);
    }

    private void report() {
        out.append("### ").append(sign(Words.tone(verdict))).append(' ');
        out.append(words(Words.headline(verdict.outcome()))).append(": ");
        out.append(name(verdict.gate())).append("\n\n");
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
            int start = out.length();
            out.append("- ").append(words(remedy)).append('\n');
            keepIfItFits(start, MOST_CHARACTERS / 4);
        }
        out.append("\n**New since the reference**\n\n");
        for (Words.Change change : Words.changes(verdict)) {
            out.append("- ")
                    .append(sign(change.tone()))
                    .append(' ')
                    .append(words(change.text()))
                    .append('\n');
            offenders(change.first(), change.more(), "  ", false);
        }
        out.append("\n").append(words(Words.reference(verdict))).append("\n\n");
        criteria();
        evidence();
        waivers();
        if (leftOut > 0) {
            out.append(words(Words.tooLong(leftOut))).append("\n\n");
        }
        out.append("<sub>Run ").append(name(verdict.run()));
        out.append(", ").append(words(Numbers.time(verdict.at())));
        if (journal.head() != null) {
            out.append(", journal head ").append(name(journal.head()));
        }
        out.append(". ").append(words(Words.journal(journal))).append("</sub>\n");
    }

    private void criteria() {
        if (verdict.criteria().isEmpty()) {
            return;
        }
        out.append("| | Criterion | Value | Limit | Change |\n| --- | --- | ---: | --- | ---: |\n");
        for (CriterionVerdict criterion : verdict.criteria()) {
            int start = out.length();
            CriterionWords words = Words.words(verdict, criterion);
            String value = words.value();
            String change = words.signedChange();
            out.append("| ").append(sign(words.tone())).append(' ').append(words(words.label()));
            out.append(" | ").append(Escape.markdownCellCode(Words.brief(criterion.criterion())));
            out.append(" | ").append(value == null ? "unknown" : words(value));
            out.append(" | ").append(words(words.bound()));
            out.append(" | ").append(change == null || words.stated().onlyNew() ? "" : words(change));
            out.append(" |\n");
            keepIfItFits(start, MOST_CHARACTERS / 2);
        }
        out.append('\n');
        for (CriterionVerdict criterion : verdict.criteria()) {
            if (!criterion.offenders().isEmpty()) {
                int start = out.length();
                out.append("<details><summary>")
                        .append(Escape.html(Words.title(verdict, criterion)))
                        .append(": ");
                out.append(Escape.html(Words.offenders(criterion))).append("</summary>\n\n");
                out.append(words(Words.sentence(verdict, criterion))).append("\n\n");
                offenders(criterion.offenders(), criterion.moreOffenders(), "", true);
                out.append("\n</details>\n\n");
                keepIfItFits(start, MOST_CHARACTERS);
            }
        }
    }

    private void offenders(List<Offender> offenders, long more, String indent, boolean details) {
        for (Offender offender : offenders) {
            out.append(indent).append("- ").append(name(offender.name()));
            if (offender.place() != null) {
                out.append(" in ").append(name(offender.place()));
            }
            if (details && offender.detail() != null && !offender.detail().isBlank()) {
                out.append(": ").append(words(Words.trimmed(offender.detail(), MOST_DETAIL_BYTES)));
            }
            out.append('\n');
        }
        if (more > 0) {
            out.append(indent).append("- ").append(words(Words.more(more))).append('\n');
        }
    }

    private void evidence() {
        int start = out.length();
        out.append("<details><summary>Evidence: ").append(Escape.html(Words.evidenceCount(verdict)));
        out.append("</summary>\n\n");
        if (!verdict.evidence().isEmpty()) {
            out.append("| Report | Format | Tool | Written | Says |\n| --- | --- | --- | --- | --- |\n");
            for (EvidenceFact fact : verdict.evidence()
                    .subList(0, Math.min(MOST_ROWS, verdict.evidence().size()))) {
                out.append("| ").append(Escape.markdownCellCode(Words.brief(fact.path())));
                out.append(" | ").append(words(fact.format() == null ? "not recognised" : Words.brief(fact.format())));
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
        keepIfItFits(start, MOST_CHARACTERS);
    }

    private void waivers() {
        if (verdict.waivers().isEmpty()) {
            return;
        }
        int start = out.length();
        out.append("<details><summary>Waivers</summary>\n\n");
        for (GateVerdict.WaiverUse use : verdict.waivers()) {
            out.append("- ").append(sign(Words.waiverTone(use))).append(' ');
            out.append(name(use.id())).append(": ");
            out.append(words(Words.waiver(use))).append(". Owner: ").append(words(Words.brief(use.owner())));
            out.append(". ")
                    .append(words(Words.trimmed(use.reason(), MOST_DETAIL_BYTES)))
                    .append('\n');
        }
        out.append("\n</details>\n\n");
        keepIfItFits(start, MOST_CHARACTERS);
    }

    private void keepIfItFits(int start, int most) {
        if (out.length() > most) {
            out.setLength(start);
            leftOut++;
        }
    }

    private static String name(String name) {
        return Escape.markdownCode(Words.brief(name));
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
