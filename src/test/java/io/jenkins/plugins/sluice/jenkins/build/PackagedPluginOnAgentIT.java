package io.jenkins.plugins.sluice.jenkins.build;

import static org.assertj.core.api.Assertions.assertThat;

import hudson.model.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.InboundAgentExtension;
import org.jvnet.hudson.test.junit.jupiter.RealJenkinsExtension;

/**
 * The packaged plugin in a controller process of its own, with an agent process: every reader, the policy and the journal
 * find their libraries in the class loaders that they have there.
 */
class PackagedPluginOnAgentIT {

    private static final String HPI = System.getProperty("sluice.hpi", "target/jenkins/target/sluice.hpi");

    @RegisterExtension
    private final RealJenkinsExtension controller = new RealJenkinsExtension().omitPlugins("sluice");

    @RegisterExtension
    private final InboundAgentExtension agents = new InboundAgentExtension();

    @Test
    void givenReportsOfManyFormatsOnAnAgent_whenThePackagedPluginJudges_thenAllAreRead() throws Throwable {
        Path plugins = Files.createDirectories(controller.getHome().toPath().resolve("plugins"));
        Files.copy(Path.of(HPI), plugins.resolve("sluice.jpi"));
        controller.startJenkins();
        agents.createAgent(controller, "remote");

        String log = controller.runRemotely(PackagedPluginOnAgentIT::judge);

        assertThat(log)
                .contains("May go on")
                .contains("6 reports")
                .doesNotContain("NoClassDefFoundError", "ClassNotFoundException", "NoSuchMethodError");
    }

    /** The build's log. Runs in the controller. */
    private static String judge(JenkinsRule jenkins) throws Throwable {
        WorkflowJob job = jenkins.createProject(WorkflowJob.class, "shop");
        job.setDefinition(new CpsFlowDefinition("""
                node('remote') {
                  writeFile file: 'sluice.yaml', text: '''sluice: 1
                gates:
                  build:
                    evidence:
                      unit: {files: r/junit.xml, format: junit}
                      coverage: {files: r/cobertura.xml, format: cobertura}
                      static: {files: r/lint.sarif, format: sarif}
                      style: {files: r/checkstyle.xml, format: checkstyle}
                      load: {files: r/load.jtl, format: jmeter-csv}
                      size: {files: r/size.json, pick: {bundle: {pointer: /bundle, unit: B}}}
                    criteria:
                      - tests.failed = 0
                      - coverage.line >= 50%
                      - findings <= 2
                      - load.errorRate < 1%
                      - custom.bundle <= 1KiB
                '''
                  writeFile file: 'r/junit.xml', text: '<testsuite><testcase classname="C" name="a"/></testsuite>'
                  writeFile file: 'r/cobertura.xml', text: '<coverage line-rate="1"><packages><package name="p"><classes><class name="A" filename="A.java"><lines><line number="1" hits="1"/></lines></class></classes></package></packages></coverage>'
                  writeFile file: 'r/lint.sarif', text: '{"version":"2.1.0","runs":[{"tool":{"driver":{"name":"Lint"}},"results":[{"ruleId":"R","level":"note","message":{"text":"odd"}}]}]}'
                  writeFile file: 'r/checkstyle.xml', text: '<checkstyle version="10"><file name="A.java"><error line="1" severity="info" message="odd" source="com.puppycrawl.X"/></file></checkstyle>'
                  writeFile file: 'r/load.jtl', text: "timeStamp,elapsed,label,responseCode,success\\n${currentBuild.startTimeInMillis},12,home,200,true\\n"
                  writeFile file: 'r/size.json', text: '{"bundle": 512}'
                  qualityGate 'build'
                }
                """, true));
        WorkflowRun run = job.scheduleBuild2(0).get();
        String log = JenkinsRule.getLog(run);
        return run.getResult() == Result.SUCCESS ? log : run.getResult() + "\n" + log;
    }
}
