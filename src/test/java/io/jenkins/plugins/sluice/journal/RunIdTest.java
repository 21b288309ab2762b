package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    @Test
    void givenAClockAndASeed_whenGenerated_thenVersion7OfThatMillisecond() {
        for (int seed = 0; seed < 200; seed++) {
            RunId id = RunId.generate(Desk.CLOCK, new Random(seed));

            assertThat(id.value().version()).isEqualTo(7);
            assertThat(id.value().variant()).isEqualTo(2);
            assertThat(id.at()).isEqualTo(Desk.NOON);
            assertThat(RunId.parse(id.toString())).isEqualTo(id);
        }
    }

    @Test
    void givenALaterMillisecond_whenGenerated_thenSortsLaterAsText() {
        RunId earlier = RunId.generate(Desk.CLOCK, new Random(1));
        RunId later = RunId.generate(InstantSource.fixed(Desk.NOON.plusMillis(1)), new Random(2));

        assertThat(earlier.toString()).isLessThan(later.toString());
    }

    @Test
    void givenTheExampleOfTheRfc_whenParsed_thenItsTimeIsRead() {
        assertThat(RunId.parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f").at())
                .isEqualTo(Instant.parse("2022-02-22T19:22:22Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1-2-3-4-5",
                "017F22E2-79B0-7CC3-98C4-DC0C0C07398F",
                "017f22e2-79b0-4cc3-98c4-dc0c0c07398f",
                "017f22e2-79b0-7cc3-d8c4-dc0c0c07398f",
                "017f22e279b07cc398c4dc0c0c07398f0000",
                "../../../../../../../../../etc/passwd"
            })
    void givenAnythingElse_whenParsed_thenRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> RunId.parse(text));
    }

    @Test
    void givenAClockBefore1970_whenGenerated_thenRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RunId.generate(InstantSource.fixed(Instant.EPOCH.minusMillis(1)), new Random(1)))
                .withMessageContaining("set the machine's clock");
    }

    @Test
    void givenAUuidOfAnotherVersion_whenWrapped_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new RunId(new UUID(0, 0)));
    }
}
