package io.jenkins.plugins.sluice.jenkins.check;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Job;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.model.listeners.RunListener;
import io.jenkins.plugins.checks.api.ChecksConclusion;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksOutput;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import io.jenkins.plugins.checks.api.ChecksStatus;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.LogRecorder;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class GateChecksTest {

    private static final String TESTS = "<testsuite name=\"a\"><testcase name=\"a\"/>"
            + "<testcase name=\"b\"><failure message=\"no\"/></testcase></testsuite>";

    private static final int SECONDS = 60;

    private static JenkinsRule j;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    /** A code host; it breaks for jobs whose names say so, and knows nothing of others. */
    @TestExtension
    public static final class CodeHost extends ChecksPublisherFactory {

        private final BlockingQueue<ChecksDetails> published = new LinkedBlockingQueue<>();
        private final BlockingQueue<String> threads = new LinkedBlockingQueue<>();

        @Override
        protected Optional<ChecksPublisher> createPublisher(Run<?, ?> run, TaskListener log) {
            String job = run.getParent().getName();
            if (job.startsWith("nowhere")) {
                return Optional.empty();
            }
            return Optional.of(new ChecksPublisher() {
                @Override
                public void publish(ChecksDetails details) {
                    threads.add(Thread.currentThread().getName());
                    published.add(details);
                    if (job.startsWith("broken")) {
                        throw new IllegalStateException("the code host is down");
                    }
                }
            });
        }

        @Override
        protected Optional<ChecksPublisher> createPublisher(Job<?, ?> job, TaskListener log) {
            return Optional.empty();
        }

        ChecksDetails next() throws InterruptedException {
            ChecksDetails details = published.poll(SECONDS, TimeUnit.SECONDS);
            assertThat(details).as("a published check").isNotNull();
            return details;
        }
    }

    private CodeHost host;

    @BeforeEach
    void host() {
        host = ExtensionList.lookup(ChecksPublisherFactory.class).get(CodeHost.class);
        host.published.clear();
        host.threads.clear();
    }

    private static WorkflowRun run(String job, String steps, Result expected) throws Exception {
        WorkflowJob pipeline = j.createProject(WorkflowJob.class, job);
        pipeline.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'target/surefire-reports/TEST-a.xml', text: '" + TESTS + "'\n" + steps + " }",
                true));
        return j.buildAndAssertStatus(expected, pipeline);
    }

    @Test
    void givenAFailedGate_whenJudged_thenItsCheckFailsWithReasonAndReport() throws Exception {
        WorkflowRun run = run("failing", "qualityGate name: 'build', criteria: ['tests.failed = 0']", Result.FAILURE);

        ChecksDetails begun = host.next();
        assertThat(begun.getName()).contains("Sluice / build");
        assertThat(begun.getStatus()).isEqualTo(ChecksStatus.IN_PROGRESS);
        ChecksDetails judged = host.next();
        assertThat(judged.getName()).contains("Sluice / build");
        assertThat(judged.getStatus()).isEqualTo(ChecksStatus.COMPLETED);
        assertThat(judged.getConclusion()).isEqualTo(ChecksConclusion.FAILURE);
        assertThat(begun.getDetailsURL()).contains(j.getURL() + run.getUrl() + "gates/");
        assertThat(judged.getDetailsURL())
                .contains(j.getURL() + run.getUrl() + "gates/"
                        + GatesAction.of(run).get(0).getId() + "/");
        assertThat(judged.getOutput().flatMap(ChecksOutput::getTitle).orElseThrow())
                .startsWith("Must not go on: ");
        assertThat(judged.getOutput().flatMap(ChecksOutput::getSummary).orElseThrow())
                .contains("Must not go on", "tests.failed = 0");
        assertThat(host.published).isEmpty();
        assertThat(host.threads).allMatch(name -> name.contains("Sluice: publishing checks"));
    }

    @Test
    void givenEachOutcome_whenJudged_thenItsConclusion() throws Exception {
        run(
                "passing",
                "qualityGate name: 'passes', criteria: ['tests.failed <= 1']\n"
                        + "parallel linux: { qualityGate name: 'unknown', criteria: ['coverage.line >= 80%'],"
                        + " onInconclusive: 'note' }\n"
                        + "qualityGate name: 'shadowed', criteria: ['tests.failed = 0'], shadow: true",
                Result.SUCCESS);

        host.next();
        assertThat(host.next().getConclusion()).isEqualTo(ChecksConclusion.SUCCESS);
        host.next();
        ChecksDetails unknown = host.next();
        assertThat(unknown.getName()).contains("Sluice / unknown [linux]");
        assertThat(unknown.getConclusion()).isEqualTo(ChecksConclusion.ACTION_REQUIRED);
        host.next();
        assertThat(host.next().getConclusion()).isEqualTo(ChecksConclusion.NEUTRAL);
    }

    @Test
    void givenABrokenCodeHost_whenJudged_thenTheVerdictStandsAndTheFailureIsLogged() throws Exception {
        try (LogRecorder logged = new LogRecorder()
                .record(CheckPublishing.class, java.util.logging.Level.WARNING)
                .capture(10)) {
            run("broken", "qualityGate name: 'build', criteria: ['tests.failed <= 1']", Result.SUCCESS);

            host.next();
            host.next();
            // The one after it is published on the same thread, so the failure is logged by then.
            run("next", "qualityGate name: 'build', criteria: ['tests.failed <= 1']", Result.SUCCESS);
            host.next();
            assertThat(logged.getMessages()).anyMatch(message -> message.contains("cannot publish the check"));
        }
    }

    @Test
    void givenNoCodeHost_whenJudged_thenTheLogDoesNotSayItEachTime() throws Exception {
        WorkflowRun run = run("nowhere", "qualityGate name: 'build', criteria: ['tests.failed <= 1']", Result.SUCCESS);
        run("somewhere", "qualityGate name: 'build', criteria: ['tests.failed <= 1']", Result.SUCCESS);
        host.next();

        j.assertLogNotContains("Checks API", run);
    }

    @Test
    void givenABuildThatEndsBeforeItsGate_whenItIsCompleted_thenTheCheckIsCancelled() throws Exception {
        WorkflowRun run = run("left", "echo 'no gate'", Result.SUCCESS);

        GateListener.begun(run, "build", null);
        RunListener.fireCompleted(run, TaskListener.NULL);

        assertThat(host.next().getStatus()).isEqualTo(ChecksStatus.IN_PROGRESS);
        ChecksDetails ended = host.next();
        assertThat(ended.getName()).contains("Sluice / build");
        assertThat(ended.getConclusion()).isEqualTo(ChecksConclusion.CANCELED);
    }

    @Test
    void givenALongReport_whenCut_thenItFitsInBytesAndSaysSo() {
        String line = "größer als erwartet: ✅ ❌\n";

        String cut = GateChecks.cut(line.repeat(5_000));

        assertThat(cut.getBytes(StandardCharsets.UTF_8).length)
                .isLessThanOrEqualTo(GateChecks.MOST_SUMMARY_BYTES)
                .isGreaterThan(GateChecks.MOST_SUMMARY_BYTES - 500);
        assertThat(cut).startsWith(line).endsWith(Messages.GateChecks_Cut());
        assertThat(GateChecks.cut(line)).isEqualTo(line);
        assertThat(GateChecks.cut("ü".repeat(40_000)))
                .startsWith("ü")
                .endsWith("ü" + Messages.GateChecks_Cut())
                .doesNotContain("\ufffd");
    }
}
