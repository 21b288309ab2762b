package io.jenkins.plugins.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class ReportsTest {

    static Stream<GateVerdict> verdicts() {
        return Verdicts.all().values().stream();
    }

    static Document xml(String text) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(text)));
    }

    static Schema schema() throws IOException {
        try (InputStream in = Objects.requireNonNull(JsonReport.class.getResourceAsStream(JsonReport.SCHEMA))) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static String flat(String text) {
        return Numbers.plain(text).replaceAll("\\s+", " ");
    }

    /** Undoes what Markdown readers undo. */
    private static String read(String markdown) {
        return flat(markdown.replaceAll("\\\\([\\\\`*_\\[\\]~|])", "$1"))
                .replace("&#8203;", "")
                .replace("&#58;", ":")
                .replace("&#46;", ".")
                .replace("&#45;", "-")
                .replace("&lt;", "<")
                .replace("&gt;", ">")
                .replace("&amp;", "&");
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void givenAVerdict_whenReported_thenEveryReportSaysTheSameWords(GateVerdict verdict) throws Exception {
        ReportModel model = Verdicts.model(verdict);
        String page = flat(Jsoup.parse(ReportTexts.html(model)).text());
        String markdown = read(ReportTexts.markdown(model));
        String terminal = flat(ReportTexts.text(model, 80));
        JsonNode json = new ObjectMapper().readTree(ReportTexts.json(model));
        String junit = flat(ReportTexts.junit(model))
                .replace("&gt;", ">")
                .replace("&lt;", "<")
                .replace("&apos;", "'");
        String headline = Words.headline(verdict.outcome());
        String why = flat(Words.why(verdict));
        assertThat(List.of(page, markdown, terminal))
                .allSatisfy(text -> assertThat(text).contains(headline, why));
        assertThat(junit).contains(headline, why);
        assertThat(json.get("headline").asText()).isEqualTo(headline);
        assertThat(json.get("why").asText()).isEqualTo(why);
        for (String remedy : Words.remedies(verdict)) {
            assertThat(List.of(page, markdown, terminal))
                    .allSatisfy(text -> assertThat(text).contains(flat(remedy)));
        }
        for (CriterionVerdict criterion : verdict.criteria()) {
            String sentence = flat(Words.sentence(verdict, criterion));
            assertThat(page).contains(sentence);
            assertThat(junit).contains(sentence);
            assertThat(json.get("criteria").findValuesAsText("sentence")).contains(sentence);
            if (Words.words(verdict, criterion).tone() != Tone.GOOD) {
                assertThat(terminal).contains(sentence);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void givenAVerdict_whenReportedAsJson_thenItKeepsTheSchema(GateVerdict verdict) throws IOException {
        assertThat(schema().validate(ReportTexts.json(Verdicts.model(verdict)), InputFormat.JSON))
                .isEmpty();
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void givenAVerdict_whenReportedForTheTerminal_thenNoLineIsWiderThanIt(GateVerdict verdict) {
        for (int width : List.of(60, 80, 120)) {
            assertThat(ReportTexts.text(Verdicts.model(verdict), width).lines())
                    .allSatisfy(line -> assertThat(Columns.width(line)).isLessThanOrEqualTo(width));
        }
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void givenAVerdict_whenReportedAsAPage_thenItNeedsNothingElse(GateVerdict verdict) {
        org.jsoup.nodes.Document page = Jsoup.parse(ReportTexts.html(Verdicts.model(verdict)));
        assertThat(page.select("script, link, img, iframe, object, embed, form, a, base"))
                .isEmpty();
        assertThat(page.getAllElements())
                .allSatisfy(element -> assertThat(element.attributes().asList())
                        .noneMatch(attribute -> attribute.getKey().startsWith("on")
                                || attribute.getKey().equals("style")
                                || attribute.getKey().equals("src")));
        assertThat(page.select("use").eachAttr("href")).allMatch(href -> href.startsWith("#"));
        assertThat(page.select("style").html()).doesNotContain("url(", "@import");
        assertThat(page.select("main, header, footer")).hasSize(3);
        assertThat(page.select("h1")).hasSize(1);
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
        assertThat(page.select("svg[role=img]"))
                .allMatch(svg -> svg.hasAttr("aria-label") || svg.selectFirst("title") != null);
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void givenAFailure_whenReportedAsAPage_thenTheAnswersComeInOrder() {
        Element body =
                Jsoup.parse(ReportTexts.html(Verdicts.model(Verdicts.fail()))).body();
        assertThat(body.select("h1, .why, h2").eachText().stream().map(Numbers::plain))
                .containsExactly(
                        "Must not go on",
                        Numbers.plain(Words.why(Verdicts.fail())),
                        "What would have made it pass",
                        "New since the reference",
                        "Criteria",
                        "Evidence",
                        "Waivers",
                        "About this run");
        assertThat(body.text())
                .contains(
                        "1 new failing test",
                        "1 deleted test",
                        "com.acme.cart.VoucherTest.rejectsExpiredVoucher",
                        "1 new finding");
        assertThat(body.text())
                .contains(
                        "sluice journal verify .sluice/journal/release.jsonl --head " + Verdicts.HEAD,
                        "Expired on 2026-02-01");
        assertThat(body.select(".criterion svg.bar")).hasSize(7);
        assertThat(body.select("svg.trend desc").eachText())
                .anyMatch(text -> Numbers.plain(text).equals("7 runs, 81.3 % to 79.99 %"));
    }

    @Test
    void givenAnAlteredJournal_whenReported_thenEveryReportForPeopleWarns() {
        ReportModel model = new ReportModel(Verdicts.pass(), new JournalState(null, null, JournalState.State.ALTERED));
        assertThat(List.of(ReportTexts.html(model), ReportTexts.markdown(model), ReportTexts.text(model, 200)))
                .allSatisfy(text -> assertThat(flat(text)).contains("The journal was altered"));
    }

    @Test
    void givenAFailure_whenReportedAsJUnit_thenEachCriterionIsATestCase() throws Exception {
        Document suite = xml(ReportTexts.junit(Verdicts.model(Verdicts.fail())));
        assertThat(suite.getElementsByTagName("testcase").getLength()).isEqualTo(7);
        assertThat(suite.getElementsByTagName("failure").getLength()).isEqualTo(5);
        assertThat(suite.getElementsByTagName("skipped").getLength()).isEqualTo(1);
        assertThat(xml(ReportTexts.junit(Verdicts.model(Verdicts.toolBroke())))
                        .getElementsByTagName("error")
                        .getLength())
                .isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("verdicts")
    void givenAVerdictThatIsNoPass_whenReportedAsJUnit_thenASuiteIsNotGreen(GateVerdict verdict) throws Exception {
        Document suite = xml(ReportTexts.junit(Verdicts.model(verdict)));
        int red = suite.getElementsByTagName("failure").getLength()
                + suite.getElementsByTagName("error").getLength();
        assertThat(red == 0).isEqualTo(verdict.outcome() == io.jenkins.plugins.sluice.verdict.Outcome.PASS);
    }

    @Test
    void givenAFailure_whenAnnotated_thenOffendersStandAtTheirPlaces() {
        assertThat(ReportTexts.annotations(Verdicts.model(Verdicts.fail())).lines())
                .hasSize(7)
                .contains("::error file=src/main/java/com/acme/order/OrderQuery.java,line=42,"
                        + "title=New findings of severity high or worse (release)::java/sql-injection: This query is built from"
                        + " a value that the user controls")
                .first()
                .asString()
                .startsWith("::error title=Must not go on%3A release::5 of 7 criteria are broken: ");
    }

    @Test
    void givenAFailure_whenReportedAsMarkdown_thenTheTableIsShort() {
        assertThat(ReportTexts.markdown(Verdicts.model(Verdicts.fail())))
                .startsWith("### ❌ Must not go on: `release`\n")
                .contains("| ❌ Broken | `coverage.line >= 80%` | 79.99 % | at least 80 % | -0.42 pp |\n");
    }
}
