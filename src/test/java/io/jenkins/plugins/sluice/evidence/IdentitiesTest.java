package io.jenkins.plugins.sluice.evidence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentitiesTest {

    private static final Comparator<Row> ORDER =
            Comparator.comparing(Row::identity).thenComparing(Row::path).thenComparing(Row::tag);

    @TempDir
    private Path folder;

    record Row(Identity identity, int path, int tag) {}

    @Test
    void givenNoRows_whenBuilt_thenTheCursorEndsAtOnce() {
        try (IdentityRows rows = Identities.builder(folder).build()) {
            assertThat(rows.size()).isZero();
            assertThat(read(rows)).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 99, 100, 101, 1_000, 12_345})
    void givenRowsInAnyOrder_whenBuilt_thenTheyComeSortedFromMemoryAndFileAlike(int count) throws IOException {
        List<Row> rows = randomRows(count);
        List<Row> sorted = rows.stream().sorted(ORDER).toList();
        for (int inMemory : new int[] {100, 1_000_000}) {
            Identities.Builder builder = Identities.builder(folder, inMemory);
            rows.forEach(
                    row -> builder.add(row.identity().high(), row.identity().low(), row.path(), row.tag()));
            try (IdentityRows built = builder.build()) {
                assertThat(built.size()).isEqualTo(count);
                assertThat(read(built)).isEqualTo(sorted);
                assertThat(read(built)).as("a second walk").isEqualTo(sorted);
            }
            assertThat(filesLeft()).isEmpty();
        }
    }

    @Test
    void givenOtherTags_whenBuilt_thenRowsAlikeFollowTheNewTags() {
        for (int inMemory : new int[] {2, 1_000}) {
            Identities.Builder builder = Identities.builder(folder, inMemory);
            builder.add(2, 0, 0, 0);
            builder.add(1, 0, 5, 1);
            builder.add(1, 0, 5, 0);
            try (IdentityRows rows = builder.build(new int[] {9, 3})) {
                assertThat(read(rows))
                        .containsExactly(
                                new Row(new Identity(1, 0), 5, 3),
                                new Row(new Identity(1, 0), 5, 9),
                                new Row(new Identity(2, 0), 0, 9));
            }
        }
    }

    @Test
    void givenManyEqualOrPresortedRows_whenSorted_thenOrderHolds() {
        for (int kind = 0; kind < 4; kind++) {
            int size = 20_000;
            long[] high = new long[size];
            long[] low = new long[size];
            long[] rest = new long[size];
            for (int i = 0; i < size; i++) {
                high[i] = kind == 0 ? 1 : kind == 1 ? i : kind == 2 ? size - i : Math.min(i, size - i);
                rest[i] = i % 3;
            }
            RowSort.sort(high, low, rest, size);
            for (int i = 1; i < size; i++) {
                assertThat(RowSort.compare(high[i - 1], low[i - 1], rest[i - 1], high[i], low[i], rest[i]))
                        .isNotPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 24, 56, 64})
    void givenManyRowsAlikeInTheirFirstBits_whenSorted_thenOrderHolds(int alike) {
        Random random = new Random(7);
        List<Row> expected = new ArrayList<>();
        try (Identities.Builder builder = Identities.builder(folder)) {
            for (int i = 0; i < 20_000; i++) {
                long high = alike == 64 ? -1L : (-1L << (64 - alike)) | (random.nextLong() >>> alike);
                long low = random.nextInt(3);
                int path = random.nextInt(5) - 1;
                builder.add(high, low, path, i % 7);
                expected.add(new Row(new Identity(high, low), path, i % 7));
            }
            expected.sort(ORDER);
            try (IdentityRows rows = builder.build()) {
                assertThat(read(rows)).isEqualTo(expected);
            }
        }
    }

    @Test
    void givenAnAbandonedBuilder_whenClosed_thenNoFileStays() throws IOException {
        Identities.Builder builder = Identities.builder(folder, 2);
        for (int i = 0; i < 10; i++) {
            builder.add(i, i, -1, 0);
        }
        builder.close();
        assertThat(filesLeft()).isEmpty();
        assertThatIllegalStateException().isThrownBy(builder::build);
    }

    @Test
    void givenImpossibleNumbers_whenAdded_thenTheyAreRefused() {
        try (Identities.Builder builder = Identities.builder(folder)) {
            assertThatIllegalArgumentException().isThrownBy(() -> builder.add(0, 0, -2, 0));
            assertThatIllegalArgumentException().isThrownBy(() -> builder.add(0, 0, 0, -1));
        }
    }

    private List<Path> filesLeft() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static List<Row> randomRows(int count) {
        Random random = new Random(count);
        return Stream.generate(() -> new Row(
                        new Identity(random.nextInt(5) - 2, random.nextBoolean() ? random.nextLong() : 7),
                        random.nextInt(4) - 1,
                        random.nextInt(3)))
                .limit(count)
                .toList();
    }

    private static List<Row> read(IdentityRows rows) {
        List<Row> read = new ArrayList<>();
        try (IdentityRows.Cursor cursor = rows.cursor()) {
            while (cursor.advance()) {
                read.add(new Row(new Identity(cursor.high(), cursor.low()), cursor.path(), cursor.tag()));
            }
        }
        return read;
    }
}
