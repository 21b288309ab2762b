package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
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

    /** Tokens, names, numbers, depths and the places that messages name, in objects whose names come again and again. */
    private static List<String> readMembers(JsonParser parser, boolean byName) throws IOException {
        List<String> told = new ArrayList<>();
        try (parser) {
            while (true) {
                String name = byName ? parser.nextFieldName() : null;
                JsonToken token = byName ? parser.currentToken() : parser.nextToken();
                if (token == null) {
                    break;
                }
                told.add(name + " " + token + " " + parser.currentName() + " "
                        + parser.getParsingContext().pathAsPointer(true) + " "
                        + parser.currentTokenLocation().offsetDescription() + " "
                        + parser.currentLocation().offsetDescription()
                        + (token.isNumeric() ? parser.getText() : ""));
            }
        } catch (IOException e) {
            told.add("broken" + (e instanceof JsonProcessingException known ? known.getOriginalMessage() : ""));
        }
        return told;
    }

    @Property(tries = 500)
    void givenObjectsOfTheSameNames_whenRead_thenAsJacksonReadsThem(
            @ForAll @Size(min = 1, max = 30)
                    List<@StringLength(max = 8) @Chars({'a', 'b', 'c', 'd', ' ', '{', '[', '5', '-', 'n', 's'}) String>
                            shapes,
            @ForAll @IntRange(max = 4_000) int brokenAt,
            @ForAll byte broken)
            throws IOException {
        StringBuilder json = new StringBuilder("[ ");
        for (String shape : shapes) {
            json.append(json.length() > 2 ? "," : "");
            objectOf(shape, json);
        }
        byte[] bytes = json.append("]").toString().getBytes(StandardCharsets.UTF_8);
        if (brokenAt < bytes.length && brokenAt > 3) {
            bytes[brokenAt] = broken;
        }
        for (boolean byName : new boolean[] {true, false}) {
            assertThat(readMembers(
                            JsonInput.factory(ReadLimits.DEFAULT).createParser(new ByteArrayInputStream(bytes)),
                            byName))
                    .isEqualTo(readMembers(new JsonFactory().createParser(new ByteArrayInputStream(bytes)), byName));
        }
    }

    /** Each letter is a member with a name that it gives, each sign the value of the next one. */
    private static void objectOf(String shape, StringBuilder json) {
        json.append('{');
        String value = "\"text\"";
        String blank = "";
        boolean first = true;
        for (char c : shape.toCharArray()) {
            switch (c) {
                case ' ' -> blank = " ";
                case '{' -> value = "{\"a\":{},\"aLongerNameThanOneWord\":1}";
                case '[' -> value = "[\"x\",{\"b\":[]}]";
                case '5' -> value = "50";
                case '-' -> value = "-1.5";
                case 'n' -> value = "null";
                case 's' -> value = "\"\\n \u00fc\"";
                default -> {
                    json.append(first ? "" : "," + blank).append('"');
                    json.append(c == 'b' ? "aLongerNameThanOneWord" : c == 'c' ? "\u00fc" : "" + c);
                    json.append("\":").append(blank).append(value);
                    first = false;
                    value = "\"text\"";
                }
            }
        }
        json.append('}');
    }

    @Test
    void givenMembersAcrossTheEndsOfBuffers_whenRead_thenAsJacksonReadsThem() throws IOException {
        StringBuilder json = new StringBuilder("[{}");
        for (int i = 0; i < 9_000; i++) {
            json.append(",{\"ruleId\":\"").append(i).append("\",\"ruleIndex\":").append(i);
            json.append(i % 3 == 0 ? ",\"locations\":[]" : "").append("}");
        }
        byte[] bytes = json.append(']').toString().getBytes(StandardCharsets.UTF_8);
        JsonParser ours = JsonInput.factory(ReadLimits.DEFAULT).createParser(new ByteArrayInputStream(bytes));
        JsonParser jackson = new JsonFactory().createParser(new ByteArrayInputStream(bytes));
        for (JsonToken token; (token = jackson.nextToken()) != null; ) {
            assertThat(ours.nextToken()).isEqualTo(token);
            assertThat(ours.getText()).isEqualTo(jackson.getText());
        }
        assertThat(ours.nextToken()).isNull();
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
