package io.jenkins.plugins.sluice.evidence.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SelectorTest {

    @Test
    void givenASelector_whenMatched_thenAllItsMatchersHold() {
        Selector selector = Selector.of("http_total{code=~\"5..\",path!=\"/health\",pod!~'test-.*'}")
                .orElseThrow();

        assertThat(selector.matches(Map.of("__name__", "http_total", "code", "503")))
                .isTrue();
        assertThat(selector.matches(Map.of("__name__", "http_total", "code", "5030")))
                .isFalse();
        assertThat(selector.matches(Map.of("__name__", "http_total", "code", "503", "path", "/health")))
                .isFalse();
        assertThat(selector.matches(Map.of("__name__", "http_total", "code", "503", "pod", "test-1")))
                .isFalse();
        assertThat(selector.matches(Map.of("__name__", "other", "code", "503"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"up", "job:errors:count", "up{}", "up{a=\"1\",}", " {__name__=\"x\"} ", "up{a=`1\\`}"})
    void givenASelector_whenRead_thenItIsOne(String query) {
        assertThat(Selector.of(query)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "{}", "rate(up[5m])", "up + up", "up[5m]", "up{a=\"1\"", "up{a=~\"(\"}", "up offset 5m", "1"
            })
    void givenAnythingElse_whenRead_thenItIsNone(String query) {
        assertThat(Selector.of(query)).isEmpty();
    }
}
