package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.IOException;
import java.util.List;

/** The report for a terminal or a build log. */
public final class TextReport {

    /** The narrowest terminal that is written for; on a narrower one lines wrap. */
    public static final int LEAST_WIDTH = 40;

    private static final int MOST_WIDTH = 120;
    private static final int MOST_OFFENDERS = 5;
    private static final String DIM = "2";
    private static final String BOLD = "1";

    private final GateVerdict verdict;
    private final JournalState journal;
    private final Appendable out;
    private final int width;
    private final boolean colour;

    private TextReport(ReportModel model, Appendable out, int width, boolean colour) {
        this.verdict = model.verdict();
        this.journal = model.journal();
        this.out = out;
        this.width = Math.max(LEAST_WIDTH, Math.min(MOST_WIDTH, width));
        this.colour = colour;
    }

    /**
     * Writes the report.
     *
     * @param width the terminal's width in cells; {@value #LEAST_WIDTH} to 120 are used
     * @param colour whether to write ANSI colours; no meaning is in colour alone
     */
    public static void write(ReportModel model, Appendable out, int width, boolean colour) throws IOException {
        new TextReport(model, out, width, colour).report();
    }

    private void report() throws IOException {
        Tone tone = Words.tone(verdict);
        String headline = sign(tone) + " " + Words.headline(verdict.outcome());
        String gate = safe("gate " + verdict.gate());
        out.append(paint(headline, BOLD + ";" + code(tone)));
        int room = width - Columns.width(headline) - 2;
        out.append("  ")
                .append(paint(Columns.right(Columns.fit(gate, room), room), DIM))
                .append('\n');
        block(Words.why(verdict), 2, "");
        String shadow = Words.shadow(verdict);
        if (shadow != null) {
            block(shadow, 2, BOLD);
        }
        if (journal.state() == JournalState.State.ALTERED || journal.state() == JournalState.State.TORN) {
            item(Words.journalTone(journal), Words.journal(journal));
        }
        heading(Words.remedyHeading(verdict));
        for (String remedy : Words.remedies(verdict)) {
            bullet("•", remedy, "");
        }
        heading("New since the reference");
        for (Words.Change change : Words.changes(verdict)) {
            item(change.tone(), change.text());
            offenders(change.first(), change.more(), false);
        }
        block(Words.reference(verdict), 2, DIM);
        criteria();
        evidence();
        waivers();
        out.append('\n');
        if (journal.head() != null) {
            block("Journal head " + journal.head(), 0, DIM);
        }
        block(Words.journal(journal), 0, DIM);
    }

    private void criteria() throws IOException {
        if (verdict.criteria().isEmpty()) {
            return;
        }
        heading("Criteria");
        List<String[]> rows = verdict.criteria().stream()
                .map(criterion -> {
                    CriterionWords words = Words.words(verdict, criterion);
                    String value = words.value();
                    String bound = words.bound();
                    return new String[] {
                        safe(words.label()),
                        safe(Words.title(verdict, criterion)),
                        safe(value == null ? "unknown" : value),
                        safe(bound.equals("none") ? "none allowed" : bound)
                    };
                })
                .toList();
        int label = widest(rows, 0, 17);
        int value = widest(rows, 2, 18);
        int bound = widest(rows, 3, 24);
        int title = Math.max(12, Math.min(widest(rows, 1, 60), width - 4 - label - value - bound - 6));
        for (int i = 0; i < rows.size(); i++) {
            CriterionVerdict criterion = verdict.criteria().get(i);
            CriterionWords words = Words.words(verdict, criterion);
            String[] row = rows.get(i);
            String line = "  "
                    + paint(sign(words.tone()) + " " + cell(row[0], label), code(words.tone()))
                    + "  "
                    + cell(row[1], title)
                    + "  "
                    + paint(Columns.right(Columns.fit(row[2], value), value), BOLD)
                    + "  "
                    + paint(Columns.fit(row[3], bound), DIM);
            out.append(line.stripTrailing()).append('\n');
            if (words.tone() != Tone.GOOD) {
                block(Words.sentence(verdict, criterion), 4, DIM);
                offenders(criterion.offenders(), criterion.moreOffenders(), true);
            }
        }
    }

