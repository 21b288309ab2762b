package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How the joint evidence is divided among the sequential criteria of a gate, so that all parts make exactly 1. What the
 * policy leaves open goes to errors, latency and the rest as 5 : 3 : 2, among those that there are; several of a kind
 * share alike.
 */
final class Weights {

    private static final Quantity ONE = Quantity.ratio(1, 1);
    private static final Quantity ZERO = Quantity.ratio(0, 1);

    private final List<Part> parts = new ArrayList<>();

    /** One criterion. */
    private record Part(int index, int share, @Nullable Quantity written, YamlNode.Place place, String path) {}

    /** A sequential criterion, by its place in the gate's list. */
    void add(int index, NamedMetric metric, @Nullable Quantity written, YamlNode.Place place, String path) {
        parts.add(new Part(index, share(metric), written, place, path));
    }

    private static int share(NamedMetric metric) {
        return metric.metric() instanceof Metric.Ratio ? 5 : metric.metric() instanceof Metric.Distribution ? 3 : 2;
    }

    /** Puts the weights into the criteria. */
    void apply(List<Criterion> criteria, Problems problems) {
        Quantity written = parts.stream()
                .flatMap(part -> Optional.ofNullable(part.written()).stream())
                .reduce(ZERO, Quantity::plus);
        List<Part> open = parts.stream().filter(part -> part.written() == null).toList();
        Quantity rest = ONE.minus(written);
        if (parts.isEmpty() || mismatch(open, rest, problems)) {
            return;
        }
        long shares = open.stream().mapToInt(Part::share).distinct().sum();
        for (Part part : parts) {
            Quantity weight = part.written();
            if (weight == null) {
                long alike = open.stream()
                        .filter(other -> other.share() == part.share())
                        .count();
                weight = new Quantity(
                        Dimension.RATIO,
                        rest.numerator().multiply(BigInteger.valueOf(part.share())),
                        rest.denominator().multiply(BigInteger.valueOf(shares * alike)));
            }
            criteria.set(part.index(), criteria.get(part.index()).judgedBy(new MetricJudge.Sequential(weight)));
        }
    }

    private boolean mismatch(List<Part> open, Quantity rest, Problems problems) {
        boolean none = open.isEmpty() ? rest.signum() != 0 : rest.signum() <= 0;
        if (none) {
            Part last = parts.get(parts.size() - 1);
            problems.add(
                    last.place(),
                    last.path(),
                    open.isEmpty()
                            ? "the weights of the gate's sequential criteria do not make 100%"
                            : "the weights that are written leave nothing to the other sequential criteria",
                    open.isEmpty() ? "write weights that do, or leave one out" : "write smaller ones");
        }
        return none;
    }
}
