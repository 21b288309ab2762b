package io.jenkins.plugins.sluice.jenkins.recorded;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.ExtensionList;
import hudson.model.Result;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.RecordedEvidence;
import io.jenkins.plugins.sluice.jenkins.gate.ReferenceBuild;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.logging.Level;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/** Controllers with and without the plugins whose records and services are only used where they are installed. */
class OptionalPluginsTest {

    @RegisterExtension
    private final RealJenkinsExtension full = new RealJenkinsExtension();

    @RegisterExtension
    private final RealJenkinsExtension bare = new RealJenkinsExtension()
            .omitPlugins(
                    "checks-api", "coverage", "forensics-api", "junit", "metrics", "opentelemetry-api", "warnings-ng");

    @Test
    void givenNoneOfThem_whenAGateRuns_thenItIsJudgedAndNothingIsMissed() throws Throwable {
        bare.startJenkins();

        ArrayList<String> told = bare.runRemotely(OptionalPluginsTest::gate);

        assertThat(told.get(0)).contains("May go on").doesNotContain("Exception", "NoClassDefFoundError");
        assertThat(told.get(1)).isEqualTo("0 0");
        assertThat(told.subList(2, told.size())).isEmpty();
    }

    /** The build's log, how many extensions for other plugins there are, what failed. Runs in the bare. */
    private static ArrayList<String> gate(JenkinsRule j) throws Throwable {
        WorkflowJob pipeline = j.createProject(WorkflowJob.class);
        pipeline.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'target/surefire-reports/TEST-a.xml', text: '<testsuite name=\"a\"><testcase"
                        + " name=\"a\"/></testsuite>'\n"
                        + "qualityGate name: 'build', criteria: ['tests.failed = 0'] }",
                true));
        WorkflowRun run = j.buildAndAssertStatus(Result.SUCCESS, pipeline);
        ArrayList<String> told = new ArrayList<>();
        told.add(JenkinsRule.getLog(run));
        told.add(ExtensionList.lookup(RecordedEvidence.class).size() + " "
                + ExtensionList.lookup(ReferenceBuild.class).size());
        j.jenkins.pluginManager.getFailedPlugins().forEach(failed -> told.add(failed.name + ": " + failed.cause));
        for (GateListener listener : ExtensionList.lookup(GateListener.class)) {
            String name = listener.getClass().getName();
            if (name.contains(".check.") || name.endsWith("GateSpans")) {
                told.add(name);
            }
        }
        Jenkins.logRecords.stream()
                .filter(record -> record.getLevel().intValue() >= Level.WARNING.intValue())
                .filter(record -> (record.getLoggerName() + record.getMessage()).contains("sluice"))
                .forEach(record -> told.add(record.getLoggerName() + ": " + record.getMessage()));
        return told;
    }

    @Test
    void givenAllOfThem_whenAGateRuns_thenItIsJudgedOnWhatTheyRecordedAndMetricsAnswer() throws Throwable {
        full.startJenkins();

        ArrayList<String> told = full.runRemotely(OptionalPluginsTest::gateOnRecords);

        assertThat(told.get(0)).contains("May go on");
        assertThat(told.get(1))
                .contains("sluice_gates_total{consequence=\"continued\",outcome=\"pass\"} 1.0")
                .contains("sluice_evidence_age_seconds_count 3");
        assertThat(told.subList(2, told.size())).contains("GateChecks", "GateSpans", "SluiceMetrics");
    }

    /** The build's log, the metrics, the listeners. Runs in the controller. */
    private static ArrayList<String> gateOnRecords(JenkinsRule j) throws Throwable {
        WorkflowJob pipeline = j.createProject(WorkflowJob.class);
        pipeline.setDefinition(new CpsFlowDefinition("""
                node {
                  dir('reports') {
                  writeFile file: 'a.xml', text: '<testsuite name="a"><testcase name="a"/></testsuite>'
                  writeFile file: 'b.xml', text: '<checkstyle/>'
                  writeFile file: 'c.xml', text: '''<coverage line-rate="1" branch-rate="1" version="1"
                      timestamp="1700000000000"><sources/><packages><package name="a" line-rate="1" branch-rate="1">
                      <classes><class name="a" filename="a.py" line-rate="1" branch-rate="1"><methods/>
                      <lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>'''
                  junit 'a.xml'
                  recordIssues tool: checkStyle(pattern: 'b.xml')
                  recordCoverage tools: [[parser: 'COBERTURA', pattern: 'c.xml']]
                  deleteDir()
                  }
                  qualityGate name: 'build', criteria: ['tests.total = 1', 'findings = 0', 'coverage.line >= 100%']
                }
                """, true));
        WorkflowRun run = j.buildAndAssertStatus(Result.SUCCESS, pipeline);
        ArrayList<String> told = new ArrayList<>();
        told.add(JenkinsRule.getLog(run));
        told.add(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(j.getURL() + "sluice-metrics/"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
        ExtensionList.lookup(GateListener.class)
                .forEach(listener -> told.add(listener.getClass().getSimpleName()));
        return told;
    }
}
