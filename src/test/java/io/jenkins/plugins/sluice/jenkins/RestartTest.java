package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.JenkinsSessionExtension;

/** A controller may go away at any time. */
class RestartTest {

    @RegisterExtension
    private final JenkinsSessionExtension sessions = new JenkinsSessionExtension();

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void givenAGateThatReads_whenTheControllerRestarts_thenItReadsAgainAndJudges() throws Throwable {
        sessions.then(jenkins -> {
            agents.createAgent(
                    jenkins,
                    InboundAgentExtension.Options.newBuilder().name("remote").build());
            Agents.Holding holding = new Agents.Holding();
            ExtensionList.lookup(GateListener.class).add(holding);
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
            job.setDefinition(new CpsFlowDefinition("""
                    node('remote') {
                      writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''<testsuite><testcase classname="C" name="a"/></testsuite>'''
                      def verdict = qualityGate(name: 'build', criteria: ['tests.failed = 0'])
                      echo "outcome ${verdict.outcome}"
                    }
                    """, true));
            holding.nextTime(Agents.process("remote"));
            job.scheduleBuild2(0).waitForStart();
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(holding::held);
        });
        agents.stop("remote");
        sessions.then(jenkins -> {
            agents.start(jenkins, "remote");
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);

            jenkins.assertBuildStatusSuccess(jenkins.waitForCompletion(run));
            jenkins.assertLogContains("outcome PASS", run);
            assertThat(GatesAction.of(run)).hasSize(1);
        });
    }

    @Test
    void givenAVerdictInAVariable_whenTheControllerRestarts_thenEveryGetterCanStillBeReadInTheSandbox()
            throws Throwable {
        Path go = sessions.getHome().toPath().resolve("go");
        sessions.then(jenkins -> {
            WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
            job.setDefinition(new CpsFlowDefinition("""
                    node {
                      def v = qualityGate(name: 'build', criteria: ['tests.failed = 0'], onInconclusive: 'note')
                      echo 'judged'
                      waitUntil(quiet: true) { fileExists '%s' }
                      echo "${v.gate} ${v.place} ${v.outcome} ${v.passed} ${v.warned} ${v.failed} ${v.inconclusive}"
                      echo "${v.headline} ${v.summary} ${v.broken} ${v.unknown} ${v.remedies} ${v.run} ${v.head} ${v.url}"
                    }
                    """.formatted(go), true));
            WorkflowRun run = job.scheduleBuild2(0).waitForStart();
            jenkins.waitForMessage("judged", run);
        });
        Files.createFile(go);
        sessions.then(jenkins -> {
            WorkflowRun run =
                    jenkins.jenkins.getItemByFullName("shop", WorkflowJob.class).getBuildByNumber(1);

            jenkins.assertBuildStatus(Result.SUCCESS, jenkins.waitForCompletion(run));
            jenkins.assertLogContains("build null INCONCLUSIVE false false false true", run);
            jenkins.assertLogContains("[tests.failed = 0]", run);
            assertThat(GatesAction.of(run).get(0).getWhy()).isNotEmpty();
        });
    }
}
