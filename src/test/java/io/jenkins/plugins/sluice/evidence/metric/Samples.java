package io.jenkins.plugins.sluice.evidence.metric;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Series for tests: times are seconds after {@link #ZERO}. */
final class Samples {

    static final Instant ZERO = Instant.parse("2026-03-01T12:00:00Z");

    private final Map<String, String> labels;
    private final List<Long> times = new ArrayList<>();
    private final List<Double> values = new ArrayList<>();

    private Samples(Map<String, String> labels) {
        this.labels = labels;
    }

    /** A series of that name; its labels as name and value in turn. */
    static Samples of(String name, String... labels) {
        Map<String, String> all = new TreeMap<>();
        all.put("__name__", name);
        for (int i = 0; i < labels.length; i += 2) {
            all.put(labels[i], labels[i + 1]);
        }
        return new Samples(all);
    }

    /** Adds a sample. */
    Samples at(double seconds, double value) {
        times.add(ZERO.toEpochMilli() + Math.round(seconds * 1000));
        values.add(value);
        return this;
    }

    /** Adds a sample every 15 s from 0 to 90, which rises by so much each time. */
    Samples rising(double from, double by) {
        for (int i = 0; i <= 6; i++) {
            at(15 * i, from + by * i);
        }
        return this;
    }

    SampledSeries series() {
        return new SampledSeries(
                labels,
                times.stream().mapToLong(Long::longValue).toArray(),
                values.stream().mapToDouble(Double::doubleValue).toArray(),
                null);
    }

    static Instant second(double seconds) {
        return ZERO.plusMillis(Math.round(seconds * 1000));
    }
}
