package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BinaryNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalJsonTest {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static String canonical(JsonNode node) {
        CanonicalJson json = new CanonicalJson(Line.LONGEST);
        try {
            json.value(node, Desk.NO_SECRETS, 0);
        } catch (CanonicalJson.Unwritable e) {
            throw new IllegalArgumentException(e.pointer() + " " + e.reason(), e);
        }
        return new String(json.bytes(), 0, json.length(), StandardCharsets.UTF_8);
    }

    @Test
    void givenKeysBeyondTheBasicPlane_whenWritten_thenSortedByUtf16CodeUnits() {
        // U+1F600 is d83d de00 in UTF-16 and so before U+FB33, though its code point is the larger.
        ObjectNode node = NODES.objectNode()
                .put("\ufb33", 1)
                .put("\ud83d\ude00", 2)
                .put("\r", 3)
                .put("1", 4);

        assertThat(canonical(node)).isEqualTo("{\"\\r\":3,\"1\":4,\"\ud83d\ude00\":2,\"\ufb33\":1}");
    }

    @Test
    void givenControlCharacters_whenWritten_thenEscapedAsShortlyAsCanBe() {
        assertThat(canonical(NODES.textNode("\b\t\n\f\r\"\\/\u0000\u001f\u007f\u20ac")))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\\"\\\\/\\u0000\\u001f\u007f\u20ac\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"\ud800", "a\udc00b", "\udc00\ud800", "\ud800\ud800\udc00"})
    void givenALoneSurrogate_whenWritten_thenReplaced(String text) {
        assertThat(canonical(NODES.textNode(text))).contains("\ufffd").doesNotContain("?");
    }

    @Test
    void givenTheLargestSafeIntegers_whenWritten_thenInDecimal() {
        ArrayNode node = NODES.arrayNode()
                .add(9007199254740991L)
                .add(-9007199254740991L)
                .add(BigInteger.TEN)
                .add((short) 0);

        assertThat(canonical(node)).isEqualTo("[9007199254740991,-9007199254740991,10,0]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":{"b/c":[1,2.5]}}               | /a/b~1c/1
                    {"a~":9007199254740992}             | /a~0
                    {"a":-9007199254740992}             | /a
                    {"a":123456789012345678901234567890}| /a
                    {"":1.0}                            | /
                    """)
    void givenANumberThatIsNoSafeInteger_whenWritten_thenRefusedByPlace(String json, String pointer) {
        assertThatThrownBy(() -> canonical(Desk.object(json)))
                .hasMessageStartingWith(pointer + " ")
                .hasMessageEndingWith("write it as a string");
    }

    @Test
    void givenANodeThatIsNotJson_whenWritten_thenRefused() {
        assertThatThrownBy(() -> canonical(NODES.objectNode().set("x", BinaryNode.valueOf(new byte[3]))))
                .hasMessageStartingWith("/x a binary is no JSON value");
    }

    @Test
    void givenNestingPastTheLimit_whenWritten_thenRefusedAndNoStackOverflows() {
        ArrayNode inner = NODES.arrayNode();
        for (int i = 0; i < 100_000; i++) {
            inner = NODES.arrayNode().add(inner);
        }
        ArrayNode deep = inner;

        assertThatThrownBy(() -> canonical(deep)).hasMessageContaining("nested deeper than 100 levels");
    }

    @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
    void givenAnyTree_whenWritten_thenAsTheReferenceImplementationWritesIt(@ForAll("trees") ObjectNode tree)
            throws IOException {
        String reference = new JsonCanonicalizer(new JsonMapper().writeValueAsBytes(tree)).getEncodedString();

        assertThat(canonical(tree)).isEqualTo(reference);
    }

    @Provide
    Arbitrary<ObjectNode> trees() {
        return TreeArbitraries.objects();
    }

    /** Shared with the other property tests. */
    static final class TreeArbitraries {
        private TreeArbitraries() {}

        static Arbitrary<ObjectNode> objects() {
            return objects(3);
        }

        private static Arbitrary<ObjectNode> objects(int depth) {
            return Arbitraries.maps(texts(), values(depth)).ofMaxSize(6).map(members -> {
                ObjectNode object = NODES.objectNode();
                members.forEach(object::set);
                return object;
            });
        }

        private static Arbitrary<JsonNode> values(int depth) {
            Arbitrary<JsonNode> leaves = Arbitraries.oneOf(
                    texts().map(NODES::textNode),
                    Arbitraries.longs()
                            .between(-9007199254740991L, 9007199254740991L)
                            .map(NODES::numberNode),
                    Arbitraries.integers().map(NODES::numberNode),
                    Arbitraries.of(true, false).map(NODES::booleanNode),
                    Arbitraries.just(NODES.nullNode()));
            if (depth == 0) {
                return leaves;
            }
            Arbitrary<JsonNode> arrays = values(depth - 1)
                    .list()
                    .ofMaxSize(4)
                    .map(items -> NODES.arrayNode().addAll(items));
            return Arbitraries.oneOf(leaves, arrays, objects(depth - 1).map(o -> o));
        }

        /** Of all planes, with the characters that need care more often than chance has them; no lone surrogates. */
        private static Arbitrary<String> texts() {
            Arbitrary<Integer> points = Arbitraries.oneOf(
                    Arbitraries.integers().between(0, 0x7F),
                    Arbitraries.integers().between(0x80, 0xD7FF),
                    Arbitraries.integers().between(0xE000, 0x10FFFF),
                    Arbitraries.of((int) '"', (int) '\\', 0, 0x1F, 0x7F, 0x2028, 0xFEFF, 0xFFFF));
            return points.list()
                    .ofMaxSize(12)
                    .map(list -> list.stream()
                            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                            .toString());
        }
    }
}
