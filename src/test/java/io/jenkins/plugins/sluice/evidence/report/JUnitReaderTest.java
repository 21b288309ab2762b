package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.evidence.TestSummary.FailedTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JUnit XML's dialects, each as its tool writes it. */
class JUnitReaderTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                              | passed",
                "<failure message='m'/>                        | failed",
                "<error message='m'/>                          | failed",
                "<failure message='m'/><error message='m'/>    | failed",
                "<failure/><failure/>                          | failed",
                "<skipped/>                                    | skipped",
                "<skipped/><failure/>                          | failed",
                "<flakyFailure message='m'/>                   | flaky",
                "<flakyError message='m'/><flakyFailure/>      | flaky",
                "<failure/><rerunFailure/><rerunError/>        | failed",
                "<rerunFailure/>                               | failed",
                "<system-out>no <![CDATA[<failure/>]]></system-out> | passed",
                "<properties><property name='failure'/></properties> | passed",
                "<x><failure/></x>                             | passed"
            })
    void givenAResult_whenRead_thenTheTestIsOne(String children, String outcome) throws IOException {
        TestSummary summary = summary(
                "<testsuite><testcase name='t'>" + (children == null ? "" : children) + "</testcase></testsuite>");

        assertThat(summary.total()).isEqualTo(1);
        assertThat(summary.passed()).isEqualTo(outcome.equals("passed") || outcome.equals("flaky") ? 1 : 0);
        assertThat(summary.flaky()).isEqualTo(outcome.equals("flaky") ? 1 : 0);
        assertThat(summary.failed()).isEqualTo(outcome.equals("failed") ? 1 : 0);
        assertThat(summary.skipped()).isEqualTo(outcome.equals("skipped") ? 1 : 0);
    }

    @ParameterizedTest
    @CsvSource({
        "status='run' result='completed', 0, 0",
        "status='notrun' result='suppressed', 1, 0",
        "status='disabled', 1, 0",
        "result='skipped', 1, 0",
        "status='failed', 0, 1",
        "status='fail', 0, 1",
        "status='FAILED', 0, 1",
        "result=' Skipped ', 1, 0"
    })
    void givenAStatusWithoutAnElement_whenRead_thenItCounts(String attributes, long skipped, long failed)
            throws IOException {
        TestSummary summary = summary("<testsuite><testcase name='t' " + attributes + "/></testsuite>");

        assertThat(summary.skipped()).isEqualTo(skipped);
        assertThat(summary.failed()).isEqualTo(failed);
    }

    @Test
    void givenNames_whenRead_thenTheClassOrElseTheSuiteIsInFront() throws IOException {
        assertThat(summary("""
                        <testsuites name="all"><testsuite name="suite">
                        <testcase classname="com.acme.Foo" name="one"/>
                        <testcase name="two"/>
                        <testcase classname="" name="three"/>
                        <testcase classname="says hello" name="says hello"/>
                        <testcase classname="only.Class"/>
                        </testsuite><testsuite><testcase name="four"/></testsuite></testsuites>""").names())
                .containsExactly("com.acme.Foo.one", "four", "only.Class", "says hello", "suite.three", "suite.two");
    }

    @Test
    void givenSameNamesTwice_whenRead_thenBothCount() throws IOException {
        TestSummary summary = summary("""
                <testsuite><testcase classname="a" name="b"><failure/></testcase><testcase classname="a" name="b"/>
                </testsuite>""");

        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.passed()).isEqualTo(1);
        assertThat(summary.flaky()).isZero();
        assertThat(summary.names()).containsExactly("a.b", "a.b");
    }

    @Test
    void givenAnInnerSuiteThatLacksTests_whenItsParentDeclaresThemToo_thenTheyAreAbsentOnce() throws IOException {
        TallySink sink = read("""
                <testsuites tests="7"><testsuite name="outer" tests="6"><testcase name="a"/>
                <testsuite name="inner" tests="5"><testcase name="b"/><testcase name="c"/></testsuite>
                </testsuite></testsuites>""");

        assertThat(sink.tests.toSummary().absent()).isEqualTo(4);
        assertThat(sink.cautions).containsExactly("suite 'inner' declares 5 tests but holds 2");
    }

    @Test
    void givenParentsThatCountOnlyTheirOwn_whenRead_thenNoneIsAbsent() throws IOException {
        TallySink sink = read("""
                <testsuite name="outer" tests="1"><testcase name="a"/>
                <testsuite name="inner" tests="2"><testcase name="b"/><testcase name="c"/></testsuite>
                </testsuite>""");

        TestSummary summary = sink.tests.toSummary();
        assertThat(summary.absent()).isZero();
        assertThat(summary.total()).isEqualTo(3);
    }

    @Test
    void givenTotalsThatDiffer_whenRead_thenTheLeavesCountWithACaution() throws IOException {
        TallySink sink = read("""
                <testsuite name="s" tests="1" failures="2" errors="1" skipped="1">
                <testcase name="a"/><testcase name="b"><failure/></testcase></testsuite>""");

        TestSummary summary = sink.tests.toSummary();
        assertThat(summary.total()).isEqualTo(2);
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(sink.cautions)
                .containsExactly("suite 's' declares 1 tests but holds 2, 3 failures and errors but holds 1,"
                        + " 1 skipped but holds 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "errors='1'              | <testcase name='a'/>                                            | 1",
                "tests='3' errors='1'    | <testcase name='a'/>                                            | 2",
                "failures='1' errors='1' | <testcase name='a'><failure/><error/></testcase>                | 0",
                "failures='2'            | <testcase name='a'><flakyFailure/><flakyFailure/></testcase>    | 0",
                "failures='1'            | <testcase name='a' status='failed'/>                            | 0",
                "failures='2'            | <testsuite failures='1'><testcase name='a'/></testsuite>        | 2",
                "errors='1'              | <error/>                                                        | 0"
            })
    void givenMoreFailuresThanTheSuiteHolds_whenRead_thenTheyAreAbsent(String declared, String inner, long absent)
            throws IOException {
        assertThat(summary("<testsuite " + declared + ">" + inner + "</testsuite>")
                        .absent())
                .isEqualTo(absent);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "-1", "many", "1.5"})
    void givenTestsThatAreNoCount_whenRead_thenUnreadable(String tests) {
        assertThatThrownBy(() -> read("<testsuite tests='" + tests + "'><testcase name='a'/></testsuite>"))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("tests of a suite is no count: '" + tests + "'");
    }

    @Test
    void givenASuiteWithAnEndlessName_whenRead_thenUnreadable() {
        assertThatThrownBy(() -> read("<testsuite name='" + "n".repeat(8193) + "'/>"))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("a suite's name of more than 8192 characters");
    }

    @Test
    void givenASuiteThatFailedToLoad_whenRead_thenItIsOneFailedTest() throws IOException {
        TestSummary summary =
                summary("<testsuite name='com.acme.Foo' tests='1' errors='1'><error message='no class'/></testsuite>");

        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.absent()).isZero();
        assertThat(summary.failedTests())
                .containsExactly(
                        new FailedTest(IdentityHash.of("com.acme.Foo.<init>"), "com.acme.Foo.<init>", "no class"));
    }

    @Test
    void givenAFailureWithoutMessage_whenRead_thenTheFirstLineOfItsTextSpeaks() throws IOException {
        assertThat(summary("<testsuite><testcase name='t'><failure>\n  boom &amp; bang\n at x\n</failure></testcase>"
                                + "<testcase name='u'><error/></testcase></testsuite>")
                        .failedTests())
                .extracting(FailedTest::message)
                .containsExactly("boom & bang", null);
    }

    @Test
    void givenAnExemption_whenItsTestFails_thenItIsInNoOtherCount() throws IOException {
        TallySink sink = new TallySink(new Exemption("known", null, null, null, null, "com.acme.Foo.*"));
        read(sink, """
                <testsuite><testcase classname="com.acme.Foo" name="a"><failure/></testcase>
                <testcase classname="com.acme.Foo" name="b"/>
                <testcase classname="com.acme.Bar" name="a"><failure/></testcase></testsuite>""");
        TestSummary summary = sink.tests.toSummary();

        assertThat(summary.exempt()).containsExactly(java.util.Map.entry("known", 1L));
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.failures().size()).isEqualTo(2);
        assertThat(summary.passed()).isEqualTo(1);
        assertThat(summary.total()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05Z",
        "2026-01-02T03:04:05.123+02:00, 2026-01-02T01:04:05.123Z",
        "2026-01-02T03:04:05.123456+00:00, 2026-01-02T03:04:05.123456Z",
        "2026-01-02 03:04:05 +0100, ",
        "2026-01-02T03:04:05, 2026-01-02T15:04:05Z",
        "2026-01-02T03:04:05.123456, 2026-01-02T15:04:05.123456Z",
        "'Tue, 24 Nov 2026 23:28:11 GMT', 2026-11-24T23:28:11Z",
        "'Mon, 24 Nov 2026 23:28:11 GMT', ",
        "yesterday, "
    })
    void givenATimestamp_whenRead_thenItIsTheLatestThatItCanMean(String timestamp, Instant written) throws IOException {
        assertThat(read("<testsuites><testsuite timestamp='" + timestamp + "'><testcase name='t'/></testsuite>"
                                + "<testsuite timestamp='2001-01-01T00:00:00Z'/></testsuites>")
                        .written)
                .isEqualTo(written == null ? Instant.parse("2001-01-01T00:00:00Z") : written);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.123        | 123000000",
                "1,234.56     | 1234560000000",
                "1,234        | 1234000000000",
                "0,25         | 250000000",
                "12           | 12000000000",
                "1e-05        | 10000",
                ".5           | 500000000",
                "0.1234567891 | 123456789",
                "-1           | 0",
                "NaN          | 0",
                "soon         | 0"
            })
    void givenATime_whenRead_thenItIsInNanoseconds(String time, long nanos) throws IOException {
        assertThat(summary("<testsuite><testcase name='t' time='" + time
                                + "'/><testcase name='u' time=''/></testsuite>")
                        .durationNanos())
                .isEqualTo(nanos);
    }

    @Test
    void givenControlCharactersInAMessage_whenRead_thenTheyAreReplaced() throws IOException {
        assertThat(summary("<testsuite><testcase name='a\u0001b'><failure message='&#27;[31mred&#0;\u001b'/></testcase>"
                                + "</testsuite>")
                        .failedTests())
                .singleElement()
                .satisfies(failed -> assertThat(failed.name()).isEqualTo("a b"))
                .satisfies(failed -> assertThat(failed.message()).isEqualTo("?[31mred"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html/>",
                "<testcase name='t'/>",
                "<testsuite><testcase name='t'><testcase name='u'/></testcase></testsuite>",
                "<testsuite><testcase name='t'></testsuite>",
                "<testsuite><testcase name='t'/></testsuite><testsuite/>",
                "<testsuite><testcase name='&nbsp;'/></testsuite>",
                "<?xml version='1.0' encoding='x-no-such'?><testsuite/>",
                ""
            })
    void givenNoWholeReport_whenRead_thenUnreadable(String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(UnreadableReport.class);
    }

    @Test
    void givenABrokenLine_whenRead_thenTheErrorNamesIt() {
        assertThatThrownBy(() -> read("<testsuite>\n<testcase name='a'/>\n<testcase name='b'></x>\n</testsuite>"))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("line 3");
    }

    @Test
    void givenMoreTestsThanNamesAreKept_whenRead_thenThereAreNone() throws IOException {
        TestSummary summary =
                summary("<testsuite>" + "<testcase name='t'/>".repeat(TestSummary.MOST_NAMES + 1) + "</testsuite>");

        assertThat(summary.passed()).isEqualTo(TestSummary.MOST_NAMES + 1);
        assertThat(summary.names()).isNull();
    }

    private static TestSummary summary(String text) throws IOException {
        return read(text).tests.toSummary();
    }

    private static TallySink read(String text) throws IOException {
        return read(new TallySink(), text);
    }

    private static TallySink read(TallySink sink, String text) throws IOException {
        new JUnitReader()
                .read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink, ReadLimits.DEFAULT);
        return sink;
    }
}
