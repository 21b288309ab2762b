package io.jenkins.plugins.sluice.step;

import static io.jenkins.plugins.sluice.step.Bench.criteria;
import static io.jenkins.plugins.sluice.step.Bench.data;
import static io.jenkins.plugins.sluice.step.Bench.entries;
import static io.jenkins.plugins.sluice.step.Bench.junit;
import static io.jenkins.plugins.sluice.step.Bench.policy;
import static io.jenkins.plugins.sluice.step.Bench.sarif;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.sluice.journal.JournalReader;
import io.jenkins.plugins.sluice.journal.Recorded;
import io.jenkins.plugins.sluice.journal.Verification;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.report.JournalState;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a gate's journal holds, and what it alone is enough for. */
class JournalOfAGateTest {

    private static final int LONGEST_LINE = 1 << 20;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void makeBench() throws IOException {
        bench = new Bench(folder);
    }

    /** A run with a reference, a waiver, trouble and news of all kinds. */
    private GateResult rich() throws Exception {
        Policy policy = policy("""
                sluice: 1
                gates:
                  build:
                    criteria:
                      - tests[new].failed = 0
                      - tests.total drops at most 0
                      - findings[new, severity>=medium] = 0
                      - criterion: coverage.line >= 70%
                        criticality: note
                waivers:
                  - test: C.waived
                    owner: ann
                    reason: depends on the weather
                    expires: 2026-12-31
                """);
        bench.write("target/junit.xml", junit("a", "b", "!waived"));
        bench.write("target/lint.sarif", sarif("first", "src/A.java"));
        bench.run(policy);
        bench.write("target/junit.xml", junit("!a", "c", "!waived"));
        bench.write("target/lint.sarif", sarif("second", "src/A.java", "src/B.java"));
        bench.write("target/cobertura.xml", "<coverage line-rate='1'><packages>");
        bench.write("package.json", "{}");
        return bench.run(policy);
    }

    @Test
    void givenARun_whenItsJournalIsRead_thenItIsIntactAndInOrderAndItsHeadIsTheResults() throws Exception {
        GateResult result = rich();

        assertThat(entries(result.journal()))
                .extracting(recorded -> recorded.entry().type())
                .containsExactly("journal.opened", "gate.opened", "gate.evidence", "gate.verdict", "closed");
        assertThat(JournalReader.verify(result.journal(), result.head()))
                .isInstanceOfSatisfying(
                        Verification.Intact.class,
                        intact -> assertThat(intact.head()).isEqualTo(result.head()));
        ReportModel model = Reports.read(result.journal());
        assertThat(model.verdict())
                .usingRecursiveComparison()
                .ignoringFields("evidence.written") // File times are finer than the journal's milliseconds.
                .isEqualTo(result.verdict());
        assertThat(model.journal().head()).isEqualTo(result.head());
        assertThat(Bench.reports(result.journal(), folder.resolve("report")).values())
                .allSatisfy(report -> assertThat(report).contains(result.head()));
    }

    @Test
    void givenAnOldJournal_whenHistoryAndWorkspaceAreGone_thenItsReportsAreTheSameBytes() throws Exception {
        GateResult result = rich();
        Map<String, String> before = Bench.reports(result.journal(), folder.resolve("report"));

        deleteAll(bench.history);
        deleteAll(bench.workspace);

        assertThat(Bench.reports(result.journal(), folder.resolve("again"))).isEqualTo(before);
    }

