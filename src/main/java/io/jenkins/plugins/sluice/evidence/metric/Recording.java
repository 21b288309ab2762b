package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Recorded series in memory. */
final class Recording {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(8)
                    .maxStringLength(1 << 20)
                    .maxNumberLength(400)
                    .build())
            .build();

    private final Map<Map<String, String>, Series> series = new LinkedHashMap<>();
    private List<SampledSeries> whole = List.of();
    private boolean torn;
    private int samples;

    private Recording() {}

    /**
     * Reads to the end. A last line that is not whole, because the writer was stopped, is left out.
     *
     * @throws NoAnswer when it is no recording, or a line of it is wrong
     */
    static Recording read(InputStream stream, int mostSamples) throws IOException {
        Recording recording = new Recording();
        try (JsonParser json = JSON.createParser(stream)) {
            recording.head(json);
            while (json.nextToken() != null) {
                recording.line(json, mostSamples);
            }
        } catch (JsonEOFException e) {
            recording.torn = true;
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new NoAnswer(Reason.SOURCE_DOWN, "line " + line + " is no JSON: " + e.getOriginalMessage());
        }
        if (recording.samples == 0) {
            throw new NoAnswer(Reason.NO_DATA, "the file holds no samples");
        }
        recording.whole = recording.series.entrySet().stream()
                .map(entry -> entry.getValue().sampled(entry.getKey()))
                .toList();
        recording.series.clear();
        return recording;
    }

    /** Whether the last line was left out. */
    boolean isTorn() {
        return torn;
    }

    List<SampledSeries> series() {
        return whole;
    }

    private void head(JsonParser json) throws IOException {
        String format = "";
        int version = 0;
        if (json.nextToken() == JsonToken.START_OBJECT) {
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("format")) {
                    format = json.getText();
                } else if (name.equals("version") && json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
                    version = json.getIntValue();
                } else {
                    json.skipChildren();
                }
            }
        }
        if (!format.equals(SeriesRecorder.FORMAT)) {
            throw new NoAnswer(
                    Reason.SOURCE_DOWN,
                    "line 1 does not begin a recording of series: it has no \"format\":\"" + SeriesRecorder.FORMAT
                            + "\"");
        }
        if (version < 1 || version > SeriesRecorder.VERSION) {
            throw new NoAnswer(
                    Reason.SOURCE_DOWN,
                    "line 1 names version " + version + " of the format, and this Sluice reads up to version "
                            + SeriesRecorder.VERSION);
        }
    }

    private void line(JsonParser json, int mostSamples) throws IOException {
        long line = json.currentLocation().getLineNr();
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw wrong(line, "it is no object");
        }
        Map<String, String> labels = new LinkedHashMap<>();
        double[] times = new double[0];
        double[] values = new double[0];
        @Nullable List<double[]> histograms = null;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "labels" -> {
                    while (json.nextToken() == JsonToken.FIELD_NAME) {
                        String label = json.currentName();
                        json.nextToken();
                        labels.put(label, json.getText());
                    }
                }
                case "times" -> times = numbers(json, line);
                case "values" -> values = numbers(json, line);
                case "histograms" -> {
                    histograms = new ArrayList<>();
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        histograms.add(numbers(json, line));
                    }
                }
                default -> json.skipChildren();
            }
        }
        if (times.length != values.length || (histograms != null && histograms.size() != times.length)) {
            throw wrong(line, "it has " + times.length + " times and " + values.length + " values");
        }
        samples += times.length;
        if (samples > mostSamples) {
            throw wrong(line, "the file has more than " + mostSamples + " samples");
        }
        Series known = series.computeIfAbsent(Map.copyOf(labels), key -> new Series());
        for (int i = 0; i < times.length; i++) {
            if (!known.add(
                    (long) times[i], values[i], histograms == null ? null : histogram(values[i], histograms.get(i)))) {
                throw wrong(line, "its times do not rise");
            }
        }
    }

    private static NativeHistogram histogram(double count, double[] flat) {
        int size = flat.length / 3;
        double[] low = new double[size];
        double[] high = new double[size];
        double[] counts = new double[size];
        for (int i = 0; i < size; i++) {
            low[i] = flat[3 * i];
            high[i] = flat[3 * i + 1];
            counts[i] = flat[3 * i + 2];
        }
        return new NativeHistogram(count, low, high, counts);
    }

    private static double[] numbers(JsonParser json, long line) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw wrong(line, "a list of numbers is none");
        }
        double[] numbers = new double[16];
        int size = 0;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            JsonToken token = json.currentToken();
            if (token != JsonToken.VALUE_STRING && !token.isNumeric()) {
                throw wrong(line, "a list of numbers holds " + token);
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = Decimal.parse(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
        }
        return Arrays.copyOf(numbers, size);
    }

    private static NoAnswer wrong(long line, String what) {
        return new NoAnswer(Reason.SOURCE_DOWN, "line " + line + " is no recorded series: " + what);
    }

    /** One series while it grows. */
    private static final class Series {

        private long[] times = new long[16];
        private double[] values = new double[16];
        private @Nullable NativeHistogram[] histograms = new NativeHistogram[0];
        private int size;

        boolean add(long time, double value, @Nullable NativeHistogram histogram) {
            if (size > 0 && time <= times[size - 1]) {
                return false;
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                values = Arrays.copyOf(values, size * 2);
            }
            if (histogram != null) {
                if (size >= histograms.length) {
                    histograms = Arrays.copyOf(histograms, Math.max(16, size * 2));
                }
                histograms[size] = histogram;
            }
            times[size] = time;
            values[size++] = value;
            return true;
        }

        SampledSeries sampled(Map<String, String> labels) {
            return new SampledSeries(
                    labels,
                    Arrays.copyOf(times, size),
                    Arrays.copyOf(values, size),
                    histograms.length == 0 ? null : Arrays.copyOf(histograms, size));
        }
    }
}
