package io.jenkins.plugins.sluice.jenkins.page;

import hudson.Util;
import hudson.model.Api;
import hudson.model.Failure;
import hudson.model.ModelObject;
import hudson.model.Run;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.jenkins.gate.GateFolders;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.jenkins.ledger.Ledger;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.ReportPage;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.report.Tone;
import io.jenkins.plugins.sluice.report.Words;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.HttpRedirect;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerResponse2;
import org.kohsuke.stapler.WebMethod;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;
import org.kohsuke.stapler.interceptor.RequirePOST;

/** One gate of a build: its page, and its reports as files. It is reached through {@link GatesTab} only, which checks. */
@ExportedBean
public final class GatePage implements ModelObject {

    private static final int MOST_REASON = 2_000;

    private final Run<?, ?> run;
    private final GateRecord gate;
    private final JournalCheck check;
    private final @Nullable ReportPage page;

    GatePage(Run<?, ?> run, GateRecord gate) {
        this.run = run;
        this.gate = gate;
        this.check = JournalCheck.of(run, gate);
        ReportModel model = check.model();
        this.page = model == null ? null : ReportPage.of(model);
    }

    @Override
    public String getDisplayName() {
        return gate.getKey();
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** What the build keeps of the gate; it is there even when the journal is not. */
    @Exported(inline = true)
    public GateRecord getGate() {
        return gate;
    }

    /** What the journal tells, or null when it tells nothing. */
    public @Nullable ReportPage getPage() {
        return page;
    }

    /** {@code RECORDED}, {@code NOT_IN_LEDGER}, {@code EXCHANGED}, {@code UNREADABLE} or {@code MISSING}. */
    @Exported
    public String getJournalState() {
        return check.state().name();
    }

    /** The same in a sentence. */
    @Exported
    public String getJournalText() {
        return check.text();
    }

    /** Whether the journal cannot be relied on, or is not there. */
    @Exported
    public boolean isJournalAlarming() {
        return check.alarming();
    }

    /** What would have made it pass; empty without a journal. */
    @Exported
    public List<String> getRemedies() {
        return page == null ? List.of() : page.remedies();
    }

    /** The key of its colour and icon. */
    public String getTone() {
        return Tone.withKey(gate.getTone()).key();
    }

    /** What the colour means. */
    public String getToneWord() {
        return Words.toneWord(Tone.withKey(gate.getTone()));
    }

    public Date getAt() {
        return Date.from(Instant.ofEpochMilli(gate.getAtMillis()));
    }

    public String getDuration() {
        return Util.getTimeSpanString(gate.getDurationMillis());
    }

    /** Who made this the reference of later runs, or null. */
    public AcceptedReferences.@Nullable Decision getAccepted() {
        return AcceptedReferences.of(run, gate.getId()).orElse(null);
    }

    /** Whether who looks may make this the reference of later runs. */
    public boolean isAcceptable() {
        return page != null && PageAccess.mayAccept(run);
    }

    public Api getApi() {
        return new Api(this);
    }

    // ---- files ---------------------------------------------------------------------------------------------------

    /** The whole report in one file that needs no network. It is a download: pages of Jenkins are no place for it. */
    @WebMethod(name = "report.html")
    public void doReportHtml(StaplerResponse2 response) throws IOException {
        String name = (gate.getGate() + "-" + run.getNumber()).replaceAll("[^A-Za-z0-9._-]", "_") + ".html";
        response.setHeader("Content-Disposition", "attachment; filename=\"" + name + "\"");
        response.setHeader("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'");
        send(Reports.Kind.HTML, "text/html;charset=UTF-8", response);
    }

    /** The report for programs. */
    @WebMethod(name = "report.json")
    public void doReportJson(StaplerResponse2 response) throws IOException {
        send(Reports.Kind.JSON, "application/json;charset=UTF-8", response);
    }

    /** The report as test results. */
    @WebMethod(name = "report.xml")
    public void doReportXml(StaplerResponse2 response) throws IOException {
        send(Reports.Kind.JUNIT, "application/xml;charset=UTF-8", response);
    }

    /** The report for a pull request or a chat. */
    @WebMethod(name = "report.md")
    public void doReportMarkdown(StaplerResponse2 response) throws IOException {
        send(Reports.Kind.MARKDOWN, "text/markdown;charset=UTF-8", response);
    }

    /** The journal as it lies on the disk. */
    @WebMethod(name = JournalCheck.FILE_NAME)
    public void doJournal(StaplerResponse2 response) throws IOException {
        Path journal = GatesAction.journal(run, gate);
        try {
            long size = Files.size(journal);
            head("application/x-ndjson;charset=UTF-8", response);
            response.setContentLengthLong(size);
            Files.copy(journal, response.getOutputStream());
        } catch (NoSuchFileException e) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, check.text());
        }
    }

    private void send(Reports.Kind kind, String type, StaplerResponse2 response) throws IOException {
        ReportModel model = check.model();
        if (model == null) {
            response.sendError(HttpServletResponse.SC_NOT_FOUND, check.text());
            return;
        }
        StringBuilder text = new StringBuilder();
        kind.write(model, text);
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        head(type, response);
        response.setContentLength(bytes.length);
        response.getOutputStream().write(bytes);
    }

    private static void head(String type, StaplerResponse2 response) {
        response.setContentType(type);
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("Cache-Control", "no-cache");
    }

    // ---- decisions -----------------------------------------------------------------------------------------------

    /**
     * Makes this run the one that later runs of its branch are compared with.
     *
     * @param reason why, for whoever asks later
     */
    @RequirePOST
    public HttpResponse doAccept(@QueryParameter(fixEmpty = true) @Nullable String reason) throws IOException {
        PageAccess.checkAccept(run);
        String why = reason == null ? "" : reason.strip();
        if (why.isEmpty() || why.length() > MOST_REASON) {
            throw new Failure(Messages.GatePage_ReasonNeeded(MOST_REASON));
        }
        String who = Jenkins.getAuthentication2().getName();
        Path temporary = Files.createTempDirectory("sluice-accept");
        try {
            new History(GateFolders.history(run.getParent()), EvidenceCodec.of(new EvidenceJson(temporary)))
                    .accept(gate.getId(), new Reference.Acceptance(who, why))
                    .forEach(reference -> reference.evidence().close());
        } catch (IOException e) {
            throw new Failure(Messages.GatePage_NotAccepted(String.valueOf(e.getMessage())
                    .replace(GateFolders.history(run.getParent()).toString(), "sluice/history")));
        } finally {
            Util.deleteRecursive(temporary.toFile());
        }
        Instant now = Instant.now();
        Ledger.get().accepted(run, gate, who, why, now);
        AcceptedReferences.add(run, new AcceptedReferences.Decision(gate.getId(), who, why, now));
        return new HttpRedirect(".");
    }
}
