package io.jenkins.plugins.sluice.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.policy.Amount;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    COUNT    | 1234                | 1,234
                    COUNT    | 0                   | 0
                    COUNT    | 12345678            | 12,345,678
                    RATIO    | 0.013               | 1.3 %
                    RATIO    | 0.9999              | 99.99 %
                    RATIO    | 1                   | 100 %
                    RATIO    | 0                   | 0 %
                    RATIO    | 0.0000123           | 0.0012 %
                    RATIO    | -0.021              | -2.1 %
                    DURATION | 512000000           | 512 ms
                    DURATION | 512400000           | 512 ms
                    DURATION | 12340000            | 12.3 ms
                    DURATION | 1234567890          | 1.23 s
                    DURATION | 59999000000         | 60 s
                    DURATION | 123000000000        | 2 min 3 s
                    DURATION | 3720000000000       | 1 h 2 min
                    DURATION | 3600000000000       | 1 h
                    DURATION | 340                 | 340 ns
                    DURATION | 0                   | 0 s
                    SIZE     | 358400              | 350 KiB
                    SIZE     | 999                 | 999 B
                    SIZE     | 1572864             | 1.5 MiB
                    RATE     | 2                   | 2/s
                    RATE     | 0.5                 | 30/min
                    NUMBER   | 3.14159             | 3.14
                    NUMBER   | 1234.5              | 1,235
                    """)
    void givenAQuantity_whenShown_thenAsPeopleReadIt(Dimension dimension, BigDecimal base, String text) {
        assertThat(Numbers.plain(Numbers.of(Quantity.of(dimension, base)))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    RATIO    | 0.79996       | 80     | PERCENT    | 79.99 %      | 80 %
                    RATIO    | 0.80004       | 80     | PERCENT    | 80.01 %      | 80 %
                    RATIO    | 0.8           | 80.0   | PERCENT    | 80 %         | 80 %
                    RATIO    | 0.999985      | 99.999 | PERCENT    | 99.998 %     | 99.999 %
                    RATIO    | 0.00000000001 | 0      | PERCENT    | 0.000000001 %| 0 %
                    RATE     | 1.66666       | 100    | PER_MINUTE | 99.9/min     | 100/min
                    RATE     | 2             | 100    | PER_MINUTE | 120/min      | 100/min
                    SIZE     | 358401        | 350    | KIBIBYTE   | 350.1 KiB    | 350 KiB
                    SIZE     | 350001        | 350    | KILOBYTE   | 350.1 KB     | 350 KB
                    DURATION | 500000001     | 500    | MILLISECOND| 501 ms       | 500 ms
                    DURATION | 1200000000001 | 20     | MINUTE     | 20 min 1 s   | 20 min
                    DURATION | 90000000000   | 90     | SECOND     | 90 s         | 90 s
                    """)
    void givenAValueNearItsLimit_whenShownTogether_thenTheyDoNotContradictTheVerdict(
            Dimension dimension, BigDecimal value, BigDecimal limit, Unit unit, String shownValue, String shownLimit) {
        Amount amount = new Amount(limit, unit);
        Numbers.Pair pair = Numbers.pair(Quantity.of(dimension, value), amount.quantity(dimension), amount);
        assertThat(Numbers.plain(pair.value().text())).isEqualTo(shownValue);
        assertThat(Numbers.plain(pair.limit().text())).isEqualTo(shownLimit);
    }

    @Test
    void givenANumberWithAUnit_whenShown_thenTheyDoNotPartAtTheEndOfALine() {
        assertThat(Numbers.of(Quantity.ratio(13, 1000))).isEqualTo("1.3\u00A0%");
        assertThat(Numbers.of(Quantity.nanos(123_000_000_000L))).isEqualTo("2\u00A0min\u00A03\u00A0s");
        assertThat(Numbers.time(Instant.parse("2026-03-01T12:05:59Z"))).isEqualTo("2026-03-01\u00A012:05\u00A0UTC");
    }

    @Test
    void givenADistance_whenItIsToBeCovered_thenItIsRoundedUp() {
        assertThat(Numbers.plain(Numbers.atLeast(Quantity.nanos(40_000_001), null)))
                .isEqualTo("40.1 ms");
    }
}
