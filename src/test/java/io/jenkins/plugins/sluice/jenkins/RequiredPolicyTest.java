package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import io.jenkins.plugins.sluice.jenkins.configuration.DefinedPolicy;
import io.jenkins.plugins.sluice.jenkins.configuration.SluiceConfiguration;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import java.util.List;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** A shared policy is a floor: a repository can ask for more, and never for less. */
@WithJenkins
class RequiredPolicyTest {

    private static final String FLOOR = "sluice: 1\ngates:\n  build:\n    criteria: ['tests.failed = 0']\n";
    private static final String ONE_FAILS = "<testsuite><testcase classname=\"C\" name=\"a\"/>"
            + "<testcase classname=\"C\" name=\"b\"><failure message=\"was 3\"/></testcase></testsuite>";

    private JenkinsRule jenkins;
    private WorkflowJob job;

    @BeforeEach
    void job(JenkinsRule rule) throws Exception {
        jenkins = rule;
        job = rule.createProject(WorkflowJob.class, "shop");
    }

    private static void share(boolean required) {
        DefinedPolicy floor = new DefinedPolicy("org", FLOOR);
        floor.setRequired(required);
        SluiceConfiguration.get().setPolicies(List.of(floor));
    }

    private WorkflowRun run(Result expected, String files, String gate) throws Exception {
        job.setDefinition(new CpsFlowDefinition(
                "node {\n" + files + "\nwriteFile file: 'target/surefire-reports/TEST-a.xml', text: '''" + ONE_FAILS
                        + "'''\n" + gate + "\n}\necho 'deploying'",
                true));
        WorkflowRun run = jenkins.assertBuildStatus(expected, job.scheduleBuild2(0));
        if (expected == Result.FAILURE) {
            jenkins.assertLogNotContains("deploying", run);
        }
        return run;
    }

    @Test
    void givenARequiredPolicy_whenTheStepAsksForLess_thenTheRequiredGateStillBlocks() throws Exception {
        share(true);

        WorkflowRun run = run(Result.FAILURE, "", "qualityGate(name: 'build', criteria: ['tests.failed <= 9'])");
        assertThat(GatesAction.of(run)).extracting(GateRecord::getOutcome).containsExactly("PASS", "FAIL");
        assertThat(GatesAction.of(run).get(1).getPlace()).isEqualTo("policy org of Jenkins");
        assertThat(GatesAction.of(run).get(1).getPolicySource()).isEqualTo("shared policy 'org' of Jenkins");

        run(
                Result.FAILURE,
                "",
                "qualityGate(name: 'build', criteria: ['tests.failed <= 9'], onFail: 'note', onInconclusive: 'note',"
                        + " shadow: true)");
    }

    @Test
    void givenARequiredPolicy_whenTheRepositoryWaivesOrHidesEvidence_thenThatHoldsForItsOwnGateOnly() throws Exception {
        share(true);
        String policy = """
                writeFile file: 'sluice.yaml', text: '''sluice: 1
                gates:
                  build:
                    evidence: {unit: {files: 'nowhere/*.xml'}}
                    criteria: ['tests.failed = 0']
                waivers:
                  - {id: all, test: '**', owner: me, reason: hurry, expires: 2999-01-01}
                '''
                """;

        WorkflowRun run = run(Result.FAILURE, policy, "qualityGate(name: 'build', onInconclusive: 'note')");

        assertThat(GatesAction.of(run)).extracting(GateRecord::getOutcome).containsExactly("INCONCLUSIVE", "FAIL");
    }

    @Test
    void givenASharedPolicyThatIsNotRequired_whenTheStepNamesIt_thenItIsJudgedAndOtherwiseNot() throws Exception {
        share(false);

        run(Result.SUCCESS, "", "qualityGate(name: 'build', criteria: ['tests.failed <= 9'])");
        run(Result.FAILURE, "", "qualityGate(name: 'build', sharedPolicy: 'org')");
        WorkflowRun unknown = run(Result.FAILURE, "", "qualityGate(name: 'build', sharedPolicy: 'ogr')");
        jenkins.assertLogContains("there is no shared policy 'ogr'", unknown);
    }

    @Test
    void givenConfiguredDefaults_whenTheStepSaysNothing_thenTheyHold() throws Exception {
        SluiceConfiguration.get().setOnFail("unstable");
        SluiceConfiguration.get().setPolicyFile("ci/gates.yaml");

        WorkflowRun run = run(
                Result.UNSTABLE, "writeFile file: 'ci/gates.yaml', text: '''" + FLOOR + "'''", "qualityGate('build')");

        assertThat(GatesAction.of(run).get(0).getPolicySource()).isEqualTo("ci/gates.yaml");
        run(Result.FAILURE, "", "qualityGate(name: 'build', onFail: 'block')");
    }
}
