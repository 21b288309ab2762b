package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.CoverageSummary.FileCoverage;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Tally;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Coverage and mutation reports, each as its tool writes it. */
class CoverageReadersTest {

    @Test
    void givenJacocoWithoutLines_whenRead_thenItsClassesCount() throws IOException {
        TallySink sink = read(new JacocoReader(), """
                <report name="x"><group name="g"><package name="p"><class name="p/A">
                <method name="m" desc="()V"><counter type="INSTRUCTION" missed="1" covered="9"/>
                <counter type="METHOD" missed="0" covered="1"/></method>
                <counter type="INSTRUCTION" missed="1" covered="9"/><counter type="BRANCH" missed="1" covered="1"/>
                <counter type="METHOD" missed="0" covered="1"/><counter type="COMPLEXITY" missed="0" covered="1"/>
                </class><counter type="INSTRUCTION" missed="1" covered="9"/></package></group>
                <counter type="INSTRUCTION" missed="1" covered="9"/></report>""");

        assertThat(sink.coverage.toSummary().tallies())
                .isEqualTo(Map.of(
                        Metric.INSTRUCTION, new Tally(9, 10),
                        Metric.BRANCH, new Tally(1, 2),
                        Metric.METHOD, new Tally(1, 1)));
        assertThat(sink.cautions).isEmpty();
    }

    @Test
    void givenAJacocoFileWithoutLines_whenRead_thenItsOwnCountersCount() throws IOException {
        TallySink sink = read(new JacocoReader(), """
                <report name="x"><package name="p">
                <class name="p/A"><counter type="INSTRUCTION" missed="1" covered="9"/></class>
                <class name="p/B"><counter type="INSTRUCTION" missed="0" covered="1"/></class>
                <sourcefile name="A.kt"><counter type="INSTRUCTION" missed="1" covered="9"/></sourcefile>
                <sourcefile name="B.kt"><line nr="1" mi="0" ci="1" mb="0" cb="0"/>
                <counter type="INSTRUCTION" missed="0" covered="1"/></sourcefile>
                </package><counter type="INSTRUCTION" missed="1" covered="10"/></report>""");

        assertThat(sink.coverage.toSummary().tallies())
                .isEqualTo(Map.of(Metric.INSTRUCTION, new Tally(10, 11), Metric.LINE, new Tally(1, 1)));
        assertThat(sink.cautions).isEmpty();
    }

    @Test
    void givenJacocoOfSeveralModules_whenRead_thenGroupsAddUp() throws IOException {
        String module = """
                <group name="%s"><package name="p"><sourcefile name="A.java"><line nr="1" mi="0" ci="1" mb="0" cb="0"/>
                <line nr="2" mi="1" ci="0" mb="2" cb="0"/><line nr="3" mi="0" ci="0" mb="0" cb="0"/></sourcefile>
                </package></group>""";
        TallySink sink = read(
                new JacocoReader(),
                "<report name='x'>" + module.formatted("a") + module.formatted("b")
                        + "<counter type='LINE' missed='2' covered='3'/></report>");

        assertThat(sink.coverage.toSummary().tallies())
                .containsEntry(Metric.LINE, new Tally(2, 4))
                .containsEntry(Metric.BRANCH, new Tally(0, 4));
        assertThat(sink.coverage.toSummary().leastCovered()).containsExactly(new FileCoverage("p/A.java", 2, 4));
        assertThat(sink.cautions).containsExactly("the report declares 3 of 5 covered as LINE but holds 2 of 4");
    }

