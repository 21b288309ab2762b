package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Exemption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an exemption covers. */
class ExemptionMatcherTest {

    private static final Exemption TEST = new Exemption("t", null, null, null, null, "**.slow*");
    private static final Exemption FINDING = new Exemption("f", "SpotBugs", "NP_*", "src/**", "*null*", null);
    private static final Exemption NOTHING = new Exemption("n", null, null, null, null, null);

    private final ExemptionMatcher matcher = new ExemptionMatcher(List.of(NOTHING, FINDING, TEST));

    @Test
    void givenATest_whenMatched_thenByItsWholeName() {
        assertThat(matcher.test("com.acme.Foo.slowOne")).isEqualTo("t");
        assertThat(matcher.test("com.acme.Foo.fast")).isNull();
    }

    @Test
    void givenAFinding_whenMatched_thenEveryPartMustBeSo() {
        assertThat(matcher.matchesFinding(FINDING, "NP_NULL", "src/a/B.java", "may be null here"))
                .isTrue();
        assertThat(matcher.matchesFinding(FINDING, "XX_NULL", "src/a/B.java", "may be null here"))
                .isFalse();
        assertThat(matcher.matchesFinding(FINDING, "NP_NULL", "test/B.java", "may be null here"))
                .isFalse();
        assertThat(matcher.matchesFinding(FINDING, "NP_NULL", null, "may be null here"))
                .isFalse();
        assertThat(matcher.matchesFinding(FINDING, "NP_NULL", "src/a/B.java", "fine"))
                .isFalse();
        assertThat(matcher.matchesFinding(TEST, "NP_NULL", "src/a/B.java", "x.slow"))
                .isFalse();
        assertThat(matcher.matchesFinding(NOTHING, "", null, "")).isFalse();
    }

    @Test
    void givenATool_whenMatched_thenIgnoringCase() {
        assertThat(matcher.matchesTool(FINDING, "spotbugs")).isTrue();
        assertThat(matcher.matchesTool(FINDING, "pmd")).isFalse();
        assertThat(matcher.matchesTool(TEST, "spotbugs")).isFalse();
    }
}
