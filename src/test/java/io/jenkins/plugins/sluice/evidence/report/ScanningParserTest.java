package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Jackson itself says what is right: our parser must only be faster. */
class ScanningParserTest {

    private static final int SKIP = 0;
    private static final int POOL = 1;

    /** What a document holds, up to its end or the first error, when each string is passed over, pooled or decoded. */
    private static List<String> read(JsonParser parser, TextPool pool, int how) throws IOException {
        List<String> told = new ArrayList<>();
        try (parser) {
            for (JsonToken token; (token = parser.nextToken()) != null; ) {
                told.add(token.name());
                if (token == JsonToken.FIELD_NAME) {
                    told.add(parser.currentName());
                } else if (token == JsonToken.VALUE_STRING && how != SKIP) {
                    told.add(how == POOL ? pool.text(parser).text : parser.getText());
                }
            }
        } catch (IOException e) {
            told.add("broken");
        }
        return told;
    }

    private static void readsLikeJackson(byte[] json) throws IOException {
        TextPool pool = new TextPool();
        for (int how : new int[] {SKIP, POOL, POOL, POOL, 2}) {
            JsonParser ours = JsonInput.factory(ReadLimits.DEFAULT).createParser(new ByteArrayInputStream(json));
            assertThat(ours).isInstanceOf(ScanningParser.class);
            List<String> expected =
                    read(new JsonFactory().createParser(new ByteArrayInputStream(json)), pool, how == SKIP ? SKIP : 2);
            assertThat(read(ours, pool, how)).isEqualTo(expected);
        }
    }

    @Property(tries = 300)
    void givenAnyStrings_whenRead_thenAsJacksonReadsThem(
            @ForAll @Size(max = 8)
                    List<
                                    @StringLength(max = 40)
                                    @Chars({'a', 'b', 'ü', '€', '\n', '"', '\\', '\u0001', '\ud83d'}) String>
                            texts,
            @ForAll @IntRange(max = 3) int pad)
            throws IOException {
        StringBuilder json = new StringBuilder("[").append(" ".repeat(4 + pad));
        for (String text : texts) {
            json.append(json.charAt(json.length() - 1) == '"' ? "," : "").append('"');
            for (char c : text.toCharArray()) {
                json.append(
                        c < ' ' || c > '\ud7ff'
                                ? "\\u%04x".formatted((int) c)
                                : c == '"' || c == '\\' ? "\\" + c : "" + c);
            }
            json.append('"');
        }
        readsLikeJackson(json.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void givenBrokenBytes_whenRead_thenTheyAreBrokenWhereJacksonSaysSo(
            @ForAll @IntRange(min = 4, max = 80) int at,
            @ForAll byte value,
            @ForAll @IntRange(min = 4, max = 81) int length)
            throws IOException {
        byte[] json = "[{ \"key\":\"some plain text, then \\n ü and \\u00e4\",\"k2\":\"some plain text\"},\"x\\\"y\"]  "
                .getBytes(StandardCharsets.UTF_8);
        json[Math.min(at, json.length - 1)] = value;
        readsLikeJackson(java.util.Arrays.copyOf(json, Math.min(length, json.length)));
    }

    @Test
    void givenTextsAcrossTheEndsOfBuffers_whenRead_thenNoneIsTakenForAnother() throws IOException {
        StringBuilder json = new StringBuilder("[\"\"");
        for (int i = 0; i < 30_000; i++) {
            json.append(",\"src/main/java/Service").append(i * 7919 % 997).append(".java\"");
        }
        readsLikeJackson(json.append(']').toString().getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    void givenAnotherEncoding_whenRead_thenTheSame(String encoding) throws IOException {
        byte[] wide = "{\"key\":\"ü\"}".getBytes(Charset.forName(encoding));
        List<String> told = new ArrayList<>();
        JsonInput.read(new ByteArrayInputStream(wide), ReadLimits.DEFAULT, parser -> {
            told.add(parser.nextFieldName());
            parser.nextToken();
            told.add(new TextPool().text(parser).text);
            parser.nextToken();
        });
        assertThat(told).containsExactly("key", "ü");
    }

    @Test
    void givenEndlessLongKeys_whenRead_thenRefusedBeforeTheyFillTheMemory() {
        Keys keys = new Keys(50_000, 9_000);
        assertThatThrownBy(() -> JsonInput.read(keys, ReadLimits.DEFAULT, JsonParser::skipChildren))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("characters of different keys");
        assertThat(keys.given).isLessThan(2L * ScanningParser.MOST_NAME_CHARS);
    }

    @Test
    void givenEndlessShortKeys_whenRead_thenTheyAreForgottenInTime() throws IOException {
        Keys keys = new Keys(400_000, 30);
        JsonInput.read(keys, ReadLimits.DEFAULT, JsonParser::skipChildren);
        assertThat(keys.given).isGreaterThan(2L * ScanningParser.MOST_NAME_CHARS);
    }

    /** An object of so many different keys of so many characters. */
    private static final class Keys extends InputStream {

        private final int count;
        private final String filler;
        private byte[] part = "{\"first\":0".getBytes(StandardCharsets.US_ASCII);
        private int at;
        private int made;
        private long given;

        Keys(int count, int length) {
            this.count = count;
            filler = "k".repeat(length - 10);
        }

        @Override
        public int read() {
            if (at == part.length) {
                if (made > count) {
                    return -1;
                }
                String next = made == count ? "}" : ",\"%s%010d\":0".formatted(filler, made);
                made++;
                part = next.getBytes(StandardCharsets.US_ASCII);
                at = 0;
            }
            given++;
            return part[at++];
        }
    }
}
