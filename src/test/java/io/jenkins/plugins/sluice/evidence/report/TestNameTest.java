package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestNameTest {

    @Test
    void givenAClass_whenNamed_thenTheSuiteIsNotInTheName() {
        assertThat(TestName.full("suite", "com.example.ParcelTest", "weighs"))
                .isEqualTo("com.example.ParcelTest.weighs");
    }

    @Test
    void givenNoClass_whenNamed_thenTheSuiteIs() {
        assertThat(TestName.full("suite", " ", "weighs")).isEqualTo("suite.weighs");
        assertThat(TestName.full("suite", null, null)).isEqualTo("suite");
        assertThat(TestName.full(null, null, "weighs")).isEqualTo("weighs");
    }

    @Test
    void givenATestNamedAsItsClass_whenNamed_thenTheNameIsSaidOnce() {
        assertThat(TestName.full("suite", "com.example.ParcelTest", "com.example.ParcelTest"))
                .isEqualTo("com.example.ParcelTest");
    }

    @Test
    void givenABrokenSuite_whenNamed_thenLikeItsInitialiser() {
        assertThat(TestName.ofSuite("com.example.ParcelTest")).isEqualTo("com.example.ParcelTest.<init>");
        assertThat(TestName.ofSuite("")).isEqualTo("<init>");
    }
}
