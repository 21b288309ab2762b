package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.util.LinkedHashMap;
import java.util.Map;
import net.sf.json.JSONArray;
import net.sf.json.JSONObject;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What Pipeline Graph View and Stage View show of a gate, asked as their own pages ask. */
@WithJenkins
class StageViewTest {

    private static final String GOOD = "<testsuite><testcase classname=\"C\" name=\"a\"/></testsuite>";
    private static final String BAD =
            "<testsuite><testcase classname=\"C\" name=\"a\"><failure message=\"was 3\"/></testcase></testsuite>";

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void job(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createProject(WorkflowJob.class, "shop");
    }

    private WorkflowRun run(Result expected, String script) throws Exception {
        job.setDefinition(new CpsFlowDefinition(script, true));
        return jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
    }

    /** A stage with a gate, and one after it. */
    private static String stages(String report, String gate) {
        return """
                stage('Test') {
                  node {
                    writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''%s'''
                    %s
                  }
                }
                stage('Deploy') { echo 'deploying' }
                """.formatted(report, gate);
    }

    private JSONObject json(WorkflowRun run, String address) throws Exception {
        return JSONObject.fromObject(jenkins.createWebClient()
                .goTo(run.getUrl() + address, "application/json")
                .getWebResponse()
                .getContentAsString());
    }

    private String text(WorkflowRun run, String address) throws Exception {
        return jenkins.createWebClient()
                .goTo(run.getUrl() + address, "text/plain")
                .getWebResponse()
                .getContentAsString();
    }

    /** The stages and branches of Pipeline Graph View, with their states. */
    private Map<String, String> graph(WorkflowRun run) throws Exception {
        Map<String, String> states = new LinkedHashMap<>();
        collect(json(run, "stages/tree").getJSONObject("data").getJSONArray("stages"), states);
        return states;
    }

    private static void collect(JSONArray stages, Map<String, String> states) {
        for (Object each : stages) {
            JSONObject stage = (JSONObject) each;
            states.put(stage.getString("name"), stage.getString("state"));
            collect(stage.getJSONArray("children"), states);
        }
    }

    /** The gate's step in Pipeline Graph View: its label and its state. */
    private String gate(WorkflowRun run) throws Exception {
        JSONObject step = step(run);
        return step.getString("name") + " - " + step.getString("state");
    }

    private JSONObject step(WorkflowRun run) throws Exception {
        String id = QualityGateStepTest.gateNode(run).getId();
        for (Object each : json(run, "stages/allSteps").getJSONObject("data").getJSONArray("steps")) {
            JSONObject step = (JSONObject) each;
            if (step.getString("id").equals(id)) {
                return step;
            }
        }
        throw new AssertionError("the graph shows no step " + id);
    }

    /** The stages of Stage View, with their status. */
    private Map<String, String> stageView(WorkflowRun run) throws Exception {
        Map<String, String> states = new LinkedHashMap<>();
        for (Object each : json(run, "wfapi/describe").getJSONArray("stages")) {
            JSONObject stage = (JSONObject) each;
            states.put(stage.getString("name"), stage.getString("status"));
        }
        return states;
    }

    private String stageViewError(WorkflowRun run) throws Exception {
        return json(run, "wfapi/describe")
                .getJSONArray("stages")
                .getJSONObject(0)
                .getJSONObject("error")
                .getString("message");
    }

