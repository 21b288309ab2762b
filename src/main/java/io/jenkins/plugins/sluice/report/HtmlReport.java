package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.SkippedFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report page: one file that needs no network and no script. Its own content security policy allows nothing but its
 * one style sheet, by hash.
 */
public final class HtmlReport {

    private static final String STYLE = resource("report.css");
    private static final String ICONS = resource("icons.svg");
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; style-src 'sha256-" + sha256(STYLE) + "'; base-uri 'none'; form-action 'none'";

    /** So many new things are named at once and not only when unfolded. */
    private static final int FEW = 2;

    private final GateVerdict verdict;
    private final JournalState journal;
    private final Html html;

    private HtmlReport(ReportModel model, Appendable out) {
        this.verdict = model.verdict();
        this.journal = model.journal();
        this.html = new Html(out);
    }

    /** Writes the page; {@code out} should encode as UTF-8. */
    public static void write(ReportModel model, Appendable out) throws IOException {
        new HtmlReport(model, out).page();
    }

    private void page() throws IOException {
        Tone tone = Words.tone(verdict);
        html.constant("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.constant("<meta charset=\"utf-8\">\n");
        html.constant("<meta http-equiv=\"Content-Security-Policy\" content=\"" + CONTENT_SECURITY_POLICY + "\">\n");
        html.constant("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.constant("<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.constant("<meta name=\"referrer\" content=\"no-referrer\">\n");
        html.leaf("title", Words.headline(verdict.outcome()) + ": " + verdict.gate())
                .constant("\n<style>");
        html.constant(STYLE).constant("</style>\n").end();
        html.open("body").constant("\n").constant(ICONS);
        header();
        html.open("main").constant("\n");
        answer(tone);
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
        html.text("Quality gate ").leaf("b", verdict.gate()).close();
        html.open("p", "class", "where");
        GateVerdict.Context context = verdict.context();
        part(context.place());
        part(context.project());
        part(
                context.branch() == null || context.targetBranch() == null
                        ? context.branch()
                        : context.branch() + " → " + context.targetBranch());
        if (context.commit() != null) {
            html.leaf("code", Words.commit(context.commit()), "class", "part");
        }
        html.open("span", "class", "part");
        time(verdict.at());
        html.close().close().end();
    }

    private void part(@Nullable String text) throws IOException {
        if (text != null) {
            html.leaf("span", text, "class", "part");
        }
    }

    // ---- the four answers ----------------------------------------------------------------------------------------

    private void answer(Tone tone) throws IOException {
        html.open("section", "class", "answer " + tone.key(), "aria-labelledby", "headline");
        html.open("div", "class", "verdict").icon(tone).open("div");
        html.leaf("p", Words.toneWord(tone), "class", "tone");
        html.leaf("h1", Words.headline(verdict.outcome()), "id", "headline");
        html.leaf("p", Words.why(verdict), "class", "why");
        String shadow = Words.shadow(verdict);
        if (shadow != null) {
            html.leaf("p", shadow, "class", "shadow");
        }
        html.close().end();
        if (journal.state() == JournalState.State.ALTERED || journal.state() == JournalState.State.TORN) {
            html.open("p", "class", "alarm").icon(Words.journalTone(journal)).text(Words.journal(journal));
            html.end();
        }
        html.end();
        html.open("div", "class", "pair").constant("\n");
        html.open("section", "class", "card", "aria-labelledby", "remedy");
        html.leaf("h2", Words.remedyHeading(verdict), "id", "remedy");
        html.open("ul", "class", "remedies");
        for (String remedy : Words.remedies(verdict)) {
            html.leaf("li", remedy);
        }
        html.close().end();
        news();
        html.end();
    }

    private void news() throws IOException {
        html.open("section", "class", "card", "aria-labelledby", "news");
        html.leaf("h2", "New since the reference", "id", "news");
        List<Words.Change> changes = Words.changes(verdict);
        if (!changes.isEmpty()) {
            html.open("ul", "class", "changes");
            for (Words.Change change : changes) {
                html.open("li").icon(change.tone());
                if (change.first().isEmpty()) {
                    html.leaf("span", change.text());
                } else {
                    boolean few = change.first().size() <= FEW && change.more() == 0;
                    html.open("details", few ? new String[] {"open", ""} : new String[0]);
                    html.leaf("summary", change.text());
                    offenders(change.first(), Words.more(change.more()), !few);
                    html.close();
                }
                html.close();
            }
            html.close();
        }
        html.leaf("p", Words.reference(verdict), "class", "quiet").end();
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
        if (verdict.criteria().isEmpty()) {
            html.leaf("p", "The gate has no criteria.");
        }
        html.open("ol", "class", "criteria").constant("\n");
        for (CriterionVerdict criterion : verdict.criteria()) {
            criterion(criterion);
        }
        html.end().end();
    }

    private void files(CriterionVerdict criterion) throws IOException {
        List<String> files = criterion.files();
        if (files.size() == 1) {
            html.open("p", "class", "quiet files")
                    .text("from ")
                    .leaf("code", files.get(0))
                    .close();
        } else if (!files.isEmpty()) {
            html.open("details", "class", "quiet files").leaf("summary", "from " + Words.files(criterion));
            html.open("ul");
            for (String file : files) {
                html.open("li").leaf("code", file).close();
            }
            html.end().end();
        }
    }

    private void criterion(CriterionVerdict criterion) throws IOException {
        CriterionWords words = Words.words(verdict, criterion);
        Tone tone = words.tone();
        html.open("li", "class", "criterion " + tone.key()).constant("\n");
        html.open("div", "class", "what");
        html.open("p", "class", "state").icon(tone).leaf("span", words.label());
        if (!words.consequence().isEmpty()) {
            html.leaf("span", words.consequence(), "class", "consequence");
        }
        html.close();
        html.leaf("h3", Words.title(verdict, criterion));
        html.open("p", "class", "rule").leaf("code", criterion.criterion());
        if (!words.stated().isDefaultId(criterion.id())) {
            html.leaf("span", criterion.id(), "class", "id");
        }
        html.close();
        files(criterion);
        html.end();
        html.open("div", "class", "measure").open("p", "class", "numbers");
        String value = words.value();
        html.leaf("b", value == null ? "unknown" : value);
        String bound = words.bound();
        if (!bound.isBlank()) {
            html.text(" ").leaf("span", bound.equals("none") ? "none allowed" : bound);
        }
        String change = words.signedChange();
        if (change != null && !words.stated().onlyNew()) {
            html.text(" ").leaf("span", change, "class", "change", "title", "since the reference");
        }
        html.close();
        Drawing.bar(html, criterion, words);
        html.end();
        html.open("div", "class", "course");
        Drawing.trend(html, criterion, words);
        html.end();
        html.open("div", "class", "told").leaf("p", words.sentence());
        String remedy = Words.remedy(verdict, criterion);
        if (remedy != null) {
            html.open("p", "class", "remedy")
                    .leaf("b", "To hold: ")
                    .text(remedy)
                    .close();
        }
        if (!criterion.offenders().isEmpty()) {
            html.open("details").leaf("summary", Words.offenders(criterion));
            offenders(criterion.offenders(), Words.more(criterion.moreOffenders()), true);
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
                .leaf("p", Words.evidenceCount(verdict), "class", "quiet")
                .end();
        if (!verdict.evidence().isEmpty()) {
            html.open("div", "class", "scroll", "role", "region", "aria-labelledby", "evidence", "tabindex", "0");
            html.open("table").constant("<thead><tr><th scope=\"col\">Report</th><th scope=\"col\">Format</th>");
            html.constant("<th scope=\"col\">Tool</th><th scope=\"col\">Written</th>");
            html.constant("<th scope=\"col\">Says</th></tr></thead>\n")
                    .open("tbody")
                    .constant("\n");
            for (EvidenceFact fact : verdict.evidence()) {
                evidence(fact);
            }
            html.close().close().end();
        }
        if (verdict.skippedCount() > 0) {
            html.open("details", "class", "skipped").leaf("summary", Words.skippedCount(verdict));
            html.open("ul", "class", "offenders");
            for (SkippedFact skipped : verdict.skipped()) {
                html.open("li")
                        .leaf("code", skipped.path())
                        .leaf("p", skipped.why(), "class", "detail")
                        .close();
            }
            html.close().close();
        }
        html.end();
    }

    private void evidence(EvidenceFact fact) throws IOException {
        html.open("tr").open("th", "scope", "row").leaf("code", fact.path());
        html.leaf("span", fact.source() + ", " + Numbers.bytes(fact.bytes()), "class", "quiet below")
                .close();
        html.leaf("td", fact.format() == null ? "not recognised" : fact.format());
        html.leaf("td", fact.tools().isEmpty() ? "–" : String.join(", ", fact.tools()));
        html.open("td");
        time(fact.written());
        html.leaf("span", fact.reportTime() ? "says the report" : "says the file", "class", "quiet below")
                .close();
        html.open("td").text(Words.counts(fact));
        if (fact.trouble() != null) {
            note(Tone.BROKE, "No evidence: " + fact.trouble());
        }
        for (String caution : fact.cautions()) {
            note(Tone.WARN, "Odd: " + caution);
        }
        html.close().end();
    }

    private void note(Tone tone, String text) throws IOException {
        html.open("p", "class", "note " + tone.key())
                .icon(tone)
                .leaf("span", text)
                .close();
    }

    private void waivers() throws IOException {
        if (verdict.waivers().isEmpty()) {
            return;
        }
        html.open("section", "class", "card", "aria-labelledby", "waivers").leaf("h2", "Waivers", "id", "waivers");
        html.open("ul", "class", "waivers");
        for (WaiverUse use : verdict.waivers()) {
            Tone tone = Words.waiverTone(use);
            html.open("li", "class", tone.key())
                    .open("p", "class", "state")
                    .icon(tone)
                    .leaf("span", Words.waiverLabel(use))
                    .close();
            html.open("div")
                    .open("p")
                    .leaf("b", use.id())
                    .text(": " + use.reason())
                    .close();
            html.leaf("p", Words.waiver(use) + ". Owner: " + use.owner() + ".", "class", "quiet")
                    .close()
                    .close();
        }
        html.close().end();
    }

    // ---- where it comes from -------------------------------------------------------------------------------------

    private void run() throws IOException {
        html.open("section", "class", "card", "aria-labelledby", "run").leaf("h2", "About this run", "id", "run");
        html.open("dl");
        GateVerdict.Context context = verdict.context();
        row("Project", context.project());
        row("Branch", context.branch());
        row("Target branch", context.targetBranch());
        row("Commit", context.commit());
        row("Build", context.build());
        row("Run", verdict.run());
        row("Policy", verdict.policySource());
        row("Policy SHA-256", verdict.policySha256());
        row(
                "Reference journal head",
                verdict.reference() == null ? null : verdict.reference().head());
        row("Journal", journal.path());
        row("Journal head", journal.head());
        html.close();
        html.open("p", "class", "journal")
                .icon(Words.journalTone(journal))
                .leaf("span", Words.journal(journal))
                .close();
        String verify = Words.verify(journal);
        if (verify != null) {
            html.leaf("p", "Check it yourself, against a head that you kept elsewhere:", "class", "quiet");
            html.open("pre").leaf("code", verify).close();
        }
        html.end();
    }

    private void row(String name, @Nullable String value) throws IOException {
        if (value != null && !value.isBlank()) {
            html.open("div").leaf("dt", name).leaf("dd", value).close();
        }
    }

    private void footer() throws IOException {
        html.open("footer").leaf("p", "Made by Sluice from the journal alone.").end();
    }

    private void time(Instant instant) throws IOException {
        html.leaf("time", Numbers.time(instant), "datetime", instant.toString());
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
