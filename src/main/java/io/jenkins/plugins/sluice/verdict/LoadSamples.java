package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Histogram;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.LoadSummary.Series;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Selector;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The samples of a load test that a criterion is about: those that contain no others, or with {@code kind=transaction}
 * only those that do.
 *
 * @param label the label asked for, or null for all
 */
record LoadSamples(List<Series> series, @Nullable String label) {

    private static final BigInteger NANOS_PER_MILLI = BigInteger.valueOf(1_000_000);

    static LoadSamples of(Subject subject, Scope scope) {
        boolean transactions = subject.selector(Selector.Key.KIND)
                .map(kind -> kind.value().equals("transaction"))
                .orElse(false);
        String label = subject.selector(Selector.Key.LABEL).map(Selector::value).orElse(null);
        List<Series> selected = scope.summaries(LoadSummary.class).stream()
                .flatMap(summary -> summary.series().stream())
                .filter(one -> one.transaction() == transactions)
                .filter(one -> label == null || label.equals(one.label()))
                .toList();
        return new LoadSamples(selected, label);
    }

    Measured samples() {
        return lacksLabel() ? notMeasured() : Measured.of(Quantity.count(count()));
    }

    Measured errorRate() {
        if (count() == 0) {
            return nothing();
        }
        long errors = series.stream().mapToLong(Series::errors).sum();
        return Measured.of(Quantity.ratio(errors, count()));
    }

    /** Samples in the time from the first start to the last end; no rate without time. */
    Measured throughput() {
        if (count() == 0) {
            return nothing();
        }
        long start = series.stream().mapToLong(Series::firstStart).min().orElseThrow();
        long end = series.stream().mapToLong(Series::lastEnd).max().orElseThrow();
        if (end <= start) {
            return Measured.unknown(Reason.NOTHING_COUNTED, "load.throughput", end - start + " ms");
        }
        return Measured.of(Quantity.rate(count(), Math.multiplyExact(end - start, NANOS_PER_MILLI.longValue())));
    }

    Measured mean() {
        if (count() == 0) {
            return nothing();
        }
        BigInteger millis = series.stream().map(one -> one.elapsed().sum()).reduce(BigInteger.ZERO, BigInteger::add);
        return Measured.of(
                new Quantity(Dimension.DURATION, millis.multiply(NANOS_PER_MILLI), BigInteger.valueOf(count())));
    }

    Measured percentile(int percent) {
        return count() == 0 ? nothing() : Measured.of(millis(percentileMillis(percent)));
    }

    /** Of at least one sample. */
    long percentileMillis(int percent) {
        return merged().percentile(percent);
    }

    private static Quantity millis(long millis) {
        return new Quantity(Dimension.DURATION, BigInteger.valueOf(millis).multiply(NANOS_PER_MILLI), BigInteger.ONE);
    }

    private Histogram merged() {
        List<Histogram> left =
                new ArrayList<>(series.stream().map(Series::elapsed).toList());
        // In pairs, so that a sum is not copied once for every one of ten thousand labels.
        while (left.size() > 1) {
            List<Histogram> sums = new ArrayList<>();
            for (int i = 0; i < left.size(); i += 2) {
                sums.add(i + 1 < left.size() ? left.get(i).plus(left.get(i + 1)) : left.get(i));
            }
            left = sums;
        }
        return left.get(0);
    }

    private long count() {
        return series.stream().mapToLong(one -> one.elapsed().count()).sum();
    }

    private boolean lacksLabel() {
        return label != null && series.isEmpty();
    }

    private Measured nothing() {
        return lacksLabel() ? notMeasured() : Measured.unknown(Reason.NOTHING_COUNTED, "load", "");
    }

    private Measured notMeasured() {
        return Measured.unknown(Reason.NOT_MEASURED, label == null ? "load" : label, "");
    }
}
