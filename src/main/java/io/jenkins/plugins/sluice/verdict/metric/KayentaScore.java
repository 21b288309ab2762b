package io.jenkins.plugins.sluice.verdict.metric;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.Outcome;
import io.jenkins.plugins.sluice.verdict.metric.Classification.Label;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * One score from 0 to 100 for all metrics that {@link MannWhitneyJudge} classified: Kayenta's, and beside it what may be
 * said when the unknown is not taken for healthy.
 *
 * <p>Kayenta's rules (spinnaker/kayenta at a69573be, {@code WeightedSumScorer}): muted metrics do not count. Any critical
 * metric that is not a pass: 0. Half or more of the metrics without data: 0. Else a group scores 100 · pass ÷ (pass +
 * high + low + failed for want of data), and a group in which none of these occurs scores 100; groups without a weight
 * share what the weights leave of 100; the score is the sum of weight · score ÷ 100, to two decimals. At least {@code
 * pass}: pass; else at least {@code marginal}: marginal; else fail.
 *
 * <p>So a group without any data counts as healthy there, and a metric whose computation failed as if it did not exist.
 * Here every metric whose {@link Classification#judged()} is unknown is counted twice: as if it had failed, {@code
 * worst}, and as if it had passed, {@code best}. The outcome is a pass only if even the worst score passes, and a fail
 * only if even the best score does not reach {@code marginal}. All between is inconclusive, the marginal range itself
 * included: Spinnaker, too, goes on only from a score that passes.
 *
 * @param kayentaScore Kayenta's score, 0 to 100
 * @param kayentaVerdict what Kayenta says of it
 * @param worst the score if everything unknown were bad
 * @param best the score if everything unknown were good
 * @param outcome what may be said
 * @param groups Kayenta's score by group, before weights; groups that count as 100 for want of data included
 * @param unknown the names of metrics that are unknown, in their order
 * @param failedCritical the names of critical metrics that are known to be broken, in their order
 */
