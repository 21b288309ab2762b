package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.LoadSummary;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** JMeter's results, in both forms. */
class JMeterReadersTest {

    private static final String HEADER = "timeStamp,elapsed,label,responseMessage,success,URL\n";

    @Test
    void givenColumnsInAnyOrder_whenRead_thenByName() throws IOException {
        assertThat(csv("label,success,elapsed,timeStamp,responseMessage\nGET,FALSE,7,1700000000000,x\n"))
                .singleElement()
                .satisfies(series -> {
                    assertThat(series.label()).isEqualTo("GET");
                    assertThat(series.errors()).isEqualTo(1);
                    assertThat(series.elapsed().percentile(100)).isEqualTo(7);
                    assertThat(series.firstStart()).isEqualTo(1_700_000_000_000L);
                    assertThat(series.lastEnd()).isEqualTo(1_700_000_000_007L);
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void givenADelimiter_whenRead_thenTheHeaderTellsIt(String delimiter) throws IOException {
        assertThat(csv((HEADER + "1,2,a,OK,true,u\r\n1,3,a,OK,true,u\r\n").replace(",", delimiter)))
                .singleElement()
                .satisfies(series -> assertThat(series.elapsed().count()).isEqualTo(2));
    }

    @Test
    void givenQuotedFields_whenRead_thenTheyAreWhole() throws IOException {
        assertThat(csv(HEADER
                        + "1,2,\"a, \"\"b\"\"\nc\",\"two\nlines\",true,\"u\"\n"
                        + "1,2,\"a, \"\"b\"\"\nc\",,true,\"x \"\"y\"\", z\"\n"
                        + "1,2,plain \"quote\",,true,\n"))
                .extracting(LoadSummary.Series::label)
                .containsExactly("a, \"b\"\nc", "plain \"quote\"");
    }

    @Test
    void givenATransactionsMessage_whenRead_thenItsSampleStandsApart() throws IOException {
        List<LoadSummary.Series> series = csv(HEADER
                + "1,9,a,\"Number of samples in transaction : 1, number of failing samples : 0\",true,null\n"
                + "1,2,a,OK,true,u\n");

        assertThat(series).extracting(LoadSummary.Series::transaction).containsExactly(false, true);
        assertThat(series).extracting(each -> each.elapsed().percentile(50)).containsExactly(2L, 9L);
    }

    @Test
    void givenNoMessages_whenRead_thenACautionSaysThatTransactionsCount() throws IOException {
        TallySink sink = read(new JMeterCsvReader(), "timeStamp,elapsed,label,success\n1,2,a,true\n");

        assertThat(sink.cautions)
                .containsExactly(
                        "without the column responseMessage, samples of transaction controllers count as" + " others");
    }

    @Test
    void givenTheHeaderAgain_whenRead_thenItIsNoSample() throws IOException {
        assertThat(csv(HEADER + "1,2,a,OK,true,u\n" + HEADER + "1,2,a,OK,true,u\n\n"))
                .singleElement()
                .satisfies(series -> assertThat(series.elapsed().count()).isEqualTo(2));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '§',
            value = {
                "1,2,a,OK,true                § record 2 has 5 columns, but the header 6",
                "1,2,a,OK,true,u,v            § record 2 has more columns than the header's 6",
                "1,-2,a,OK,true,u             § record 2 has the elapsed time '-2'",
                "1.5,2,a,OK,true,u            § record 2 has the timeStamp '1.5'",
                "2026/01/02 03:04:05,2,a,OK,true,u § timestamp_format=ms",
                "1,2,a,OK,yes,u               § record 2 has the success 'yes'",
                "1,2,\"a\"b,OK,true,u         § record 2 goes on behind a quoted text",
                "1,2,a,OK,true,\"u            § record 2 ends within a quoted text",
                "timeStamp,elapsed,a,OK,success,u § half a header",
                "timeStamp,elapsed,label,OK,true,u § record 2 has the success 'true'",
                "timeStamp,elapsed,label,OK,false,u § record 2 has the success 'false'",
                "timeStamp,7,label,OK,success,u    § half a header",
                "1,,a,OK,true,u               § record 2 has the elapsed time ''"
            })
    void givenABrokenRecord_whenRead_thenTheErrorNamesIt(String line, String message) {
        assertThatThrownBy(() -> csv(HEADER + line + "\n"))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining(message);
    }

    @Test
    void givenNoHeader_whenRead_thenTheErrorSaysHowToGetOne() {
        String line = "1547676357242,1172,HP-0,200,OK,Thread Group 1-1,text,true\n";

        assertThat(new JMeterCsvReader().recognises(new Head(line.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
        assertThatThrownBy(() -> csv(line))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("print_field_names=true");
    }

    @Test
    void givenStatisticalMode_whenRead_thenUnreadable() throws IOException {
        String header = "timeStamp,elapsed,label,success,SampleCount,ErrorCount\n";

        assertThat(csv(header + "1,2,a,true,1,0\n")).hasSize(1);
        assertThatThrownBy(() -> csv(header + "1,2,a,true,5,0\n")).hasMessageContaining("stands for 5 samples");
        assertThatThrownBy(() -> xml("<sample t='1' ts='1' s='true' lb='a' sc='5'/>"))
                .hasMessageContaining("stands for 5 samples");
    }

    @Test
    void givenTheLastColumnDecidesAndMayBeCut_whenRead_thenUnreadable() {
        assertThatThrownBy(() -> csv("timeStamp,success,label,elapsed\n1,true,a,14"))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("cut");
    }

    @Test
    void givenMoreLabelsThanASummaryHas_whenRead_thenUnreadable() {
        String lines = IntStream.rangeClosed(0, LoadSummary.MOST_LABELS)
                .mapToObj(i -> "1,2,label " + i + ",OK,true,u\n")
                .collect(Collectors.joining());

        assertThatThrownBy(() -> csv(HEADER + lines))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("more than 10000 labels");
    }

    @Test
    void givenNestedSamples_whenRead_thenParentsAreTransactions() throws IOException {
        List<LoadSummary.Series> series = xml("""
                <httpSample t="9" ts="1000" s="true" lb="page"><httpSample t="4" ts="1000" s="true" lb="a"/>
                <httpSample t="5" ts="1004" s="false" lb="b"><responseData/></httpSample></httpSample>
                <sample t="1" ts="1" s="true" lb="flat" rm="Number of samples in transaction : 2, number of"/>
                <httpSample t="3" ts="2000" s="true" lb="page"/>""");

        assertThat(series)
                .extracting(each -> each.label() + " " + each.transaction() + " "
                        + each.elapsed().count())
                .containsExactly("a false 1", "b false 1", "flat true 1", "page false 1", "page true 1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<sample t='1' ts='1' s='true'/>",
                "<sample t='1' s='true' lb='a'/>",
                "<sample t='x' ts='1' s='true' lb='a'/>",
                "<sample t='-1' ts='1' s='true' lb='a'/>",
                "<sample t='1' ts='1' s='' lb='a'/>",
                "<sample t='1' ts='1' lb='a'/>",
                "<statSample t='1' ts='1' s='true' lb='a'/>",
                "<sample t='' ts='1' s='true' lb='a'/>"
            })
    void givenASampleThatLacksSomething_whenRead_thenUnreadable(String sample) {
        assertThatThrownBy(() -> xml(sample)).isInstanceOf(UnreadableReport.class);
    }

    @Test
    void givenLabelsWithoutEnd_whenRead_thenUnreadable() {
        String label = "l".repeat(8_000);
        StringBuilder csv = new StringBuilder(HEADER);
        StringBuilder xml = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            csv.append("1,2,").append(i).append(label).append(",OK,true,u\n");
            xml.append("<sample t='1' ts='1' s='true' lb='")
                    .append(i)
                    .append(label)
                    .append("'/>");
        }

        assertThatThrownBy(() -> csv(csv.toString())).hasMessageContaining("labels of more than 4194304 characters");
        assertThatThrownBy(() -> xml(xml.toString())).hasMessageContaining("labels of more than 4194304 characters");
        assertThatThrownBy(() -> xml("<sample t='1' ts='1' s='true' lb='" + label + label + "'/>"))
                .hasMessageContaining("a label of more than 8192 characters");
    }

    @Test
    void givenSamples_whenRead_thenTheLastEndIsWhenItWasWritten() throws IOException {
        assertThat(read(new JMeterCsvReader(), HEADER + "1700000000000,90,a,OK,true,u\n1700000000050,9,a,OK,true,u\n")
                        .written)
                .isEqualTo(Instant.ofEpochMilli(1_700_000_000_090L));
    }

    private static List<LoadSummary.Series> csv(String text) throws IOException {
        return read(new JMeterCsvReader(), text).load.toSummary().series();
    }

    private static List<LoadSummary.Series> xml(String samples) throws IOException {
        return read(new JMeterXmlReader(), "<testResults version='1.2'>" + samples + "</testResults>")
                .load
                .toSummary()
                .series();
    }

    private static TallySink read(ReportReader reader, String text) throws IOException {
        TallySink sink = new TallySink();
        reader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), sink, ReadLimits.DEFAULT);
        return sink;
    }
}
