package io.jenkins.plugins.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;

class EscapeTest {

    @Test
    void givenMarkup_whenEscapedForHtml_thenItIsText() {
        assertThat(Escape.html("<script>alert('x')</script> & \"y\""))
                .isEqualTo("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;y&quot;");
    }

    @Test
    void givenInvisibleCharacters_whenEscapedForPeople_thenTheyAreSeen() {
        assertThat(Escape.html("a\u202Eb\u0000\u001B[31m")).isEqualTo("a\\u202Eb\\u0000\\u001B[31m");
        assertThat(Escape.terminal("a\u202Eb\u0000\u001B[31m\u009B31m"))
                .isEqualTo("a\\u202Eb\\u0000\\u001B[31m\\u009B31m");
        assertThat(Escape.markdown("a\u2066b")).isEqualTo("a\\u2066b");
        assertThat(Escape.terminal("tag \uDB40\uDC41")).isEqualTo("tag \\u{E0041}");
    }

    @Test
    void givenCharactersThatXmlCannotHold_whenEscaped_thenTheyAreReplaced() {
        assertThat(Escape.xml("a\u0000b\u001Bc\uFFFEd\uD800e]]>\n"))
                .isEqualTo("a\uFFFDb\uFFFDc\uFFFDd\uFFFDe]]&gt;&#10;");
    }

    @Test
    void givenCommands_whenEscapedForAnnotations_thenNoneBegins() {
        assertThat(Escape.annotation("100%\r\n::error::x")).isEqualTo("100%25%0D%0A::error::x");
        assertThat(Escape.annotationProperty("a:b,c%")).isEqualTo("a%3Ab%2Cc%25");
    }

    @Test
    void givenCommandsOfBuildServices_whenEscapedForTerminals_thenNoneBegins() {
        assertThat(Escape.terminal("::error::x")).doesNotStartWith("::");
        assertThat(Escape.terminal("see ::error::x")).isEqualTo("see :\\u003Aerror::x");
        assertThat(Escape.terminal("std::vector")).isEqualTo("std::vector");
        assertThat(Escape.terminal("##[error]x ##vso[task]")).doesNotContain("##");
        assertThat(Escape.terminal("one\ntwo")).isEqualTo("one two");
    }

    @Test
    void givenMarkdown_whenEscaped_thenNothingInItIsMarkup() {
        assertThat(Escape.markdown("a|b <i> [x](http://y) @ana #12 *b* `c` ~~d~~ www.z.example $x$ GH-1"))
                .isEqualTo(
                        "a&#124;b &lt;i&gt; \\[x\\](http&#58;//y) @&#8203;ana #&#8203;12 \\*b\\* \\`c\\` \\~\\~d\\~\\~ "
                                + "www&#46;z.example &#36;x&#36; GH&#45;1");
        assertThat(Escape.markdown("- item")).isEqualTo("&#45; item");
        assertThat(Escape.markdown("1. item")).isEqualTo("1&#46; item");
        assertThat(Escape.markdown("79.99 % at 12:05")).isEqualTo("79.99 % at 12:05");
    }

    @Test
    void givenBackticks_whenMadeCode_thenTheFenceIsLonger() {
        assertThat(Escape.markdownCode("a`b``c")).isEqualTo("```a`b``c```");
        assertThat(Escape.markdownCode("`")).isEqualTo("`` ` ``");
        assertThat(Escape.markdownCode(" ")).isEqualTo("`(blank)`");
        assertThat(Escape.markdownCellCode("a|b")).isEqualTo("`a\\|b`");
    }

    @Test
    void givenALongText_whenCut_thenItEndsWithAnEllipsisAtAWholeCharacter() {
        String cut = Escape.cut("😀".repeat(300_000));
        assertThat(cut.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(Escape.MOST_BYTES);
        assertThat(cut).endsWith("😀…");
        assertThat(Escape.cut("x".repeat(Escape.MOST_BYTES)))
                .hasSize(Escape.MOST_BYTES)
                .doesNotContain("…");
        assertThat(Escape.cut("x".repeat(Escape.MOST_BYTES + 1)))
                .hasSize(Escape.MOST_BYTES - 2)
                .endsWith("x…");
    }

    @Property
    void givenAnyText_whenEscapedForHtml_thenAParserSeesOneTextAndNoElement(@ForAll String text) {
        Document document = Jsoup.parse("<p title=\"" + Escape.html(text) + "\">" + Escape.html(text) + "</p>");
        assertThat(document.body().getAllElements()).hasSize(2);
        assertThat(document.select("p").first().attributes().size()).isEqualTo(1);
    }

    @Property
    void givenAnyText_whenEscapedForMarkdown_thenEverySpecialCharacterIsDisarmed(@ForAll String text) {
        String escaped = Escape.markdown(text);
        assertThat(escaped).doesNotContain("<", ">", "|", "\n", "\r");
        String bare = escaped.replaceAll("\\\\[\\\\`*_\\[\\]~]", "");
        assertThat(bare).doesNotContainPattern("[`*_\\[\\]~]");
        assertThat(bare).doesNotContainPattern("[@#](?!&#8203;|[0-9]+;|\\d)");
    }

    @Property
    void givenAnyText_whenMadeCode_thenNoRunOfBackticksInsideEndsIt(@ForAll String text) {
        String code = Escape.markdownCode(text + "``");
        String fence =
                code.substring(0, code.length() - code.replaceAll("^`+", "").length());
        assertThat(code.substring(fence.length(), code.length() - fence.length()))
                .doesNotContain(fence);
        assertThat(code).endsWith(fence).doesNotContain("\n");
    }

    @Property
    void givenAnyText_whenEscapedForTheTerminal_thenItHoldsNoControlAndNoBidi(@ForAll String text) {
        assertThat(Escape.terminal(text).codePoints())
                .noneMatch(
                        c -> Character.isISOControl(c) || (c >= 0x202A && c <= 0x202E) || (c >= 0xD800 && c <= 0xDFFF));
    }
}
