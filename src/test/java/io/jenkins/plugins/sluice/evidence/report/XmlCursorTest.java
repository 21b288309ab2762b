package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a document may make the parser keep in memory. */
class XmlCursorTest {

    private static final int LONG = 5 * 1024 * 1024;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<r a='|'/>",
                "<r><x/>text<e b='' a='|'/></r>",
                "<r><x></x><e |=''/></r>",
                "<r><|/></r>",
                "<r><![CDATA[x]]><e x='1' y='>|'/></r>"
            })
    void givenATagWithoutEnd_whenRead_thenItIsRefusedWithItsPlace(String before, String after) {
        assertThatThrownBy(() -> walk(filled(before, after), false))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining(
                        "a tag or text of more than 4194304 bytes or 20000 attributes that begins at line 1, column ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "<r>|</r>",
                "<r><e/><![CDATA[|]]></r>",
                "<r><e>x</e>&lt;|&lt;<e/></r>",
                "<r><!--|--></r>",
                "<r><?p x|?></r>",
                "<r><e/>|</r>"
            })
    void givenALongTextThatNobodyAskedFor_whenRead_thenItIsSkipped(String before, String after) throws IOException {
        assertThat(walk(filled(before, after), false)).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<r>|</r>", "<r><e>x</e><![CDATA[|]]></r>"})
    void givenALongTextThatIsKept_whenRead_thenItIsRefused(String before, String after) {
        assertThatThrownBy(() -> walk(filled(before, after), true))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("a tag or text of more than 4194304 bytes");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"<e#/>", "<e a#=''/>", "<e xmlns:a#='b'/>", "<?p# ?>"})
    void givenNamesThatAreMadeUp_whenRead_thenTheirNumberIsBounded(String element) throws IOException {
        assertThat(walk(stream(numbered(element, 9_000)), false)).isPositive();
        assertThatThrownBy(() -> walk(stream(numbered(element, 10_001)), false))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("more than 10000 different names");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a#=''", "a# = \"\"", "xmlns:a#='b'"})
    @Timeout(60)
    void givenATagOfEndlessAttributes_whenRead_thenItIsRefused(String attribute) {
        String tag = IntStream.range(0, 250_000)
                .mapToObj(i -> attribute.replace("#", String.valueOf(i)))
                .collect(Collectors.joining(" ", "<r ", "/>"));
        assertThatThrownBy(() -> walk(stream(tag), false))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("or 20000 attributes that begins at line 1");
    }

    @Test
    void givenFewNamesThatComeAgain_whenRead_thenTheyCountOnce() throws IOException {
        assertThat(walk(stream("<r>" + "<a/><b c='' d=''/>".repeat(20_000) + "</r>"), false))
                .isEqualTo(40_001);
    }

    private static String numbered(String element, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> element.replace("#", String.valueOf(i)))
                .collect(Collectors.joining("", "<r>", "</r>"));
    }

    private static InputStream filled(String before, String after) {
        byte[] filling = new byte[LONG];
        Arrays.fill(filling, (byte) 'z');
        return new SequenceInputStream(
                Collections.enumeration(List.of(stream(before), new ByteArrayInputStream(filling), stream(after))));
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static int walk(InputStream stream, boolean keep) throws IOException {
        int elements = 0;
        try (XmlCursor cursor = XmlCursor.open(stream, ReadLimits.DEFAULT)) {
            cursor.collect(keep);
            while (cursor.next()) {
                elements += cursor.isStart() ? 1 : 0;
            }
        }
        return elements;
    }
}
