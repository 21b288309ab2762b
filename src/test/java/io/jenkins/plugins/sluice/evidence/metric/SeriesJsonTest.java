package io.jenkins.plugins.sluice.evidence.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesJsonTest {

    private static SeriesJson.Contents read(String json) throws NoAnswer {
        return SeriesJson.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), 100);
    }

    @Test
    void givenAMatrix_whenRead_thenItsSamplesAreThere() throws NoAnswer {
        SampledSeries series = read("""
                        {"status":"success","data":{"resultType":"matrix","result":[
                          {"metric":{"__name__":"up","job":"prometheus"},
                           "values":[[1435781430.781,"1"],[1435781445.781,"0.5"],[1435781460,"NaN"],[1435781475,"1.5e+22"]]}]}}""").series().get(0);

        assertThat(series.labels()).containsEntry("job", "prometheus");
        assertThat(series.times()).containsExactly(1435781430781L, 1435781445781L, 1435781460000L, 1435781475000L);
        assertThat(series.values()).containsExactly(1, 0.5, Double.NaN, 1.5e22);
    }

    @Test
    void givenNativeHistograms_whenRead_thenTheirBucketsAreThere() throws NoAnswer {
        SampledSeries series = read("""
                        {"status":"success","data":{"resultType":"matrix","result":[{"metric":{"pod":"a"},"histograms":[
                          [1435781430,{"count":"7","sum":"3.5","buckets":[[3,"-0.001","0.001","1"],[0,"0.5","1","4"],[0,"1","2","2"]]}],
                          [1435781445,{"count":"9","sum":"4.5","buckets":[[0,"0.5","1","9"]]}]]}]}}""").series().get(0);

        assertThat(series.values()).containsExactly(7, 9);
        assertThat(series.histogram(0).below(1)).isEqualTo(5);
        assertThat(series.histogram(0).parts(0.7)).isFalse();
        assertThat(series.histogram(0).parts(0.1)).isTrue();
    }

    @Test
    void givenAScalarOrAVector_whenRead_thenEachIsOneSample() throws NoAnswer {
        assertThat(read("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1435781430,\"7\"]}}")
                        .series())
                .singleElement()
                .satisfies(series -> assertThat(series.values()).containsExactly(7));
        assertThat(read("{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
                                + "{\"metric\":{},\"value\":[1435781430,\"+Inf\"]}]}}")
                        .series())
                .singleElement()
                .satisfies(series -> assertThat(series.values()).containsExactly(Double.POSITIVE_INFINITY));
    }

    @Test
    void givenWarningsAndRemarks_whenRead_thenTheyAreKept() throws NoAnswer {
        SeriesJson.Contents contents = read("{\"status\":\"success\",\"isPartial\":true,\"warnings\":[\"store down\"],"
                + "\"infos\":[\"no counter\"],\"data\":{\"resultType\":\"matrix\",\"result\":[]}}");

        assertThat(contents.warnings()).containsExactly("store down");
        assertThat(contents.remarks()).containsExactly("no counter");
        assertThat(contents.partial()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "7",
                "<html>",
                "{\"status\":\"success\"}",
                "{\"status\":\"success\",\"data\":{\"result\":[",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{},\"values\":[[1,\"2\"]]}]}",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{},\"values\":[[1]]}]}}",
                "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{},\"values\":[[2,\"1\"],[1,\"2\"]]}]}}",
                "{\"status\":\"success\",\"data\":{\"result\":[]}}{}"
            })
    void givenWhatIsNoAnswer_whenRead_thenItIsRefused(String json) {
        assertThatThrownBy(() -> read(json)).isInstanceOf(NoAnswer.class).hasMessageContaining("answer");
    }

    @Test
    void givenMoreSamplesThanWanted_whenRead_thenItIsRefused() {
        String samples = "[1,\"2\"]";
        StringBuilder json = new StringBuilder(samples);
        for (int i = 2; i < 200; i++) {
            json.append(",[").append(i).append(",\"2\"]");
        }

        assertThatThrownBy(() -> read(
                        "{\"status\":\"success\",\"data\":{\"result\":[{\"metric\":{},\"values\":[" + json + "]}]}}"))
                .hasMessage("the answer has more than 100 samples; select fewer series, or ask for a shorter time");
    }

    @Property(tries = 2000)
    void givenAnyNumber_whenWrittenAndRead_thenItIsTheSame(@ForAll double number) {
        assertThat(Decimal.parse(Double.toString(number))).isEqualTo(number);
    }

    @Property(tries = 2000)
    void givenAnyDecimal_whenRead_thenItIsWhatJavaReads(@ForAll long digits, @ForAll boolean fraction) {
        String number = Long.toString(digits >>> 14) + (fraction ? "." + Math.abs(digits % 1000) : "");

        assertThat(Decimal.parse(number)).isEqualTo(Double.parseDouble(number));
    }
}