    private static void deleteAll(Path tree) throws IOException {
        Files.walkFileTree(tree, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure) throws IOException {
                Files.delete(left);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    @Test
    void givenAJournalCutAtAnyLineOrInIt_whenReported_thenThereIsNoVerdictOrOneThatIsNotIntact() throws Exception {
        List<String> lines = Files.readAllLines(rich().journal());
        int verdict = lines.size() - 2;
        for (int kept = 0; kept < lines.size(); kept++) {
            String whole = String.join(
                    "", lines.subList(0, kept).stream().map(line -> line + "\n").toList());
            Path cut = Files.writeString(folder.resolve("cut.jsonl"), whole);
            Path torn = Files.writeString(
                    folder.resolve("torn.jsonl"),
                    whole + lines.get(kept).substring(0, lines.get(kept).length() / 2));
            if (kept <= verdict) {
                assertThatThrownBy(() -> Reports.read(cut)).hasMessageContaining("no gate's verdict is in it");
                assertThatThrownBy(() -> Reports.read(torn)).hasMessageContaining("no gate's verdict is in it");
            } else {
                assertThat(Reports.read(cut).journal().state()).isEqualTo(JournalState.State.OPEN);
                assertThat(Reports.read(torn).journal().state()).isEqualTo(JournalState.State.TORN);
            }
        }
    }

    @Test
    void givenAJournalOfVersion1_whenReadByThisCode_thenItIsIntactAndAllReportsAreMade() throws Exception {
        Path journal = folder.resolve("gate-1.jsonl");
        try (InputStream fixture = JournalOfAGateTest.class.getResourceAsStream("gate-1.jsonl")) {
            Files.copy(fixture, journal);
        }

        ReportModel model = Reports.read(journal);

        assertThat(model.journal().state()).isEqualTo(JournalState.State.INTACT);
        assertThat(model.journal().head())
                .isEqualTo("8552390d69289f9edd8307723758150c84afea9f16eb0c82693dbbab9eb50f1a");
        GateVerdict verdict = model.verdict();
        assertThat(verdict.outcome()).isEqualTo(Outcome.FAIL);
        assertThat(verdict.criteria())
                .extracting(CriterionVerdict::state)
                .containsExactly(
                        CriterionVerdict.State.BROKEN,
                        CriterionVerdict.State.HOLDS,
                        CriterionVerdict.State.BROKEN,
                        CriterionVerdict.State.UNKNOWN);
        assertThat(verdict.reference()).isNotNull();
        assertThat(verdict.novelty()).isNotNull();
        assertThat(Bench.reports(journal, folder.resolve("report")).values()).noneMatch(String::isBlank);
    }

    // ---- secrets

    @Test
    void givenASecretInEveryText_whenJudged_thenNeitherJournalNorHistoryNorReferenceNorReportsHaveIt()
            throws Exception {
        bench.secret = "hunter2hunter2";
        bench.context = new Context(
                "p-" + bench.secret,
                "b-" + bench.secret,
                null,
                "c-" + bench.secret,
                bench.secret,
                "in-" + bench.secret);
        bench.saveReference = folder.resolve("saved.json");
        bench.write(
                "target/" + bench.secret + ".xml",
                junit("a-" + bench.secret, "!b-" + bench.secret).replace("was wrong", "at " + bench.secret));
        bench.write(
                "target/lint.sarif",
                sarif("m " + bench.secret, "src/" + bench.secret + ".java")
                        .replace("\"R\"", "\"R-" + bench.secret + "\"")
                        .replace("\"Lint\"", "\"Lint " + bench.secret + "\""));
        bench.write("target/" + bench.secret + "/broken.xml", "<coverage line-rate='1'><" + bench.secret);
        bench.write(
                "target/jacoco.xml",
                "<report name='" + bench.secret + "'><package name='p'><sourcefile name='" + bench.secret
                        + ".java'><line nr='1' mi='1' ci='0' mb='0' cb='0'/></sourcefile></package></report>");
        bench.write(
                "target/mutations.xml",
                "<mutations><mutation detected='false' status='SURVIVED'><sourceFile>"
                        + bench.secret + "</sourceFile><mutatedClass>" + bench.secret
                        + "</mutatedClass><mutatedMethod>m"
                        + "</mutatedMethod><lineNumber>1</lineNumber><mutator>m</mutator><description>" + bench.secret
                        + "</description></mutation></mutations>");
        bench.write(
                "target/load.jtl",
                "timeStamp,elapsed,label,success,responseMessage\n1,2," + bench.secret + ",true,OK\n");
        bench.write("target/" + bench.secret + ".json", "{}");
        Policy policy = criteria(
                "tests.failed = 0",
                "tests.total drops at most 0",
                "findings = 0",
                "coverage.line >= 80%",
                "mutation.score >= 80%",
                "load.p95 <= 1ms",
                "findings[tool=\"" + bench.secret + "\"] = 0");

        bench.run(policy);
        bench.reference = bench.saveReference;
        GateResult second = bench.run(policy);

        assertThat(second.verdict().evidenceCount()).isEqualTo(6);
        assertThat(second.verdict().novelty())
                .satisfies(novelty -> assertThat(novelty.deletedTests().count()).isZero())
                .satisfies(novelty -> assertThat(novelty.addedTests()).isZero());
        Bench.reports(second.journal(), folder.resolve("report"));
        for (Path file : Bench.files(folder)) {
            if (!file.startsWith(bench.workspace)) {
                assertThat(file.toString()).doesNotContain(bench.secret);
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(bench.secret);
            }
        }
    }

    @Test
    void givenASecretAcrossTheCutOfALongMessage_whenJudged_thenNoHalfOfItIsKept() throws Exception {
        bench.secret = "hunter2hunter2";
        bench.write("target/junit.xml", junit("!a").replace("was wrong", "x".repeat(493) + bench.secret));

        GateResult result = bench.run(criteria("tests.failed = 0"));

        assertThat(Files.readString(result.journal())).doesNotContain("hunter");
    }

    // ---- size

    @Test
    void givenThreeThousandReportsAndLongMessages_whenJudged_thenEveryLineFitsAndAllReportsAreRecorded()
            throws Exception {
        for (int i = 0; i < 3_000; i++) {
            bench.write(
                    "target/TEST-" + i + ".xml",
                    "<testsuite name='s'><testcase name='t" + i + "'><failure message='&quot;\\ü€"
                            + "&quot;\\ü€".repeat(300) + "'/></testcase></testsuite>");
        }
        bench.write("target/broken.xml", "<testsuite><" + "x".repeat(20_000) + ">");
        bench.write("target/lint.sarif", sarif("\\u0001\\\"\\\\ü€".repeat(2_000), "a.c", "b.c"));

        GateResult result = bench.run(criteria("tests.failed = 0", "findings = 0"));

        assertLinesFit(result.journal());
        List<JsonNode> reports = entries(result.journal()).stream()
                .filter(recorded -> recorded.entry().type().equals("gate.evidence"))
                .flatMap(recorded ->
                        StreamSupport.stream(data(recorded).get("reports").spliterator(), false))
                .toList();
        assertThat(reports).hasSize(3_002);
        assertThat(reports.get(0).get("path").asText()).isEqualTo("target/broken.xml");
        GateVerdict told = Reports.read(result.journal()).verdict();
        assertThat(told.evidenceCount()).isEqualTo(3_002);
        assertThat(told.criteria().get(0).moreOffenders()
                        + told.criteria().get(0).offenders().size())
                .isEqualTo(3_000);
    }

    @Test
    void givenTwoHundredCriteriaWithLongOffenders_whenJudged_thenTheVerdictFitsAndEveryCriterionIsInIt()
            throws Exception {
        String[] tests = IntStream.range(0, 100)
                .mapToObj(i -> "!" + "n".repeat(7_000) + i)
                .toArray(String[]::new);
        bench.write("target/junit.xml", junit(tests));
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            texts.add("- {id: failed" + i + ", criterion: tests.failed <= " + i + "}");
            texts.add("- {id: rate" + i + ", criterion: tests.passRate >= " + (i + 1) + "%}");
        }
        Policy policy = policy("sluice: 1\ngates:\n  build:\n    criteria:\n      " + String.join("\n      ", texts));

        GateResult result = bench.run(policy);

        assertLinesFit(result.journal());
        GateVerdict told = Reports.read(result.journal()).verdict();
        assertThat(told.outcome()).isEqualTo(result.verdict().outcome());
        assertThat(told.criteria())
                .extracting(CriterionVerdict::id)
                .isEqualTo(result.verdict().criteria().stream()
                        .map(CriterionVerdict::id)
                        .toList());
        assertThat(told.criteria()).allSatisfy(criterion -> {
            CriterionVerdict whole = Bench.criterion(result.verdict(), criterion.id());
            assertThat(criterion.value()).isEqualTo(whole.value());
            assertThat(criterion.limit()).isEqualTo(whole.limit());
            assertThat(criterion.state()).isEqualTo(whole.state());
            assertThat(criterion.offenders().size() + criterion.moreOffenders())
                    .isEqualTo(whole.offenders().size() + whole.moreOffenders());
        });
        assertThat(told.criteria().get(0).offenders())
                .allSatisfy(offender -> assertThat(offender.name()).endsWith("…"));
        assertThat(Bench.reports(result.journal(), folder.resolve("report")).values())
                .noneMatch(String::isBlank);
    }

    private static void assertLinesFit(Path journal) throws IOException {
        for (String line : Files.readAllLines(journal)) {
            assertThat(line.getBytes(StandardCharsets.UTF_8).length).isLessThan(LONGEST_LINE);
        }
        assertThat(JournalReader.verify(journal)).isInstanceOf(Verification.Intact.class);
    }

    // ---- the documentation

    @Test
    void givenTheDocumentation_whenComparedWithAJournal_thenItListsEveryTypeWithItsFields() throws Exception {
        String text = Files.readString(Path.of("docs", "journal.md"));
        TreeSet<String> types = new TreeSet<>(List.of("reference.accepted", "journal.recovered"));
        for (Recorded recorded : entries(rich().journal())) {
            String type = recorded.entry().type();
            types.add(type);
            String row = row(text, type);
            data(recorded)
                    .fieldNames()
                    .forEachRemaining(field -> assertThat(row).as(type).contains("`" + field + "`"));
        }
        types.forEach(type -> assertThat(row(text, type)).as(type).isNotEmpty());
    }

    private static String row(String text, String type) {
        return text.lines()
                .filter(line -> line.startsWith("| `" + type + "` |"))
                .findFirst()
                .orElse("");
    }
}
