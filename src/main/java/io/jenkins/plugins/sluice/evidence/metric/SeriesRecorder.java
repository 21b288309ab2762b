package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes series as lines of JSON, which {@link FileProvider} reads. The first line names the format, each other one holds
 * samples of one series, which may go on in later lines:
 *
 * <pre>{@code
 * {"format":"sluice-series","version":1}
 * {"labels":{"__name__":"http_requests_total","pod":"shop-1"},"times":[1700000000000,1700000015000],"values":[7,9]}
 * }</pre>
 *
 * Times are milliseconds since 1970, rising; a value that JSON has no number for is {@code "NaN"}, {@code "+Inf"} or {@code
 * "-Inf"}. A native histogram has its count as value, and in {@code "histograms"} for each sample a list of low bound, high
 * bound and count of each bucket, one after the other. What an expression gave is a series with the metric's name as {@code
 * __name__} and the arm's labels as {@code __arm__}. May be used by several threads at once.
 */
public final class SeriesRecorder implements Closeable {

    static final String FORMAT = "sluice-series";
    static final int VERSION = 1;
    static final String ARM = "__arm__";

    private static final JsonFactory JSON = new JsonFactory();

    private final OutputStream out;
    private final Map<Map<String, String>, Long> written = new HashMap<>();
    private boolean begun;

    /**
     * Writes to a stream.
     *
     * @param out closed with the recorder; buffered by whoever gives it
     */
    public SeriesRecorder(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes samples of a series; those that are not later than what it was given of this series before are left out.
     *
     * @param labels with the name as {@code __name__}
     * @param times milliseconds since 1970, rising
     * @param values as many
     */
    public void write(Map<String, String> labels, long[] times, double[] values) throws IOException {
        if (times.length != values.length) {
            throw new IllegalArgumentException(times.length + " times with " + values.length + " values");
        }
        write(new SampledSeries(Map.copyOf(labels), times.clone(), values.clone(), null), Map.of());
    }

    void write(SampledSeries series, Map<String, String> more) throws IOException {
        Map<String, String> labels = new TreeMap<>(series.labels());
        labels.putAll(more);
        synchronized (this) {
            int first = series.lastUntil(written.getOrDefault(labels, Long.MIN_VALUE)) + 1;
            if (first == series.size()) {
                return;
            }
            String line = line(series, labels, first);
            if (!begun) {
                out.write(("{\"format\":\"" + FORMAT + "\",\"version\":" + VERSION + "}\n")
                        .getBytes(StandardCharsets.UTF_8));
                begun = true;
            }
            out.write(line.getBytes(StandardCharsets.UTF_8));
            written.put(labels, series.time(series.size() - 1));
        }
    }

    private static String line(SampledSeries series, Map<String, String> labels, int first) {
        StringWriter line = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(line)) {
            json.writeStartObject();
            json.writeObjectFieldStart("labels");
            for (Map.Entry<String, String> label : labels.entrySet()) {
                json.writeStringField(label.getKey(), label.getValue());
            }
            json.writeEndObject();
            json.writeArrayFieldStart("times");
            for (int i = first; i < series.size(); i++) {
                json.writeNumber(series.time(i));
            }
            json.writeEndArray();
            json.writeArrayFieldStart("values");
            for (int i = first; i < series.size(); i++) {
                write(json, series.value(i));
            }
            json.writeEndArray();
            if (series.histogram(first) != null) {
                json.writeArrayFieldStart("histograms");
                for (int i = first; i < series.size(); i++) {
                    json.writeStartArray();
                    NativeHistogram histogram = series.histogram(i);
                    for (int j = 0; histogram != null && j < histogram.size(); j++) {
                        write(json, histogram.low(j));
                        write(json, histogram.high(j));
                        write(json, histogram.count(j));
                    }
                    json.writeEndArray();
                }
                json.writeEndArray();
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.append('\n').toString();
    }

    private static void write(JsonGenerator json, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < 1e15) {
            json.writeNumber((long) value);
        } else if (Double.isFinite(value)) {
            json.writeNumber(value);
        } else {
            json.writeString(Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf");
        }
    }

    /** What a series of an expression's values is known by. */
    static Map<String, String> valueLabels(Metric.Value metric, Arm arm) {
        return Map.of(Selector.NAME, metric.name(), ARM, QueryLanguage.MATCHERS.arm(arm));
    }

    /** Hands on what was written. */
    public synchronized void flush() throws IOException {
        out.flush();
    }

    @Override
    public synchronized void close() throws IOException {
        out.close();
    }
}
