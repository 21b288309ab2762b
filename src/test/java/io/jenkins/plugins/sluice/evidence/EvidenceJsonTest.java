package io.jenkins.plugins.sluice.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvidenceJsonTest {

    private static final Instant TIME = Instant.parse("2026-01-02T03:04:05.120Z");

    @TempDir
    private Path folder;

    private EvidenceJson json() {
        return new EvidenceJson(folder);
    }

    private String written(EvidenceSet set) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        json().write(out, set);
        return out.toString(StandardCharsets.UTF_8);
    }

    private EvidenceSet read(String text) throws IOException {
        return json().read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private IdentityRows rows(int count) {
        Identities.Builder builder = Identities.builder(folder);
        for (int i = 0; i < count; i++) {
            builder.add(-i, i * 31L, i % 3 - 1, i % 2);
        }
        return builder.build();
    }

    private EvidenceSet everyKind() {
        List<Summary> summaries = List.of(
                new TestSummary(
                        1,
                        2,
                        3,
                        0,
                        Map.of("b", 1L, "a", 2L),
                        0,
                        1L << 60,
                        rows(2),
                        List.of(new TestSummary.FailedTest(new Identity(-1, 5), "a.b", null)),
                        null),
                new CoverageSummary(
                        Map.of(CoverageSummary.Metric.LINE, new CoverageSummary.Tally(1, 2)),
                        List.of(new CoverageSummary.FileCoverage("a.c", 1, 2))),
                new MutationSummary(1, 2, 3, 4, List.of(new MutationSummary.Mutant("a", "b", true))),
                new FindingSummary(
                        List.of(new FindingSummary.ToolRun("Lint", null, "broke")),
                        List.of(new FindingSummary.Key("Lint", "R", Severity.UNKNOWN, "lines/2", null, 20_000)),
                        rows(20_000),
                        List.of("a.c"),
                        List.of(new FindingSummary.Finding(new Identity(1, 2), 0, -1, 0, "ä\u0000\u202e"))),
                new LoadSummary(List.of(new LoadSummary.Series(
                        "GET /", false, 1, Histogram.of(new long[] {1, 5}, new long[] {2, 3}), 10, 20))),
                new PickedValues(
                        Map.of("size", Quantity.bytes(5), "part", Quantity.ratio(3, 4)), Map.of("gone", "not there")),
                new ReviewSummary(
                        "c1",
                        List.of(new ReviewSummary.Change("#1", "https://example.com/1", "c0")),
                        List.of("jane"),
                        List.of(
                                new ReviewSummary.Review("ravi", "#1", "c0", TIME, ReviewSummary.Standing.APPROVED),
                                new ReviewSummary.Review("olga", "#1", null, null, ReviewSummary.Standing.UNCLEAR)),
                        "unclear",
                        null),
                new AlertSummary(List.of(new AlertSummary.Rule(
                        "A",
                        AlertSummary.State.PENDING,
                        AlertSummary.Health.FAILING,
                        "error",
                        AlertSummary.Told.YES,
                        List.of("silence-1"),
                        AlertSummary.Told.UNKNOWN,
                        List.of("mail"),
                        "a label decides"))),
                new RollbackSummary("plan.md", true, "c1", TIME, List.of("a.sql"), 3, null),
                new MigrationSummary(
                        1,
                        2,
                        0,
                        List.of(new MigrationSummary.Migration("V1.sql", MigrationSummary.Result.TESTED, "test")),
                        null,
                        "open"));
        List<ObservedReport> reports = summaries.stream()
                .map(summary -> new ObservedReport(
                        "found",
                        "a/" + summary.getClass().getSimpleName(),
                        "f",
                        12,
                        TIME,
                        null,
                        new Reading.Whole(summary, List.of(new Caution("odd")))))
                .toList();
        return new EvidenceSet(
                reports,
                List.of(new EvidenceSet.Skipped("x", "empty")),
                List.of(new EvidenceSet.Gap("unit", null, 2, 1)));
    }

    @Test
    void givenEveryKindOfEvidence_whenWrittenAndRead_thenItIsTheSame() throws IOException {
        EvidenceSet set = everyKind();
        EvidenceSet back = read(written(set));
        assertThat(back)
                .usingRecursiveComparison()
                .withStrictTypeChecking()
                .ignoringFieldsOfTypes(IdentityRows.class)
                .withEqualsForType((one, other) -> written(one).equals(written(other)), Histogram.class)
                .isEqualTo(set);
        assertThat(written(back)).isEqualTo(written(set));
    }

    @Test
    void givenEveryKindOfEvidence_whenRedacted_thenNoTextIsLeft() throws IOException {
        EvidenceSet redacted = EvidenceRedaction.all(everyKind(), text -> "****");
        assertThat(written(redacted))
                .doesNotContain(
                        "ravi",
                        "jane",
                        "olga",
                        "example.com",
                        "silence-1",
                        "unclear",
                        "a label decides",
                        "plan.md",
                        "V1.sql");
    }

    private String written(Histogram histogram) {
        return java.util.Arrays.toString(histogram.pairs());
    }

    @Test
    void givenValues_whenWritten_thenAsTheRulesSay() throws IOException {
        assertThat(text(Quantity.nanos(5))).isEqualTo("{\"ns\":5}");
        assertThat(text(Quantity.ratio(3, 4))).isEqualTo("{\"ratio\":3,\"per\":4}");
        assertThat(text(new Quantity(Dimension.COUNT, BigInteger.TWO.pow(53), BigInteger.ONE)))
                .isEqualTo("{\"count\":\"9007199254740992\"}");
        assertThat(text(Quantity.count((1L << 53) - 1))).isEqualTo("{\"count\":9007199254740991}");
        assertThat(text(Long.MIN_VALUE)).isEqualTo("\"-9223372036854775808\"");
        assertThat(text(TIME)).isEqualTo("\"2026-01-02T03:04:05.120Z\"");
        assertThat(text(new Identity(1, -1))).isEqualTo("\"0000000000000001ffffffffffffffff\"");
        assertThat(text(new Reading.Unreadable("cut"))).isEqualTo("{\"outcome\":\"unreadable\",\"why\":\"cut\"}");
        assertThat(text(new TestSummary(0, 0, 0, 0, Map.of("b", 1L, "a", 2L), 0, 0, rows(0), List.of(), null)))
                .contains("\"exempt\":{\"a\":2,\"b\":1}")
                .doesNotContain("names");
    }

    private String text(Object value) throws IOException {
        return json().mapper().writeValueAsString(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"count\":1,\"ns\":2}",
                "{\"per\":2}",
                "{\"count\":1,\"per\":0}",
                "{\"count\":1.5}",
                "{\"count\":\"x\"}",
                "{\"metres\":1}",
                "{\"count\":1,\"count\":2}",
                "5",
                "{}"
            })
    void givenNoQuantity_whenRead_thenAnError(String text) {
        assertThatThrownBy(() -> json().mapper().readValue(text, Quantity.class))
                .isInstanceOf(IOException.class);
    }

    @Test
    void givenAnotherVersionOrShape_whenRead_thenAClearError() throws IOException {
        String text = written(new EvidenceSet(List.of(), List.of(), List.of()));
        assertThat(text)
                .isEqualTo(
                        "{\"format\":\"sluice-evidence\",\"version\":1,\"evidence\":{\"reports\":[],\"skipped\":[],\"gaps\":[]}}");
        assertThatThrownBy(() -> read(text.replace("\"version\":1", "\"version\":2")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("version 2");
        for (String other : List.of(
                "{}",
                "",
                "[]",
                text + "x",
                text.replace("\"gaps\":[]", "\"gaps\":[],\"more\":1"),
                text.replace(",\"gaps\":[]", ""),
                text.replace("sluice-evidence", "other"))) {
            assertThatThrownBy(() -> read(other)).as(other).isInstanceOf(IOException.class);
        }
        for (int i = 0; i < text.length(); i++) {
            String cut = text.substring(0, i);
            assertThatThrownBy(() -> read(cut)).isInstanceOf(IOException.class);
        }
    }
}
