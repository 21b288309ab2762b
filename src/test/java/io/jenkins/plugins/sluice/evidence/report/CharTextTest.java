package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What findings are known by when nothing else tells them apart: it must never change by itself. */
class CharTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Line 12 is longer than 100 characters (found 117). | Line is longer than characters (found ).",
                "'  a\t\n b  ' | a b",
                "'1 2 3' | ''",
                "'ü9ß é' | üß é",
                "'' | ''"
            })
    void givenAMessage_whenItsDigitsAreLeftOut_thenBlanksAreSingle(String message, String without) {
        assertThat(withoutDigits(message)).isEqualTo(without);
    }

    @Property
    void givenAnyText_whenItsDigitsAreLeftOut_thenAsSaidInPlainWords(@ForAll String text) {
        assertThat(withoutDigits(text)).isEqualTo(inPlainWords(text));
    }

    @Property
    void givenATextOfDigitsAndBlanks_whenItsDigitsAreLeftOut_thenAsSaidInPlainWords(
            @ForAll @StringLength(max = 12) @Chars({'0', '9', '/', ':', ' ', '!', '\t', '\u0000', 'a', '\uFFFF'})
                    String text) {
        assertThat(withoutDigits(text)).isEqualTo(inPlainWords(text));
    }

    private static String withoutDigits(String text) {
        CharText result = new CharText();
        result.setWithoutDigits(text);
        return result.toString();
    }

    private static String inPlainWords(String text) {
        return text.replaceAll("[0-9]", "").replaceAll("[\\x00- ]+", " ").replaceAll("^ | $", "");
    }
}
