package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes out is UTF-8 that XML allows, as long as what went in. */
class Utf8SieveTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "&#0;, &#9;",
                "&#27;, &#63;",
                "&#x1b;, &#x3f;",
                "&#x1B;x, &#x3f;x",
                "&#xFFFE;, &#xfffd;",
                "&#xD83D;&#xDE00;, &#xfffd;&#xfffd;",
                "&#55357;, &#65533;",
                "&#000;, &#063;",
                "&#x0;, &#x9;",
                "&#9;&#10;&#x41;&#x1F600;, &#9;&#10;&#x41;&#x1F600;",
                "&#x110000;, &#x00fffd;",
                "&amp;&#;&#x;&#27, &amp;&#;&#x;&#27",
                "&#99999999999999999;, &#99999999999999999;"
            })
    void givenReferences_whenSieved_thenOnlyThoseThatXmlForbidsChange(String text, String sieved) throws IOException {
        assertThat(new String(sieve(text.getBytes(StandardCharsets.UTF_8), 1 << 20), StandardCharsets.UTF_8))
                .isEqualTo(sieved);
    }

    @Property(tries = 500)
    void givenAnyText_whenSieved_thenNothingChanges(
            @ForAll @StringLength(max = 300) String text, @ForAll @IntRange(min = 1, max = 70) int chunk)
            throws IOException {
        byte[] bytes = text.replace("&", "and").getBytes(StandardCharsets.UTF_8);

        assertThat(sieve(bytes, chunk)).isEqualTo(bytes);
    }

    @Property(tries = 1000)
    void givenAnyBytes_whenSieved_thenUtf8OfTheSameLengthWhateverTheChunks(
            @ForAll byte[] bytes, @ForAll @IntRange(min = 1, max = 70) int chunk) throws IOException {
        byte[] sieved = sieve(bytes, chunk);

        assertThat(sieved).hasSize(bytes.length).isEqualTo(sieve(bytes, 1 << 20));
        assertThat(decodes(sieved)).isTrue();
    }

    private static boolean decodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] sieve(byte[] bytes, int chunk) throws IOException {
        InputStream chunks = new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, chunk));
            }
        };
        return new Utf8Sieve(chunks).readAllBytes();
    }
}
