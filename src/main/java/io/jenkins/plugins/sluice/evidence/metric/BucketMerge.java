package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.Gain;
import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.PodGains;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes one set of buckets for all pods of both arms, of classic and native histograms. A bound is kept where every
 * histogram has one, so that no observation is guessed into a bucket; of more than {@value #MOST_BUCKETS} buckets, those are
 * kept whose bounds are powers of ever larger roots of two, as a coarser native histogram has them.
 */
final class BucketMerge {

    static final int MOST_BUCKETS = 40;
    private static final String BOUND = "le";
    /** The schemas of native histograms: bounds are powers of 2^(2^-schema). */
    private static final int FINEST_SCHEMA = 8;

    private static final int COARSEST_SCHEMA = -4;
    private static final double ALIGNED = 1e-6;

    private BucketMerge() {}

    /** How observations of one histogram lie. */
    private sealed interface Part {

        Collection<Double> bounds();

        boolean knows(double bound);

        double until(double bound);

        double all();
    }

    /** A classic histogram: cumulative gains by upper bound. */
    private record Classic(TreeMap<Double, Double> gains) implements Part {

        @Override
        public Collection<Double> bounds() {
            return gains.keySet();
        }

        @Override
        public boolean knows(double bound) {
            return gains.containsKey(bound);
        }

        @Override
        public double until(double bound) {
            // Buckets are not read at one moment, so a lower one may be ahead by what was observed meanwhile: like
            // Prometheus' histogram_quantile, which makes them rise again.
            return gains.headMap(bound, true).values().stream()
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(0);
        }

        @Override
        public double all() {
            return until(Double.POSITIVE_INFINITY);
        }
    }

    /** A native histogram, its earlier sample still to be taken off. */
    private record Native(Gain gain) implements Part {

        @Override
        public Collection<Double> bounds() {
            TreeSet<Double> bounds = new TreeSet<>();
            for (NativeHistogram sample : samples()) {
                for (int i = 0; i < sample.size(); i++) {
                    bounds.add(sample.high(i));
                }
            }
            return bounds;
        }

        private List<NativeHistogram> samples() {
            List<NativeHistogram> samples = new ArrayList<>();
            NativeHistogram later = gain.series().histogram(gain.to());
            NativeHistogram earlier = gain.from() < 0 ? null : gain.series().histogram(gain.from());
            if (later != null) {
                samples.add(later);
            }
            if (earlier != null) {
                samples.add(earlier);
            }
            return samples;
        }

        @Override
        public boolean knows(double bound) {
            return samples().stream().allMatch(sample -> sample.parts(bound));
        }

        @Override
        public double until(double bound) {
            List<NativeHistogram> samples = samples();
            double later = samples.get(0).below(bound);
            return samples.size() == 1
                    ? later
                    : Math.max(0, later - samples.get(1).below(bound));
        }

        @Override
        public double all() {
            List<NativeHistogram> samples = samples();
            double later = samples.get(0).count();
            return samples.size() == 1
                    ? later
                    : Math.max(0, later - samples.get(1).count());
        }
    }

    /**
     * The histograms of both arms in the same buckets, the bounds of durations in seconds.
     *
     * @throws NoAnswer when they have no bounds in common, or are no histograms
     */
    static Observed.Buckets merge(List<PodGains> canary, List<PodGains> baseline, Unit unit) throws NoAnswer {
        Map<String, List<Part>> canaryParts = parts(canary);
        Map<String, List<Part>> baselineParts = parts(baseline);
        List<Part> all = new ArrayList<>();
        canaryParts.values().forEach(all::addAll);
        baselineParts.values().forEach(all::addAll);
        List<Double> bounds = bounds(all);
        List<Double> shown = bounds.stream().map(bound -> scaled(bound, unit)).toList();
        return new Observed.Buckets(shown, pods(canaryParts, bounds), pods(baselineParts, bounds));
    }

    private static Map<String, List<Part>> parts(List<PodGains> arm) throws NoAnswer {
        Map<String, List<Part>> byPod = new TreeMap<>();
        for (PodGains pod : arm) {
            List<Part> parts = byPod.computeIfAbsent(pod.pod(), name -> new ArrayList<>());
            Map<Map<String, String>, Classic> classics = new HashMap<>();
            for (Gain gain : pod.gains()) {
                if (gain.series().histogram(gain.to()) != null) {
                    parts.add(new Native(gain));
                    continue;
                }
                Map<String, String> others = new HashMap<>(gain.series().labels());
                String bound = others.remove(BOUND);
                if (bound == null) {
                    throw new NoAnswer(
                            Reason.OTHER_BUCKETS,
                            "series " + gain.series().labels()
                                    + " is no histogram: it has neither a label 'le' nor native buckets");
                }
                Classic classic = classics.computeIfAbsent(others, key -> new Classic(new TreeMap<>()));
                classic.gains().merge(Decimal.parse(bound), (double) gain.amount(), Double::sum);
            }
            parts.addAll(classics.values());
        }
        return byPod;
    }

    private static List<Double> bounds(List<Part> parts) throws NoAnswer {
        TreeSet<Double> common = new TreeSet<>();
        for (Part part : parts) {
            common.addAll(part.bounds());
        }
        common.removeIf(bound -> !Double.isFinite(bound) || !parts.stream().allMatch(part -> part.knows(bound)));
        if (common.isEmpty()) {
            boolean observed = parts.stream().anyMatch(part -> part.all() > 0);
            throw observed
                    ? new NoAnswer(Reason.OTHER_BUCKETS, "the histograms have no bound in common below infinity")
                    : new NoAnswer(Reason.NO_DATA, "the histograms are empty");
        }
        List<Double> kept = new ArrayList<>(common);
        for (int schema = FINEST_SCHEMA; schema >= COARSEST_SCHEMA && kept.size() >= MOST_BUCKETS; schema--) {
            int coarser = schema;
            List<Double> aligned =
                    common.stream().filter(bound -> aligned(bound, coarser)).toList();
            kept = aligned.isEmpty() ? kept : new ArrayList<>(aligned);
        }
        while (kept.size() >= MOST_BUCKETS) {
            // Bounds of no such kind: every second one.
            List<Double> fewer = new ArrayList<>();
            for (int i = kept.size() % 2; i < kept.size(); i += 2) {
                fewer.add(kept.get(i));
            }
            kept = fewer;
        }
        kept.add(Double.POSITIVE_INFINITY);
        return kept;
    }

    private static boolean aligned(double bound, int schema) {
        if (bound == 0) {
            return true;
        }
        double exponent = Math.log(Math.abs(bound)) / Math.log(2) * Math.pow(2, schema);
        return Math.abs(exponent - Math.rint(exponent)) < ALIGNED;
    }

    private static List<PodBuckets> pods(Map<String, List<Part>> byPod, List<Double> bounds) {
        List<PodBuckets> pods = new ArrayList<>();
        byPod.forEach((pod, parts) -> {
            double[] counts = new double[bounds.size()];
            for (Part part : parts) {
                double below = 0;
                for (int i = 0; i < counts.length; i++) {
                    double until = i == counts.length - 1 ? part.all() : part.until(bounds.get(i));
                    counts[i] += Math.max(0, until - below);
                    below = Math.max(below, until);
                }
            }
            pods.add(new PodBuckets(pod, counts));
        });
        return pods;
    }

    private static double scaled(double bound, Unit unit) {
        if (unit.dimension().filter(Dimension.DURATION::equals).isEmpty()) {
            return bound;
        }
        return switch (unit) {
            case NANOSECOND -> bound / 1e9;
            case MICROSECOND -> bound / 1e6;
            case MILLISECOND -> bound / 1e3;
            case MINUTE -> bound * 60;
            case HOUR -> bound * 3600;
            default -> bound;
        };
    }
}
