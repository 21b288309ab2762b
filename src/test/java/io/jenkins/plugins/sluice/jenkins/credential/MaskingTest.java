package io.jenkins.plugins.sluice.jenkins.credential;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Run;
import hudson.model.TaskListener;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.jenkinsci.plugins.workflow.log.TaskListenerDecorator;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jenkinsci.plugins.workflow.steps.SynchronousNonBlockingStepExecution;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.TestExtension;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;
import org.kohsuke.stapler.DataBoundConstructor;

@WithJenkins
class MaskingTest {

    private static final String SECRET = "s3cr3t+of/sluice";

    @Test
    void givenSecretThatWasUsed_whenStepsAndCommandsPrintIt_thenLogDoesNotHaveIt(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "job");
        job.setDefinition(new CpsFlowDefinition("""
                echo 'before'
                useSecret()
                echo 's3cr3t+' + 'of/sluice'
                node { sh 'set +x; echo command says s3cr3t+""of/sluice' }
                echo 'czNjcjN0K29m' + 'L3NsdWljZQ=='
                echo 's3cr3t%2Bof' + '%2Fsluice'
                echo 'after'
                """, true));

        WorkflowRun run = jenkins.buildAndAssertSuccess(job);

        String log = JenkinsRule.getLog(run);
        assertThat(log)
                .contains("before", "the step says ****", "command says ****", "after")
                .doesNotContain(SECRET, "czNjcjN0K29mL3NsdWljZQ==", "s3cr3t%2Bof%2Fsluice");
    }

    @Test
    void givenMaskOfABuild_whenSentToAnAgent_thenItKnowsTheSecretsOfThatMoment(JenkinsRule jenkins) throws Exception {
        SecretsOf secrets = SecretsOf.run(emptyRun(jenkins));
        secrets.add(List.of(SECRET));
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        try (ObjectOutputStream stream = new ObjectOutputStream(sent)) {
            stream.writeObject(new Masking(secrets));
        }
        TaskListenerDecorator received;
        try (ObjectInputStream stream = new ObjectInputStream(new ByteArrayInputStream(sent.toByteArray()))) {
            received = (TaskListenerDecorator) stream.readObject();
        }
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (OutputStream masked = received.decorate(log)) {
            masked.write(("agent says " + SECRET + "\n").getBytes(StandardCharsets.UTF_8));
        }
        assertThat(log.toString(StandardCharsets.UTF_8)).isEqualTo("agent says ****\n");
    }

    @Test
    void givenSecretsThatContainEachOther_whenRedacted_thenLongestFirst(JenkinsRule jenkins) throws Exception {
        WorkflowRun run = emptyRun(jenkins);
        SecretsOf secrets = SecretsOf.run(run);
        secrets.add(List.of("abc", "abcdef", "first line\nsecond line", "x"));

        assertThat(secrets.redact("abcdef abc second line x")).isEqualTo("**** **** **** x");
        assertThat(SecretsOf.run(run)).isSameAs(secrets);
        assertThat(SecretsOf.run(emptyRun(jenkins)).forms()).isEmpty();
    }

    private static WorkflowRun emptyRun(JenkinsRule jenkins) throws Exception {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class);
        job.setDefinition(new CpsFlowDefinition("echo 'nothing'", true));
        return jenkins.buildAndAssertSuccess(job);
    }

    /** Uses a secret and then tells it. */
    public static class UseSecret extends Step {

        @DataBoundConstructor
        public UseSecret() {}

        @Override
        public StepExecution start(StepContext context) {
            return new Execution(context);
        }

        private static final class Execution extends SynchronousNonBlockingStepExecution<Void> {

            private static final long serialVersionUID = 1L;

            Execution(StepContext context) {
                super(context);
            }

            @Override
            protected Void run() throws Exception {
                Run<?, ?> run = getContext().get(Run.class);
                SecretsOf.run(run).add(List.of(SECRET));
                TaskListener log = getContext().get(TaskListener.class);
                log.getLogger().println("the step says " + SECRET);
                Masking.over(log, run).getLogger().println("and again " + SECRET);
                return null;
            }
        }

        @TestExtension
        public static class DescriptorImpl extends StepDescriptor {

            @Override
            public String getFunctionName() {
                return "useSecret";
            }

            @Override
            public Set<? extends Class<?>> getRequiredContext() {
                return Set.of(Run.class, TaskListener.class);
            }
        }
    }
}
