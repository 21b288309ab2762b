package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Tally;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Real files with the counts that Python's ElementTree and csv modules find in them. */
class XmlSamplesTest {

    @ParameterizedTest
    @CsvSource({
        "cfn-lint.xml, 141, 1, 19, 0, 0",
        "jenkins-64117.xml, 3, 1, 0, 0, 594000000",
        "jest.xml, 11, 1, 0, 2, 497000000",
        "test-suites.xml, 2, 2, 0, 0, 983000000"
    })
    void givenJUnitOfARealTool_whenRead_thenItsLeavesCount(
            String file, long tests, long failed, long skipped, long absent, long nanos) throws IOException {
        TestSummary summary = read(new JUnitReader(), "junit/" + file).tests.toSummary();

        assertThat(summary.total()).isEqualTo(tests);
        assertThat(summary.failed()).isEqualTo(failed);
        assertThat(summary.failures().size()).isEqualTo(failed);
        assertThat(summary.failedTests()).hasSize((int) failed);
        assertThat(summary.skipped()).isEqualTo(skipped);
        assertThat(summary.absent()).isEqualTo(absent);
        assertThat(summary.durationNanos()).isEqualTo(nanos);
        assertThat(summary.names()).hasSize((int) tests).isSorted();
    }

    @Test
    void givenJestThatDeclaresMoreThanItHolds_whenRead_thenTheSuiteIsNamed() throws IOException {
        assertThat(read(new JUnitReader(), "junit/jest.xml").cautions)
                .contains("suite 'undefined' declares 4 tests but holds 2");
    }

    @Test
    void givenJacoco_whenRead_thenItsLinesCount() throws IOException {
        TallySink sink = read(new JacocoReader(), "jacoco/analysis-model.xml");

        assertThat(sink.coverage.toSummary().tallies())
                .isEqualTo(Map.of(
                        Metric.LINE, new Tally(5531, 5798),
                        Metric.BRANCH, new Tally(1544, 1749),
                        Metric.INSTRUCTION, new Tally(24057, 25031),
                        Metric.METHOD, new Tally(1615, 1660)));
        assertThat(sink.cautions).isEmpty();
        assertThat(sink.written).isEqualTo(Instant.ofEpochMilli(1631308213013L));
        assertThat(read(new JacocoReader(), "jacoco/codingstyle.xml")
                        .coverage
                        .toSummary()
                        .tallies())
                .isEqualTo(Map.of(
                        Metric.LINE, new Tally(294, 323),
                        Metric.BRANCH, new Tally(109, 116),
                        Metric.INSTRUCTION, new Tally(1260, 1350),
                        Metric.METHOD, new Tally(97, 102)));
    }

    @Test
    void givenCobertura_whenRead_thenLinesOfClassesCountOnce() throws IOException {
        TallySink typescript = read(new CoberturaReader(), "cobertura/typescript.xml");
        TallySink lots = read(new CoberturaReader(), "cobertura/lots.xml");

        assertThat(typescript.coverage.toSummary().tallies())
                .isEqualTo(Map.of(Metric.LINE, new Tally(63, 156), Metric.BRANCH, new Tally(21, 32)));
        assertThat(typescript.cautions)
                .containsExactly("the report declares 25 covered of 41 branches but holds 21 of 32");
        assertThat(typescript.written).isEqualTo(Instant.ofEpochMilli(1679873712252L));
        CoverageSummary summary = lots.coverage.toSummary();
        assertThat(summary.tallies())
                .isEqualTo(Map.of(Metric.LINE, new Tally(602, 958), Metric.BRANCH, new Tally(285, 628)));
        assertThat(summary.leastCovered())
                .isSortedAccordingTo(
                        (a, b) -> Long.compare(b.lines() - b.coveredLines(), a.lines() - a.coveredLines()));
    }

    @Test
    void givenPit_whenRead_thenEachStatusCounts() throws IOException {
        var summary = read(new PitReader(), "pit/mutations.xml").mutation.toSummary();

        assertThat(summary.detected()).isEqualTo(195);
        assertThat(summary.survived()).isEqualTo(35);
        assertThat(summary.uncovered()).isEqualTo(4);
        assertThat(summary.unjudged()).isZero();
        assertThat(summary.alive())
                .hasSize(39)
                .allSatisfy(mutant -> assertThat(mutant.place()).matches("edu\\.hm[\\w.$]*\\.[\\w<>$]+:\\d+"));
    }

    @Test
    void givenJMeterCsvWithTransactions_whenRead_thenTheyStandApart() throws IOException {
        LoadSummary summary =
                read(new JMeterCsvReader(), "jmeter/transactions.csv").load.toSummary();

        assertThat(count(summary, false)).isEqualTo(210);
        assertThat(count(summary, true)).isEqualTo(103);
        assertThat(sum(summary, false)).isEqualTo(189_890);
        assertThat(sum(summary, true)).isEqualTo(366_471);
        assertThat(summary.series())
                .hasSize(9)
                .allSatisfy(series -> assertThat(series.errors()).isZero());
        assertThat(summary.series().stream()
                        .filter(series -> !series.transaction())
                        .map(LoadSummary.Series::elapsed)
                        .reduce(io.jenkins.plugins.sluice.evidence.Histogram::plus)
                        .orElseThrow()
                        .percentile(95))
                .isEqualTo(1894);
        assertThat(summary.series().stream()
                        .mapToLong(LoadSummary.Series::firstStart)
                        .min())
                .hasValue(1547676357183L);
        assertThat(summary.series().stream()
                        .mapToLong(LoadSummary.Series::lastEnd)
                        .max())
                .hasValue(1547676474010L);
    }

    @Test
    void givenJMeterCsvWithoutItsLastLineEnd_whenRead_thenAllCountsWithACaution() throws IOException {
        TallySink sink = read(new JMeterCsvReader(), "jmeter/results.csv");
        LoadSummary summary = sink.load.toSummary();

        assertThat(count(summary, false)).isEqualTo(3);
        assertThat(sum(summary, false)).isEqualTo(5833);
        assertThat(sink.cautions)
                .containsExactly("the last line has no line end; if JMeter wrote the file, it was cut there");
    }

    @Test
    void givenJMeterXml_whenRead_thenEachSampleCounts() throws IOException {
        TallySink sink = read(new JMeterXmlReader(), "jmeter/ten-samples.jtl");
        LoadSummary summary = sink.load.toSummary();

        assertThat(summary.series()).extracting(LoadSummary.Series::label).containsExactly("Ant", "Bat", "Cat", "Dog");
        assertThat(summary.series())
                .extracting(series -> series.elapsed().count())
                .containsExactly(3L, 2L, 3L, 2L);
        assertThat(sum(summary, false)).isEqualTo(55);
        assertThat(sink.written).isEqualTo(Instant.ofEpochMilli(1296846968933L));
    }

    private static long count(LoadSummary summary, boolean transaction) {
        return summary.series().stream()
                .filter(series -> series.transaction() == transaction)
                .mapToLong(series -> series.elapsed().count())
                .sum();
    }

    private static long sum(LoadSummary summary, boolean transaction) {
        return summary.series().stream()
                .filter(series -> series.transaction() == transaction)
                .mapToLong(series -> series.elapsed().sum().longValueExact())
                .sum();
    }

    private static TallySink read(ReportReader reader, String sample) throws IOException {
        byte[] bytes = Samples.bytes(sample);
        assertThat(reader.recognises(new Head(bytes))).isTrue();
        TallySink sink = new TallySink();
        reader.read(new ByteArrayInputStream(bytes), sink, ReadLimits.DEFAULT);
        return sink;
    }
}
