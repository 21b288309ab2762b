package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.GateVerdict.SkippedFact;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;

/**
 * The report page: one file that needs no network and no script. Its own content security policy allows nothing but its
 * one style sheet, by hash.
 */
public final class HtmlReport {

    private static final String STYLE = resource("report.css");
    private static final String ICONS = resource("icons.svg");
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; base-uri 'none'; form-action 'none'";

    private final ReportPage page;
    private final Html html;

    private HtmlReport(ReportModel model, Appendable out) {
        this.page = ReportPage.of(model);
        this.html = new Html(out);
    }

    /** Writes the page; {@code out} should encode as UTF-8. */
    public static void write(ReportModel model, Appendable out) throws IOException {
        new HtmlReport(model, out).page();
    }

    private void page() throws IOException {
        html.constant("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.constant("<meta charset=\"utf-8\">\n");
        html.constant("<meta http-equiv=\"Content-Security-Policy\" content=\"" + CONTENT_SECURITY_POLICY + "\">\n");
        html.constant("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.constant("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.constant("<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.leaf("title", page.headline() + ": " + page.gate()).constant("\n<style>");
        html.constant(STYLE).constant("</style>\n").end();
        html.open("body").constant("\n").constant(ICONS);
        header();
        html.open("main").constant("\n");
        answer();
        criteria();
        evidence();
        waivers();
        run();
        html.end();
        footer();
        html.end().end();
    }

    private void header() throws IOException {
        html.open("header", "class", "top").open("p", "class", "gate");
        html.text("Quality gate ").leaf("b", page.gate()).close();
        html.open("p", "class", "where");
        for (String part : page.where()) {
            html.leaf("span", part, "class", "part");
        }
        String commit = page.commit();
        if (commit != null) {
            html.leaf("code", commit, "class", "part");
        }
        html.open("span", "class", "part");
        time(page.time(), page.at());
        html.close().close().end();
    }

    // ---- the four answers ----------------------------------------------------------------------------------------

    private void answer() throws IOException {
        Tone tone = page.tone();
        html.open("section", "class", "answer " + tone.key(), "aria-labelledby", "headline");
        html.open("div", "class", "verdict").icon(tone).open("div");
        html.leaf("p", page.toneWord(), "class", "tone");
        html.leaf("h1", page.headline(), "id", "headline");
        html.leaf("p", page.why(), "class", "why");
        String shadow = page.shadow();
        if (shadow != null) {
            html.leaf("p", shadow, "class", "shadow");
        }
        html.close().end();
        ReportPage.Journal journal = page.journal();
        if (journal.alarming()) {
            html.open("p", "class", "alarm").icon(journal.tone()).text(journal.sentence());
            html.end();
        }
        html.end();
        html.open("div", "class", "pair").constant("\n");
        html.open("section", "class", "card", "aria-labelledby", "remedy");
        html.leaf("h2", page.remedyHeading(), "id", "remedy");
        html.open("ul", "class", "remedies");
        for (String remedy : page.remedies()) {
            html.leaf("li", remedy);
        }
        html.close().end();
        news();
        html.end();
    }

    private void news() throws IOException {
        html.open("section", "class", "card", "aria-labelledby", "news");
        html.leaf("h2", "New since the reference", "id", "news");
        if (!page.changes().isEmpty()) {
            html.open("ul", "class", "changes");
            for (Words.Change change : page.changes()) {
                html.open("li").icon(change.tone());
                if (change.first().isEmpty()) {
                    html.leaf("span", change.text());
                } else {
                    html.open("details", change.few() ? new String[] {"open", ""} : new String[0]);
                    html.leaf("summary", change.text());
                    offenders(change.first(), change.rest(), !change.few());
                    html.close();
                }
                html.close();
            }
            html.close();
        }
        html.leaf("p", page.reference(), "class", "quiet").end();
    }

    // ---- criteria ------------------------------------------------------------------------------------------------

    private void criteria() throws IOException {
        html.open("section", "class", "card", "aria-labelledby", "criteria").open("div", "class", "heading");
        html.leaf("h2", "Criteria", "id", "criteria");
        html.constant("""
                <ul class="legend" aria-label="How to read the bars"><li><svg width="22" height="14" aria-hidden="true">\
                <rect class="value" y="2" width="22" height="10" rx="5"/></svg> this run</li>\
                <li><svg width="6" height="14" aria-hidden="true"><rect class="limit" x="1.5" width="3" height="14" rx="1.5"/>\
                </svg> limit</li><li><svg width="22" height="14" aria-hidden="true"><rect class="allowed" y="2" width="22" \
                height="10" rx="5"/></svg> allowed</li><li><svg width="14" height="14" aria-hidden="true">\
                <path class="reference" d="M7 1.5 12.5 7 7 12.5 1.5 7z"/></svg> reference</li></ul>
                """);
        html.end();
        if (page.criteria().isEmpty()) {
            html.leaf("p", "The gate has no criteria.");
        }
        html.open("ol", "class", "criteria").constant("\n");
        for (ReportPage.Line line : page.criteria()) {
            criterion(line);
        }
        html.end().end();
    }

    private void files(ReportPage.Line line) throws IOException {
        List<String> files = line.files();
        if (files.size() == 1) {
            html.open("p", "class", "quiet files")
                    .text("from ")
                    .leaf("code", files.get(0))
                    .close();
        } else if (!files.isEmpty()) {
            html.open("details", "class", "quiet files").leaf("summary", "from " + line.filesSummary());
            html.open("ul");
            for (String file : files) {
                html.open("li").leaf("code", file).close();
            }
            html.end().end();
        }
    }

    private void criterion(ReportPage.Line line) throws IOException {
        html.open("li", "class", "criterion " + line.tone().key()).constant("\n");
        html.open("div", "class", "what");
        html.open("p", "class", "state").icon(line.tone()).leaf("span", line.label());
        if (!line.consequence().isEmpty()) {
            html.leaf("span", line.consequence(), "class", "consequence");
        }
        html.close();
        html.leaf("h3", line.title());
        html.open("p", "class", "rule").leaf("code", line.rule());
        String id = line.id();
        if (id != null) {
            html.leaf("span", id, "class", "id");
        }
        html.close();
        files(line);
        html.end();
        html.open("div", "class", "measure").open("p", "class", "numbers");
        html.leaf("b", line.value());
        if (!line.bound().isEmpty()) {
            html.text(" ").leaf("span", line.bound());
        }
        String change = line.change();
        if (change != null) {
            html.text(" ").leaf("span", change, "class", "change", "title", "since the reference");
        }
        html.close();
        Bar bar = line.bar();
        if (bar != null) {
            Drawing.write(html, bar);
        }
        html.end();
        html.open("div", "class", "course");
        Curve curve = line.curve();
        if (curve != null) {
            Drawing.write(html, curve);
        }
        html.end();
        html.open("div", "class", "told").leaf("p", line.sentence());
        String remedy = line.remedy();
        if (remedy != null) {
            html.open("p", "class", "remedy")
                    .leaf("b", "To hold: ")
                    .text(remedy)
                    .close();
        }
        if (!line.offenders().isEmpty()) {
            html.open("details").leaf("summary", line.offendersSummary());
            offenders(line.offenders(), line.more(), true);
            html.close();
        }
        html.end().end();
    }

    private void offenders(List<Offender> offenders, String more, boolean details) throws IOException {
        html.open("ul", "class", "offenders");
        for (Offender offender : offenders) {
            html.open("li").leaf("code", offender.name());
            if (offender.place() != null) {
                html.text(" ").leaf("span", offender.place(), "class", "place");
            }
            if (details && offender.detail() != null && !offender.detail().isBlank()) {
                html.leaf("p", offender.detail(), "class", "detail");
            }
            html.close();
        }
        if (!more.isEmpty()) {
            html.leaf("li", more, "class", "quiet");
        }
        html.close();
    }

    // ---- evidence ------------------------------------------------------------------------------------------------

    private void evidence() throws IOException {
        html.open("section", "class", "card", "aria-labelledby", "evidence").open("div", "class", "heading");
        html.leaf("h2", "Evidence", "id", "evidence")
                .leaf("p", page.evidenceCount(), "class", "quiet")
                .end();
        if (!page.evidence().isEmpty()) {
            html.open("div", "class", "scroll", "role", "region", "aria-labelledby", "evidence", "tabindex", "0");
            html.open("table").constant("<thead><tr><th scope=\"col\">Report</th><th scope=\"col\">Format</th>");
            html.constant("<th scope=\"col\">Tool</th><th scope=\"col\">Written</th>");
            html.constant("<th scope=\"col\">Says</th></tr></thead>\n")
                    .open("tbody")
                    .constant("\n");
            for (ReportPage.Report report : page.evidence()) {
                evidence(report);
            }
            html.close().close().end();
        }
        String left = page.skippedCount();
        if (left != null) {
            html.open("details", "class", "skipped").leaf("summary", left);
            html.open("ul", "class", "offenders");
            for (SkippedFact skipped : page.skipped()) {
                html.open("li")
                        .leaf("code", skipped.path())
                        .leaf("p", skipped.why(), "class", "detail")
                        .close();
            }
            html.close().close();
        }
        html.end();
    }

    private void evidence(ReportPage.Report report) throws IOException {
        html.open("tr").open("th", "scope", "row").leaf("code", report.path());
        html.leaf("span", report.source(), "class", "quiet below").close();
        html.leaf("td", report.format());
        html.leaf("td", report.tools());
        html.open("td");
        time(report.written(), report.writtenAt());
        html.leaf("span", report.clock(), "class", "quiet below").close();
        html.open("td").text(report.counts());
        for (ReportPage.Note note : report.notes()) {
            html.open("p", "class", "note " + note.tone().key())
                    .icon(note.tone())
                    .leaf("span", note.text())
                    .close();
        }
        html.close().end();
    }

    private void waivers() throws IOException {
        if (page.waivers().isEmpty()) {
            return;
        }
        html.open("section", "class", "card", "aria-labelledby", "waivers").leaf("h2", "Waivers", "id", "waivers");
        html.open("ul", "class", "waivers");
        for (ReportPage.Waiver waiver : page.waivers()) {
            html.open("li", "class", waiver.tone().key())
                    .open("p", "class", "state")
                    .icon(waiver.tone())
                    .leaf("span", waiver.label())
                    .close();
            html.open("div")
                    .open("p")
                    .leaf("b", waiver.id())
                    .text(": " + waiver.reason())
                    .close();
            html.leaf("p", waiver.sentence(), "class", "quiet").close().close();
        }
        html.close().end();
    }

    // ---- where it comes from -------------------------------------------------------------------------------------

    private void run() throws IOException {
        html.open("section", "class", "card", "aria-labelledby", "run").leaf("h2", "About this run", "id", "run");
        html.open("dl");
        for (ReportPage.Row row : page.run()) {
            html.open("div").leaf("dt", row.name()).leaf("dd", row.value()).close();
        }
        html.close();
        html.open("p", "class", "journal")
                .icon(page.journal().tone())
                .leaf("span", page.journal().sentence())
                .close();
        String verify = page.journal().verify();
        if (verify != null) {
            html.leaf("p", "Check it yourself, against a head that you kept elsewhere:", "class", "quiet");
            html.open("pre").leaf("code", verify).close();
        }
        html.end();
    }

    private void footer() throws IOException {
        html.open("footer").leaf("p", "Made by Sluice from the journal alone.").end();
    }

    private void time(String text, Instant instant) throws IOException {
        html.leaf("time", text, "datetime", instant.toString());
    }

    private static String resource(String name) {
        try (InputStream in = HtmlReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the program is incomplete: it lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the program", e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
