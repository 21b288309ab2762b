package io.jenkins.plugins.sluice.evidence.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.Gain;
import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.Gains;
import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.PodGains;
import io.jenkins.plugins.sluice.evidence.metric.CounterDifference.TargetName;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class CounterDifferenceTest {

    private static final long ZERO = Samples.ZERO.toEpochMilli();

    private static Samples total(String pod) {
        return Samples.of("requests", "pod", pod, "job", "shop", "instance", pod + ":80", "code", "200");
    }

    private static Samples bad(String pod) {
        return Samples.of("requests", "pod", pod, "job", "shop", "instance", pod + ":80", "code", "500");
    }

    private static CounterDifference of(List<Samples> total, List<Samples> bad) {
        return new CounterDifference(
                "pod",
                total.stream().map(Samples::series).toList(),
                bad.stream().map(Samples::series).toList(),
                Map.of());
    }

    private static String block(CounterDifference difference, int start, int end) {
        Gains gains = difference.between(ZERO + start * 1000L, ZERO + end * 1000L);
        StringBuilder text = new StringBuilder();
        for (PodGains pod : gains.pods()) {
            text.append(pod.pod())
                    .append(' ')
                    .append(sum(pod, true))
                    .append('/')
                    .append(sum(pod, false))
                    .append(' ');
        }
        gains.leftOut().forEach(text::append);
        return text.toString().strip();
    }

    private static long sum(PodGains pod, boolean bad) {
        return pod.gains().stream()
                .filter(gain -> gain.bad() == bad)
                .mapToLong(Gain::amount)
                .sum();
    }

    @Test
    void givenACounter_whenABlockIsClosed_thenItGainedWhatLiesBetweenItsBounds() {
        CounterDifference counters = of(List.of(total("a").rising(100, 10)), List.of(bad("a").rising(5, 1)));

        assertThat(block(counters, 15, 45)).isEqualTo("a 2/20");
        assertThat(block(counters, 20, 50))
                .as("last samples before both bounds")
                .isEqualTo("a 2/20");
    }

    @Test
    void givenAnErrorSeriesThatAppears_whenItsTargetWasUp_thenItStartsAtZero() {
        CounterDifference counters = of(
                List.of(total("a").rising(100, 10)),
                List.of(bad("a").at(30, 3).at(45, 4).at(60, 4)));

        assertThat(block(counters, 15, 45)).isEqualTo("a 4/20");
    }

    @Test
    void givenASeriesThatAppearsAlone_whenOnlyUpKnowsItsTarget_thenUpDecides() {
        List<SampledSeries> total =
                List.of(total("a").at(30, 3).at(45, 4).at(60, 6).series());
        TargetName target = new TargetName("a", "shop", "a:80");

        CounterDifference known = new CounterDifference("pod", total, List.of(), Map.of(target, ZERO + 15_000));
        CounterDifference unknown = new CounterDifference("pod", total, List.of(), Map.of());
        CounterDifference born = new CounterDifference("pod", total, List.of(), Map.of(target, ZERO + 30_000));

        assertThat(known.appeared(ZERO + 15_000, ZERO + 45_000)).containsExactly(target);
        assertThat(block(known, 15, 45)).isEqualTo("a 0/4");
        assertThat(block(unknown, 15, 45)).isEqualTo("a 0/1");
        assertThat(block(born, 15, 45)).isEqualTo("a 0/1");
        assertThat(unknown.between(ZERO + 15_000, ZERO + 45_000).cautions())
                .containsExactly("new in this block and counted from their first sample: 'a'");
    }

    @Test
    void givenARestart_whenItLiesInTheBlock_thenThePodIsLeftOutOfRequestsAndErrors() {
        CounterDifference counters = of(
                List.of(
                        total("a").at(0, 100).at(15, 110).at(30, 4).at(45, 9).at(60, 14),
                        total("b").rising(0, 5)),
                List.of(bad("a").rising(7, 1)));

        assertThat(block(counters, 15, 45)).isEqualTo("b 0/10 left out because counters restarted: 'a'");
        assertThat(block(counters, 30, 60)).isEqualTo("a 2/10 b 0/10");
    }

    @Test
    void givenAnErrorSeriesLostByARestart_whenItComesBackLater_thenItStartsAtZeroAndIsNoSecondRestart() {
        CounterDifference counters = of(
                List.of(total("a")
                        .at(0, 100)
                        .at(15, 110)
                        .at(30, 4)
                        .at(45, 9)
                        .at(60, 14)
                        .at(75, 20)),
                List.of(bad("a").at(0, 7).at(15, 7).at(60, 2).at(75, 3)));

        assertThat(block(counters, 30, 45)).isEqualTo("a 0/5");
        assertThat(block(counters, 45, 60)).isEqualTo("a 2/5");
        assertThat(block(counters, 60, 75)).isEqualTo("a 1/6");
    }

    @Test
    void givenAnErrorSeriesThatComesBackHigher_whenTheTotalRestarted_thenNothingIsTakenOff() {
        CounterDifference counters = of(
                List.of(total("a")
                        .at(0, 100)
                        .at(15, 110)
                        .at(30, 4)
                        .at(45, 9)
                        .at(60, 14)
                        .at(75, 20)),
                List.of(bad("a").at(0, 1).at(15, 1).at(60, 3)));

        assertThat(block(counters, 45, 60)).isEqualTo("a 3/5");
    }

    @Test
    void givenAPodThatEnded_whenTwoScrapesHavePassed_thenItIsLeftOutAndThenForgotten() {
        CounterDifference counters =
                of(List.of(total("a").at(0, 1).at(15, 2).at(30, 3), total("b").rising(0, 5)), List.of());

        assertThat(counters.open(ZERO + 15_000, ZERO + 45_000, ZERO + 50_000, 0))
                .isPresent();
        assertThat(counters.open(ZERO + 15_000, ZERO + 45_000, ZERO + 75_000, 0))
                .isEmpty();
        assertThat(block(counters, 15, 45)).isEqualTo("b 0/10 left out because they ended before the block did: 'a'");
        assertThat(block(counters, 45, 75)).isEqualTo("b 0/10");
        assertThat(counters.open(ZERO + 60_000, ZERO + 90_000, ZERO + 90_000, 0))
                .as("who ended long ago is not waited for")
                .isEmpty();
    }

    @Test
    void givenAPodWithANewAddress_whenTheOldOneEndedInTheBlock_thenOnlyThatBlockLacksIt() {
        Samples before = Samples.of("requests", "pod", "a-0", "job", "shop", "instance", "10.0.0.1:80")
                .at(0, 50)
                .at(15, 60);
        Samples after = Samples.of("requests", "pod", "a-0", "job", "shop", "instance", "10.0.0.2:80")
                .at(45, 5)
                .at(60, 8)
                .at(75, 11);
        CounterDifference counters = of(List.of(before, after), List.of());

        assertThat(block(counters, 0, 45)).isEqualTo("left out because they ended before the block did: 'a-0'");
        assertThat(block(counters, 45, 75)).isEqualTo("a-0 0/6");
    }

    @Test
    void givenAMissedScrape_whenTheCounterGoesOn_thenTheLateRestIsInTheNextBlock() {
        CounterDifference counters =
                of(List.of(total("a").at(0, 0).at(15, 10).at(45, 30).at(60, 40).at(75, 50)), List.of());

        assertThat(block(counters, 0, 30)).isEqualTo("a 0/10");
        assertThat(block(counters, 30, 60)).isEqualTo("a 0/30");
    }

    @Test
    void givenNoLabelOfPods_whenOneTargetRestarts_thenTheOthersStillCount() {
        CounterDifference counters = new CounterDifference(
                null,
                List.of(
                        total("a")
                                .at(0, 9)
                                .at(15, 9)
                                .at(30, 1)
                                .at(45, 2)
                                .at(60, 3)
                                .series(),
                        total("b").rising(0, 5).series()),
                List.of(),
                Map.of());

        Gains gains = counters.between(ZERO + 15_000, ZERO + 45_000);

        assertThat(gains.pods()).extracting(PodGains::pod).containsExactly("");
        assertThat(gains.pods()).extracting(pod -> sum(pod, false)).containsExactly(10L);
        assertThat(gains.leftOut()).containsExactly("left out because counters restarted: 'shop a:80'");
    }

    @Property(tries = 200)
    void givenAnyCounterAndAnyBlocks_whenTheyFollowEachOther_thenTheirGainsAddUpToTheCounter(
            @ForAll @Size(min = 2, max = 60) List<@IntRange(min = 0, max = 1000) Integer> steps,
            @ForAll @IntRange(min = 3, max = 40) int length) {
        Samples counter = total("a");
        double value = 0;
        for (int i = 0; i < steps.size(); i++) {
            counter.at(i * 2, value);
            value += steps.get(i);
        }
        SampledSeries series = counter.series();
        CounterDifference counters = new CounterDifference("pod", List.of(series), List.of(), Map.of());
        int end = (steps.size() - 1) * 2;

        long sum = 0;
        int start = 0;
        while (start + length <= end) {
            for (PodGains pod : counters.between(ZERO + start * 1000L, ZERO + (start + length) * 1000L)
                    .pods()) {
                sum += sum(pod, false);
            }
            start += length;
        }

        assertThat(sum).isEqualTo(Math.round(series.value(series.lastUntil(ZERO + start * 1000L))));
    }
}
