package io.jenkins.plugins.sluice.jenkins;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.domains.Domain;
import hudson.model.Result;
import hudson.util.Secret;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.journal.JournalReader;
import io.jenkins.plugins.sluice.journal.Verification;
import java.util.List;
import jenkins.model.InterruptedBuildAction;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.actions.ErrorAction;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.graphanalysis.DepthFirstScanner;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

/** What a Pipeline sees of {@code qualityGate}. */
@WithJenkins
class QualityGateStepTest {

    private static final String GOOD = "<testsuite><testcase classname=\"C\" name=\"a\"/></testsuite>";
    private static final String BAD =
            "<testsuite><testcase classname=\"C\" name=\"a\"/><testcase classname=\"C\" name=\"b\">"
                    + "<failure message=\"was 3\"/></testcase></testsuite>";

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

    /** A stage with reports in its workspace, and one after it. */
    private static String stages(String report, String gate) {
        return """
                node {
                  stage('Test') {
                    writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''%s'''
                    %s
                  }
                }
                stage('Deploy') { echo 'deploying' }
                """.formatted(report, gate);
    }

    static FlowNode gateNode(WorkflowRun run) {
        return new DepthFirstScanner()
                .findFirstMatch(
                        run.getExecution(),
                        node -> node.getDisplayFunctionName().startsWith("qualityGate"));
    }

