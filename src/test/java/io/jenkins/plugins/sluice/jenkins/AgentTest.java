package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import hudson.slaves.DumbSlave;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import jenkins.model.CauseOfInterruption;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** Reports are read where they lie, and an agent that is slow, stopped or lost costs neither threads nor a false pass. */
@WithJenkins
class AgentTest {

    private static final String GATE = """
            node('remote') {
              writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''<testsuite><testcase classname="C" name="a"/></testsuite>'''
              qualityGate(name: 'build', criteria: ['tests.failed = 0'])
            }
            echo 'deploying'
            """;

    @TempDir
    private Path folder;

    private JenkinsRule jenkins;
    private WorkflowJob job;
    private DumbSlave agent;
    private ProcessHandle process;
    private Agents.Holding holding;

    @BeforeEach
    void agent(JenkinsRule rule) throws Exception {
        jenkins = rule;
        agent = new DumbSlave("remote", folder.toString(), rule.createComputerLauncher(null));
        agent.setNumExecutors(60);
        agent.setLabelString("remote");
        rule.jenkins.addNode(agent);
        rule.waitOnline(agent);
        process = Agents.process("remote");
        holding = new Agents.Holding();
        ExtensionList.lookup(GateListener.class).add(holding);
        job = rule.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition(GATE, true));
    }

    @AfterEach
    void end() {
        System.clearProperty("io.jenkins.plugins.sluice.agentSeconds");
        if (process.isAlive()) {
            Agents.release(process);
        }
    }

    private void waitUntilHeld() {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(holding::held);
    }

    @Test
    void givenReportsOnAnAgent_whenJudged_thenTheyAreReadThere() throws Exception {
        WorkflowRun run = jenkins.assertBuildStatusSuccess(job.scheduleBuild2(0));

        assertThat(GatesAction.of(run).get(0).getOutcome()).isEqualTo("PASS");
    }

    @Test
    void givenAnAgentThatHangs_whenTheBuildIsStopped_thenItEndsWithinASecond() throws Exception {
        holding.nextTime(process);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        waitUntilHeld();
        Awaitility.await().until(() -> reads(run));

        Instant before = Instant.now();
        run.getExecution().interrupt(Result.ABORTED, new CauseOfInterruption.UserInterruption("ann"));
        jenkins.waitForMessage("Aborted by", run);
        Awaitility.await()
                .atMost(Duration.ofSeconds(1))
                .until(() -> run.getExecution().getCurrentExecutions(true).get().stream()
                        .noneMatch(QualityGateExecution.class::isInstance));
        System.out.println("stopped after " + Duration.between(before, Instant.now()));

        Agents.release(process);
        jenkins.assertBuildStatus(Result.ABORTED, jenkins.waitForCompletion(run));
        jenkins.assertLogNotContains("deploying", run);
        assertThat(GatesAction.of(run)).isEmpty();
    }

    @Test
    void givenAnAgentThatDies_whenItDoesNotComeBack_thenTheGateCannotTellAndBlocks() throws Exception {
        System.setProperty("io.jenkins.plugins.sluice.agentSeconds", "3");
        holding.nextTime(process);
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        waitUntilHeld();
        agent.toComputer().setTemporaryOfflineCause(new hudson.slaves.OfflineCause.ByCLI("test"));
        process.destroyForcibly();

        jenkins.waitForMessage("Waiting for agent 'remote'", run);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !GatesAction.of(run).isEmpty());
        assertThat(GatesAction.of(run).get(0).getOutcome()).isEqualTo("INCONCLUSIVE");
        CriterionVerdict criterion = Reports.read(
                        GatesAction.journal(run, GatesAction.of(run).get(0)))
                .verdict()
                .criteria()
                .get(0);
        assertThat(criterion.unknown().detail()).contains("the agent 'remote' was lost and did not come back");
        jenkins.waitForCompletion(run);
        assertThat(run.getResult()).isEqualTo(Result.FAILURE);
        jenkins.assertLogNotContains("deploying", run);
    }

    @Test
    void givenFiftyGatesThatWaitForOneAgent_whenItHangs_thenNoneHoldsAThreadAndOtherGatesGoOn() throws Exception {
        List<WorkflowRun> runs = new ArrayList<>();
        int builds = 50;
        Path go = folder.resolve("go");
        List<WorkflowJob> jobs = new ArrayList<>();
        for (int i = 0; i < builds; i++) {
            WorkflowJob one = jenkins.createProject(WorkflowJob.class, "job" + i);
            // Waits on the controller: the agent must not be asked any more.
            String waiting = "while (!new File('" + go + "').exists()) { sleep time: 100, unit: 'MILLISECONDS' }\n  ";
            one.setDefinition(new CpsFlowDefinition(GATE.replace("qualityGate", waiting + "qualityGate"), false));
            jobs.add(one);
        }
        for (WorkflowJob one : jobs) {
            runs.add(one.scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun run : runs) {
            jenkins.waitForMessage("[Pipeline] sleep", run);
        }
        Agents.hold(process);
        Files.createFile(go);
        Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .until(() -> runs.stream().allMatch(AgentTest::reads));

        long threads = gateThreads();
        assertThat(threads).isLessThanOrEqualTo(Math.max(4, Runtime.getRuntime().availableProcessors()));
        WorkflowJob local = jenkins.createProject(WorkflowJob.class, "local");
        local.setDefinition(new CpsFlowDefinition(GATE.replace("node('remote')", "node('!remote')"), true));
        jenkins.assertBuildStatusSuccess(local.scheduleBuild2(0));

        Agents.release(process);
        for (WorkflowRun run : runs) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }
    }

    @Test
    void givenPoliciesOnAnAgent_whenItHangs_thenGatesElsewhereGoOn() throws Exception {
        String policy = "writeFile file: 'sluice.yaml', text: '''sluice: 1\ngates:\n  build:\n"
                + "    criteria: ['tests.failed = 0']\n'''\n  ";
        List<WorkflowRun> runs = new ArrayList<>();
        Path go = folder.resolve("go");
        String waiting = "while (!new File('" + go + "').exists()) { sleep time: 100, unit: 'MILLISECONDS' }\n  ";
        for (int i = 0; i < 20; i++) {
            WorkflowJob one = jenkins.createProject(WorkflowJob.class, "job" + i);
            one.setDefinition(new CpsFlowDefinition(
                    GATE.replace(
                            "qualityGate(name: 'build', criteria: ['tests.failed = 0'])",
                            policy + waiting + "qualityGate('build')"),
                    false));
            runs.add(one.scheduleBuild2(0).waitForStart());
        }
        for (WorkflowRun run : runs) {
            jenkins.waitForMessage("[Pipeline] sleep", run);
        }
        Agents.hold(process);
        Files.createFile(go);
        for (WorkflowRun run : runs) {
            jenkins.waitForMessage("[Pipeline] qualityGate", run);
        }
        WorkflowJob local = jenkins.createProject(WorkflowJob.class, "local");
        local.setDefinition(new CpsFlowDefinition(GATE.replace("node('remote')", "node('!remote')"), true));

        jenkins.assertBuildStatusSuccess(local.scheduleBuild2(0));

        Agents.release(process);
        for (WorkflowRun run : runs) {
            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
        }
    }

    @Test
    void givenAnAgentThatIsAwayWhenTheGateBegins_whenItDoesNotComeBack_thenTheGateCannotTell() throws Exception {
        System.setProperty("io.jenkins.plugins.sluice.agentSeconds", "3");
        Path go = folder.resolve("go");
        String waiting = "while (!new File('" + go + "').exists()) { sleep time: 100, unit: 'MILLISECONDS' }\n  ";
        job.setDefinition(new CpsFlowDefinition(GATE.replace("qualityGate", waiting + "qualityGate"), false));
        WorkflowRun run = job.scheduleBuild2(0).waitForStart();
        jenkins.waitForMessage("[Pipeline] sleep", run);
        agent.toComputer().setTemporaryOfflineCause(new hudson.slaves.OfflineCause.ByCLI("test"));
        process.destroyForcibly();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> agent.toComputer().getChannel() == null);

        Files.createFile(go);

        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !GatesAction.of(run).isEmpty());
        assertThat(GatesAction.of(run).get(0).getOutcome()).isEqualTo("INCONCLUSIVE");
        jenkins.waitForCompletion(run);
        assertThat(run.getResult()).isEqualTo(Result.FAILURE);
    }

    private static boolean reads(WorkflowRun run) {
        try {
            return run.getExecution().getCurrentExecutions(false).get().stream()
                    .anyMatch(step -> step instanceof QualityGateExecution gate
                            && String.valueOf(gate.getStatus()).contains("reading the evidence"));
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long gateThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("Sluice gate"))
                .count();
    }
}
