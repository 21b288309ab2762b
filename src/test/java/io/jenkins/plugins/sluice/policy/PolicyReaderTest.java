package io.jenkins.plugins.sluice.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyReaderTest {

    private final PolicyReader reader = new PolicyReader(List.of("spotbugs"));

    @Test
    void givenAPolicyThatSaysEverything_whenRead_thenNothingIsLost() throws PolicyException {
        Policy policy = read(PolicyExamples.whole());

        assertThat(policy.gates()).extracting(Gate::name).containsExactly("build", "load", "canary");
        Gate build = policy.gate("build").orElseThrow();
        assertThat(build.evidence())
                .containsExactly(
                        new ReportSource(
                                "unit",
                                List.of("**/target/surefire-reports/*.xml"),
                                List.of(),
                                "junit",
                                2,
                                List.of(),
                                false,
                                List.of()),
                        new ReportSource(
                                "e2e",
                                List.of("e2e/**/*.xml"),
                                List.of("e2e/old/**"),
                                null,
                                1,
                                List.of(),
                                false,
                                List.of()),
                        new ReportSource(
                                "spotbugs",
                                List.of("**/spotbugsXml.xml"),
                                List.of(),
                                "spotbugs",
                                1,
                                List.of("spotbugs"),
                                true,
                                List.of()),
                        new ReportSource(
                                "bundle",
                                List.of("build/stats.json"),
                                List.of(),
                                null,
                                1,
                                List.of(),
                                false,
                                List.of(
                                        new Pick("bundleSize", Pick.Language.POINTER, "/bundle/size", Unit.BYTE),
                                        new Pick("chunks", Pick.Language.POINTER, "/chunks", Unit.NONE))));
        assertThat(build.criteria())
                .extracting(Criterion::text)
                .containsExactly(
                        "tests.failed = 0",
                        "tests[evidence=e2e].passRate >= 99.5%",
                        "findings[new, tool=\"spot: bugs\"] <= 3",
                        "coverage.line drops at most 0.5pp",
                        "custom.bundleSize <= 350KiB",
                        "custom.chunks <= 12",
                        "coverage.line >= 80%",
                        "findings[new, severity>=high] = 0");
        Criterion coverage = build.criteria().get(6);
        assertThat(coverage.id()).isEqualTo("enough-coverage");
        assertThat(coverage.criticality()).isEqualTo(Criterion.Criticality.UNSTABLE);
        assertThat(coverage.onNoData()).isEqualTo(Criterion.OnNoData.FAIL);
        Criterion findings = build.criteria().get(7);
        assertThat(findings.id()).isEqualTo("findings[new, severity>=high]");
        assertThat(findings.criticality()).isEqualTo(Criterion.Criticality.NOTE);
        assertThat(findings.onNoReference()).isEqualTo(Criterion.OnNoReference.IGNORE);
        assertThat(build.reference()).isEqualTo(new ReferenceChoice.BestOf(10));
        Gate load = policy.gate("load").orElseThrow();
        assertThat(load.criteria()).extracting(Criterion::text).containsExactly("load.p95 <= 500ms");
        assertThat(load.reference()).isEqualTo(new ReferenceChoice.TargetBranch());
        assertThat(load.evidence()).isEmpty();
        assertThat(build.metrics()).isNull();
        assertThat(build.checks()).isEqualTo(ReleaseChecks.NONE);
        assertThat(policy.waivers())
                .containsExactly(
                        new Waiver(
                                new Exemption("legacy-xss", "spotbugs", "XSS_*", "src/legacy/**", null, null),
                                "team-web",
                                "rewritten in March",
                                LocalDate.of(2027, 3, 31)),
                        new Waiver(
                                new Exemption("W2", null, null, null, null, "com.example.FlakyTest.*"),
                                "on",
                                "yes",
                                LocalDate.of(2027, 1, 1)));
    }

    @Test
    void givenAPolicy_whenRead_thenItsSourceAndTheHashOfItsBytesAreKept() throws PolicyException {
        Policy policy = read("sluice: 1\ngates: {a: {criteria: [tests.failed = 0]}}\n");

        assertThat(policy.source()).isEqualTo("sluice.yaml");
        // printf 'sluice: 1\ngates: {a: {criteria: [tests.failed = 0]}}\n' | sha256sum
        assertThat(policy.sha256()).isEqualTo("ceca2295afef93367c81ed2b5f6e98f40ba2b6f91300e68bab31684bfcbcb79f");
    }

    @Test
    void givenAByteOrderMark_whenRead_thenIgnored() throws PolicyException {
        assertThat(read("\uFEFF" + PolicyExamples.whole()).gates())
                .isEqualTo(read(PolicyExamples.whole()).gates());
    }

    @Test
    void givenWindowsLineEnds_whenRead_thenTheSame() throws PolicyException {
        assertThat(read(PolicyExamples.whole().replace("\n", "\r\n")).gates())
                .isEqualTo(read(PolicyExamples.whole()).gates());
    }

    @Test
    void givenAReferenceFile_whenRead_thenItsPathIsKept() throws PolicyException {
        Policy policy = read("sluice: 1\ngates: {a: {reference: 'file:ref/main.json', criteria: [tests.failed = 0]}}");

        assertThat(policy.gates().get(0).reference()).isEqualTo(new ReferenceChoice.FromFile("ref/main.json"));
    }

    @Test
    void givenAFile_whenRead_thenItsPathIsTheSource(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), PolicyExamples.whole());

        assertThat(reader.read(file).source()).isEqualTo(file.toString());
    }

    @Test
    void givenAFileThatIsTooLarge_whenRead_thenRefusedWithoutReadingItWhole(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("sluice.yaml"), "#".repeat(2 * PolicyReader.MOST_BYTES));

        assertThatThrownBy(() -> reader.read(file)).hasMessageContaining("larger than 1 MiB");
    }

    @Test
    void givenCriteriaOnTheCommandLine_whenRead_thenOneGateWithTheDefaults() throws PolicyException {
        Policy policy = PolicyReader.inline(
                PolicyReader.COMMAND_LINE, "--criteria", "cli", List.of("tests.failed=0", "coverage.line>=80%"));

        assertThat(policy.source()).isEqualTo("command line");
        assertThat(policy.sha256()).hasSize(64);
        Gate gate = policy.gate("cli").orElseThrow();
        assertThat(gate.reference()).isEqualTo(new ReferenceChoice.Last());
        assertThat(gate.criteria())
                .extracting(Criterion::text)
                .containsExactly("tests.failed = 0", "coverage.line >= 80%");
    }

    @Test
    void givenNoCriteriaOrNoName_whenReadFromTheCommandLine_thenRefused() {
        assertThatThrownBy(() -> PolicyReader.inline(PolicyReader.COMMAND_LINE, "--criteria", "cli", List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PolicyReader.inline(
                        PolicyReader.COMMAND_LINE, "--criteria", "C L I", List.of("tests.failed = 0")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenTheVocabulary_whenCompleted_thenEveryLeftHandSideIsCanonical() {
        assertThat(Vocabulary.leftHandSides())
                .contains("tests.failed", "findings", "tests[new].failed")
                .doesNotHaveDuplicates();
        assertThat(Vocabulary.formats()).contains("junit", "sarif");
    }

    private Policy read(String yaml) throws PolicyException {
        return reader.read("sluice.yaml", yaml.getBytes(UTF_8));
    }
}