    @Test
    void givenGoodReports_whenJudged_thenTheBuildGoesOnAndTheJournalIsWithIt() throws Exception {
        WorkflowRun run =
                run(Result.SUCCESS, stages(GOOD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'])"));

        jenkins.assertLogContains("deploying", run);
        jenkins.assertLogContains("May go on", run);
        List<GateRecord> gates = GatesAction.of(run);
        assertThat(gates).hasSize(1);
        GateRecord gate = gates.get(0);
        assertThat(gate.getGate()).isEqualTo("build");
        assertThat(gate.getOutcome()).isEqualTo("PASS");
        assertThat(gate.getConsequence()).isEqualTo("CONTINUED");
        assertThat(gate.getPolicySource()).isEqualTo("Jenkinsfile");
        assertThat(((Verification.Intact) JournalReader.verify(GatesAction.journal(run, gate))).head())
                .isEqualTo(gate.getHead());
        FlowNode node = gateNode(run);
        assertThat(node.getId()).isEqualTo(gate.getNode());
        assertThat(node.getAction(LabelAction.class).getDisplayName()).isEqualTo("Gate build: Passed");
        assertThat(node.getPersistentAction(WarningAction.class)).isNull();
    }

    @Test
    void givenAFailedTest_whenJudged_thenTheBuildIsStoppedAndTheReasonIsOnTheStep() throws Exception {
        WorkflowRun run =
                run(Result.FAILURE, stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'])"));

        jenkins.assertLogNotContains("deploying", run);
        GateBlocked cause = (GateBlocked)
                run.getAction(InterruptedBuildAction.class).getCauses().get(0);
        assertThat(cause.getCriteria()).containsExactly("tests.failed = 0");
        assertThat(cause.getShortDescription()).startsWith("Gate build: Must not go on. ");
        assertThat(gateNode(run)
                        .getPersistentAction(ErrorAction.class)
                        .getError()
                        .getMessage())
                .isEqualTo(cause.getShortDescription());
    }

    @Test
    void givenNoReports_whenJudged_thenTheGateCannotTellAndBlocks() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                node { qualityGate(name: 'build', criteria: ['tests.failed = 0']) }
                echo 'deploying'
                """);

        jenkins.assertLogContains("Cannot tell", run);
        jenkins.assertLogNotContains("deploying", run);
        assertThat(GatesAction.of(run).get(0).getOutcome()).isEqualTo("INCONCLUSIVE");
    }

    @Test
    void givenOtherReactions_whenTheGateFailsOrCannotTell_thenTheBuildDoesWhatWasAsked() throws Exception {
        WorkflowRun unstable = run(
                Result.UNSTABLE,
                stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'], onFail: 'unstable')"));
        jenkins.assertLogContains("deploying", unstable);
        assertThat(gateNode(unstable).getPersistentAction(WarningAction.class).getMessage())
                .startsWith("Gate build: Must not go on. ");

        WorkflowRun noted = run(
                Result.SUCCESS,
                stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'], onFail: 'note')"));
        jenkins.assertLogContains("deploying", noted);

        WorkflowRun shadow = run(
                Result.SUCCESS,
                stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'], shadow: true)"));
        assertThat(GatesAction.of(shadow).get(0).getOutcome()).isEqualTo("FAIL");

        run(
                Result.FAILURE,
                stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'], onInconclusive: 'note')"));
        run(
                Result.UNSTABLE,
                stages(GOOD, "qualityGate(name: 'build', criteria: ['findings = 0'], onInconclusive: 'unstable')"));

        WorkflowRun reverted = run(
                Result.FAILURE,
                stages(BAD, "qualityGate(name: 'build', criteria: ['tests.failed = 0'], onFail: 'revert')"));
        jenkins.assertLogContains("Nothing to revert", reverted);
    }

    @Test
    void givenAPolicyFile_whenAnUnstableCriterionBreaks_thenTheStageIsUnstable() throws Exception {
        WorkflowRun run = run(Result.UNSTABLE, """
                node {
                  writeFile file: 'sluice.yaml', text: '''sluice: 1
                gates:
                  build:
                    criteria:
                      - criterion: tests.failed = 0
                        criticality: unstable
                '''
                  writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''%s'''
                  def verdict = qualityGate('build')
                  if (verdict.warned) { echo "warned: ${verdict.summary}" }
                }
                """.formatted(BAD));

        jenkins.assertLogContains("warned: Gate build: May go on, with a warning", run);
        assertThat(GatesAction.of(run).get(0).getPolicySource()).isEqualTo("sluice.yaml");
    }

    @Test
    void givenAWrongPolicy_whenRead_thenTheBuildFailsWithFileLineAndRemedy() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                node {
                  writeFile file: 'sluice.yaml', text: '''sluice: 1
                gates:
                  build:
                    criteria: ['tests.faild = 0']
                '''
                  qualityGate('build')
                }
                """);

        jenkins.assertLogContains("sluice.yaml:4:", run);
        jenkins.assertLogContains("did you mean 'failed'", run);
        assertThat(GatesAction.of(run)).isEmpty();
    }

    @Test
    void givenABlockedGate_whenRetriedCaughtOrFollowedByPost_thenThosePipelineStepsWork() throws Exception {
        WorkflowRun retried = run(Result.SUCCESS, """
                node {
                  int tries = 0
                  retry(3) {
                    tries++
                    writeFile file: 'target/surefire-reports/TEST-a.xml', text: tries < 3 ? '''%s''' : '''%s'''
                    qualityGate(name: 'build', criteria: ['tests.failed = 0'])
                  }
                  echo "tries: ${tries}"
                }
                """.formatted(BAD, GOOD));
        jenkins.assertLogContains("tries: 3", retried);
        assertThat(GatesAction.of(retried)).hasSize(3);

        // catchError lets the build go on, and takes the result from the gate: what is red stays red.
        WorkflowRun caught = run(
                Result.FAILURE,
                stages(
                        BAD,
                        "catchError(buildResult: 'UNSTABLE', stageResult: 'FAILURE') {"
                                + " qualityGate(name: 'build', criteria: ['tests.failed = 0']) }"));
        jenkins.assertLogContains("deploying", caught);
    }

    @Test
    void givenADeclarativePipeline_whenTheGateBlocks_thenPostRunsAndLaterStagesDoNot() throws Exception {
        WorkflowRun run = run(Result.FAILURE, """
                pipeline {
                  agent any
                  stages {
                    stage('Test') {
                      steps {
                        writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''%s'''
                        qualityGate(name: 'unit', criteria: ['tests.failed = 0'])
                      }
                      post { failure { echo 'told everybody' } }
                    }
                    stage('Deploy') { steps { echo 'deploying' } }
                  }
                }
                """.formatted(BAD));

        jenkins.assertLogContains("told everybody", run);
        jenkins.assertLogNotContains("deploying", run);
        assertThat(GatesAction.of(run).get(0).getGate()).isEqualTo("unit");
    }

    @Test
    void givenAMatrix_whenEveryCellHasAGate_thenEachIsKnownByItsCell() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, """
                pipeline {
                  agent any
                  stages {
                    stage('All') {
                      matrix {
                        axes { axis { name 'OS'; values 'linux', 'mac' } }
                        stages {
                          stage('Test') {
                            steps {
                              dir(OS) {
                                writeFile file: 'target/surefire-reports/TEST-a.xml', text: '''%s'''
                                qualityGate(name: 'build', criteria: ['tests.failed = 0'])
                              }
                            }
                          }
                        }
                      }
                    }
                  }
                }
                """.formatted(GOOD));

        assertThat(GatesAction.of(run))
                .extracting(GateRecord::getPlace)
                .containsExactlyInAnyOrder("Matrix - OS = 'linux'", "Matrix - OS = 'mac'");
    }

    @Test
    void givenTheVerdict_whenAPipelineReadsIt_thenEveryGetterIsAllowedInTheSandbox() throws Exception {
        WorkflowRun run = run(Result.SUCCESS, stages(BAD, """
                def v = qualityGate(name: 'build', criteria: ['tests.failed = 0', 'findings = 0'], onFail: 'note')
                echo "${v.gate} ${v.place} ${v.outcome} ${v.passed} ${v.warned} ${v.failed} ${v.inconclusive}"
                echo "${v.headline} | ${v.summary} | ${v.broken} ${v.unknown} | ${v.remedies} | ${v.run} ${v.head}"
                echo "url ${v.url} ${v}"
                """));

        jenkins.assertLogContains("build null FAIL false false true false", run);
        jenkins.assertLogContains("[tests.failed = 0] [findings = 0]", run);
        jenkins.assertLogContains("/job/shop/1/gates/", run);
    }

    @Test
    void givenTwoBuilds_whenATestBreaks_thenTheSecondIsComparedWithTheFirst() throws Exception {
        run(Result.SUCCESS, stages(GOOD, "qualityGate(name: 'build', criteria: ['tests.failed <= 5'])"));
        WorkflowRun run =
                run(Result.FAILURE, stages(BAD, "qualityGate(name: 'build', criteria: ['tests[new].failed = 0'])"));

        jenkins.assertLogContains("Compared with the last accepted run", run);
        assertThat(GatesAction.of(run).get(0).getOutcome()).isEqualTo("FAIL");
    }

    @Test
    void givenASecretInAReport_whenJudgedWhereItIsBound_thenNeitherLogNorJournalNorBuildHasIt() throws Exception {
        String secret = "hunter2-is-no-password";
        CredentialsProvider.lookupStores(jenkins.jenkins)
                .iterator()
                .next()
                .addCredentials(
                        Domain.global(),
                        new StringCredentialsImpl(CredentialsScope.GLOBAL, "token", null, Secret.fromString(secret)));
        WorkflowRun run = run(Result.FAILURE, """
                node {
                  withCredentials([string(credentialsId: 'token', variable: 'TOKEN')]) {
                    writeFile file: 'target/surefire-reports/TEST-a.xml', text: "<testsuite><testcase classname='C' name='uses ${TOKEN}'><failure message='${TOKEN} was refused'/></testcase></testsuite>"
                    qualityGate(name: 'build', criteria: ['tests.failed = 0'])
                  }
                }
                """);

        GateRecord gate = GatesAction.of(run).get(0);
        assertThat(GatesAction.journal(run, gate))
                .content()
                .contains("uses ****")
                .doesNotContain(secret);
        assertThat(run.getRootDir().toPath().resolve("build.xml")).content().doesNotContain(secret);
        jenkins.assertLogNotContains(secret, run);
    }
}
