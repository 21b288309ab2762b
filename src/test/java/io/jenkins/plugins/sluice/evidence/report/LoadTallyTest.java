package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Histogram;
import io.jenkins.plugins.sluice.evidence.LoadSummary.Series;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

/** A series holds every sample's own time. */
class LoadTallyTest {

    @Property(tries = 300)
    void givenAnyTimes_whenTallied_thenPercentilesAreThoseOfTheSortedList(
            @ForAll @Size(min = 1, max = 500) List<@LongRange(min = 0, max = 100_000_000_000_000L) Long> times)
            throws UnreadableReport {
        LoadTally tally = new LoadTally();
        times.forEach(time -> tally.sample("a", false, 5, time, time % 2 == 0));

        Series series = tally.toSummary().series().get(0);
        Histogram elapsed = series.elapsed();
        List<Long> sorted = times.stream().sorted().toList();
        assertThat(elapsed.count()).isEqualTo(times.size());
        for (int percent : new int[] {1, 50, 95, 99, 100}) {
            int rank = (times.size() * percent + 99) / 100;
            assertThat(elapsed.percentile(percent)).isEqualTo(sorted.get(rank - 1));
        }
        assertThat(series.errors())
                .isEqualTo(times.stream().filter(time -> time % 2 != 0).count());
        assertThat(series.lastEnd()).isEqualTo(5 + sorted.get(sorted.size() - 1));
    }

    @Example
    void givenMoreDifferentTimesThanAreKept_whenTallied_thenUnreadable() throws UnreadableReport {
        LoadTally tally = new LoadTally();
        for (int i = 0; i < LoadTally.MOST_TIMES; i++) {
            tally.sample(i % 2 == 0 ? "a" : "b", i % 3 == 0, 5, i, true);
        }
        tally.sample("a", true, 5, 0, true);
        assertThat(tally.toSummary().series()).hasSize(4);

        tally.sample("a", true, 5, LoadTally.MOST_MILLIS, true);
        assertThatThrownBy(tally::toSummary)
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("more than 500000 different times");
    }
}
