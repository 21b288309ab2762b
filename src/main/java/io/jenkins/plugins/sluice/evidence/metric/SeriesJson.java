package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answers of Prometheus' HTTP API, which Thanos, Mimir, VictoriaMetrics and Loki give, too: matrix, vector and
 * scalar, with plain samples and native histograms (<a href="https://prometheus.io/docs/prometheus/latest/querying/api/">HTTP
 * API</a>). Streaming: what is kept is 16 bytes a sample.
 */
final class SeriesJson {

    private static final int DEEPEST = 32;
    private static final int LONGEST_TEXT = 1 << 20;
    private static final int LONGEST_NUMBER = 400;
    private static final int MOST_NOTES = 20;

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
            .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(LONGEST_TEXT)
                    .maxNameLength(10_000)
                    .maxNumberLength(LONGEST_NUMBER)
                    .build())
            .build();

    private final JsonParser json;
    private final int mostSamples;
    private final List<SampledSeries> series = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private int samples;
    private String status = "";
    private String errorType = "";
    private String error = "";
    private boolean partial;
    private boolean result;

    private SeriesJson(JsonParser json, int mostSamples) {
        this.json = json;
        this.mostSamples = mostSamples;
    }

    /**
     * What an answer says.
     *
     * @param status {@code success} or {@code error}, or {@code ""}
     * @param series as many as there are
     * @param warnings that something may be missing
     * @param remarks that the query may be meant otherwise ({@code infos})
     * @param partial whether the source says so itself, as VictoriaMetrics does
     * @param error what the source said when it did not succeed
     */
    record Contents(
            String status,
            List<SampledSeries> series,
            List<String> warnings,
            List<String> remarks,
            boolean partial,
            String error) {}

    /**
     * Reads an answer to its end.
     *
     * @throws NoAnswer when it is no JSON, not whole, no answer of this API, or has too many samples
     */
    static Contents read(InputStream stream, int mostSamples) throws NoAnswer {
        try (JsonParser parser = JSON.createParser(stream)) {
            return new SeriesJson(parser, mostSamples).read();
        } catch (NoAnswer e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new NoAnswer(
                    Reason.SOURCE_DOWN, "the answer is not whole, well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new NoAnswer(Reason.SOURCE_DOWN, "the answer is not JSON: " + e.getMessage());
        }
    }

    private Contents read() throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            throw foreign();
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "status" -> status = text();
                case "errorType" -> errorType = text();
                case "error" -> error = text();
                case "isPartial" -> partial = value == JsonToken.VALUE_TRUE;
                case "warnings" -> notes(warnings);
                case "infos" -> notes(remarks);
                case "data" -> contents();
                default -> json.skipChildren();
            }
        }
        if (json.nextToken() != null) {
            throw foreign();
        }
        if (status.equals("success") && !result) {
            throw new NoAnswer(Reason.SOURCE_DOWN, "the answer has no 'result': is this the address of the API?");
        }
        String said = errorType.isEmpty() ? error : errorType + ": " + error;
        return new Contents(status, List.copyOf(series), List.copyOf(warnings), List.copyOf(remarks), partial, said);
    }

    private void notes(List<String> notes) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken().isScalarValue() && notes.size() < MOST_NOTES) {
                notes.add(json.getText());
            } else {
                json.skipChildren();
            }
        }
    }

    private void contents() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("result")) {
                result();
            } else {
                json.skipChildren();
            }
        }
    }

    private void result() throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            throw foreign();
        }
        result = true;
        JsonToken first = json.nextToken();
        if (first != null && first.isNumeric()) {
            // A scalar or a string: [ time, "value" ].
            Samples one = new Samples();
            one.pair();
            series.add(one.series(Map.of()));
            return;
        }
        for (JsonToken token = first; token != JsonToken.END_ARRAY; token = json.nextToken()) {
            if (token != JsonToken.START_OBJECT) {
                throw foreign();
            }
            series();
        }
    }

    private void series() throws IOException {
        Map<String, String> labels = Map.of();
        Samples plain = new Samples();
        Samples histograms = new Samples();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "metric" -> labels = labels();
                case "values" -> plain.all(false);
                case "value" -> plain.one(false);
                case "histograms" -> histograms.all(true);
                case "histogram" -> histograms.one(true);
                default -> json.skipChildren();
            }
        }
        // A metric that was changed to a native histogram has samples of both kinds, which no difference joins.
        if (plain.size > 0 || histograms.size == 0) {
            series.add(plain.series(labels));
        }
        if (histograms.size > 0) {
            series.add(histograms.series(labels));
        }
    }

    private Map<String, String> labels() throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            throw foreign();
        }
        Map<String, String> labels = new LinkedHashMap<>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            String value = text();
            // The same few values stand in thousands of series.
            String known = values.putIfAbsent(value, value);
            labels.put(name, known == null ? value : known);
        }
        return labels;
    }

    private String text() throws IOException {
        if (!json.currentToken().isScalarValue()) {
            throw foreign();
        }
        return json.getText();
    }

    private double number() throws IOException {
        JsonToken token = json.currentToken();
        if (token == null || !(token.isNumeric() || token == JsonToken.VALUE_STRING)) {
            throw foreign();
        }
        return Decimal.parse(json.getTextCharacters(), json.getTextOffset(), json.getTextLength());
    }

    private void expect(JsonToken token) throws IOException {
        if (json.nextToken() != token) {
            throw foreign();
        }
    }

    private NoAnswer foreign() {
        return new NoAnswer(
                Reason.SOURCE_DOWN,
                "the answer is JSON, but none of Prometheus' API, at byte "
                        + json.currentLocation().getByteOffset());
    }

    /** The samples of one series while they are read. */
    private final class Samples {

        private long[] times = new long[16];
        private double[] numbers = new double[16];
        private NativeHistogram @Nullable [] buckets;
        private int size;

        /** All samples of a matrix' series, with the parser at the beginning of the list. */
        void all(boolean histogram) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw foreign();
            }
            while (json.nextToken() != JsonToken.END_ARRAY) {
                one(histogram);
            }
        }

        /** One sample, with the parser at its beginning. */
        void one(boolean histogram) throws IOException {
            if (json.currentToken() != JsonToken.START_ARRAY) {
                throw foreign();
            }
            json.nextToken();
            if (histogram) {
                long time = Math.round(number() * 1000);
                expect(JsonToken.START_OBJECT);
                NativeHistogram read = histogram();
                if (buckets == null) {
                    buckets = new NativeHistogram[16];
                }
                add(time, read.count());
                if (buckets.length < times.length) {
                    buckets = Arrays.copyOf(buckets, times.length);
                }
                buckets[size - 1] = read;
                expect(JsonToken.END_ARRAY);
            } else {
                pair();
            }
        }

        /** Time and value, with the parser at the time, and after the end of the list when done. */
        void pair() throws IOException {
            long time = Math.round(number() * 1000);
            json.nextToken();
            add(time, number());
            expect(JsonToken.END_ARRAY);
        }

        private void add(long time, double number) throws IOException {
            if (++samples > mostSamples) {
                throw new NoAnswer(
                        Reason.SOURCE_DOWN,
                        "the answer has more than " + mostSamples
                                + " samples; select fewer series, or ask for a shorter time");
            }
            if (size > 0 && time <= times[size - 1]) {
                throw foreign();
            }
            if (size == times.length) {
                times = Arrays.copyOf(times, size * 2);
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            times[size] = time;
            numbers[size++] = number;
        }

        SampledSeries series(Map<String, String> labels) {
            return new SampledSeries(
                    labels,
                    Arrays.copyOf(times, size),
                    Arrays.copyOf(numbers, size),
                    buckets == null ? null : Arrays.copyOf(buckets, size));
        }

        private NativeHistogram histogram() throws IOException {
            double count = Double.NaN;
            Samples low = new Samples();
            Samples high = new Samples();
            Samples counts = new Samples();
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("count")) {
                    count = number();
                } else if (name.equals("buckets") && json.currentToken() == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        // Rule of the bounds (which of them belong to the bucket), low, high, count.
                        json.nextToken();
                        json.nextToken();
                        low.append(number());
                        json.nextToken();
                        high.append(number());
                        json.nextToken();
                        counts.append(number());
                        expect(JsonToken.END_ARRAY);
                    }
                } else {
                    json.skipChildren();
                }
            }
            return new NativeHistogram(count, low.numbers(), high.numbers(), counts.numbers());
        }

        private void append(double number) throws IOException {
            if (++samples > mostSamples) {
                throw new NoAnswer(
                        Reason.SOURCE_DOWN,
                        "the answer has more than " + mostSamples + " numbers; select fewer series");
            }
            if (size == numbers.length) {
                numbers = Arrays.copyOf(numbers, size * 2);
            }
            numbers[size++] = number;
        }

        private double[] numbers() {
            return Arrays.copyOf(numbers, size);
        }
    }
}