    @Test
    void givenAPass_whenShown_thenTheStagesAreGreen() throws Exception {
        WorkflowRun run =
                run(Result.SUCCESS, stages(GOOD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'])"));

        assertThat(graph(run)).containsExactly(Map.entry("Test", "success"), Map.entry("Deploy", "success"));
        assertThat(gate(run)).isEqualTo("Gate build: Passed - success");
        assertThat(stageView(run)).containsExactly(Map.entry("Test", "SUCCESS"), Map.entry("Deploy", "SUCCESS"));
    }

    @Test
    void givenAWarning_whenShown_thenItsStageIsUnstableAndTheNextIsGreen() throws Exception {
        WorkflowRun run = run(Result.UNSTABLE, """
                stage('Test') {
                  node {
                    writeFile file: 'sluice.yaml', text: '''sluice: 1
                gates:
                  build:
                    criteria:
                      - criterion: tests.failed = 0
                        criticality: unstable
                '''
                    writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''%s'''
                    qualityGate('build')
                  }
                }
                stage('Deploy') { echo 'deploying' }
                """.formatted(BAD));

        assertThat(graph(run)).containsExactly(Map.entry("Test", "unstable"), Map.entry("Deploy", "success"));
        assertThat(gate(run)).isEqualTo("Gate build: Warning - unstable");
        assertThat(text(run, "stages/log?nodeId=" + step(run).getString("id"))).contains("May go on, with a warning");
        assertThat(stageView(run)).containsExactly(Map.entry("Test", "UNSTABLE"), Map.entry("Deploy", "SUCCESS"));
    }

    @Test
    void givenAFailure_whenShown_thenItsStageIsRedAndNotAbortedAndSaysWhy() throws Exception {
        WorkflowRun run =
                run(Result.FAILURE, stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'])"));

        String why = "Gate build: Must not go on. The only criterion is broken: 1 test failed, but none is allowed.";
        assertThat(graph(run)).containsExactly(Map.entry("Test", "failure"));
        assertThat(gate(run)).isEqualTo("Gate build: Failed - failure");
        assertThat(text(run, "stages/exceptionText?nodeId=" + step(run).getString("id")))
                .isEqualTo(why);
        assertThat(stageView(run)).containsExactly(Map.entry("Test", "FAILED"));
        assertThat(stageViewError(run)).isEqualTo(why);
    }

    @Test
    void givenAFailureThatOnlyMakesUnstable_whenShown_thenItsStageIsUnstable() throws Exception {
        WorkflowRun run = run(
                Result.UNSTABLE,
                stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'], onFail: 'unstable')"));

        assertThat(graph(run)).containsExactly(Map.entry("Test", "unstable"), Map.entry("Deploy", "success"));
        assertThat(gate(run)).isEqualTo("Gate build: Failed - unstable");
        assertThat(stageView(run)).containsExactly(Map.entry("Test", "UNSTABLE"), Map.entry("Deploy", "SUCCESS"));
    }

    @Test
    void givenAGateThatCannotTell_whenShown_thenItsStageIsRedAndSaysWhy() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                stage('Test') { node { qualityGate(name: 'build', criteria: ['tests.failed = 0']) } }
                stage('Deploy') { echo 'deploying' }
                """);

        assertThat(graph(run)).containsExactly(Map.entry("Test", "failure"));
        assertThat(gate(run)).isEqualTo("Gate build: Inconclusive - failure");
        assertThat(text(run, "stages/exceptionText?nodeId=" + step(run).getString("id")))
                .startsWith("Gate build: Cannot tell. ");
        assertThat(stageView(run)).containsExactly(Map.entry("Test", "FAILED"));
        assertThat(stageViewError(run)).startsWith("Gate build: Cannot tell. ");
    }

    @Test
    void givenGatesInBranches_whenOneFails_thenOnlyItsBranchIsRed() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                def check(String report) {
                  node {
                    writeFile file: 'target/surefire-reports/TEST-a.xml', text: report
                    qualityGate(name: 'unit', criteria: ['tests.failed = 0'])
                  }
                }
                stage('Check') { parallel(linux: { check('''%s''') }, mac: { check('''%s''') }) }
                stage('Deploy') { echo 'deploying' }
                """.formatted(GOOD, BAD));

        assertThat(graph(run))
                .containsOnly(
                        Map.entry("Check", "failure"), Map.entry("linux", "success"), Map.entry("mac", "failure"));
        assertThat(stageView(run)).containsEntry("Check", "FAILED");
        assertThat(stageViewError(run)).startsWith("Gate unit@mac: Must not go on. ");
    }

    @Test
    void givenADeclarativePipeline_whenAGateBlocks_thenLaterStagesAreSkipped() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                pipeline {
                  agent any
                  stages {
                    stage('Test') {
                      steps {
                        writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''%s'''
                        qualityGate(name: 'build', criteria: ['tests.failed = 0'])
                      }
                    }
                    stage('Deploy') { steps { echo 'deploying' } }
                  }
                }
                """.formatted(BAD));

        assertThat(graph(run)).containsExactly(Map.entry("Test", "failure"), Map.entry("Deploy", "skipped"));
        assertThat(stageView(run)).containsEntry("Test", "FAILED");
    }
}
