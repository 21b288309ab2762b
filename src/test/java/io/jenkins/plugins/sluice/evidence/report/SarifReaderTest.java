package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary.Finding;
import io.jenkins.plugins.sluice.evidence.FindingSummary.ToolRun;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SarifReaderTest {

    private static final String TOOL = "\"tool\":{\"driver\":{\"name\":\"Lint\"}}";

    @TempDir
    private Path folder;

    private FindingSummary read(byte[] bytes, @Nullable Path workspace) throws IOException {
        try (SummarySink sink = new SummarySink(new SinkContext(workspace, List.of(), folder), FindingSummary.class)) {
            new SarifReader(folder).read(new ByteArrayInputStream(bytes), sink, ReadLimits.DEFAULT);
            return (FindingSummary) sink.summary();
        }
    }

    private FindingSummary read(String text) throws IOException {
        return read(text.getBytes(StandardCharsets.UTF_8), null);
    }

    private FindingSummary readRun(String... parts) throws IOException {
        return read("{\"version\":\"2.1.0\",\"runs\":[{" + String.join(",", parts) + "}]}");
    }

    private FindingSummary readResult(String result) throws IOException {
        return readRun(TOOL, "\"results\":[" + result + "]");
    }

    private static Map<Severity, Long> counts(FindingSummary summary) {
        Map<Severity, Long> counts = new EnumMap<>(Severity.class);
        summary.keys().forEach(key -> counts.merge(key.severity(), key.count(), Long::sum));
        return counts;
    }

    private static String only(FindingSummary summary) {
        assertThat(summary.details()).hasSize(1);
        return summary.details().get(0).message();
    }

    @ParameterizedTest
    @CsvSource({
        "codeql.sarif, CodeQL, 72, 0, 11, 4, 57, 0, 13, 37",
        "flawfinder.sarif, Flawfinder, 53, 0, 2, 1, 50, 0, 9, 13",
        "semgrep-owasp-benchmark.sarif, semgrep, 1768, 0, 0, 1768, 0, 0, 7, 893",
        "spec-appendix-k.sarif, CodeScanner, 0, 0, 0, 0, 0, 0, 0, 0",
        "spotbugs.sarif, SpotBugs, 56, 0, 0, 0, 56, 0, 9, 5",
        "suppressed.sarif, CodeScanner, 2, 0, 0, 0, 0, 2, 2, 2"
    })
    void givenRealReports_whenRead_thenCountsAreThoseOfAnIndependentCount(
            String file,
            String tool,
            long findings,
            long critical,
            long high,
            long medium,
            long low,
            long unknown,
            int rules,
            int paths)
            throws IOException {
        FindingSummary summary = read(Samples.bytes("sarif/" + file), null);
        Map<Severity, Long> counts = counts(summary);
        assertThat(summary.rows().size()).isEqualTo(findings);
        assertThat(List.of(Severity.CRITICAL, Severity.HIGH, Severity.MEDIUM, Severity.LOW, Severity.UNKNOWN))
                .extracting(severity -> counts.getOrDefault(severity, 0L))
                .containsExactly(critical, high, medium, low, unknown);
        assertThat(summary.keys().stream().map(FindingSummary.Key::rule).distinct())
                .hasSize(rules);
        assertThat(summary.paths()).hasSize(paths);
        assertThat(summary.tools()).extracting(ToolRun::tool).containsExactly(tool);
    }

    @Test
    void givenRealReports_whenRead_thenMethodsAndTroublesAreTheirs() throws IOException {
        assertThat(read(Samples.bytes("sarif/codeql.sarif"), null).keys())
                .extracting(FindingSummary.Key::method)
                .containsOnly("partial:primaryLocationLineHash");
        assertThat(read(Samples.bytes("sarif/flawfinder.sarif"), null).keys())
                .extracting(FindingSummary.Key::method)
                .containsOnly("fingerprints:contextHash/v1");
        FindingSummary spotbugs = read(Samples.bytes("sarif/spotbugs.sarif"), null);
        assertThat(spotbugs.tools().get(0).trouble())
                .startsWith("the tool says that it failed: Classes needed for analysis were missing");
        assertThat(spotbugs.details().get(0).message())
                .isEqualTo("Hard coded reference to an absolute pathname in Boot.main(String[]).");
        assertThat(read(Samples.bytes("sarif/no-runs.sarif"), null).tools()).isEmpty();
    }

    @Test
    void givenKeysInAnyOrder_whenRead_thenTheSame() throws IOException {
        String tool =
                "\"tool\":{\"driver\":{\"rules\":[{\"id\":\"R1\",\"properties\":{\"security-severity\":\"9.8\"},\"messageStrings\":"
                        + "{\"m\":{\"text\":\"{0} {{is}} \\u4e2d {1}\"}}}],\"name\":\"Lint\",\"version\":\"3\"}}";
        String results =
                "\"results\":[{\"ruleIndex\":0,\"message\":{\"id\":\"m\",\"arguments\":[\"a\"]},\"level\":\"note\","
                        + "\"partialFingerprints\":{\"primaryLocationLineHash\":\"h:1\"},\"locations\":[{\"physicalLocation\":"
                        + "{\"artifactLocation\":{\"uri\":\"x.c\",\"uriBaseId\":\"SRC\"},\"region\":{\"startLine\":7}}}]},"
                        + "{\"ruleId\":\"R2\",\"message\":{\"text\":\"\\u4e2d\"},\"locations\":[{\"physicalLocation\":"
                        + "{\"artifactLocation\":{\"index\":1}}}]}]";
        String bases =
                "\"originalUriBaseIds\":{\"SRC\":{\"uri\":\"src/\",\"uriBaseId\":\"TOP\"},\"TOP\":{\"uri\":\"top/\"}}";
        String artifacts =
                "\"artifacts\":[{\"location\":{\"uri\":\"a.c\"}},{\"location\":{\"uri\":\"b.c\",\"uriBaseId\":\"SRC\"}}]";
        FindingSummary expected = readRun(tool, bases, artifacts, results);
        assertThat(expected.paths()).containsExactlyInAnyOrder("top/src/x.c", "top/src/b.c");
        assertThat(expected.details()).extracting(Finding::message).containsExactly("a {is} 中 {1}", "中");
        assertThat(counts(expected)).isEqualTo(Map.of(Severity.CRITICAL, 1L, Severity.UNKNOWN, 1L));
        List<List<String>> orders = List.of(
                List.of(results, tool, bases, artifacts),
                List.of(tool, results, artifacts, bases),
                List.of(artifacts, results, bases, tool));
        for (List<String> order : orders) {
            FindingSummary summary = readRun(order.toArray(String[]::new));
            assertThat(summary.keys()).containsExactlyInAnyOrderElementsOf(expected.keys());
            assertThat(summary.paths()).containsExactlyInAnyOrderElementsOf(expected.paths());
            assertThat(summary.details())
                    .extracting(Finding::identity, Finding::line, Finding::message)
                    .containsExactlyInAnyOrderElementsOf(expected.details().stream()
                            .map(each ->
                                    org.assertj.core.groups.Tuple.tuple(each.identity(), each.line(), each.message()))
                            .toList());
        }
    }

    @Test
    void givenManyResultsBeforeTheTool_whenRead_thenTheyWaitInAFileThatIsGoneAfterwards() throws IOException {
        String result = "{\"ruleIndex\":0,\"message\":{\"text\":\"" + "x".repeat(500) + "\"},\"locations\":"
                + "[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"a%d.c\"}}}]}";
        String results = IntStream.range(0, 5_000).mapToObj(result::formatted).collect(Collectors.joining(","));
        String tool = "\"tool\":{\"driver\":{\"name\":\"Lint\",\"rules\":[{\"id\":\"R1\"}]}}";
        FindingSummary late = readRun("\"results\":[" + results + "]", tool);
        assertThat(late.keys()).extracting(FindingSummary.Key::rule).containsExactly("R1");
        assertThat(late.paths()).hasSize(5_000);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 1",
                "{\"kind\":\"fail\"} | 1",
                "{\"kind\":\"pass\"} | 0",
                "{\"kind\":\"Fail\"} | 1",
                "{\"kind\":\"broken\"} | 1",
                "{\"kind\":\"review\"} | 0",
                "{\"suppressions\":[]} | 1",
                "{\"suppressions\":null} | 1",
                "{\"suppressions\":[{\"kind\":\"inSource\"}]} | 0",
                "{\"suppressions\":[{\"kind\":\"external\",\"status\":\"accepted\"}]} | 0",
                "{\"suppressions\":[{\"kind\":\"external\",\"status\":\"underReview\"}]} | 1",
                "{\"suppressions\":[{\"kind\":\"inSource\"},{\"status\":\"rejected\"}]} | 1",
                "{\"baselineState\":\"absent\"} | 0",
                "{\"baselineState\":\"unchanged\"} | 1"
            })
    void givenAResult_whenRead_thenItCountsWhenItFailedAndIsNotSuppressed(String result, long findings)
            throws IOException {
        assertThat(readResult(result).rows().size()).isEqualTo(findings);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"level\":\"error\" | {} | HIGH",
                "\"level\":\"warning\" | {} | MEDIUM",
                "\"level\":\"note\" | {} | LOW",
                "\"level\":\"none\" | {} | LOW",
                "\"level\":\"odd\" | {} | UNKNOWN",
                "\"rank\":1 | {} | UNKNOWN",
                "\"rank\":1 | {\"defaultConfiguration\":{\"level\":\"error\"}} | HIGH",
                "\"level\":\"note\" | {\"defaultConfiguration\":{\"level\":\"error\"}} | LOW",
                "\"level\":\"note\" | {\"properties\":{\"security-severity\":\"9.0\"}} | CRITICAL",
                "\"level\":\"note\" | {\"properties\":{\"security-severity\":7.0}} | HIGH",
                "\"level\":\"error\" | {\"properties\":{\"security-severity\":\"4\"}} | MEDIUM",
                "\"level\":\"error\" | {\"properties\":{\"security-severity\":\"3.9\"}} | LOW",
                "\"level\":\"error\" | {\"properties\":{\"security-severity\":\"high\"}} | HIGH",
                "\"properties\":{\"security-severity\":\"2\"} | {\"properties\":{\"security-severity\":\"9.9\"}} | LOW"
            })
    void givenLevelsAndScores_whenRead_thenTheScoreDecidesBeforeTheLevel(String own, String rule, Severity severity)
            throws IOException {
        String described = "{\"id\":\"R\"," + rule.substring(1).replaceFirst("^}", "\"x\":0}");
        String results = "\"results\":[{\"ruleId\":\"R\"," + own + "}]";
        String tool = "\"tool\":{\"driver\":{\"name\":\"Lint\",\"rules\":[" + described + "]}}";
        assertThat(counts(readRun(tool, results))).isEqualTo(Map.of(severity, 1L));
        assertThat(counts(readRun(results, tool))).isEqualTo(Map.of(severity, 1L));
    }

    @Test
    void givenRulesOfExtensions_whenRead_thenAResultFindsItsOwn() throws IOException {
        String tool =
                "\"tool\":{\"driver\":{\"name\":\"Lint\",\"rules\":[{\"id\":\"A\",\"defaultConfiguration\":{\"level\":\"note\"}}]},"
                        + "\"extensions\":[{\"name\":\"pack\",\"rules\":[{\"id\":\"B\"},{\"id\":\"A\",\"defaultConfiguration\":{\"level\":\"error\"}}]}]}";
        for (String result : List.of(
                "{\"rule\":{\"index\":1,\"toolComponent\":{\"index\":0}}}",
                "{\"ruleId\":\"A/sub\",\"rule\":{\"id\":\"A\",\"toolComponent\":{\"name\":\"pack\"}}}",
                "{\"ruleId\":\"A\",\"ruleIndex\":1,\"rule\":{\"toolComponent\":{\"index\":0}}}")) {
            assertThat(counts(readRun(tool, "\"results\":[" + result + "]")))
                    .as(result)
                    .isEqualTo(Map.of(Severity.HIGH, 1L));
        }
        assertThat(counts(readRun(tool, "\"results\":[{\"ruleId\":\"A\"}]"))).isEqualTo(Map.of(Severity.LOW, 1L));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"results\":[] | ",
                "\"results\":null | its run has no results",
                "\"x\":0 | its run has no results",
                "\"results\":[],\"invocations\":[{\"executionSuccessful\":true}] | ",
                "\"results\":[],\"invocations\":[{\"executionSuccessful\":false}] | the tool says that it failed",
                "\"invocations\":[{\"toolExecutionNotifications\":[{\"level\":\"error\",\"message\":{\"text\":\"boom\"}}]}],\"results\":[] | the tool reports an error: boom",
                "\"invocations\":[{\"toolConfigurationNotifications\":[{\"level\":\"error\"},{\"level\":\"error\"}]}],\"results\":[] | the tool reports 2 errors",
                "\"invocations\":[{\"toolExecutionNotifications\":[{\"message\":{\"text\":\"meh\"}}]}],\"results\":[] | ",
                "\"results\":[],\"externalPropertyFileReferences\":{\"results\":{}} | some of its results lie in other files, which are not read",
                "\"results\":[],\"externalPropertyFileReferences\":{\"invocations\":[{}]} | how its tool ran lies in other files, which are not read",
                "\"results\":[],\"externalPropertyFileReferences\":{\"results\":[{}]} | some of its results lie in other files, which are not read"
            })
    void givenARun_whenItIsNoWholeScan_thenItsTroubleSaysWhy(String rest, @Nullable String trouble) throws IOException {
        FindingSummary summary = readRun(TOOL, rest);
        assertThat(summary.tools()).hasSize(1);
        assertThat(summary.tools().get(0).trouble()).isEqualTo(trouble);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | no 'runs'",
                "{\"version\":\"2.1.0\"} | no 'runs'",
                "{\"runs\":[]} | no SARIF version",
                "{\"version\":\"2.0.0\",\"runs\":[]} | 2.0.0",
                "{\"runs\":[],\"version\":\"1.0.0\"} | 1.0.0",
                "{\"version\":\"2.1.0\",\"runs\":{}} | no array",
                "{\"version\":\"2.1.0\",\"runs\":[1]} | no object",
                "{\"version\":\"2.1.0\",\"runs\":[],\"runs\":[]} | twice",
                "{\"version\":\"2.1.0\",\"runs\":[{\"results\":{}}]} | no array",
                "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[1]}]} | no object",
                "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[],\"results\":[]}]} | twice",
                "{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"kind\":\"fail\",\"kind\":\"pass\"}]}]} | twice",
                "{\"version\":\"2.1.0\",\"runs\":[],\"inlineExternalProperties\":[{}]} | inlineExternalProperties",
                "[] | object",
                "{\"version\":\"2.1.0\",\"runs\":[]}x | JSON"
            })
    void givenNoWholeLog_whenRead_thenUnreadable(String text, String why) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"fingerprints\":{\"b/v1\":\"2\",\"a/v2\":\"1\"},\"partialFingerprints\":{\"x\":\"y\"} | fingerprints:a/v2",
                "\"partialFingerprints\":{\"x\":\"y\"},\"fingerprints\":{\"a\":\"1\"} | fingerprints:a",
                "\"fingerprints\":{\"a\":\"\"},\"partialFingerprints\":{\"x\":\"y\"} | partial:x",
                "\"partialFingerprints\":{\"b\":\"1\",\"a\":\"2\"} | partial:a,b",
                "\"partialFingerprints\":{\"b\":\"1\",\"primaryLocationLineHash\":\"2\"} | partial:primaryLocationLineHash",
                "\"partialFingerprints\":{\"primaryLocationStartColumnFingerprint\":\"2\"} | message/2",
                "\"partialFingerprints\":{} | message/2"
            })
    void givenFingerprints_whenRead_thenTheMethodIsTheFirstThatServes(String own, String method) throws IOException {
        assertThat(readResult("{" + own + "}").keys())
                .extracting(FindingSummary.Key::method)
                .containsExactly(method);
    }

    @ParameterizedTest
    @CsvSource({
        "src/a%20b.c, src/a b.c",
        "./src/../a.c, a.c",
        "file:///C:/code/x.c, C:/code/x.c",
        "file:///else/where/x.c, /else/where/x.c",
        "file://host/share/x.c, //host/share/x.c",
        "https://example.org/x%20y.c, https://example.org/x%20y.c",
        "100%.c, 100%.c",
        "a\\\\b.c, a/b.c",
        "../x.c, ../x.c"
    })
    void givenUris_whenRead_thenTheyBecomePaths(String uri, String path) throws IOException {
        assertThat(readResult(located(uri, 1)).paths()).containsExactly(path);
    }

    private static String located(String uri, int line) {
        return "{\"ruleId\":\"R\",\"message\":{\"text\":\"m 17\"},\"locations\":[{\"physicalLocation\":{\"artifactLocation\":{\"uri\":\""
                + uri + "\"},\"region\":{\"startLine\":" + line + "}}}]}";
    }

    @Test
    void givenAFileInTheWorkspace_whenRead_thenItsLinesIdentifyWhereverTheyMove() throws IOException {
        Path workspace = Files.createDirectory(folder.resolve("work space"));
        Files.writeString(workspace.resolve("a.c"), "one\n\ntwo\nthree\n\tfour  4\nfive\nsix\nseven\n");
        Files.writeString(workspace.resolve("b.c"), "new\nnew\none\ntwo\r\nthree\r\n  four 4\n\nfive\nsix\nother");
        String uri = workspace.toUri() + "a.c";
        FindingSummary first = readIn(workspace, located(uri, 5));
        FindingSummary moved = readIn(workspace, located("b.c", 6));
        assertThat(first.paths()).containsExactly("a.c");
        assertThat(first.keys()).extracting(FindingSummary.Key::method).containsExactly("lines/2");
        assertThat(first.details().get(0).identity())
                .isEqualTo(moved.details().get(0).identity());
        assertThat(first.details().get(0).identity())
                .isNotEqualTo(
                        readIn(workspace, located("b.c", 5)).details().get(0).identity());
    }

    @ParameterizedTest
    @ValueSource(strings = {"../secret.c", "link.c", "none.c", "a\\u0000.c", "folder", "short.c"})
    void givenAFileThatIsNotInTheWorkspace_whenRead_thenTheMessageIdentifies(String uri) throws IOException {
        Path workspace = Files.createDirectory(folder.resolve("ws"));
        Files.createDirectory(workspace.resolve("folder"));
        Files.writeString(workspace.resolve("short.c"), "one\n");
        Path secret = Files.writeString(folder.resolve("secret.c"), "1\n2\n3\n4\n5\n");
        Files.createSymbolicLink(workspace.resolve("link.c"), secret);
        assertThat(readIn(workspace, located(uri, 3)).keys())
                .extracting(FindingSummary.Key::method)
                .containsExactly("message/2");
    }

    private FindingSummary readIn(Path workspace, String result) throws IOException {
        String text = "{\"version\":\"2.1.0\",\"runs\":[{" + TOOL + ",\"results\":[" + result + "]}]}";
        return read(text.getBytes(StandardCharsets.UTF_8), workspace);
    }

    @Test
    void givenNumbersInMessages_whenIdentified_thenTheyDoNotMatter() throws IOException {
        FindingSummary one = readResult("{\"ruleId\":\"R\",\"message\":{\"text\":\"line 12 is  bad\"}}");
        FindingSummary two = readResult("{\"ruleId\":\"R\",\"message\":{\"text\":\"line 7 is bad\"}}");
        FindingSummary other = readResult("{\"ruleId\":\"S\",\"message\":{\"text\":\"line 7 is bad\"}}");
        assertThat(one.details().get(0).identity())
                .isEqualTo(two.details().get(0).identity());
        assertThat(other.details().get(0).identity())
                .isNotEqualTo(two.details().get(0).identity());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"$schema\":\"https://x/sarif-2.1.0.json\" | true",
                "{\"version\":\"2.1.0\",\"runs\":[ | true",
                "{\"runs\":[],\"version\":\"2.1.0\"} | true",
                "{\"runs\":[{\"properties\":{},\"results\":[ | true",
                "{\"runs\":[{\"tool\":{ | true",
                "{\"runs\":[{\"stats\":{},\"tests\":[]},{}],\"totalTests\":1} | false",
                "{\"runs\":[{\"stats\":{},\"tests\":[]},{}],\"version\":\"13.6.0\"} | false",
                "{\"version\":\"2.1.0\",\"run\":[]} | false",
                "{\"runs\":[]} | false"
            })
    void givenABeginning_whenRecognised_thenOnlySarifIs(String text, boolean expected) {
        assertThat(new SarifReader(folder).recognises(new Head(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"extensions\":[#] | {\"name\":\"e\"}     | 10001 | extensions",
                "\"rules\":[#]      | {\"id\":\"LONG\"}    | 1100  | characters of names and messages",
                "\"extensions\":[#] | {\"name\":\"LONG\"}  | 1100  | characters of names and messages"
            })
    void givenAToolOfEndlessNames_whenRead_thenUnreadable(String key, String element, int times, String why) {
        String elements = String.join(",", java.util.Collections.nCopies(times, element));
        String text = "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"t\",\"rules\":[]},"
                + "\"x\":0},\"results\":[]}]}";
        String tool = key.startsWith("\"rules")
                ? text.replace("\"rules\":[]", key.replace("#", elements))
                : text.replace("\"x\":0", key.replace("#", elements));
        assertThatThrownBy(() -> read(tool.replace("LONG", "l".repeat(8_000)).getBytes(StandardCharsets.UTF_8), null))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining(why);
    }

    @Test
    void givenMessages_whenRead_thenTextBeforeMarkdownBeforeId() throws IOException {
        assertThat(only(readResult("{\"message\":{\"markdown\":\"*m*\",\"text\":\"t\"}}")))
                .isEqualTo("t");
        assertThat(only(readResult("{\"message\":{\"markdown\":\"*m*\"}}"))).isEqualTo("*m*");
        assertThat(only(readResult("{\"message\":{\"id\":\"x\",\"arguments\":[\"a\",\"b\"]}}")))
                .isEqualTo("x: a, b");
        assertThat(only(readResult("{}"))).isEmpty();
        assertThat(only(readResult("{\"message\":{\"text\":\"" + "y".repeat(20_000) + "\"}}")))
                .hasSize(8 * 1024);
    }

    @Test
    void givenInvocationTimes_whenRead_thenTheLatestIsWhenItWasWritten() throws IOException {
        SummarySink sink = new SummarySink(new SinkContext(null, List.of(), folder), FindingSummary.class);
        String text = "{\"version\":\"2.1.0\",\"runs\":[{" + TOOL + ",\"invocations\":[{\"startTimeUtc\":"
                + "\"2026-01-02T03:04:05Z\",\"endTimeUtc\":\"2026-01-02T03:05:05.120Z\"},{\"endTimeUtc\":\"soon\"}]}]}";
        new SarifReader(folder)
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink, ReadLimits.DEFAULT);
        assertThat(sink.written()).isEqualTo(Instant.parse("2026-01-02T03:05:05.120Z"));
    }
}
