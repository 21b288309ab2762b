package io.jenkins.plugins.sluice.jenkins.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FreezeWindowTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-27T14:59:59Z, false", // Friday 15:59:59 in Berlin
        "2026-11-27T15:00:00Z, true",
        "2026-11-29T12:00:00Z, true",
        "2026-11-30T04:59:59Z, true", // Monday 05:59:59
        "2026-11-30T05:00:00Z, false",
        "2026-07-03T14:00:00Z, true", // Friday 16:00 in summer
        "2026-07-03T13:59:59Z, false",
    })
    void givenWeekend_whenMomentIsAsked_thenWallClockOfTheZoneDecides(Instant moment, boolean covered) {
        FreezeWindow window = weekly("Fri 16:00 - Mon 06:00", "Europe/Berlin");

        assertThat(window.problem()).isNull();
        assertThat(window.covers(moment)).isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-12-19T23:00:00Z, true",
        "2026-12-19T22:59:59Z, false",
        "2027-01-04T04:59:59Z, true",
        "2027-01-04T05:00:00Z, false"
    })
    void givenOneWindow_whenMomentIsAsked_thenBeginBelongsToItAndEndDoesNot(Instant moment, boolean covered) {
        assertThat(once("2026-12-20T00:00:00+01:00", "2027-01-04T06:00:00+01:00")
                        .covers(moment))
                .isEqualTo(covered);
    }

    @ParameterizedTest
    @CsvSource({
        "Fri 16:00, Europe/Berlin",
        "Fri 25:00 - Mon 06:00, Europe/Berlin",
        "Fri 16:00 - Fri 16:00, UTC",
        "Freitag 16:00 - Mon 06:00, UTC",
        "Fri 16:00 - Mon 06:00, Mars/Olympus",
        "Fri 16:00 - Mon 06:00,"
    })
    void givenWeeklyThatCannotBeRead_whenAsked_thenItHasAProblemAndNothingIsReleased(String weekly, String zone) {
        FreezeWindow window = weekly(weekly, zone);

        assertThat(window.problem()).isNotNull();
        assertThat(window.covers(Instant.EPOCH)).isTrue();
    }

    @Test
    void givenWindowThatIsHalfOrTwice_whenChecked_thenItHasAProblem() {
        assertThat(once("2026-12-20T00:00:00+01:00", null).problem()).contains("both");
        assertThat(once("2026-12-20T00:00:00+01:00", "2026-12-19T00:00:00+01:00")
                        .problem())
                .contains("before");
        assertThat(once("2026-12-20T00:00:00", "2026-12-21T00:00:00Z").problem())
                .contains("offset");
        FreezeWindow both = weekly("Fri 16:00 - Mon 06:00", "UTC");
        both.setFrom("2026-12-20T00:00:00Z");
        assertThat(both.problem()).contains("either");
        assertThat(new FreezeWindow("x", "y").problem()).contains("either");
        assertThat(new FreezeWindow("x", " ").problem()).contains("why");
    }

    private static FreezeWindow weekly(String weekly, String zone) {
        FreezeWindow window = new FreezeWindow("weekend", "nobody is there");
        window.setWeekly(weekly);
        window.setTimeZone(zone);
        return window;
    }

    private static FreezeWindow once(String from, String until) {
        FreezeWindow window = new FreezeWindow("holidays", "peak trade");
        window.setFrom(from);
        window.setUntil(until);
        return window;
    }
}
