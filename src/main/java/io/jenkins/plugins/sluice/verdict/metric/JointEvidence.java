package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;

/**
 * The evidence of all metrics together, under one α for the whole rollout: harm is shown once
 *
 * <pre>
 *   Σ_j w_j·e_j ≥ 1/α,   Σ w_j = 1
 * </pre>
 *
 * <p>and stays shown. A mean of e-processes is one however they depend on each other (Vovk and Wang, E-values:
 * calibration, combination and applications, arXiv 1912.06116), so no correction for several metrics is needed; it is
 * never later than a split of α by the weights, as the largest w_j·e_j is at most the sum. Immutable.
 */
public final class JointEvidence {

    private static final int VERSION = 1;
    private static final double ERROR_WEIGHT = 0.5;
    private static final double LATENCY_WEIGHT = 0.3;
    private static final double OTHER_WEIGHT = 0.2;

    private final double alpha;
    private final Map<String, Double> weights;
    private final double log;
    private final boolean crossed;

    private JointEvidence(double alpha, Map<String, Double> weights, double log, boolean crossed) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("a chance of false alarms lies between 0 and 1, was " + alpha);
        }
        double sum = 0;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            if (!(weight.getValue() > 0)) {
                throw new IllegalArgumentException(
                        "the weight of '" + weight.getKey() + "' is above 0, was " + weight.getValue());
            }
            sum += weight.getValue();
        }
        if (!(Math.abs(sum - 1) < 1e-9)) {
            throw new IllegalArgumentException("weights add up to 1, not to " + sum);
        }
        this.alpha = alpha;
        this.weights = weights;
        this.log = log;
        this.crossed = crossed;
    }

    /** What a metric measures, for its default weight. */
    public enum Kind {
        ERRORS,
        LATENCY,
        OTHER
    }

    /**
     * Before the first block.
     *
     * @param alpha the chance of a false alarm over the whole rollout and all metrics, between 0 and 1
     * @param weights by metric, above 0, adding up to 1; they must not change during a rollout
     */
    public static JointEvidence start(double alpha, Map<String, Double> weights) {
        return new JointEvidence(alpha, Collections.unmodifiableMap(new TreeMap<>(weights)), 0, false);
    }

    /**
     * The weights where a plan names none: errors 0.5, latency 0.3, all others 0.2, each kind's weight shared by its
     * metrics, and that of kinds without a metric given to the others.
     *
     * @param metrics at least one
     */
    public static Map<String, Double> defaultWeights(Map<String, Kind> metrics) {
        Map<Kind, Integer> counts = new EnumMap<>(Kind.class);
        metrics.values().forEach(kind -> counts.merge(kind, 1, Integer::sum));
        double present =
                counts.keySet().stream().mapToDouble(JointEvidence::weight).sum();
        Map<String, Double> weights = new TreeMap<>();
        metrics.forEach((name, kind) -> weights.put(name, weight(kind) / present / counts.getOrDefault(kind, 1)));
        return Collections.unmodifiableMap(weights);
    }

    private static double weight(Kind kind) {
        return switch (kind) {
            case ERRORS -> ERROR_WEIGHT;
            case LATENCY -> LATENCY_WEIGHT;
            case OTHER -> OTHER_WEIGHT;
        };
    }

    /**
     * With the present evidence of the metrics.
     *
     * @param logEvidence log e by metric; a metric that is missing has shown nothing, e = 1
     * @throws IllegalArgumentException when a metric has no weight, or its evidence is NaN or infinitely large
     */
    public JointEvidence weigh(Map<String, Double> logEvidence) {
        logEvidence.forEach((name, evidence) -> {
            if (!weights.containsKey(name)) {
                throw new IllegalArgumentException(
                        "metric '" + name + "' has no weight; those with one are " + weights.keySet());
            }
            if (!(evidence < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("the evidence of metric '" + name + "' is " + evidence);
            }
        });
        double sum = Double.NEGATIVE_INFINITY;
        for (Map.Entry<String, Double> weight : weights.entrySet()) {
            double evidence = logEvidence.getOrDefault(weight.getKey(), 0.0);
            sum = LogSums.logAdd(sum, Math.log(weight.getValue()) + evidence);
        }
        return new JointEvidence(alpha, weights, sum, crossed || sum >= logBound());
    }

    /** log Σ w_j·e_j. */
    public double log() {
        return log;
    }

    /** log 1/α, where harm is shown. */
    public double logBound() {
        return -Math.log(alpha);
    }

    /** Whether the bound was reached, now or before. */
    public boolean crossed() {
        return crossed;
    }

    /** By metric, adding up to 1. */
    public Map<String, Double> weights() {
        return weights;
    }

    /** As JSON; fractions are texts, since a journal holds none. */
    public ObjectNode toJson() {
        ObjectNode json = StateJson.node(VERSION);
        StateJson.put(json, "alpha", alpha);
        ObjectNode byMetric = json.putObject("weights");
        weights.forEach((name, weight) -> StateJson.put(byMetric, name, (double) weight));
        StateJson.put(json, "log", log);
        json.put("crossed", crossed);
        return json;
    }

    /**
     * From JSON.
     *
     * @throws IllegalArgumentException when it is not what {@link #toJson} made, or a newer Sluice made it
     */
    public static JointEvidence fromJson(JsonNode json) {
        StateJson.checkVersion(json, VERSION);
        JsonNode byMetric = StateJson.field(json, "weights");
        Map<String, Double> weights = new TreeMap<>();
        for (Iterator<String> names = byMetric.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            weights.put(name, StateJson.number(byMetric, name));
        }
        JsonNode crossed = StateJson.field(json, "crossed");
        if (!crossed.isBoolean()) {
            throw new IllegalArgumentException("the state of a judge: 'crossed' must be true or false, was " + crossed);
        }
        return new JointEvidence(
                StateJson.number(json, "alpha"),
                Collections.unmodifiableMap(weights),
                StateJson.number(json, "log"),
                crossed.booleanValue());
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof JointEvidence other && toJson().equals(other.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