    private static String cell(String text, int width) {
        return Columns.left(Columns.fit(text, width), width);
    }

    private static int widest(List<String[]> rows, int column, int most) {
        return Math.min(
                most,
                rows.stream().mapToInt(row -> Columns.width(row[column])).max().orElse(0));
    }

    private void offenders(List<Offender> offenders, long more, boolean details) throws IOException {
        int shown = Math.min(MOST_OFFENDERS, offenders.size());
        for (Offender offender : offenders.subList(0, shown)) {
            String place = offender.place() == null ? "" : " (" + Words.brief(offender.place()) + ")";
            String detail =
                    !details || offender.detail() == null || offender.detail().isBlank()
                            ? ""
                            : ": " + Words.trimmed(offender.detail(), 120);
            hanging("    - ", Words.brief(offender.name()) + place + detail, "");
        }
        long rest = more + offenders.size() - shown;
        if (rest > 0) {
            hanging("    - ", Words.more(rest), DIM);
        }
    }

    private void evidence() throws IOException {
        heading("Evidence");
        block(
                Words.evidenceCount(verdict) + (verdict.skippedCount() == 0 ? "" : "; " + Words.skippedCount(verdict)),
                2,
                "");
        for (EvidenceFact fact : verdict.evidence()) {
            if (fact.trouble() != null) {
                item(Tone.BROKE, Words.brief(fact.path()) + ": " + Words.trimmed(fact.trouble(), 400));
            }
            for (String caution : fact.cautions()) {
                item(Tone.WARN, Words.brief(fact.path()) + ": " + Words.trimmed(caution, 400));
            }
        }
    }

    private void waivers() throws IOException {
        if (verdict.waivers().isEmpty()) {
            return;
        }
        heading("Waivers");
        for (GateVerdict.WaiverUse use : verdict.waivers()) {
            item(
                    Words.waiverTone(use),
                    Words.brief(use.id()) + ": " + Words.waiver(use) + ". Owner: " + Words.brief(use.owner()) + ".");
        }
    }

    private void heading(String text) throws IOException {
        out.append('\n').append(paint(safe(text), BOLD)).append('\n');
    }

    private void item(Tone tone, String text) throws IOException {
        bullet(sign(tone), text, code(tone));
    }

    private void bullet(String sign, String text, String code) throws IOException {
        boolean first = true;
        for (String line : lines(text, width - 4)) {
            out.append(first ? "  " + paint(sign, code) + " " : "    ")
                    .append(line)
                    .append('\n');
            first = false;
        }
    }

    private void hanging(String lead, String text, String code) throws IOException {
        boolean first = true;
        for (String line : lines(text, width - lead.length())) {
            out.append(first ? lead : " ".repeat(lead.length()))
                    .append(paint(line, code))
                    .append('\n');
            first = false;
        }
    }

    private void block(String text, int indent, String code) throws IOException {
        for (String line : lines(text, width - indent)) {
            out.append(" ".repeat(indent)).append(paint(line, code)).append('\n');
        }
    }

    /** No-break spaces hold until the lines are made, so that a number never leaves its unit. */
    private static List<String> lines(String text, int width) {
        return Columns.wrap(Escape.terminal(text), width).stream()
                .map(Numbers::plain)
                .toList();
    }

    private static String safe(String text) {
        return Escape.terminal(Numbers.plain(text));
    }

    private String paint(String text, String code) {
        return colour && !code.isEmpty() ? "\u001B[" + code + "m" + text + "\u001B[0m" : text;
    }

    private static String code(Tone tone) {
        return switch (tone) {
            case GOOD -> "32";
            case WARN -> "33";
            case BAD -> "31";
            case BROKE -> "35";
            case UNKNOWN -> "36";
            case QUIET -> "2";
        };
    }

    private static String sign(Tone tone) {
        return switch (tone) {
            case GOOD -> "✓";
            case WARN -> "!";
            case BAD -> "✗";
            case BROKE -> "↯";
            case UNKNOWN -> "?";
            case QUIET -> "–";
        };
    }
}
