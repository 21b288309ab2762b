package io.jenkins.plugins.sluice.jenkins.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import hudson.model.Result;
import hudson.model.TaskListener;
import hudson.tasks.test.AbstractTestResultAction;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Tally;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.evidence.report.EvidenceCollector;
import io.jenkins.plugins.sluice.evidence.report.ReadLimits;
import io.jenkins.plugins.sluice.evidence.report.RecordedFormat;
import io.jenkins.plugins.sluice.evidence.report.ReportReaders;
import io.jenkins.plugins.sluice.jenkins.gate.RecordedEvidence;
import io.jenkins.plugins.sluice.jenkins.gate.ReferenceBuild;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.jenkinsci.plugins.workflow.job.WorkflowRun;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class RecordedEvidenceTest {

    private static final String JUNIT = """
            <testsuites>
              <testsuite name="com.example.ParcelTest" tests="5" failures="1" errors="1" skipped="1">
                <testcase classname="com.example.ParcelTest" name="weighs" time="0.25"/>
                <testcase classname="com.example.ParcelTest" name="ships">
                  <failure message="expected 3 but was 4">at ParcelTest.java:12</failure>
                </testcase>
                <testcase classname="com.example.ParcelTest" name="returns"><skipped/></testcase>
                <testcase classname="com.example.ParcelTest" name="tracks">
                  <flakyFailure message="late">at ParcelTest.java:30</flakyFailure>
                </testcase>
                <testcase classname="com.example.ParcelTest" name="stamps"><error>java.io.IOException: full
                    at ParcelTest.java:44</error></testcase>
              </testsuite>
              <testsuite name="end to end" tests="1">
                <testcase name="opens the shop"/>
              </testsuite>
            </testsuites>
            """;

    private static final String CHECKSTYLE = """
            <checkstyle version="10.0">
              <file name="src/Parcel.java">
                <error line="2" severity="error" message="Missing a header." source="com.puppycrawl.HeaderCheck"/>
                <error line="3" severity="warning" message="Line is too long." source="com.puppycrawl.LengthCheck"/>
              </file>
            </checkstyle>
            """;

    private static final String JACOCO = """
            <report name="shop">
              <package name="com/example">
                <class name="com/example/Parcel" sourcefilename="Parcel.java">
                  <method name="weigh" desc="()I" line="3">
                    <counter type="INSTRUCTION" missed="4" covered="6"/>
                    <counter type="BRANCH" missed="1" covered="1"/>
                    <counter type="LINE" missed="1" covered="2"/>
                    <counter type="METHOD" missed="0" covered="1"/>
                  </method>
                  <method name="ship" desc="()V" line="8">
                    <counter type="INSTRUCTION" missed="5" covered="0"/>
                    <counter type="LINE" missed="2" covered="0"/>
                    <counter type="METHOD" missed="1" covered="0"/>
                  </method>
                  <counter type="INSTRUCTION" missed="9" covered="6"/>
                  <counter type="BRANCH" missed="1" covered="1"/>
                  <counter type="LINE" missed="3" covered="2"/>
                  <counter type="METHOD" missed="1" covered="1"/>
                </class>
                <sourcefile name="Parcel.java">
                  <line nr="3" mi="0" ci="3" mb="1" cb="1"/>
                  <line nr="4" mi="0" ci="3" mb="0" cb="0"/>
                  <line nr="5" mi="4" ci="0" mb="0" cb="0"/>
                  <line nr="8" mi="3" ci="0" mb="0" cb="0"/>
                  <line nr="9" mi="2" ci="0" mb="0" cb="0"/>
                  <counter type="INSTRUCTION" missed="9" covered="6"/>
                  <counter type="BRANCH" missed="1" covered="1"/>
                  <counter type="LINE" missed="3" covered="2"/>
                  <counter type="METHOD" missed="1" covered="1"/>
                </sourcefile>
                <counter type="INSTRUCTION" missed="9" covered="6"/>
                <counter type="BRANCH" missed="1" covered="1"/>
                <counter type="LINE" missed="3" covered="2"/>
                <counter type="METHOD" missed="1" covered="1"/>
              </package>
              <counter type="INSTRUCTION" missed="9" covered="6"/>
              <counter type="BRANCH" missed="1" covered="1"/>
              <counter type="LINE" missed="3" covered="2"/>
              <counter type="METHOD" missed="1" covered="1"/>
            </report>
            """;

    private static final String COBERTURA = """
            <coverage line-rate="0.5" branch-rate="0.5" lines-covered="1" lines-valid="2" branches-covered="1"
                branches-valid="2" version="1" timestamp="1700000000000">
              <sources><source>.</source></sources>
              <packages><package name="shop" line-rate="0.5" branch-rate="0.5"><classes>
                <class name="cart.py" filename="shop/cart.py" line-rate="0.5" branch-rate="0.5">
                  <methods/>
                  <lines>
                    <line number="1" hits="3" branch="true" condition-coverage="50% (1/2)"/>
                    <line number="2" hits="0"/>
                  </lines>
                </class>
              </classes></package></packages>
            </coverage>
            """;

    private static JenkinsRule j;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start(JenkinsRule rule) {
        j = rule;
    }

    private static WorkflowRun build(WorkflowJob job, Map<String, String> files, String steps, Result expected)
            throws Exception {
        StringBuilder script = new StringBuilder("node {\n");
        files.forEach((path, text) -> script.append("writeFile file: '")
                .append(path)
                .append("', text: '''")
                .append(text)
                .append("'''\n"));
        job.setDefinition(
                new CpsFlowDefinition(script.append(steps).append("\n}").toString(), true));
        return j.buildAndAssertStatus(expected, job);
    }

    private static WorkflowRun build(Map<String, String> files, String steps, Result expected) throws Exception {
        return build(j.createProject(WorkflowJob.class), files, steps, expected);
    }

    private List<ObservedReport> recorded(WorkflowRun run, Exemption... exemptions) throws IOException {
        return RecordedEvidence.all(run, List.of(exemptions), folder);
    }

    private static <T extends Summary> T whole(ObservedReport report, Class<T> kind) {
        return assertThat(report.reading())
                .asInstanceOf(type(Reading.Whole.class))
                .extracting(Reading.Whole::summary, type(kind))
                .actual();
    }

    /** As the engine reads the same text from a file. */
    private <T extends Summary> T fromFile(String name, String text, Class<T> kind) throws IOException {
        Path workspace = Files.createTempDirectory(folder, "workspace");
        Path file = workspace.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        EvidenceSet set = new EvidenceCollector(ReportReaders.all(), ReadLimits.DEFAULT, folder, Runnable::run)
                .collect(workspace, List.of(), List.of(), null);
        assertThat(set.reports()).hasSize(1);
        return whole(set.reports().get(0), kind);
    }

    @Test
    void givenRecordedTests_whenRead_thenAsFromTheirFile() throws Exception {
        WorkflowRun run = build(Map.of("tests.xml", JUNIT), "junit 'tests.xml'", Result.UNSTABLE);

        List<ObservedReport> reports = recorded(run);

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.source()).isEqualTo(ObservedReport.FOUND);
            assertThat(report.path()).isEqualTo("tests recorded by this build");
            assertThat(report.format()).isEqualTo(RecordedFormat.TESTS.format());
            assertThat(report.bytes()).isPositive();
            assertThat(report.written()).isAfterOrEqualTo(run.getTimestamp().toInstant());
        });
        TestSummary tests = whole(reports.get(0), TestSummary.class);
        TestSummary file = fromFile("junit.xml", JUNIT, TestSummary.class);
        assertThat(tests.names()).isEqualTo(file.names()).contains("end to end.opens the shop");
        assertThat(tests.failedTests()).containsExactlyInAnyOrderElementsOf(file.failedTests());
        assertThat(tests)
                .usingRecursiveComparison()
                .comparingOnlyFields("passed", "failed", "skipped", "flaky", "exempt", "absent", "durationNanos")
                .isEqualTo(file);
        assertThat(tests.total()).isEqualTo(6);
    }

    @Test
    void givenAnExemption_whenRecordedTestsAreRead_thenItCoversThem() throws Exception {
        WorkflowRun run = build(Map.of("tests.xml", JUNIT), "junit 'tests.xml'", Result.UNSTABLE);

        Exemption known = new Exemption("known", null, null, null, null, "com.example.ParcelTest.ships");

        TestSummary tests = whole(recorded(run, known).get(0), TestSummary.class);
        assertThat(tests.exempt()).containsExactly(Map.entry("known", 1L));
        assertThat(tests.failed()).isEqualTo(1);
    }

    /** As of a plugin that counts its tests and does not list them; a damaged record looks like that, too. */
    private static final class Counted extends AbstractTestResultAction<Counted> {
        @Override
        public int getFailCount() {
            return 0;
        }

        @Override
        public int getTotalCount() {
            return 6;
        }

        @Override
        public Object getResult() {
            return this;
        }
    }

    @Test
    void givenFewerTestsThanTheBuildCounts_whenRead_thenUnreadable() throws Exception {
        WorkflowRun run = build(Map.of(), "echo 'nothing'", Result.SUCCESS);
        run.addAction(new Counted());

        assertThat(recorded(run))
                .singleElement()
                .extracting(ObservedReport::reading, type(Reading.Unreadable.class))
                .extracting(Reading.Unreadable::why)
                .asString()
                .startsWith("the build counts 6 tests, but 0 can be read");
    }

    @Test
    void givenRecordedWarnings_whenRead_thenFindingsWithToolRuleAndSeverity() throws Exception {
        WorkflowRun run = build(
                Map.of("checkstyle.xml", CHECKSTYLE, "src/Parcel.java", "class Parcel {\n}\n// long\n"),
                "recordIssues enabledForFailure: true, tool: checkStyle(pattern: 'checkstyle.xml')",
                Result.SUCCESS);

        List<ObservedReport> reports = recorded(run);

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.path()).isEqualTo("warnings recorded as 'checkstyle' by this build");
            assertThat(report.format()).isEqualTo(RecordedFormat.FINDINGS.format());
            assertThat(report.bytes()).isPositive();
        });
        FindingSummary findings = whole(reports.get(0), FindingSummary.class);
        assertThat(findings.tools()).singleElement().satisfies(tool -> {
            assertThat(tool.tool()).isEqualTo("checkstyle");
            assertThat(tool.trouble()).isNull();
        });
        assertThat(findings.keys())
                .extracting(FindingSummary.Key::rule, FindingSummary.Key::severity, FindingSummary.Key::method)
                .containsExactlyInAnyOrder(
                        tuple("HeaderCheck", Severity.HIGH, "warnings-ng/1"),
                        tuple("LengthCheck", Severity.MEDIUM, "warnings-ng/1"));
        assertThat(findings.paths()).containsExactly("src/Parcel.java");
    }

    @Test
    void givenAReportWithoutFindings_whenThePluginParsedIt_thenThereAreNone() throws Exception {
        WorkflowRun run = build(
                Map.of("checkstyle.xml", "<checkstyle version=\"10.0\"/>"),
                "recordIssues tool: checkStyle(pattern: 'checkstyle.xml')",
                Result.SUCCESS);

        FindingSummary findings = whole(recorded(run).get(0), FindingSummary.class);
        assertThat(findings.tools()).containsExactly(new FindingSummary.ToolRun("checkstyle", null, null));
        assertThat(findings.keys()).isEmpty();
    }

    @Test
    void givenNoReportAtAll_whenThePluginFoundNothing_thenThatIsNoProof() throws Exception {
        WorkflowRun run = build(Map.of(), "recordIssues tool: checkStyle(pattern: 'checkstyle.xml')", Result.SUCCESS);

        FindingSummary findings = whole(recorded(run).get(0), FindingSummary.class);
        assertThat(findings.tools()).singleElement().satisfies(tool -> {
            assertThat(tool.tool()).isEqualTo("checkstyle");
            assertThat(tool.trouble()).contains("No files found for pattern 'checkstyle.xml'");
        });
    }

    @Test
    void givenABrokenReportBesideAWholeOne_whenRead_thenItsFindingsAreNotTheWholeTruth() throws Exception {
        WorkflowRun run = build(
                Map.of("a/checkstyle.xml", CHECKSTYLE, "b/checkstyle.xml", "<checkstyle><file"),
                "recordIssues tool: checkStyle(pattern: '**/checkstyle.xml')",
                Result.SUCCESS);

        FindingSummary findings = whole(recorded(run).get(0), FindingSummary.class);
        assertThat(findings.keys()).hasSize(2);
        assertThat(findings.tools().get(0).trouble()).contains("checkstyle.xml");
    }

    @Test
    void givenADamagedRecordOfWarnings_whenRead_thenUnreadable() throws Exception {
        WorkflowRun run = build(
                Map.of("checkstyle.xml", CHECKSTYLE),
                "recordIssues tool: checkStyle(pattern: 'checkstyle.xml')",
                Result.SUCCESS);
        Files.delete(run.getRootDir().toPath().resolve("checkstyle-outstanding-issues.xml"));
        run.reload();

        assertThat(recorded(run))
                .singleElement()
                .extracting(ObservedReport::reading, type(Reading.Unreadable.class))
                .extracting(Reading.Unreadable::why)
                .asString()
                .startsWith("the build counts 2 issues, but 0 can be read");
    }

    @Test
    void givenRecordedCoverage_whenRead_thenAsFromItsFile() throws Exception {
        WorkflowRun run =
                build(Map.of("jacoco.xml", JACOCO), "recordCoverage tools: [[parser: 'JACOCO']]", Result.SUCCESS);

        List<ObservedReport> reports = recorded(run);

        assertThat(reports).singleElement().satisfies(report -> {
            assertThat(report.path()).isEqualTo("coverage recorded as 'coverage' by this build");
            assertThat(report.format()).isEqualTo(RecordedFormat.COVERAGE.format());
            assertThat(report.bytes()).isPositive();
        });
        CoverageSummary coverage = whole(reports.get(0), CoverageSummary.class);
        assertThat(coverage.tallies())
                .isEqualTo(fromFile("target/site/jacoco/jacoco.xml", JACOCO, CoverageSummary.class)
                        .tallies())
                .containsEntry(Metric.LINE, new Tally(2, 5))
                .containsEntry(Metric.METHOD, new Tally(1, 2));
        assertThat(coverage.leastCovered())
                .extracting(CoverageSummary.FileCoverage::path)
                .containsExactly("com/example/Parcel.java");
    }

    @Test
    void givenCoverageInTheFormatOfCobertura_whenRead_thenLinesAndBranches() throws Exception {
        WorkflowRun run = build(
                Map.of("cobertura.xml", COBERTURA),
                "recordCoverage tools: [[parser: 'COBERTURA', pattern: 'cobertura.xml']]",
                Result.SUCCESS);

        assertThat(whole(recorded(run).get(0), CoverageSummary.class).tallies())
                .containsEntry(Metric.LINE, new Tally(1, 2))
                .containsEntry(Metric.BRANCH, new Tally(1, 2));
    }

    @Test
    void givenADamagedRecordOfCoverage_whenRead_thenUnreadable() throws Exception {
        WorkflowRun run =
                build(Map.of("jacoco.xml", JACOCO), "recordCoverage tools: [[parser: 'JACOCO']]", Result.SUCCESS);
        Files.delete(run.getRootDir().toPath().resolve("coverage.xml"));
        run.reload();

        assertThat(recorded(run))
                .singleElement()
                .extracting(ObservedReport::reading)
                .isInstanceOf(Reading.Unreadable.class);
    }

    @Test
    void givenNothingRecorded_whenRead_thenNoReports() throws Exception {
        assertThat(recorded(build(Map.of(), "echo 'nothing'", Result.SUCCESS))).isEmpty();
    }

    @Test
    void givenAReferenceBuildWasDiscovered_whenAsked_thenItIsThatOne() throws Exception {
        WorkflowJob trunk = j.createProject(WorkflowJob.class);
        WorkflowRun reference = build(trunk, Map.of(), "echo 'trunk'", Result.SUCCESS);
        WorkflowRun run =
                build(Map.of(), "discoverReferenceBuild referenceJob: '" + trunk.getFullName() + "'", Result.SUCCESS);

        assertThat(ReferenceBuild.first(run, TaskListener.NULL)).contains(reference);
        assertThat(ReferenceBuild.first(reference, TaskListener.NULL)).isEmpty();
    }
}
