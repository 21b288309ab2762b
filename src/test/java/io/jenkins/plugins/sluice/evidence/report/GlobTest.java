package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GlobTest {

    @ParameterizedTest
    @CsvSource({
        "**/x.xml,          x.xml,           true",
        "**/x.xml,          a/b/x.xml,       true",
        "**/x.xml,          ax.xml,          false",
        "**/x.xml,          a/bx.xml,        false",
        "target/*.xml,      target/a.xml,    true",
        "target/*.xml,      target/a/b.xml,  false",
        "target/**,         target/a/b.xml,  true",
        "a?c,               abc,             true",
        "a?c,               a/c,             false",
        "a**c,              a/b/c,           true",
        "a/**/b/**/c,       a/b/c,           true",
        "a/**/b/**/c,       a/x/b/y/z/c,     true",
        "a/**/b/**/c,       a/xb/c,          false"
    })
    void givenAPattern_whenAPathIsHeldAgainstIt_thenSegmentsCount(String pattern, String path, boolean matches) {
        assertThat(Glob.of(pattern).matches(path)).isEqualTo(matches);
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

    @Property
    void givenAnyPatternAndText_whenMatched_thenAsTheRegularExpressionThatItMeans(
            @ForAll @StringLength(max = 12) @Chars({'a', 'b', '/', '*', '?'}) String pattern,
            @ForAll @StringLength(max = 12) @CharRange(from = 'a', to = 'b') @Chars('/') String text) {
        assertThat(Glob.of(pattern).matches(text))
                .isEqualTo(expression(pattern).matcher(text).matches());
    }

    private static Pattern expression(String pattern) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            if (c == '*') {
                int first = i;
                while (i + 1 < pattern.length() && pattern.charAt(i + 1) == '*') {
                    i++;
                }
                boolean segments = i > first
                        && (first == 0 || pattern.charAt(first - 1) == '/')
                        && i + 1 < pattern.length()
                        && pattern.charAt(i + 1) == '/';
                if (segments) {
                    expression.append("(?:.*/)?");
                    i++;
                } else {
                    expression.append(i > first ? ".*" : "[^/]*");
                }
            } else {
                expression.append(c == '?' ? "[^/]" : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(expression.toString());
    }
}
