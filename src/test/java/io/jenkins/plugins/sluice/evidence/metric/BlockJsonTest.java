package io.jenkins.plugins.sluice.evidence.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BlockJsonTest {

    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    static Stream<Observed> observations() {
        return Stream.of(
                new Observed.Counts(
                        ArmCounts.of(List.of(new PodCounts("b", 7, 0), new PodCounts("a", 1L << 52, 3))),
                        ArmCounts.NONE),
                new Observed.Buckets(
                        List.of(0.005, 0.1, Double.POSITIVE_INFINITY),
                        List.of(new PodBuckets("a", 1, 2.5, 0)),
                        List.of(new PodBuckets("", 0, 0, 0))),
                new Observed.Values(List.of(-1.25, 3e300, 0.1), List.of()),
                new Observed.Nothing(Observed.Reason.STALE, "the last sample of pod 'a' is 90 s old"));
    }

    @ParameterizedTest
    @MethodSource("observations")
    void givenABlock_whenWrittenAndRead_thenItIsTheSame(Observed observed) {
        MetricBlock block =
                new MetricBlock("errorRate", START, START.plusSeconds(60), observed, List.of("pod 'c' restarted"));

        assertThat(BlockJson.read(1, BlockJson.write(block))).isEqualTo(block);
    }

    @Test
    void givenABlockOfALaterVersion_whenRead_thenRefused() {
        ObjectNode data = BlockJson.write(new MetricBlock(
                "m", START, START.plusSeconds(1), new Observed.Values(List.of(1.0), List.of()), List.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockJson.read(2, data))
                .withMessageContaining("newer Sluice");
    }

    @Test
    void givenACountThatIsNoInteger_whenRead_thenRefusedAndNotRounded() {
        ObjectNode data = BlockJson.write(new MetricBlock(
                "m",
                START,
                START.plusSeconds(1),
                new Observed.Counts(ArmCounts.whole(1, 0), ArmCounts.NONE),
                List.of()));
        data.withObject("counts")
                .withArray("canary")
                .removeAll()
                .addArray()
                .add("")
                .add(1.5)
                .add(0);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> BlockJson.read(1, data))
                .withMessageContaining("integer");
    }
}