public record KayentaScore(
        double kayentaScore,
        Verdict kayentaVerdict,
        double worst,
        double best,
        Outcome outcome,
        Map<String, Double> groups,
        List<String> unknown,
        List<String> failedCritical) {

    private static final double NODATA_SHARE = 0.5;

    public KayentaScore {
        groups = Collections.unmodifiableMap(new TreeMap<>(groups));
        unknown = List.copyOf(unknown);
        failedCritical = List.copyOf(failedCritical);
    }

    /** Kayenta's verdicts. */
    public enum Verdict {
        PASS,
        MARGINAL,
        FAIL
    }

    /**
     * A metric to be scored.
     *
     * @param groups the groups that it belongs to, at least one
     * @param critical whether the setting says that it may fail the whole
     * @param muted whether it is shown but does not count
     */
    public record Scored(
            String name, Set<String> groups, boolean critical, boolean muted, Classification classification) {

        public Scored {
            groups = Set.copyOf(groups);
            if (groups.isEmpty()) {
                throw new IllegalArgumentException(
                        "metric '" + name + "' is in no group, so no score would count it; name one");
            }
        }

        private boolean isUnknown() {
            return classification.judged().state() == State.UNKNOWN;
        }
    }

    /**
     * From which score on it passes, and from which it does not fail.
     *
     * @param pass 0 to 100
     * @param marginal 0 to {@code pass}
     */
    public record Thresholds(double pass, double marginal) {

        public Thresholds {
            if (!(0 <= marginal && marginal <= pass && pass <= 100)) {
                throw new IllegalArgumentException("scores are 0 to 100 and 'marginal' is not above 'pass': pass "
                        + pass + ", marginal " + marginal);
            }
        }

        private Verdict verdict(double score) {
            return score >= pass ? Verdict.PASS : score >= marginal ? Verdict.MARGINAL : Verdict.FAIL;
        }
    }

    /** How a metric counts in a group. */
    private enum Count {
        GOOD,
        BAD,
        NOT
    }

    /**
     * Scores metrics.
     *
     * @param weights of groups, percent, together at most 100; those left out share the rest
     */
    public static KayentaScore of(List<Scored> metrics, Map<String, Double> weights, Thresholds thresholds) {
        double total =
                weights.values().stream().mapToDouble(Double::doubleValue).sum();
        if (!(total <= 100) || weights.values().stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException(
                    "the weights of groups are not negative and together at most 100, were " + weights);
        }
        List<Scored> counted =
                metrics.stream().filter(metric -> !metric.muted()).toList();
        double score = asKayenta(counted, weights);
        double worst = assuming(counted, weights, Count.BAD);
        double best = assuming(counted, weights, Count.GOOD);
        Outcome outcome;
        if (counted.isEmpty()) {
            outcome = Outcome.INCONCLUSIVE;
        } else if (thresholds.verdict(worst) == Verdict.PASS) {
            outcome = Outcome.PASS;
        } else {
            outcome = thresholds.verdict(best) == Verdict.FAIL ? Outcome.FAIL : Outcome.INCONCLUSIVE;
        }
        return new KayentaScore(
                score,
                thresholds.verdict(score),
                worst,
                best,
                outcome,
                groups(counted, KayentaScore::kayentas),
                counted.stream().filter(Scored::isUnknown).map(Scored::name).toList(),
                counted.stream()
                        .filter(metric -> metric.classification().critical() && !metric.isUnknown())
                        .filter(metric -> metric.classification().label() != Label.PASS)
                        .map(Scored::name)
                        .toList());
    }

    private static double asKayenta(List<Scored> metrics, Map<String, Double> weights) {
        long missing = metrics.stream()
                .filter(metric -> metric.classification().label() == Label.NODATA)
                .count();
        boolean critical = metrics.stream()
                .map(Scored::classification)
                .anyMatch(classification -> classification.critical() && classification.label() != Label.PASS);
        // Of no metrics at all none is without data there: 0 ÷ 0 is no half.
        if (critical || (!metrics.isEmpty() && missing >= NODATA_SHARE * metrics.size())) {
            return 0;
        }
        return weighted(groups(metrics, KayentaScore::kayentas), weights);
    }

    private static double assuming(List<Scored> metrics, Map<String, Double> weights, Count unknown) {
        boolean critical = metrics.stream()
                .anyMatch(metric -> metric.isUnknown()
                        ? metric.critical() && unknown == Count.BAD
                        : metric.classification().critical()
                                && metric.classification().label() != Label.PASS);
        if (critical || metrics.isEmpty()) {
            return unknown == Count.GOOD && !critical ? 100 : 0;
        }
        return weighted(groups(metrics, metric -> metric.isUnknown() ? unknown : kayentas(metric)), weights);
    }

    private static Count kayentas(Scored metric) {
        return switch (metric.classification().label()) {
            case PASS -> Count.GOOD;
            case HIGH, LOW, NODATA_FAIL_METRIC -> Count.BAD;
            case NODATA, ERROR -> Count.NOT;
        };
    }

    private static Map<String, Double> groups(List<Scored> metrics, Function<Scored, Count> count) {
        Map<String, List<Count>> counts = new TreeMap<>();
        for (Scored metric : metrics) {
            for (String group : metric.groups()) {
                counts.computeIfAbsent(group, name -> new ArrayList<>()).add(count.apply(metric));
            }
        }
        Map<String, Double> scores = new TreeMap<>();
        counts.forEach((group, all) -> {
            ToIntFunction<Count> of =
                    kind -> (int) all.stream().filter(other -> other == kind).count();
            int good = of.applyAsInt(Count.GOOD);
            int total = good + of.applyAsInt(Count.BAD);
            scores.put(group, total == 0 ? 100 : good / (double) total * 100);
        });
        return scores;
    }

    private static double weighted(Map<String, Double> groups, Map<String, Double> weights) {
        Set<String> unweighted = new TreeSet<>(groups.keySet());
        unweighted.removeAll(weights.keySet());
        double rest =
                100 - weights.values().stream().mapToDouble(Double::doubleValue).sum();
        double share = unweighted.isEmpty() ? 0 : rest / unweighted.size();
        double sum = 0;
        for (Map.Entry<String, Double> group : groups.entrySet()) {
            sum += group.getValue() * (weights.getOrDefault(group.getKey(), share) / 100);
        }
        return BigDecimal.valueOf(sum).setScale(2, RoundingMode.HALF_UP).doubleValue();
    }
}
