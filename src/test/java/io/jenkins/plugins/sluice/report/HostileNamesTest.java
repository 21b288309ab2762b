package io.jenkins.plugins.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.Novelty;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Names that a stranger chose stand in every text of a verdict, and nothing of them comes alive. */
class HostileNamesTest {

    static Stream<String> names() {
        return Stream.of(
                "<script>alert(1)</script>",
                "\"><img src=x onerror=alert(1)>",
                "' onmouseover='alert(1)",
                "]]><evil/>",
                "--><evil/><!--",
                "</style><script>alert(1)</script>",
                "&lt;b&gt; &#60;b&#62;",
                "a | b || c",
                "`` ` ```code",
                "[x](javascript:alert(1)) ![i](http://evil.example/i.png) <http://evil.example>",
                "@everyone #1 owner/repo#2 http://evil.example www.evil.example",
                "\n::error::injected\r\n::set-output name=x::y",
                "::error::injected",
                "##[error]injected ##vso[task.setvariable]x",
                "\u001B[31mred\u001B]0;title\u0007 \u009B2J",
                "\u202Egnp.exe \u2066x\u2069 \u200F",
                "NUL \u0000 and \uFFFE and \uFFFF",
                "lone \uD800 and \uDC00",
                "x".repeat(1 << 20),
                "<i>".repeat(400_000),
                "😀".repeat(300_000),
                "",
                " ",
                "\n\n\n# heading\n- item\n```\nfence",
                "$x^2$ <details> </details> </summary>",
                "%0A::error::x %25");
    }

    static ReportModel model(String name) {
        CriterionVerdict broken = new CriterionVerdict(
                name,
                "findings[tool=\"" + name + "\"] = 0",
                Criticality.FAIL,
                State.BROKEN,
                Consequence.FAIL,
                Quantity.count(2),
                Quantity.count(0),
                Quantity.count(1),
                Quantity.count(1),
                null,
                List.of(name),
                List.of(new Offender(name, name, name), new Offender(name, name + ":12", null)),
                3,
                List.of(new TrendPoint(name, Verdicts.AT, Quantity.count(1))));
        CriterionVerdict other = new CriterionVerdict(
                name + "2",
                name,
                Criticality.FAIL,
                State.BROKEN,
                Consequence.FAIL,
                Quantity.count(2),
                Quantity.count(0),
                null,
                null,
                null,
                List.of(),
                List.of(new Offender(name, null, name)),
                0,
                List.of());
        CriterionVerdict unknown = new CriterionVerdict(
                name + "3",
                "custom." + name + " <= 3",
                Criticality.FAIL,
                State.UNKNOWN,
                Consequence.INCONCLUSIVE,
                null,
                null,
                null,
                null,
                new Unknown(Unknown.Reason.SCAN_FAILED, name, name),
                List.of(),
                List.of(),
                0,
                List.of());
        CriterionVerdict left = new CriterionVerdict(
                name + "4",
                name,
                Criticality.NOTE,
                State.UNKNOWN,
                Consequence.LEFT_OUT,
                null,
                null,
                null,
                null,
                new Unknown(Unknown.Reason.OTHER_UNIT, name, name),
                List.of(),
                List.of(),
                0,
                List.of());
        Novelty.Some some = new Novelty.Some(9, List.of(new Offender(name, name, name)));
        GateVerdict verdict = new GateVerdict(
                name,
                name,
                Verdicts.AT,
                new GateVerdict.Context(name, name, name, name, name, name),
                Outcome.FAIL,
                true,
                name,
                name,
                List.of(broken, other, unknown, left),
                new Novelty(some, 1L, some, 1L, some, 1L),
                new GateVerdict.ReferenceUse(name, Verdicts.AT, name, name, name, name, name),
                name,
                List.of(new GateVerdict.WaiverUse(name, name, name, LocalDate.parse("2026-01-01"), true, 1)),
                List.of(new EvidenceFact(
                        name, name, name, List.of(name), 1, Verdicts.AT, true, name, List.of(name), Map.of(name, 1L))),
                1,
                List.of(new GateVerdict.SkippedFact(name, name)),
                1);
        return new ReportModel(verdict, new JournalState(name, name, JournalState.State.TORN));
    }

