package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.metric.set.MetricSet;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric.Part;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a gate's metrics can answer.
 *
 * @param declared whether the gate has {@code metrics}, right or wrong
 * @param watch null when it has none, or none that fits the model
 * @param set null when it names none, or an unknown one
 * @param openEnded whether what is wrong with it may hide metrics
 * @param broken names of metrics with mistakes of their own
 */
record GateMetrics(
        boolean declared,
        @Nullable MetricWatch watch,
        @Nullable MetricSet set,
        boolean openEnded,
        Set<String> broken) {

    static final GateMetrics NONE = new GateMetrics(false, null, null, false, Set.of());
    static final GateMetrics BROKEN = new GateMetrics(true, null, null, true, Set.of());

    /** The metric of this name, if it can be had. */
    Optional<NamedMetric> metric(String name) {
        return watch == null || broken.contains(name) ? Optional.empty() : watch.metric(name);
    }

    /** Why a criterion on a metric can never be answered by this judge, if so. */
    Optional<Misfit> misfit(Expression expression, MetricJudge.Kind judge) {
        String name = expression.subject().property();
        if (!declared) {
            return Optional.of(GateChecks.missing(Noun.METRICS));
        }
        Optional<NamedMetric> metric = metric(name);
        if (metric.isEmpty()) {
            return broken.contains(name) || openEnded ? Optional.empty() : Optional.of(unknown(name));
        }
        return unit(metric.get(), expression.condition(), judge).or(() -> arms(expression.condition(), judge));
    }

    private Misfit unknown(String name) {
        String reason = set == null ? null : set.lacks().get(name);
        List<String> known = new ArrayList<>(broken);
        if (watch != null) {
            watch.metrics().forEach(metric -> known.add(metric.name()));
        }
        if (reason != null && set != null) {
            return new Misfit(
                    name + " is not judged by the set " + set.name() + ": " + reason,
                    "remove it, or define it under 'own' of 'metrics'; there are " + Spelling.oneOf(known));
        }
        return new Misfit(
                "the gate has no metric " + Quoted.of(name),
                Spelling.nearest(name, known)
                        .map(Spelling::question)
                        .orElse("write one of " + Spelling.oneOf(known) + ", or define it under 'own' of 'metrics'"));
    }

    private Optional<Misfit> unit(NamedMetric metric, Condition condition, MetricJudge.Kind judge) {
        if (metric.part() instanceof Part.Whole && judge != MetricJudge.Kind.SEQUENTIAL) {
            return Optional.of(new Misfit(
                    metric.name() + " is a whole distribution and no number",
                    "write one of " + Spelling.oneOf(numbersOf(metric)) + ", or '" + Condition.NotWorse.WORDS
                            + "' with judge: sequential"));
        }
        if (condition instanceof Condition.Limit limit) {
            return about(metric, AmountParser.ofLimit(metric.dimension(), limit.amount()));
        }
        if (condition instanceof Condition.Drift drift) {
            return about(metric, AmountParser.ofDrift(metric.dimension(), drift.atMost()));
        }
        return margin(metric, ((Condition.NotWorse) condition).margin(), judge);
    }

    private List<String> numbersOf(NamedMetric whole) {
        return watch == null
                ? List.of()
                : watch.metrics().stream()
                        .filter(other -> other.metric().equals(whole.metric()) && other.part() instanceof Part.Quantile)
                        .map(other -> Noun.METRICS.word() + "." + other.name())
                        .toList();
    }

    private static Optional<Misfit> margin(NamedMetric metric, Condition.Margin margin, MetricJudge.Kind judge) {
        if (margin instanceof Condition.Margin.None) {
            return Optional.empty();
        }
        if (judge == MetricJudge.Kind.MANN_WHITNEY) {
            return Optional.of(new Misfit(
                    "mannWhitney takes no margin after 'baseline'", "remove it, and write its 'tolerance' instead"));
        }
        if (judge == MetricJudge.Kind.SEQUENTIAL && !(metric.part() instanceof Part.Single)) {
            return Optional.of(new Misfit(
                    "the sequential judge compares all of a distribution and takes no margin",
                    "remove it, or write judge: relative with one of the percentiles"));
        }
        if (!(margin instanceof Condition.Margin.By by)) {
            return Optional.empty();
        }
        return about(
                metric,
                metric.dimension() == Dimension.RATIO
                        ? AmountParser.ratioDrift(by.amount())
                        : AmountParser.measured(metric.dimension(), by.amount(), ""));
    }

    private static Optional<Misfit> about(NamedMetric metric, Optional<Misfit> misfit) {
        return misfit.map(wrong -> new Misfit(metric.name() + ": " + wrong.what(), wrong.fix()));
    }

    private Optional<Misfit> arms(Condition condition, MetricJudge.Kind judge) {
        boolean compares = condition instanceof Condition.NotWorse && judge != MetricJudge.Kind.PREVIOUS;
        return compares && watch != null && watch.baseline() == null
                ? Optional.of(new Misfit(
                        "the gate's metrics have no baseline",
                        "add 'canary' and 'baseline' under 'metrics', each with the labels of its version,"
                                + " or write judge: previous"))
                : Optional.empty();
    }
}
