package io.jenkins.plugins.sluice.jenkins.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.hudson.plugins.folder.Folder;
import hudson.model.FreeStyleBuild;
import hudson.model.FreeStyleProject;
import hudson.model.Item;
import hudson.model.Items;
import hudson.model.Result;
import io.jenkins.plugins.sluice.jenkins.gate.GateFolders;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.ledger.GateIndex;
import io.jenkins.plugins.sluice.jenkins.ledger.IndexedGate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.htmlunit.html.HtmlPage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.MockFolder;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class TrendAndDashboardTest {

    @TempDir
    Path folder;

    private JenkinsRule jenkins;
    private JenkinsRule.WebClient browser;
    private MadeGates gates;
    private FreeStyleProject job;

    @BeforeEach
    void start(JenkinsRule rule) throws Exception {
        jenkins = rule;
        browser = rule.createWebClient();
        gates = new MadeGates(folder);
        job = rule.createFreeStyleProject("parcel");
    }

    private FreeStyleBuild build(String... tests) throws Exception {
        FreeStyleBuild build = jenkins.buildAndAssertStatus(Result.SUCCESS, job);
        gates.tests(tests).judge(build, "build", null, "tests.failed = 0", "tests.total >= 1");
        return build;
    }

    private int loaded(FreeStyleProject project) {
        return project.getLazyBuildMixIn().getRunMap().getLoadedBuilds().size();
    }

    @Test
    void givenBuildsWithGates_whenTrendAndDashboardAreOpenedAfterARestart_thenNoBuildIsLoaded() throws Exception {
        build("a");
        build("a", "!b");
        build("a", "b", "c");
        jenkins.jenkins.reload();
        FreeStyleProject reloaded = jenkins.jenkins.getItemByFullName("parcel", FreeStyleProject.class);
        assertThat(loaded(reloaded)).isZero();

        String dashboard = browser.goTo("gates/").getBody().asNormalizedText();
        browser.getJSON("gates/api/json");
        assertThat(new JobGates(reloaded).getGates()).hasSize(1);
        assertThat(loaded(reloaded)).isZero();

        // Other plugins load builds whenever anything below a job is asked for; the trend adds none to these.
        browser.assertFails("job/parcel/nothing-of-this-name/", 404);
        int anyway = loaded(reloaded);
        reloaded.getLazyBuildMixIn().getRunMap().purgeCache();
        String trend = browser.goTo("job/parcel/gates/").getBody().asNormalizedText();
        assertThat(loaded(reloaded)).isLessThanOrEqualTo(anyway);
        assertThat(trend).contains("Gates of parcel", "1 gate: 1 passed", "Failed tests", "Number of tests");
        assertThat(dashboard).contains("parcel", "#3", "Passed");
    }

    @Test
    void givenATrend_whenOpened_thenEachRunHasAMarkWithItsOutcomeInWords() throws Exception {
        build("a");
        build("!a");

        HtmlPage page = browser.goTo("job/parcel/gates/");

        assertThat(page.getByXPath("//ol[contains(@class,'sluice-strip')]//a/@aria-label"))
                .extracting(label -> ((org.htmlunit.html.DomAttr) label).getValue())
                .containsExactly("#1: Passed", "#2: Failed");
        assertThat(page.getByXPath("//*[name()='svg' and contains(@class,'sluice-curve') and @role='img']"))
                .isNotEmpty();
        assertThat(browser.goTo("job/parcel/").getBody().asNormalizedText()).contains("1 gate: 1 failed");
        JSONObject api = browser.getJSON("job/parcel/gates/api/json").getJSONObject();
        JSONObject course = api.getJSONArray("gates").getJSONObject(0);
        assertThat(course.getString("key")).isEqualTo("build");
        assertThat(course.getJSONArray("steps")
                        .getJSONObject(1)
                        .getJSONObject("gate")
                        .getString("outcome"))
                .isEqualTo("FAIL");
    }

    @Test
    void givenABuildThatWasRemoved_whenTrendAndDashboardAreOpened_thenItIsShownButNotLinked() throws Exception {
        build("a").delete();

        HtmlPage trend = browser.goTo("job/parcel/gates/");
        assertThat(trend.getByXPath("//ol[contains(@class,'sluice-strip')]//a")).isEmpty();
        assertThat(trend.getByXPath("//ol[contains(@class,'sluice-strip')]/li")).hasSize(1);
        assertThat(browser.goTo("gates/").getByXPath("//a[text()='#1']")).isEmpty();
    }

    @Test
    void givenAJob_whenItIsRenamedMovedAndDeleted_thenItsIndexGoesWithIt() throws Exception {
        build("a");
        job.renameTo("parcel-2");
        assertThat(GateIndex.of(job).ofLastBuilds(100)).hasSize(1);

        Folder team = jenkins.jenkins.createProject(Folder.class, "team");
        job = Items.move(job, team);
        assertThat(GateIndex.of(job).ofLastBuilds(100)).hasSize(1);
        assertThat(browser.goTo("job/team/gates/").getBody().asNormalizedText()).contains("parcel-2");

        Path index = GateFolders.of(job).resolve("gates.jsonl");
        job.delete();
        assertThat(index).doesNotExist();
        assertThat(browser.goTo("job/team/gates/").getBody().asNormalizedText()).contains("No gate was judged yet");
    }

    @Test
    void givenAnIndexWithATornOrForeignLine_whenRead_thenAllOthersAreThereAndTheNextIsAddedWhole() throws Exception {
        build("a");
        Path index = GateFolders.of(job).resolve("gates.jsonl");
        Files.writeString(index, "nonsense\n{\"v\":99}\n{\"v\":1,\"build\":7,\"id\":\"to", StandardOpenOption.APPEND);

        assertThat(GateIndex.of(job).ofLastBuilds(100)).hasSize(1);
        build("!a");
        assertThat(GateIndex.of(job).ofLastBuilds(100))
                .extracting(IndexedGate::build)
                .containsExactly(1, 2);
    }

    @Test
    void givenAnIndex_whenOnlyTheLastBuildIsAskedFor_thenItIsTheOnlyOne() throws Exception {
        build("a");
        build("a");

        assertThat(GateIndex.of(job).ofLastBuilds(1))
                .extracting(IndexedGate::build)
                .containsExactly(2);
    }

    @Test
    void givenJobsThatOnlySomeMaySee_whenTheDashboardIsOpened_thenEverybodySeesTheirs() throws Exception {
        build("!a");
        MockFolder team = jenkins.createFolder("team");
        FreeStyleProject hidden = team.createProject(FreeStyleProject.class, "hidden");
        FreeStyleBuild run = jenkins.buildAndAssertStatus(Result.SUCCESS, hidden);
        gates.tests("a").judge(run, "smoke", null, "tests.failed = 0");
        jenkins.jenkins.setSecurityRealm(jenkins.createDummySecurityRealm());
        jenkins.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.READ)
                .everywhere()
                .toEveryone()
                .grant(Item.READ)
                .onItems(job)
                .to("outsider")
                .grant(Item.READ)
                .everywhere()
                .to("insider"));

        String outside = jenkins.createWebClient()
                .login("outsider")
                .goTo("gates/")
                .getBody()
                .asNormalizedText();
        String inside = jenkins.createWebClient()
                .login("insider")
                .goTo("gates/")
                .getBody()
                .asNormalizedText();

        assertThat(outside).contains("parcel", "1 in all").doesNotContain("hidden");
        assertThat(inside).contains("parcel", "team » hidden", "2 in all");
        jenkins.createWebClient().login("outsider").assertFails("job/team/gates/", 404);
    }

    @Test
    void givenTheDashboard_whenFiltered_thenOnlyWhatMatchesIsShown() throws Exception {
        FreeStyleBuild build = build("!a");
        GateRecord smoke = gates.tests("a").judge(build, "smoke", "linux", "tests.failed = 0");
        gates.judge(build, "scan", null, "findings = 0");

        assertThat(browser.goTo("gates/").getBody().asNormalizedText())
                .containsSubsequence("3 shown, 3 match, 3 in all", "Failed", "Inconclusive", "Passed");
        HtmlPage passed = browser.goTo("gates/?tone=good");
        assertThat(passed.getByXPath("//tbody/tr")).hasSize(1);
        assertThat(passed.getByXPath("//a[@href='" + browser.getContextPath().replaceFirst("https?://[^/]+", "")
                        + build.getUrl() + "gates/" + smoke.getId() + "/']"))
                .hasSize(1);
        HtmlPage named = browser.goTo("gates/?text=LINUX%22%3E%3Cscript%3E");
        assertThat(named.getByXPath("//tbody/tr")).isEmpty();
        assertThat(browser.goTo("gates/?text=LINUX").getByXPath("//tbody/tr")).hasSize(1);
        JSONObject bad = browser.getJSON("gates/api/json?tone=bad").getJSONObject();
        assertThat(bad.getJSONArray("gates").size()).isEqualTo(1);
    }
}
