package io.jenkins.plugins.sluice.verdict.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.metric.Classification.Label;
import io.jenkins.plugins.sluice.verdict.metric.Judged.Reason;
import io.jenkins.plugins.sluice.verdict.metric.MannWhitneyJudge.Direction;
import io.jenkins.plugins.sluice.verdict.metric.MannWhitneyJudge.Effect;
import io.jenkins.plugins.sluice.verdict.metric.MannWhitneyJudge.Nan;
import io.jenkins.plugins.sluice.verdict.metric.MannWhitneyJudge.Setting;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.statistics.ranking.NaturalRanking;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class MannWhitneyJudgeTest {

    private static final double NAN = Double.NaN;

    @TestFactory
    Stream<DynamicTest> givenSamples_whenJudged_thenLikeAnotherImplementation() throws IOException {
        try (InputStream file = MannWhitneyJudgeTest.class.getResourceAsStream("mann-whitney.json")) {
            JsonNode cases = JsonMapper.builder().build().readTree(file).path("cases");
            assertThat(cases).hasSizeGreaterThan(90);
            return StreamSupport.stream(cases.spliterator(), false)
                    .map(one -> DynamicTest.dynamicTest(one.path("name").textValue(), () -> assertLike(one)));
        }
    }

    private static void assertLike(JsonNode given) {
        Classification got = new MannWhitneyJudge(setting(given.path("setting")))
                .judge(numbers(given.path("control")), numbers(given.path("experiment")), new Random(1));

        JsonNode expected = given.path("expected");
        assertThat(got.label()).isEqualTo(Label.valueOf(expected.path("label").textValue()));
        if (expected.has("estimate")) {
            assertNear(got.shift(), expected.path("estimate"));
            assertNear(got.ratio(), expected.path("ratio"));
            assertNear(got.effect(), expected.path("effect"));
        }
        if (expected.has("low")
                && expected.path("low").doubleValue() <= expected.path("high").doubleValue()) {
            assertNear(got.judged().low(), expected.path("low"));
            assertNear(got.judged().high(), expected.path("high"));
        }
    }

    private static void assertNear(double got, JsonNode expected) {
        if (expected.isNull()) {
            assertThat(got).isNaN();
        } else {
            assertThat(got)
                    .isCloseTo(expected.doubleValue(), within(1e-9 * Math.max(1, Math.abs(expected.doubleValue()))));
        }
    }

    private static Setting setting(JsonNode json) {
        Effect effect = json.path("effect").asText("meanRatio").equals("cles") ? Effect.CLES : Effect.MEAN_RATIO;
        return new Setting(
                json.path("nan").asText("remove").equals("remove") ? Nan.REMOVE : Nan.REPLACE,
                json.path("outliers").booleanValue(),
                json.path("f").asDouble(3),
                json.path("direction").asText("either").equals("increase") ? Direction.INCREASE : Direction.EITHER,
                effect,
                json.path("inc").asDouble(effect.none()),
                json.path("dec").asDouble(effect.none()),
                effect.none(),
                effect.none(),
                false,
                false,
                0.25,
                0.98);
    }

    private static double[] numbers(JsonNode json) {
        return StreamSupport.stream(json.spliterator(), false)
                .mapToDouble(number -> number.isNull() ? NAN : number.doubleValue())
                .toArray();
    }

    @Test
    void givenFourNumbersEach_whenTheIntervalIsSought_thenAsRGivesIt() {
        Shift shift = Shift.between(new double[] {10, 20, 30, 40}, new double[] {1, 2, 3, 4}, 0.95);

        assertThat(shift.low()).isCloseTo(6, within(1e-12));
        assertThat(shift.high()).isCloseTo(39, within(1e-12));
        assertThat(shift.estimate()).isCloseTo(22.5, within(1e-12));
    }

    @Test
    void givenSparseErrorsOverAQuietBaseline_whenJudged_thenKayentaPassesThem() {
        Classification got = judge(Setting.DEFAULT, zeros(6), 0, 1, 2, 1, 0, 0);

        assertThat(got.label()).isEqualTo(Label.PASS);
        assertThat(got.ratio()).isNaN();
        assertThat(got.judged().reason()).isEqualTo(Reason.NO_DIFFERENCE_SHOWN);
    }

    @Test
    void givenSevenOfTenNumbersAHundredTimesHigher_whenJudged_thenPassWithTheNumbersThatKayentaPrinted() {
        Setting setting = Setting.DEFAULT.with(Effect.MEAN_RATIO, 1.05, 1).withCritical(1.1, 1);

        Classification got = judge(setting, ones(10), 100, 100, 100, 100, 100, 100, 100, 1, 1, 1);

        assertThat(got.label()).isEqualTo(Label.PASS);
        assertThat(got.judged().low()).isCloseTo(6.825022991538781E-5, within(1e-16));
        assertThat(got.judged().high()).isEqualTo(99.0);
        assertThat(got.shift()).isEqualTo(98.99992904170193);
        assertThat(got.judged().limit()).isEqualTo(24.749982260425483);
        assertThat(got.ratio()).isCloseTo(70.3, within(1e-12));
    }

    @Test
    void givenEightOfTenNumbersAHundredTimesHigher_whenJudged_thenHigh() {
        Setting setting = Setting.DEFAULT.with(Effect.MEAN_RATIO, 1.05, 1);

        Classification got = judge(setting, ones(10), 100, 100, 100, 100, 100, 100, 100, 100, 1, 1);

        assertThat(got.label()).isEqualTo(Label.HIGH);
        assertThat(got.judged().state()).isEqualTo(State.BROKEN);
    }

    @Test
    void givenNewErrorsWhereTheBaselineIsSilent_whenNanIsReadAsZero_thenPass() {
        double[] silent = new double[10];
        Arrays.fill(silent, NAN);
        Setting setting = Setting.DEFAULT.with(Nan.REPLACE).with(Direction.INCREASE);

        Classification got = judge(setting, silent, NAN, 0.048, NAN, 0.18, 0.089, NAN, 0.098, 0.035, NAN, NAN);

        assertThat(got.label()).isEqualTo(Label.PASS);
    }

    @Test
    void givenAnotherShapeOfTheSameLevel_whenJudged_thenPass() {
        double[] wild = {1, 100, 4, 101, 5, 102, 6, 103, 7, 104, 8, 105, 9, 106, 17};

        Classification got = judge(
                Setting.DEFAULT,
                wild,
                10.0,
                10.1,
                10.2,
                10.3,
                10.4,
                10.5,
                10.6,
                17.0,
                17.1,
                17.2,
                17.3,
                17.4,
                17.5,
                17.6,
                17.7);

        assertThat(got.label()).isEqualTo(Label.PASS);
    }

    @Test
    void givenACriticalMetric_whenTheEffectIsBeyondTheCriticalBound_thenCritical() {
        double[] old = {1, 2.2, 1.1, 2.5, 3};
        double[] young = {20, 22, 21, 25, 30};

        assertThat(judge(Setting.DEFAULT.asCritical(), old, young).critical()).isTrue();
        assertThat(judge(Setting.DEFAULT.asCritical().withCritical(13, 1), old, young)
                        .critical())
                .isFalse();
        assertThat(judge(Setting.DEFAULT.with(Effect.MEAN_RATIO, 13, 1), old, young)
                        .label())
                .isEqualTo(Label.PASS);
    }

    @Test
    void givenTheOppositeDirection_whenJudged_thenPass() {
        double[] old = {10, 20.2, 10.1, 20.5, 30};
        double[] young = {2, 2, 2, 2, 3};

        assertThat(judge(Setting.DEFAULT, old, young).label()).isEqualTo(Label.LOW);
        assertThat(judge(Setting.DEFAULT.with(Direction.INCREASE), old, young).label())
                .isEqualTo(Label.PASS);
    }

    @Test
    void givenNoNumbersOnOneSide_whenJudged_thenKayentasClassButNeverHealthy() {
        double[] some = {1, 2, 3, 4, 5};
        double[] none = {NAN, NAN};

        assertThat(judge(Setting.DEFAULT, some, none).label()).isEqualTo(Label.NODATA);
        assertThat(judge(Setting.DEFAULT.asCritical(), none, some).critical()).isTrue();
        assertThat(judge(Setting.DEFAULT.thatMustHaveData(), some, none).label())
                .isEqualTo(Label.NODATA_FAIL_METRIC);
        assertThat(judge(Setting.DEFAULT.thatMustHaveData(), some, none)
                        .judged()
                        .state())
                .isEqualTo(State.BROKEN);

        Classification emptyReplaced = judge(Setting.DEFAULT.with(Nan.REPLACE), some);
        assertThat(emptyReplaced.label()).isEqualTo(Label.PASS);
        assertThat(emptyReplaced.judged().reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void givenOnlyNanInBoth_whenItIsReadAsZero_thenKayentaPassesAndWeDoNotKnow() {
        double[] silent = {NAN, NAN, NAN, NAN, NAN, NAN};

        Classification got = judge(Setting.DEFAULT.with(Nan.REPLACE), silent, silent);

        assertThat(got.label()).isEqualTo(Label.PASS);
        assertThat(got.judged().reason()).isEqualTo(Reason.NO_DATA);
    }

    @Test
    void givenFourNumbersEach_whenTheyLieApart_thenHighThereAndTooFewHere() {
        Classification got = judge(Setting.DEFAULT, new double[] {1, 2, 3, 4}, 10, 20, 30, 40);

        assertThat(got.label()).isEqualTo(Label.HIGH);
        assertThat(got.judged().reason()).isEqualTo(Reason.TOO_FEW);
        assertThat(judge(Setting.DEFAULT, new double[] {1, 2, 3, 4, 5}, 10, 11, 12, 13, 14)
                        .judged()
                        .state())
                .isEqualTo(State.BROKEN);
    }

    @Test
    void givenOneNumberEach_whenJudged_thenAnError() {
        Classification got = judge(Setting.DEFAULT.asCritical(), new double[] {3}, 5);

        assertThat(got.label()).isEqualTo(Label.ERROR);
        assertThat(got.critical()).isFalse();
        assertThat(got.judged().state()).isEqualTo(State.UNKNOWN);
    }

    @Test
    void givenTwoConstants_whenTheyDiffer_thenNoiseOfTheGivenSourceMakesThemComparable() {
        double[] old = new double[10];
        double[] young = new double[10];
        Arrays.fill(old, 5);
        Arrays.fill(young, 7);
        MannWhitneyJudge judge = new MannWhitneyJudge(Setting.DEFAULT);

        Classification one = judge.judge(old, young, new Random(42));

        assertThat(one.label()).isEqualTo(Label.HIGH);
        assertThat(one.shift()).isCloseTo(2, within(1e-3)).isNotEqualTo(2);
        assertThat(judge.judge(old, young, new Random(42))).isEqualTo(one);
    }

    @Test
    void givenTheSameNumbersInAnotherOrder_whenJudged_thenPass() {
        Classification got = judge(Setting.DEFAULT, new double[] {5, 4, 3, 2, 1}, 1, 2, 3, 4, 5);

        assertThat(got.label()).isEqualTo(Label.PASS);
        assertThat(got.judged().state()).isEqualTo(State.HOLDS);
    }

    @Test
    void givenAnInfiniteNumber_whenJudged_thenUnknown() {
        Classification got = judge(Setting.DEFAULT, ones(10), 1, 2, 3, 4, 5, Double.POSITIVE_INFINITY);

        assertThat(got.label()).isEqualTo(Label.ERROR);
        assertThat(got.judged().reason()).isEqualTo(Reason.NOT_A_NUMBER);
    }

    @Test
    void givenPublishedNumbers_whenAPercentileIsAsked_thenAsPublished() {
        double[] sorted = {
            95.0610, 95.0925, 95.1195, 95.1442, 95.1567, 95.1591, 95.1682, 95.1772, 95.1772, 95.1937, 95.1959, 95.1990
        };

        // NIST/SEMATECH e-Handbook, 7.2.6.2, by the method that spreadsheets use.
        assertThat(MannWhitneyJudge.percentile(sorted, 90)).isCloseTo(95.19568, within(1e-10));
        assertThat(MannWhitneyJudge.percentile(sorted, 100)).isEqualTo(95.1990);
        assertThat(MannWhitneyJudge.percentile(new double[] {4}, 1)).isEqualTo(4);
    }

    @Test
    void givenASettingThatCannotBe_whenMade_thenTheErrorSaysWhy() {
        assertThatThrownBy(() -> Setting.DEFAULT.with(0.25, 98))
                .hasMessage("the confidence is between 0 and 1, was 98.0");
    }

    @Property(tries = 200)
    void ranksAreThoseOfTheLibrary(
            @ForAll @Size(min = 1, max = 12) List<@DoubleRange(min = -3, max = 3) Double> x,
            @ForAll @Size(min = 2, max = 12) List<@DoubleRange(min = -3, max = 3) Double> y) {
        double[] left = x.stream().mapToDouble(Math::rint).sorted().toArray();
        double[] right = y.stream().mapToDouble(Math::rint).sorted().toArray();
        double[] all = Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, all, left.length, right.length);
        for (int i = 0; i < all.length; i++) {
            all[i] += 0.0;
        }
        if (Arrays.stream(all).distinct().count() == 1) {
            return;
        }
        double[] ranks = new NaturalRanking().apply(all);
        double m = left.length;
        double n = right.length;
        double ties = Arrays.stream(ranks)
                .distinct()
                .map(rank -> {
                    double t =
                            Arrays.stream(ranks).filter(other -> other == rank).count();
                    return t * t * t - t;
                })
                .sum();
        double d = Arrays.stream(ranks, 0, left.length).sum() - m * (m + 1) / 2 - m * n / 2;
        double sigma = Math.sqrt(m * n / 12 * (m + n + 1 - ties / ((m + n) * (m + n - 1))));

        assertThat(Shift.standardised(left, right, 0)).isCloseTo((d - Math.signum(d) / 2) / sigma, within(1e-12));
    }

    @Property(tries = 100)
    void whatLiesFarAboveIsHigh(
            @ForAll @Size(min = 5, max = 20) List<@DoubleRange(min = 1, max = 9) Double> old,
            @ForAll @Size(min = 5, max = 20) List<@DoubleRange(min = 1, max = 9) Double> young,
            @ForAll @DoubleRange(min = 50, max = 500) double much) {
        double[] before = old.stream().mapToDouble(Double::doubleValue).toArray();
        double[] worse = young.stream().mapToDouble(number -> number + much).toArray();
        Setting setting = Setting.DEFAULT.with(Direction.INCREASE);

        assertThat(judge(setting, before, worse).label()).isEqualTo(Label.HIGH);
        assertThat(judge(setting, worse, before).label()).isEqualTo(Label.PASS);
    }

    @Test
    void givenTwoSamplesOfOneSource_whenJudgedOftenEnough_thenFalseAlarmsAreAsRareAsPromised() {
        Random random = new Random(7);
        int alarms = 0;
        int runs = 4_000;
        for (int run = 0; run < runs; run++) {
            double[] old = random.doubles(30).map(number -> 1 + number).toArray();
            double[] young = random.doubles(30).map(number -> 1 + number).toArray();
            Label label = judge(Setting.DEFAULT, old, young).label();
            alarms += label == Label.HIGH || label == Label.LOW ? 1 : 0;
        }

        // 2 % of confidence less what the tolerance takes; 4 standard errors above 2 % would be 2.9 %.
        assertThat(alarms).isLessThan((int) (runs * 0.029));
    }

    private static Classification judge(Setting setting, double[] control, double... experiment) {
        return new MannWhitneyJudge(setting).judge(control, experiment, new Random(1));
    }

    private static double[] zeros(int count) {
        return new double[count];
    }

    private static double[] ones(int count) {
        return Collections.nCopies(count, 1.0).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }
}
