package io.jenkins.plugins.sluice.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Result;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.evidence.reference.Lane;
import io.jenkins.plugins.sluice.jenkins.gate.GateFolders;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.HttpMethod;
import org.htmlunit.Page;
import org.htmlunit.WebRequest;
import org.htmlunit.html.DomElement;
import org.htmlunit.html.HtmlForm;
import org.htmlunit.html.HtmlInput;
import org.htmlunit.html.HtmlPage;
import org.htmlunit.util.NameValuePair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GatePageTest {

    @TempDir
    Path folder;

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient browser;
    private MadeGates gates;
    private FreeStyleBuild build;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        browser = rule.createWebClient();
        gates = new MadeGates(folder);
        FreeStyleProject job = rule.createFreeStyleProject("parcel");
        build = rule.buildAndAssertStatus(Result.SUCCESS, job);
    }

    private String url(GateRecord gate) {
        return build.getUrl() + "gates/" + gate.getId() + "/";
    }

    @Test
    void givenAGate_whenItsPageIsOpened_thenItAnswersTheFourQuestionsInOrder() throws Exception {
        GateRecord gate = gates.tests("a", "!b").judge(build, "build", null, "tests.failed = 0", "tests.total >= 1");

        HtmlPage page = browser.goTo(url(gate));

        String text = page.getBody().asNormalizedText();
        assertThat(text)
                .containsSubsequence(
                        "Must not go on",
                        gate.getWhy().replace('\u00a0', ' ').substring(0, 20),
                        "What would have made it pass",
                        "New since the reference",
                        "Criteria",
                        "Failed tests",
                        "Evidence",
                        "TEST-s.xml",
                        "About this run",
                        gate.getHead());
        assertThat(text).contains("The ledger of this controller has the same journal head.");
        assertThat(page.<DomElement>getByXPath("//*[name()='svg' and contains(@class,'sluice-bar') and @role='img']"))
                .isNotEmpty()
                .allSatisfy(bar -> assertThat(bar.getAttribute("aria-label")).contains("limit"));
        assertThat(page.<DomElement>getByXPath("//th[not(@scope)]")).isEmpty();
    }

    @Test
    void givenAPage_whenLookedThrough_thenNoStyleScriptOrHandlerIsInline() throws Exception {
        GateRecord gate = gates.tests("!a").judge(build, "build", null, "tests.failed = 0");

        for (String path : List.of(url(gate), build.getUrl() + "gates/", "job/parcel/gates/", "gates/")) {
            DomElement panel = browser.goTo(path).getElementById("main-panel");
            assertThat(panel.getByXPath(".//script[not(@src)] | .//style | .//*[@style] | .//@onclick"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void givenNamesOfAStranger_whenShown_thenTheyAreTextAndNothingElse() throws Exception {
        GateRecord gate = gates.tests("!<script>alert(1)</script>")
                .judge(build, "build", "</td><script>alert(2)</script>", "tests.failed = 0");

        for (String path : List.of(
                url(gate), build.getUrl() + "gates/", build.getUrl(), "job/parcel/gates/", "job/parcel/", "gates/")) {
            HtmlPage page = browser.goTo(path);
            assertThat(page.getByXPath("//script[contains(text(),'alert(')]"))
                    .as(path)
                    .isEmpty();
        }
        assertThat(browser.goTo(url(gate)).getBody().asNormalizedText()).contains("<script>alert(1)</script>");
        assertThat(browser.goTo(build.getUrl() + "gates/").getBody().asNormalizedText())
                .contains("</td><script>alert(2)</script>");
    }

    @Test
    void givenAGate_whenItsFilesAreFetched_thenEachHasItsTypeAndIsNotGuessedAt() throws Exception {
        GateRecord gate = gates.tests("a").judge(build, "build", null, "tests.failed = 0");

        assertThat(file(gate, "report.html", "text/html")).startsWith("<!DOCTYPE html>");
        assertThat(file(gate, "report.xml", "application/xml")).startsWith("<?xml");
        assertThat(file(gate, "report.md", "text/markdown")).contains("May go on");
        assertThat(JSONObject.fromObject(file(gate, "report.json", "application/json"))
                        .getString("outcome"))
                .isEqualTo("pass");
        assertThat(file(gate, "journal.jsonl", "application/x-ndjson"))
                .isEqualTo(Files.readString(GatesAction.journal(build, gate)));
        Page html = browser.goTo(url(gate) + "report.html", "text/html");
        assertThat(html.getWebResponse().getResponseHeaderValue("Content-Disposition"))
                .isEqualTo("attachment; filename=\"build-1.html\"");
        assertThat(html.getWebResponse().getContentAsString())
                .doesNotContain(jenkins.jenkins.getRootDir().toString());
    }

    private String file(GateRecord gate, String name, String type) throws Exception {
        Page page = browser.goTo(url(gate) + name, type);
        assertThat(page.getWebResponse().getResponseHeaderValue("X-Content-Type-Options"))
                .isEqualTo("nosniff");
        return page.getWebResponse().getContentAsString(StandardCharsets.UTF_8);
    }

    @Test
    void givenTheApi_whenAsked_thenItTellsTheBuildsGatesAndOneGate() throws Exception {
        GateRecord gate = gates.tests("!a").judge(build, "build", "linux", "tests.failed = 0");

        JSONObject overview = browser.getJSON(build.getUrl() + "gates/api/json").getJSONObject();
        JSONObject first = overview.getJSONArray("gates").getJSONObject(0);
        assertThat(first.getString("gate")).isEqualTo("build");
        assertThat(first.getString("place")).isEqualTo("linux");
        assertThat(first.getString("outcome")).isEqualTo("FAIL");
        assertThat(first.getString("head")).isEqualTo(gate.getHead());
        assertThat(overview.getString("summary")).isEqualTo("1 gate: 1 failed");

        JSONObject one = browser.getJSON(url(gate) + "api/json").getJSONObject();
        assertThat(one.getString("journalState")).isEqualTo("RECORDED");
        assertThat(one.getJSONObject("gate").getString("id")).isEqualTo(gate.getId());
        assertThat(one.getJSONArray("remedies").size()).isPositive();
    }

    @Test
    void givenAJournalThatIsGone_whenTheGateIsShown_thenThePageSaysSoAndStillTellsTheVerdict() throws Exception {
        GateRecord gate = gates.tests("!a").judge(build, "build", null, "tests.failed = 0");
        Files.delete(GatesAction.journal(build, gate));

        String text = browser.goTo(url(gate)).getBody().asNormalizedText();
        assertThat(text).contains("Must not go on", "The journal is missing", gate.getHead());
        assertThat(browser.goTo(build.getUrl() + "gates/").getBody().asNormalizedText())
                .contains("The journal is missing");
        browser.assertFails(url(gate) + "report.json", 404);
        browser.assertFails(url(gate) + "journal.jsonl", 404);
    }

    @Test
    void givenAnotherJournalInItsPlace_whenTheGateIsShown_thenThePageSaysThatItIsNotTheRecordedOne() throws Exception {
        GateRecord bad = gates.tests("!a").judge(build, "build", null, "tests.failed = 0");
        GateRecord good = gates.tests("a").judge(build, "build", null, "tests.failed = 0");
        Files.copy(
                GatesAction.journal(build, good),
                GatesAction.journal(build, bad),
                java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThat(browser.goTo(url(bad)).getBody().asNormalizedText())
                .contains("The journal is not the one that was recorded", good.getHead(), bad.getHead());
        assertThat(browser.getJSON(url(bad) + "api/json").getJSONObject().getString("journalState"))
                .isEqualTo("EXCHANGED");
    }

    @Test
    void givenATornOrUselessJournal_whenTheGateIsShown_thenThePageWarns() throws Exception {
        GateRecord torn = gates.tests("!a").judge(build, "build", null, "tests.failed = 0");
        Path journal = GatesAction.journal(build, torn);
        String whole = Files.readString(journal);
        Files.writeString(journal, whole.substring(0, whole.length() - 20));
        GateRecord useless = gates.judge(build, "build", null, "tests.failed = 0");
        Files.writeString(GatesAction.journal(build, useless), "nothing\n");

        assertThat(browser.goTo(url(torn)).getBody().asNormalizedText())
                .contains("The journal's last line is cut off", "not the one that was recorded");
        assertThat(browser.goTo(url(useless)).getBody().asNormalizedText())
                .contains("The journal cannot be read")
                .doesNotContain(jenkins.jenkins.getRootDir().toString());
    }

    @Test
    void givenSecurity_whenSomeoneMayNotSeeTheJob_thenNoAddressAnswers() throws Exception {
        GateRecord gate = gates.tests("!a").judge(build, "build", null, "tests.failed = 0");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .everywhere()
                .to("reader"));

        for (String path : List.of(
                build.getUrl() + "gates/",
                build.getUrl() + "gates/api/json",
                url(gate),
                url(gate) + "report.json",
                url(gate) + "journal.jsonl",
                "job/parcel/gates/",
                "job/parcel/gates/api/json")) {
            browser.assertFails(path, 404);
        }
        assertThat(browser.goTo("gates/").getBody().asNormalizedText()).doesNotContain("parcel");
        JenkinsRule.WebClient reader = jenkins.createWebClient().login("reader");
        assertThat(reader.goTo("gates/").getBody().asNormalizedText()).contains("parcel");
        assertThat(reader.goTo(url(gate)).getBody().asNormalizedText()).doesNotContain("Accept as reference");
    }

    @Test
    void givenAFailedGate_whenAPersonAcceptsIt_thenLaterRunsAreComparedWithItAndThePageSaysWhoAndWhy()
            throws Exception {
        GateRecord gate = gates.tests("!a").judge(build, "build", null, "tests.failed = 0");
        secured();
        JenkinsRule.WebClient owner = jenkins.createWebClient().login("owner");

        HtmlForm form = owner.goTo(url(gate)).getFormByName("accept");
        form.<HtmlInput>getInputByName("reason").setValue("a <b>known</b> flake");
        HtmlPage after = jenkins.submit(form);

        assertThat(after.getBody().asNormalizedText()).contains("Accepted by owner: a <b>known</b> flake");
        assertThat(new History(GateFolders.history(build.getParent()), EvidenceCodec.of(new EvidenceJson(folder)))
                        .earlier(Lane.ofBranch("build", "main"))
                        .last())
                .hasValueSatisfying(run -> {
                    assertThat(run.run()).isEqualTo(gate.getId());
                    assertThat(run.acceptance().who()).isEqualTo("owner");
                });
        jenkins.jenkins.reload();
        build = jenkins.jenkins
                .getItemByFullName("parcel", FreeStyleProject.class)
                .getLastBuild();
        assertThat(AcceptedReferences.of(build, gate.getId()))
                .hasValueSatisfying(decision -> assertThat(decision.getWhy()).isEqualTo("a <b>known</b> flake"));
    }

    @Test
    void givenTheAcceptAddress_whenItIsNotAPostOrNotAllowedOrWithoutReason_thenNothingIsAccepted() throws Exception {
        GateRecord gate = gates.tests("!a").judge(build, "build", null, "tests.failed = 0");
        secured();
        JenkinsRule.WebClient owner = jenkins.createWebClient().login("owner");
        owner.assertFails(url(gate) + "accept?reason=x", 405);
        owner.setThrowExceptionOnFailingStatusCode(false);
        JenkinsRule.WebClient reader = jenkins.createWebClient().login("reader");
        reader.setThrowExceptionOnFailingStatusCode(false);

        assertThat(post(reader, gate, "x")).isEqualTo(403);
        assertThat(post(owner, gate, "  ")).isEqualTo(400);
        assertThat(AcceptedReferences.of(build, gate.getId())).isEmpty();
    }

    private int post(JenkinsRule.WebClient client, GateRecord gate, String reason) throws Exception {
        WebRequest request = new WebRequest(new URL(jenkins.getURL(), url(gate) + "accept"), HttpMethod.POST);
        request.setRequestParameters(List.of(new NameValuePair("reason", reason)));
        return client.getPage(client.addCrumb(request)).getWebResponse().getStatusCode();
    }

    private void secured() {
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ, Item.READ)
                .everywhere()
                .toEveryone()
                .grant(PageAccess.ACCEPT)
                .everywhere()
                .to("owner"));
    }

    @Test
    void givenABuildWithGates_whenItsOwnPagesAreOpened_thenTabDetailAndSummaryAreThere() throws Exception {
        gates.tests("!a").judge(build, "build", null, "tests.failed = 0");
        gates.tests("a").judge(build, "smoke", null, "tests.failed = 0");

        HtmlPage classic = browser.goTo(build.getUrl());
        assertThat(classic.getBody().asNormalizedText()).contains("2 gates: 1 failed, 1 passed", "Must not go on");
        assertThat(classic.getByXPath("//a[contains(@class,'task-link') and contains(@href,'/gates')]"))
                .hasSize(1);
        assertThat(new GatesDetail.Factory().createFor(build)).singleElement().satisfies(detail -> {
            assertThat(detail.getDisplayName()).isEqualTo("2 gates: 1 failed, 1 passed");
            assertThat(detail.getIconClassName()).isEqualTo("symbol-sluice-bad plugin-sluice");
        });
        GatesTab tab = build.getAction(GatesTab.class);
        assertThat(tab.getBadge().getText()).isEqualTo("1");
        assertThat(browser.goTo(build.getUrl() + "gates/")
                        .getElementById("main-panel")
                        .getByXPath(".//tbody/tr"))
                .hasSize(2);
        browser.assertFails(build.getUrl() + "gates/nonsense/", 404);
    }

    @Test
    void givenABuildWithoutGates_whenItsPageIsOpened_thenNothingOfGatesIsThere() throws Exception {
        assertThat(build.getAction(GatesTab.class)).isNull();
        assertThat(new GatesDetail.Factory().createFor(build)).isEmpty();
        browser.assertFails(build.getUrl() + "gates/", 404);
        browser.assertFails("job/parcel/gates/", 404);
    }
}