    @ParameterizedTest
    @CsvSource({
        "1700000000, 2023-11-14T22:13:20Z",
        "1700000000123, 2023-11-14T22:13:20.123Z",
        "1700000000.5, 2023-11-14T22:13:20.500Z",
        "2023-11-14T22:13:20Z, 2023-11-14T22:13:20Z",
        "0, ",
        "-1, ",
        "1e999999999, ",
        "noon, "
    })
    void givenCoberturasTimestamp_whenRead_thenSecondsOrMilliseconds(String timestamp, Instant written)
            throws IOException {
        assertThat(read(new CoberturaReader(), "<coverage line-rate='1' timestamp='" + timestamp + "'/>").written)
                .isEqualTo(written);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<line number='1'/>",
                "<line number='1' hits=''/>",
                "<line number='1' hits='-1'/>",
                "<line number='1' hits='1' condition-coverage='50%'/>",
                "<line number='1' hits='1' condition-coverage='50% (3/2)'/>"
            })
    void givenACoberturaLineThatSaysNothing_whenRead_thenUnreadable(String line) {
        assertThatThrownBy(() -> read(new CoberturaReader(), cobertura(line)))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("line 1");
    }

    @Test
    void givenHugeHits_whenRead_thenTheLineIsCovered() throws IOException {
        assertThat(read(new CoberturaReader(), cobertura("<line number='1' hits='18446744073709551615'/>"))
                        .coverage
                        .toSummary()
                        .tallies())
                .isEqualTo(Map.of(Metric.LINE, new Tally(1, 1)));
    }

    @Test
    void givenNoLines_whenRead_thenNoMetricIsThere() throws IOException {
        assertThat(read(new CoberturaReader(), "<coverage line-rate='1'/>")
                        .coverage
                        .toSummary()
                        .tallies())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "KILLED, 1, 0, 0, 0",
        "TIMED_OUT, 1, 0, 0, 0",
        "MEMORY_ERROR, 1, 0, 0, 0",
        "RUN_ERROR, 1, 0, 0, 0",
        "NON_VIABLE, 1, 0, 0, 0",
        "SURVIVED, 0, 1, 0, 0",
        "NO_COVERAGE, 0, 0, 1, 0",
        "STARTED, 0, 0, 0, 1",
        "NOT_STARTED, 0, 0, 0, 1"
    })
    void givenAStatusOfPit_whenRead_thenItCountsAs(
            String status, long detected, long survived, long uncovered, long unjudged) throws IOException {
        MutationSummary summary = read(
                        new PitReader(),
                        "<mutations><mutation status='" + status + "'><mutatedClass>a.B</mutatedClass>"
                                + "<mutatedMethod>&lt;init&gt;</mutatedMethod><lineNumber>3</lineNumber>"
                                + "<mutator>m</mutator></mutation></mutations>")
                .mutation
                .toSummary();

        assertThat(summary.detected()).isEqualTo(detected);
        assertThat(summary.survived()).isEqualTo(survived);
        assertThat(summary.uncovered()).isEqualTo(uncovered);
        assertThat(summary.unjudged()).isEqualTo(unjudged);
        if (survived + uncovered > 0) {
            assertThat(summary.alive()).containsExactly(new MutationSummary.Mutant("a.B.<init>:3", "m", survived > 0));
        } else {
            assertThat(summary.alive()).isEmpty();
        }
    }

    @Test
    void givenAnUnknownStatus_whenRead_thenTheErrorNamesIt() {
        assertThatThrownBy(() -> read(new PitReader(), "<mutations>\n<mutation status='LUCKY'/></mutations>"))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("unknown mutation status 'LUCKY' at line 2");
    }

    @Test
    void givenFilesWithoutEnd_whenTallied_thenTheWorstAreKeptAndTheSumIsExact() {
        CoverageTally tally = new CoverageTally();
        for (int i = 0; i < 120_000; i++) {
            tally.coverage("f" + i, Metric.LINE, 0, i % 1000);
        }

        assertThat(tally.toSummary().tallies()).containsEntry(Metric.LINE, new Tally(0, 120L * 499_500));
        assertThat(tally.toSummary().leastCovered())
                .hasSize(50)
                .allSatisfy(file -> assertThat(file.lines()).isEqualTo(999));
    }

    @ParameterizedTest
    @CsvSource({"sourcefilename='A.java', 45, 52", "'', 37, 39"})
    void givenAClassOfNoFileBesideFiles_whenRead_thenItsOwnCountersCount(String named, long covered, long total)
            throws IOException {
        TallySink sink = read(new JacocoReader(), """
                <report name="mix"><package name="p">
                <class name="p/B"><counter type="INSTRUCTION" missed="5" covered="8"/></class>
                <class name="p/A" %s><counter type="INSTRUCTION" missed="2" covered="37"/></class>
                <sourcefile name="A.java"><line nr="1" mi="2" ci="37"/></sourcefile>
                </package></report>""".formatted(named));

        assertThat(sink.coverage.toSummary().tallies())
                .containsEntry(Metric.INSTRUCTION, new Tally(covered, total))
                .containsEntry(Metric.LINE, new Tally(1, 1));
    }

    @Test
    void givenPathsWithoutEnd_whenTallied_thenTheyAreCutAndTheSumIsExact() {
        CoverageTally tally = new CoverageTally();
        for (int i = 0; i < 20_000; i++) {
            tally.coverage(i + "p".repeat(2_000), Metric.LINE, 0, 1);
        }

        assertThat(tally.toSummary().tallies()).containsEntry(Metric.LINE, new Tally(0, 20_000));
        assertThat(tally.toSummary().leastCovered())
                .allSatisfy(file -> assertThat(file.path()).hasSize(1024));
    }

    private static String cobertura(String line) {
        return "<coverage line-rate='1'><packages><package><classes><class filename='a'><methods><method><lines>"
                + "<line number='1' hits='1'/></lines></method></methods><lines>" + line
                + "</lines></class></classes></package></packages></coverage>";
    }

    private static TallySink read(ReportReader reader, String text) throws IOException {
        TallySink sink = new TallySink();
        reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink, ReadLimits.DEFAULT);
        return sink;
    }
}
