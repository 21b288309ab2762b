package io.jenkins.plugins.sluice.verdict.metric;

import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.metric.Classification.Label;
import io.jenkins.plugins.sluice.verdict.metric.Judged.Reason;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.ranking.NaNStrategy;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.apache.commons.statistics.ranking.TiesStrategy;

/**
 * Compares two series of numbers without counts as Kayenta's {@code NetflixACAJudge-v1.0} does (spinnaker/kayenta at
 * a69573be), so that a configuration written for it gives the same classes here.
 *
 * <ol>
 *   <li>NaN is left out, or read as 0; outliers stay, or are left out beyond min(p1, Q1 − f·IQR) and max(p99, Q3 +
 *       f·IQR), percentiles by Hyndman and Fan's type 7.
 *   <li>Nothing left on a side: no data; with NaN read as 0: pass. The same numbers on both sides: pass.
 *   <li>Two different constants get Gaussian noise of 10⁻⁵ of their size.
 *   <li>The interval of the {@link Shift} is compared with tolerance · |estimate|: high when it lies above
 *       <em>and</em> the effect size is at least {@code allowedIncrease}; low likewise; else pass. An effect size that
 *       cannot be computed, because a mean is 0, does not count.
 * </ol>
 *
 * <p>Where Kayenta passes what nobody knows, the class is still Kayenta's, but {@link Classification#judged()} is
 * unknown: without one reading of the experiment, or with so few numbers that not even two sets apart would reach the
 * confidence asked for (fewer than 5 each at 98 %). A pass says that no difference was shown, not that there is none.
 *
 * <p>The test is meant for one look: looked at again and again, it alarms falsely more often than its confidence says.
 * It knows nothing of how many requests are behind a number.
 */
public final class MannWhitneyJudge {

    /** The noise's standard deviation by the constant's size. */
    private static final double NOISE = 1e-5;

    private final Setting setting;

    public MannWhitneyJudge(Setting setting) {
        this.setting = setting;
    }

    /** What to do with NaN. */
    public enum Nan {
        REMOVE,
        /** Read it as 0, for a source that is silent when nothing happened. */
        REPLACE
    }

    /** Which way a difference is bad. */
    public enum Direction {
        INCREASE,
        DECREASE,
        EITHER
    }

    /** How the size of a difference is measured. */
    public enum Effect {
        /** Mean ÷ mean; no effect is 1. */
        MEAN_RATIO(1),
        /**
         * The common language effect size, the share of pairs in which the experiment's number is higher, ties halved;
         * no effect is 0.5 (Vargha and Delaney, 2000).
         */
        CLES(0.5);

        private final double none;

        Effect(double none) {
            this.none = none;
        }

        /** The value that stands for no effect. */
        public double none() {
            return none;
        }
    }

    /**
     * How a metric is judged; the names are those of Kayenta's {@code analysisConfigurations.canary}.
     *
     * @param removeOutliers whether outliers are left out
     * @param outlierFactor f, positive
     * @param allowedIncrease effects below it do not count as high
     * @param allowedDecrease effects above it do not count as low
     * @param criticalIncrease from here on a critical metric that is high fails the whole
     * @param criticalDecrease from here down a critical metric that is low fails the whole
     * @param critical whether it may fail the whole
     * @param mustHaveData whether no data counts as failed
     * @param tolerance share of the estimate that the interval must pass, at least 0
     * @param confidence of the interval, between 0 and 1
     */
    public record Setting(
            Nan nan,
            boolean removeOutliers,
            double outlierFactor,
            Direction direction,
            Effect effect,
            double allowedIncrease,
            double allowedDecrease,
            double criticalIncrease,
            double criticalDecrease,
            boolean critical,
            boolean mustHaveData,
            double tolerance,
            double confidence) {

        /** Kayenta's own. */
        public static final Setting DEFAULT = new Setting(
                Nan.REMOVE, false, 3, Direction.EITHER, Effect.MEAN_RATIO, 1, 1, 1, 1, false, false, 0.25, 0.98);

        public Setting {
            require(outlierFactor > 0, "the outlier factor is above 0", outlierFactor);
            require(tolerance >= 0, "the tolerance is at least 0", tolerance);
            require(confidence > 0 && confidence < 1, "the confidence is between 0 and 1", confidence);
            for (double bound : new double[] {allowedIncrease, allowedDecrease, criticalIncrease, criticalDecrease}) {
                require(bound >= 0, "an effect size is at least 0", bound);
            }
        }

        private static void require(boolean holds, String rule, double was) {
            if (!holds) {
                throw new IllegalArgumentException(rule + ", was " + was);
            }
        }

        public Setting with(Nan other) {
            return copy(other, removeOutliers, direction, critical, mustHaveData);
        }

        public Setting with(Direction other) {
            return copy(nan, removeOutliers, other, critical, mustHaveData);
        }

        public Setting withoutOutliers() {
            return copy(nan, true, direction, critical, mustHaveData);
        }

        public Setting asCritical() {
            return copy(nan, removeOutliers, direction, true, mustHaveData);
        }

        public Setting thatMustHaveData() {
            return copy(nan, removeOutliers, direction, critical, true);
        }

        /** Measures effects so; what is allowed and what is critical is the value for no effect until it is set. */
        public Setting with(Effect other) {
            return with(other, other.none(), other.none()).withCritical(other.none(), other.none());
        }

        /** Measures effects so, and lets those pass. */
        public Setting with(Effect other, double increase, double decrease) {
            return new Setting(
                    nan,
                    removeOutliers,
                    outlierFactor,
                    direction,
                    other,
                    increase,
                    decrease,
                    criticalIncrease,
                    criticalDecrease,
                    critical,
                    mustHaveData,
                    tolerance,
                    confidence);
        }

        /** From which effects on a critical metric fails the whole. */
        public Setting withCritical(double increase, double decrease) {
            return new Setting(
                    nan,
                    removeOutliers,
                    outlierFactor,
                    direction,
                    effect,
                    allowedIncrease,
                    allowedDecrease,
                    increase,
                    decrease,
                    critical,
                    mustHaveData,
                    tolerance,
                    confidence);
        }

        /** With another tolerance and confidence than the literals in Kayenta's source. */
        public Setting with(double otherTolerance, double otherConfidence) {
            return new Setting(
                    nan,
                    removeOutliers,
                    outlierFactor,
                    direction,
                    effect,
                    allowedIncrease,
                    allowedDecrease,
                    criticalIncrease,
                    criticalDecrease,
                    critical,
                    mustHaveData,
                    otherTolerance,
                    otherConfidence);
        }

        private Setting copy(Nan nans, boolean outliers, Direction way, boolean fatal, boolean required) {
            return new Setting(
                    nans,
                    outliers,
                    outlierFactor,
                    way,
                    effect,
                    allowedIncrease,
                    allowedDecrease,
                    criticalIncrease,
                    criticalDecrease,
                    fatal,
                    required,
                    tolerance,
                    confidence);
        }
    }

