package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick;
import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick.Language;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PickReaderTest {

    @TempDir
    private Path folder;

    private PickedValues read(Language language, String text, Unit unit, String... expressions) throws IOException {
        List<Pick> picks = java.util.stream.IntStream.range(0, expressions.length)
                .mapToObj(i -> new Pick("v" + i, language, expressions[i], unit))
                .toList();
        try (SummarySink sink = new SummarySink(new SinkContext(null, List.of(), folder), PickedValues.class)) {
            new PickReader(picks)
                    .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink, ReadLimits.DEFAULT);
            return (PickedValues) sink.summary();
        }
    }

    private static Quantity number(String text) {
        return Quantity.of(Dimension.NUMBER, new BigDecimal(text));
    }

    @Test
    void givenJson_whenPicked_thenNumbersAreExactAndHaveTheirUnit() throws IOException {
        String text = "{\"a\":{\"b/c\":[1, 350.25, \"0.1\"]}, \"x\":1e3, \"\":7}";
        assertThat(read(Language.POINTER, text, Unit.KIBIBYTE, "/a/b~1c/1", "/x")
                        .values())
                .containsEntry("v0", Quantity.of(Dimension.SIZE, new BigDecimal("358656")))
                .containsEntry("v1", Quantity.bytes(1_024_000));
        assertThat(read(Language.POINTER, text, Unit.NONE, "/a/b~1c/2", "/").values())
                .containsEntry("v0", number("0.1"))
                .containsEntry("v1", number("7"));
        assertThat(read(Language.POINTER, "5", Unit.PERCENT, "").values()).containsEntry("v0", Quantity.ratio(5, 100));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\":NaN} | is no plain number",
                "{\"a\":Infinity} | is no plain number",
                "{\"a\":\"12kB\"} | 12kB",
                "{\"a\":\" 12\"} | is no plain number",
                "{\"a\":\"\"} | is no plain number",
                "{\"a\":true} | a boolean",
                "{\"a\":null} | null",
                "{\"a\":{}} | an object",
                "{\"a\":[1]} | an array",
                "{\"b\":1} | nothing at '/a'",
                "[1] | nothing at '/a'",
                "{\"a\":1,\"a\":1} | twice",
                "{\"a\":1e9999} | too large"
            })
    void givenNoNumber_whenPicked_thenNoValueWithTheReason(String text, String why) throws IOException {
        PickedValues values = read(Language.POINTER, text, Unit.NONE, "/a");
        assertThat(values.values()).isEmpty();
        assertThat(values.missing().get("v0")).contains(why);
    }

    @Test
    void givenXml_whenPicked_thenByXPath() throws IOException {
        String text = "<?xml version='1.0'?><r xmlns='urn:x'><m n='1'> 12.5 </m><m n='2'>x</m><k/></r>";
        PickedValues values = read(
                Language.XPATH,
                text,
                Unit.NONE,
                "/r/m[@n='1']",
                "count(//m)",
                "string(//m/@n)",
                "//m",
                "/r/m[2]",
                "//z",
                "0 div 0",
                "true()");
        assertThat(values.values())
                .containsOnlyKeys("v0", "v1", "v2")
                .containsEntry("v0", number("12.5"))
                .containsEntry("v1", number("2"))
                .containsEntry("v2", number("1"));
        assertThat(values.missing().get("v3")).contains("2 places");
        assertThat(values.missing().get("v4")).contains("'x'");
        assertThat(values.missing().get("v5")).contains("nothing");
        assertThat(values.missing().get("v6")).contains("NaN");
        assertThat(values.missing().get("v7")).contains("no number");
    }

    @Test
    void givenHostileXml_whenPicked_thenNothingOutsideIsRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "42");
        String external = "<!DOCTYPE r [<!ENTITY e SYSTEM '" + secret.toUri() + "'>]><r>&e;</r>";
        try {
            assertThat(read(Language.XPATH, external, Unit.NONE, "/r").values()).isEmpty();
        } catch (UnreadableReport e) {
            assertThat(e).hasMessageContaining("XML");
        }
        StringBuilder laughs = new StringBuilder("<!DOCTYPE r [<!ENTITY l0 'ha'>");
        for (int i = 1; i < 12; i++) {
            laughs.append("<!ENTITY l%d '%s'>".formatted(i, ("&l" + (i - 1) + ";").repeat(10)));
        }
        assertThatThrownBy(() -> read(Language.XPATH, laughs + "]><r>&l11;</r>", Unit.NONE, "/r"))
                .isInstanceOf(UnreadableReport.class);
        assertThatThrownBy(() -> read(Language.XPATH, "<r>".repeat(5_000) + "</r>".repeat(5_000), Unit.NONE, "/r"))
                .isInstanceOf(UnreadableReport.class);
    }

    @Test
    void givenProperties_whenPicked_thenByKey() throws IOException {
        String text = "# c\nsize.kb = 12 \nodd=12kB\ntwo=1\ntwo=2\n";
        PickedValues values = read(Language.KEY, text, Unit.NONE, "size.kb", "odd", "two", "none");
        assertThat(values.values()).containsOnlyKeys("v0").containsEntry("v0", number("12"));
        assertThat(values.missing()).containsOnlyKeys("v1", "v2", "v3");
        assertThatThrownBy(() -> read(Language.KEY, "a=\\u00zz", Unit.NONE, "a"))
                .isInstanceOf(UnreadableReport.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\":1", "{\"a\":1}}", "{\"a\":1}x", "x"})
    void givenBrokenJson_whenPicked_thenUnreadable(String text) {
        assertThatThrownBy(() -> read(Language.POINTER, text, Unit.NONE, "/a")).isInstanceOf(UnreadableReport.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<r>", "<r/><r/>", "x", "<r>&u;</r>"})
    void givenBrokenXml_whenPicked_thenUnreadable(String text) {
        assertThatThrownBy(() -> read(Language.XPATH, text, Unit.NONE, "/r")).isInstanceOf(UnreadableReport.class);
    }

    @Test
    void givenPicksThatCannotBe_whenMade_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new PickReader(List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> read(Language.POINTER, "1", Unit.NONE, "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> read(Language.XPATH, "<a/>", Unit.NONE, "//["));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PickReader(List.of(
                        new Pick("a", Language.KEY, "a", Unit.NONE), new Pick("b", Language.XPATH, "b", Unit.NONE))));
    }
}
