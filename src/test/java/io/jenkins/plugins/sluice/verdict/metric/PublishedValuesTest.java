package io.jenkins.plugins.sluice.verdict.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.jenkins.plugins.sluice.evidence.metric.ArmCounts;
import io.jenkins.plugins.sluice.evidence.metric.PodCounts;
import java.util.List;
import org.apache.commons.numbers.gamma.LogBeta;
import org.apache.commons.numbers.gamma.RegularizedBeta;
import org.junit.jupiter.api.Test;

/**
 * Values that were worked out beforehand, by a prototype in Python and not by this code. A row is
 * (x_c, x_b, n_c, n_b): errors and requests of canary and baseline.
 */
class PublishedValuesTest {

    private static final long[][] ONE = {{3, 5, 200, 1800}};
    private static final long[][] THREE = {{3, 5, 200, 1800}, {9, 20, 1000, 19000}, {30, 40, 5000, 15000}};
    private static final int R2 = 4;

    private static double[] counts(double margin, double delta, long[]... rows) {
        double[] logs = new double[Harm.COUNT];
        for (long[] row : rows) {
            CountBet bet = new CountBet(margin, row[2], row[0], row[3], row[1]);
            for (int k = 0; k < logs.length; k++) {
                logs[k] += bet.level(Harm.EXCESS[k], Harm.LOG[k]) + delta * bet.slope(Harm.EXCESS[k]);
            }
        }
        return logs;
    }

    private static double[] share(double phi, long[]... rows) {
        double[] logs = new double[Harm.COUNT];
        for (long[] row : rows) {
            ShareBet bet = new ShareBet();
            bet.add(1, phi, row[2], row[0], row[3], row[1]);
            logs = LogSums.plus(logs, bet.logFactors());
        }
        return logs;
    }

    private static void isClose(double actual, double expected) {
        assertThat(actual).isCloseTo(expected, within(1e-9));
    }

    @Test
    void givenOneAssumedHarm_whenCountsAreBetOn_thenRowsOneAndTwo() {
        isClose(counts(1, 0, ONE)[R2], 1.3169601032);
        isClose(counts(1.5, 0, ONE)[R2], 1.0111904007);
        isClose(counts(1, .001, ONE)[R2], 1.1533237396);
    }

    @Test
    void givenTheGridOfHarms_whenCountsAreBetOn_thenRowsThreeToFive() {
        isClose(LogSums.logMeanExp(counts(1, 0, ONE)), 1.3552926513);
        isClose(LogSums.logMeanExp(counts(1, 0, THREE)), 11.8602916338);
        isClose(LogSums.logMeanExp(counts(1, 0, new long[] {0, 40, 2000, 18000})), -2.4062613591);
    }

    @Test
    void givenSharesOfTheErrors_whenBetOn_thenRowsSixToNine() {
        isClose(share(1, ONE)[R2], 0.8395035887);
        isClose(LogSums.logMeanExp(share(1, ONE)), 0.6366426284);
        isClose(LogSums.logMeanExp(share(5, ONE)), 0.4310622191);
        isClose(LogSums.logMeanExp(share(1, THREE)), 2.2207024322);
    }

    @Test
    void givenASingleError_whenBetOn_thenSharesAndCountsAgreeAsInRowTen() {
        isClose(share(1, new long[] {1, 0, 200, 1800})[R2], 0.5978370008);
        isClose(counts(1, 0, new long[] {1, 0, 200, 1800})[R2], 0.5978370008);
    }

    /** For a constant split, a beta prior on the canary's share has a closed form; no judge uses it. */
    @Test
    void givenABetaPriorOnTheShare_whenTheSplitIsConstant_thenRowEleven() {
        double share = .1;
        double log = LogBeta.value(1 + 3, 1 + 5)
                + Math.log(RegularizedBeta.complement(share, 1 + 3, 1 + 5))
                - LogBeta.value(1, 1)
                - Math.log(RegularizedBeta.complement(share, 1, 1))
                - 3 * Math.log(share)
                - 5 * Math.log(1 - share);
        isClose(log, 1.3089761133);
    }

    /** Turner, Ly and Grünwald's safe test of two proportions; no judge uses it. */
    @Test
    void givenProportions_whenSuccessesCountToo_thenRowTwelve() {
        double harmed = .3;
        double usual = .2;
        double mixed = (100 * harmed + 300 * usual) / 400;
        double log = 35 * Math.log(harmed / mixed)
                + 65 * Math.log((1 - harmed) / (1 - mixed))
                + 60 * Math.log(usual / mixed)
                + 240 * Math.log((1 - usual) / (1 - mixed));
        isClose(log, 4.0057028618);
    }

    @Test
    void givenHalfTheErrors_whenHealthIsBetOn_thenRowsThirteenAndFourteen() {
        CountBet twice = new CountBet(2, 2000, 8, 18000, 70);
        isClose(twice.level(-.5, Math.log(.5)), 1.8890165803);
        CountBet equal = new CountBet(1, 2000, 8, 18000, 70);
        isClose(equal.level(-.5, Math.log(.5)) + .002 * equal.slope(-.5), 0.3504363599);
    }

    @Test
    void givenUnevenPods_whenTheirDispersionIsTaken_thenRowSeventeen() {
        Dispersion dispersion = Dispersion.of(ArmCounts.of(List.of(
                new PodCounts("a", 200, 0),
                new PodCounts("b", 200, 1),
                new PodCounts("c", 200, 0),
                new PodCounts("d", 200, 7))));
        isClose(dispersion.sum() / dispersion.degrees(), 5.7239057239);
    }
}