    /**
     * Judges one metric.
     *
     * @param control the old version's numbers; NaN where there was none
     * @param experiment the new version's numbers
     * @param random where the noise comes from when both are constant but different; asked for nothing else
     */
    public Classification judge(double[] control, double[] experiment, RandomGenerator random) {
        double[] old = cleaned(control);
        double[] young = cleaned(experiment);
        if (old.length == 0 || young.length == 0) {
            return withoutData();
        }
        Judged unknown = unknowable(experiment, old, young);
        if (!finite(old) || !finite(young)) {
            return new Classification(Label.ERROR, false, Double.NaN, Double.NaN, Double.NaN, unknown);
        }
        boolean constant = constant(old) && constant(young);
        // Kayenta asks for the same numbers first, and then for one number everywhere, which says the same of both.
        if (sameNumbers(old, young) || (constant && old[0] == young[0])) {
            Judged judged = unknown.reason() == Reason.NO_DIFFERENCE_SHOWN
                    ? new Judged(Reason.NO_DIFFERENCE_SHOWN, 0, 0, 0, 0)
                    : unknown;
            return new Classification(Label.PASS, false, 1, setting.effect().none(), 0, judged);
        }
        if (constant) {
            young = noisy(young, random);
            old = noisy(old, random);
        }
        double ratio = meanRatio(old, young);
        double effect = setting.effect() == Effect.CLES ? commonLanguageEffect(old, young) : ratio;
        Shift shift;
        try {
            shift = Shift.between(young, old, setting.confidence());
        } catch (IllegalArgumentException e) {
            // All numbers tied at a shift: one number on each side. There is nothing to be said, and Kayenta says so.
            return new Classification(Label.ERROR, false, ratio, effect, Double.NaN, Judged.unknown(Reason.TOO_FEW));
        }
        return compared(shift, ratio, effect, unknown);
    }