    private static Map<String, TreeSet<String>> skeleton(Document page) {
        Map<String, TreeSet<String>> skeleton = new java.util.TreeMap<>();
        for (Element element : page.getAllElements()) {
            TreeSet<String> attributes = skeleton.computeIfAbsent(element.tagName(), tag -> new TreeSet<>());
            element.attributes().forEach(attribute -> attributes.add(attribute.getKey()));
        }
        return skeleton;
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenAHostileName_whenReportedAsAPage_thenNoElementAndNoAttributeAppears(String name) {
        Document plain = Jsoup.parse(ReportTexts.html(model("plain")));
        Document page = Jsoup.parse(ReportTexts.html(model(name)));
        Map<String, TreeSet<String>> known = skeleton(plain);
        skeleton(page)
                .forEach((tag, attributes) -> assertThat(known.get(tag))
                        .as("attributes of %s", tag)
                        .isNotNull()
                        .containsAll(attributes));
        assertThat(page.select("script, img, evil")).isEmpty();
        assertThat(page.text().codePoints())
                .noneMatch(c -> c == 0 || c == 0x1B || c == 0x9B || (c >= 0x202A && c <= 0x202E));
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenAHostileName_whenReportedAsXml_thenItParsesToTheSameElements(String name) throws Exception {
        org.w3c.dom.Document suite = ReportsTest.xml(ReportTexts.junit(model(name)));
        assertThat(suite.getElementsByTagName("*").getLength())
                .isEqualTo(ReportsTest.xml(ReportTexts.junit(model("plain")))
                        .getElementsByTagName("*")
                        .getLength());
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(4);
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenAHostileName_whenReportedAsJson_thenItParsesAndKeepsTheSchema(String name) throws Exception {
        String json = ReportTexts.json(model(name));
        assertThat(new ObjectMapper()
                        .readTree(json.getBytes(StandardCharsets.UTF_8))
                        .get("criteria"))
                .hasSize(4);
        assertThat(ReportsTest.schema().validate(json, InputFormat.JSON)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenAHostileName_whenAnnotated_thenEveryLineIsOneCommandOfOurs(String name) {
        assertThat(ReportTexts.annotations(model(name)).lines())
                .hasSize(5)
                .allSatisfy(line -> assertThat(line).matches("::notice [^\\r]*").doesNotContain("\u001B"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenAHostileName_whenReportedForTheTerminal_thenItHoldsNoControlAndNoCommand(String name) {
        String text = ReportTexts.text(model(name), 80);
        assertThat(text.codePoints())
                .noneMatch(c -> (Character.isISOControl(c) && c != '\n') || (c >= 0x202A && c <= 0x202E));
        assertThat(text.lines())
                .allSatisfy(
                        line -> assertThat(line.strip()).doesNotStartWith("::").doesNotContain("##[", "##vso"));
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenAHostileName_whenReportedAsMarkdown_thenItsStructureIsOurs(String name) {
        String markdown = ReportTexts.markdown(model(name));
        String plain = ReportTexts.markdown(model("plain"));
        assertThat(markdown.lines().map(HostileNamesTest::lead))
                .isEqualTo(plain.lines().map(HostileNamesTest::lead).toList());
        String outsideCode = markdown.replaceAll("(?s)(?<!`)(`+)(?!`).*?(?<!`)\\1(?!`)", "");
        assertThat(outsideCode.replaceAll("</?(details|summary|sub)>", "")).doesNotContain("<");
        assertThat(markdown).doesNotContain("\u001B", "\u202E");
    }

    /** How a line begins, which decides what kind of block it is. */
    private static String lead(String line) {
        return line.replaceAll("(?s)^(\\s*(?:### |- |> |\\| |\\*\\*|</?details>|<sub>|)).*", "$1");
    }

    @ParameterizedTest
    @MethodSource("names")
    void givenAHugeName_whenReported_thenEveryTextIsCut(String name) {
        ReportModel model = model(name);
        assertThat(ReportTexts.html(model).length()).isLessThan(1_500_000);
        assertThat(ReportTexts.markdown(model).length()).isLessThan(65_536);
        assertThat(ReportTexts.text(model, 80).length()).isLessThan(40_000);
    }
}
