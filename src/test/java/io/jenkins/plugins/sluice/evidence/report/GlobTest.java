package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns over names and paths. */
class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.Foo.*, com.acme.Foo.bar, true",
        "com.acme.Foo.*, com.acme.Food.bar, false",
        "src/*.java, src/A.java, true",
        "src/*.java, src/a/A.java, false",
        "src/**.java, src/a/A.java, true",
        "src/**/A.java, src/A.java, true",
        "src/**/A.java, src/a/b/A.java, true",
        "src/**/A.java, srcA.java, false",
        "**/A.java, A.java, true",
        "**/A.java, a/A.java, true",
        "**/A.java, aA.java, false",
        "**/**/A.java, A.java, true",
        "**/*, A.java, true",
        "a?c, abc, true",
        "a?c, a/c, false",
        "a?c, ac, false",
        "**, a/b/c, true",
        "*, a/b, false",
        "a[b], a[b], true",
        "a.c, abc, false",
        "'', '', true",
        "'', a, false",
        "*, '', true"
    })
    void givenAPattern_whenMatched_thenOverTheWholeText(String pattern, String text, boolean matches) {
        assertThat(Glob.of(pattern).matches(text)).isEqualTo(matches);
    }

    @ParameterizedTest
    @CsvSource({
        "target/*.xml,   target,     true",
        "target/*.xml,   src,        false",
        "**/target/*,    a/b,        true",
        "a/*/c/*,        a/b,        true",
        "a/*/c/*,        a/b/d,      false"
    })
    void givenAPattern_whenAFolderIsWalked_thenOnlyIfSomethingBelowMayMatch(
            String pattern, String folder, boolean mayMatch) {
        assertThat(Glob.of(pattern).mayMatchBelow(folder)).isEqualTo(mayMatch);
        assertThat(Glob.of(pattern).mayMatchBelow("")).isTrue();
    }

    @Test
    void givenACharacterBeyondThePlane_whenMatched_thenItIsOne() {
        assertThat(Glob.of("a?b").matches("a\uD83D\uDE00b")).isTrue();
        assertThat(Glob.of("*\uD83D\uDE00").matches("x\uD83D\uDE00")).isTrue();
    }

    @Test
    void givenAPatternThatMakesRegularExpressionsHang_whenMatched_thenItDoesNot() {
        String pattern = "*a".repeat(5_000) + "b";

        assertThat(Glob.of(pattern).matches("a".repeat(20_000))).isFalse();
        assertThat(Glob.of(pattern).matches("a".repeat(20_000) + "b")).isTrue();
    }

    @Property(tries = 3000)
    void givenAnyPattern_whenMatched_thenAsTheRegularExpression(
            @ForAll("patterns") String pattern, @ForAll("texts") String text) {
        assertThat(Glob.of(pattern).matches(text))
                .isEqualTo(regex(pattern).matcher(text).matches());
    }

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.strings().withChars("ab/*?").ofMaxLength(9);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars("ab/").ofMaxLength(9);
    }

    private static Pattern regex(String pattern) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                int first = i;
                while (i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                    i++;
                }
                boolean begins = first == 0 || pattern.charAt(first - 1) == '/';
                if (i == first) {
                    regex.append("[^/]*");
                } else if (begins && i + 1 < pattern.length() && pattern.charAt(i + 1) == '/') {
                    regex.append("(?:.*/)?");
                    i++;
                } else {
                    regex.append(".*");
                }
            } else {
                regex.append(c == '?' ? "[^/]" : String.valueOf(c));
            }
        }
        return Pattern.compile(regex.toString());
    }
}