    private Classification withoutData() {
        if (setting.nan() == Nan.REPLACE) {
            return new Classification(Label.PASS, false, 1, Double.NaN, Double.NaN, Judged.unknown(Reason.NO_DATA));
        }
        if (setting.mustHaveData() && !setting.critical()) {
            Judged missing = new Judged(Reason.REQUIRED_DATA_MISSING, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            return new Classification(Label.NODATA_FAIL_METRIC, false, 1, Double.NaN, Double.NaN, missing);
        }
        return new Classification(
                Label.NODATA, setting.critical(), 1, Double.NaN, Double.NaN, Judged.unknown(Reason.NO_DATA));
    }

    /** Why these numbers can show nothing, or else {@link Reason#NO_DIFFERENCE_SHOWN}. */
    private Judged unknowable(double[] experiment, double[] old, double[] young) {
        if (!finite(old) || !finite(young)) {
            return Judged.unknown(Reason.NOT_A_NUMBER);
        }
        if (Arrays.stream(experiment).allMatch(Double::isNaN)) {
            return Judged.unknown(Reason.NO_DATA);
        }
        double z = -NormalDistribution.of(0, 1).inverseCumulativeProbability((1 - setting.confidence()) / 2);
        return Shift.most(young.length, old.length) < z
                ? Judged.unknown(Reason.TOO_FEW)
                : new Judged(Reason.NO_DIFFERENCE_SHOWN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    private Classification compared(Shift shift, double ratio, double effect, Judged knowable) {
        double bound = setting.tolerance() * Math.abs(shift.estimate());
        Direction way = setting.direction();
        boolean high = way != Direction.DECREASE
                && shift.low() > bound
                && (Double.isNaN(effect) || effect >= setting.allowedIncrease());
        boolean low = !high
                && way != Direction.INCREASE
                && shift.high() < -bound
                && (Double.isNaN(effect) || effect <= setting.allowedDecrease());
        boolean critical = setting.critical()
                && ((high && (Double.isNaN(effect) || effect >= setting.criticalIncrease()))
                        || (low && (Double.isNaN(effect) || effect <= setting.criticalDecrease())));
        Label label = high ? Label.HIGH : low ? Label.LOW : Label.PASS;
        Reason reason = knowable.state() == State.UNKNOWN
                ? knowable.reason()
                : high || low ? Reason.BEYOND : Reason.NO_DIFFERENCE_SHOWN;
        Judged judged = new Judged(
                reason,
                shift.estimate(),
                Math.min(shift.low(), shift.high()),
                Math.max(shift.low(), shift.high()),
                low ? -bound : bound);
        return new Classification(label, critical, ratio, effect, shift.estimate(), judged);
    }

    private double[] cleaned(double[] numbers) {
        double[] cleaned = setting.nan() == Nan.REMOVE
                ? Arrays.stream(numbers).filter(number -> !Double.isNaN(number)).toArray()
                : Arrays.stream(numbers)
                        .map(number -> Double.isNaN(number) ? 0 : number)
                        .toArray();
        return setting.removeOutliers() ? withoutOutliers(cleaned) : cleaned;
    }

    private double[] withoutOutliers(double[] numbers) {
        if (numbers.length == 0) {
            return numbers;
        }
        double[] sorted = numbers.clone();
        Arrays.sort(sorted);
        double first = percentile(sorted, 25);
        double third = percentile(sorted, 75);
        double reach = setting.outlierFactor() * (third - first);
        double least = Math.min(percentile(sorted, 1), first - reach);
        double most = Math.max(percentile(sorted, 99), third + reach);
        return Arrays.stream(numbers)
                .filter(number -> !(number > most || number < least))
                .toArray();
    }

    /** Type 7 of Hyndman and Fan, 1996: linear between order statistics, position 1 + (n − 1)p. */
    static double percentile(double[] sorted, double percent) {
        double position = 1 + (sorted.length - 1) * (percent / 100);
        int below = (int) Math.floor(position);
        if (below >= sorted.length) {
            return sorted[sorted.length - 1];
        }
        double lower = sorted[below - 1];
        return lower + (position - below) * (sorted[below] - lower);
    }

    private static boolean finite(double[] numbers) {
        return Arrays.stream(numbers).allMatch(Double::isFinite);
    }

    private static boolean constant(double[] numbers) {
        return Arrays.stream(numbers).allMatch(number -> number == numbers[0]);
    }

    private static boolean sameNumbers(double[] one, double[] other) {
        if (one.length != other.length) {
            return false;
        }
        // Adding 0 makes −0 the same as 0.
        double[] left = Arrays.stream(one).map(number -> number + 0.0).sorted().toArray();
        double[] right =
                Arrays.stream(other).map(number -> number + 0.0).sorted().toArray();
        return Arrays.equals(left, right);
    }

    private static double[] noisy(double[] numbers, RandomGenerator random) {
        double deviation = numbers[0] * NOISE;
        return Arrays.stream(numbers)
                .map(number -> number + random.nextGaussian() * deviation)
                .toArray();
    }

    private static double meanRatio(double[] control, double[] experiment) {
        double old = mean(control);
        double young = mean(experiment);
        return old == 0 || young == 0 ? Double.NaN : young / old;
    }

    /** In two passes: the second takes out what the first one rounded. */
    private static double mean(double[] numbers) {
        double sum = 0;
        for (double number : numbers) {
            sum += number;
        }
        double mean = sum / numbers.length;
        double rest = 0;
        for (double number : numbers) {
            rest += number - mean;
        }
        return mean + rest / numbers.length;
    }

    private static double commonLanguageEffect(double[] control, double[] experiment) {
        double[] all = Arrays.copyOf(experiment, experiment.length + control.length);
        System.arraycopy(control, 0, all, experiment.length, control.length);
        double[] ranks = new NaturalRanking(NaNStrategy.FAILED, TiesStrategy.AVERAGE).apply(all);
        double rankSum = 0;
        for (int i = 0; i < experiment.length; i++) {
            rankSum += ranks[i];
        }
        double m = experiment.length;
        return (2 * rankSum - m * (m + 1)) / (2 * m * control.length);
    }
}
