package io.jenkins.plugins.sluice.evidence.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class QueryLanguageTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private static String fill(QueryLanguage language, String template, Map<String, String> labels) {
        return language.fill(template, new Arm(labels), START, START.plusMillis(15_500));
    }

    @Test
    void givenAnArm_whenFilled_thenItsLabelsAreMatchers() {
        assertThat(fill(
                        QueryLanguage.MATCHERS,
                        "http_total{${arm},code=~\"5..\"}",
                        Map.of("version", "2.0", "pod", "~shop-.*")))
                .isEqualTo("http_total{pod=~\"shop-.*\",version=\"2.0\",code=~\"5..\"}");
        assertThat(fill(QueryLanguage.MATCHERS, "http_total{${arm},code=~\"5..\"}", Map.of()))
                .isEqualTo("http_total{job=~\".*\",code=~\"5..\"}");
    }

    @Test
    void givenTimes_whenFilled_thenTheyAreSeconds() {
        assertThat(fill(QueryLanguage.MATCHERS, "${start} ${end} ${seconds}", Map.of()))
                .isEqualTo("1772366400 1772366415.5 15.5");
    }

    @Test
    void givenAValueThatWouldEndItsMatcher_whenFilled_thenItStaysAValue() {
        assertThat(fill(QueryLanguage.MATCHERS, "x{${arm}}", Map.of("version", "1\"} or secret{a=\"b\\\n")))
                .isEqualTo("x{version=\"1\\\"} or secret{a=\\\"b\\\\\\n\"}");
        assertThat(fill(QueryLanguage.ELASTICSEARCH, "[${arm}]", Map.of("version", "1\"}},{\"match_all\":{")))
                .isEqualTo("[{\"term\":{\"version\":\"1\\\"}},{\\\"match_all\\\":{\"}}]");
        assertThatThrownBy(() -> fill(QueryLanguage.WEB, "/q?v=${arm.version}", Map.of("version", "1&admin=1")))
                .hasMessageContaining("only letters");
        assertThatThrownBy(() -> fill(QueryLanguage.MATCHERS, "x{${arm}}", Map.of("a=\"b\",c", "d")))
                .hasMessageContaining("is no name of a label");
    }

    @Test
    void givenAPlaceholderOfAnotherLanguage_whenFilled_thenItSaysWhatToWrite() {
        assertThatThrownBy(() -> fill(QueryLanguage.MATCHERS, "x{v=\"${arm.version}\"}", Map.of("version", "1")))
                .hasMessageContaining("write '${arm}'");
        assertThatThrownBy(() -> fill(QueryLanguage.WEB, "/q?${arm}", Map.of("version", "1")))
                .hasMessageContaining("${arm.<label>}");
        assertThatThrownBy(() -> fill(QueryLanguage.WEB, "/q?v=${arm.region}", Map.of("version", "1")))
                .hasMessageContaining("a label that the arm has not");
    }

    @Property
    void givenAnyValue_whenFilledIntoMatchers_thenTheSelectorSelectsExactlyIt(
            @ForAll @CharRange(from = ' ', to = '~') @StringLength(max = 12) String value) {
        String text = value.startsWith("~") ? value.substring(1) + "\n\t" : value + "\n\t";
        String query = fill(
                QueryLanguage.MATCHERS, "x{${arm},b=\"1\"}", Map.of("a", text.startsWith("~") ? "-" + text : text));
        String wanted = text.startsWith("~") ? "-" + text : text;

        Selector selector = Selector.of(query).orElseThrow();

        assertThat(selector.matches(Map.of("__name__", "x", "a", wanted, "b", "1")))
                .isTrue();
        assertThat(selector.matches(Map.of("__name__", "x", "a", wanted + "x", "b", "1")))
                .isFalse();
        assertThat(selector.matches(Map.of("__name__", "x", "a", wanted, "b", "2")))
                .isFalse();
    }

    @Property
    void givenAnyValue_whenFilledIntoAClause_thenTheClauseHasExactlyIt(@ForAll String value) throws IOException {
        String text = value.startsWith("~") ? "x" + value : value;
        JsonNode list =
                new ObjectMapper().readTree(fill(QueryLanguage.ELASTICSEARCH, "[${arm},{}]", Map.of("a", text)));

        assertThat(list).hasSize(2);
        assertThat(list.at("/0/term/a").textValue()).isEqualTo(text);
    }
}
