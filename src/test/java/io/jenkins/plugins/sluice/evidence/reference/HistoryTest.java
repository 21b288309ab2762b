package io.jenkins.plugins.sluice.evidence.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.reference.Reference.Acceptance;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {

    private static final Lane MAIN = Lane.ofBranch("build", "main");
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00.123Z");

    @TempDir
    private Path folder;

    private History history;

    @BeforeEach
    void open() {
        history = new History(folder, SomeEvidence.CODEC);
    }

    private static Reference run(String id, boolean candidate) {
        return run(MAIN, id, candidate);
    }

    private static Reference run(Lane lane, String id, boolean candidate) {
        return new Reference(
                lane.gate(), id, AT, lane.branch(), "c-" + id, "h-" + id, candidate, null, SomeEvidence.of(id));
    }

    private static Map<String, Quantity> covered(long lines) {
        return Map.of("coverage.line", Quantity.ratio(lines, 1000));
    }

    @Test
    void givenNoFolder_whenLookedUp_thenThereIsNoReferenceAndNoFolderIsMade() throws IOException {
        History none = new History(folder.resolve("none"), SomeEvidence.CODEC);

        assertThat(none.last(MAIN)).isEmpty();
        assertThat(none.earlier(MAIN)).isEqualTo(Earlier.NONE);
        assertThat(none.problems()).isEmpty();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givenRecordedRuns_whenLookedUp_thenTheLastAcceptedOneWithAllItsFacts() throws IOException {
        history.record(MAIN, run("r1", true), covered(800));
        history.record(MAIN, run("r2", true), covered(810));
        history.record(MAIN, run("r3", false), covered(500));

        assertThat(history.last(MAIN)).contains(run("r2", true));
        assertThat(history.earlier(MAIN).trend("coverage.line"))
                .containsExactly(
                        new Earlier.Point("r1", AT, Quantity.ratio(800, 1000)),
                        new Earlier.Point("r2", AT, Quantity.ratio(810, 1000)),
                        new Earlier.Point("r3", AT, Quantity.ratio(500, 1000)));
        assertThat(history.earlier(MAIN).accepted("coverage.line", 5))
                .extracting(Earlier.Point::run)
                .containsExactly("r1", "r2");
        assertThat(history.earlier(MAIN).accepted("coverage.line", 1))
                .extracting(Earlier.Point::run)
                .containsExactly("r2");
        assertThat(history.problems()).isEmpty();
    }

    @Test
    void givenAnyQuantity_whenKept_thenItComesBackAsItWasCounted() throws IOException {
        Map<String, Quantity> values = Map.of(
                "load.mean",
                        new Quantity(Dimension.DURATION, new BigInteger("12345678901234567890123"), BigInteger.TEN),
                "custom.x", new Quantity(Dimension.NUMBER, BigInteger.valueOf(-5), BigInteger.TWO),
                "tests.failed", Quantity.count(0));
        history.record(MAIN, run("r1", true), values);

        assertThat(history.earlier(MAIN).runs().get(0).values()).isEqualTo(values);
        assertThat(history.earlier(MAIN).runs().get(0).values().get("load.mean").denominator())
                .isEqualTo(BigInteger.TEN);
    }

    @Test
    void givenARunRecordedTwice_whenLookedUp_thenItIsThereOnce() throws IOException {
        history.record(MAIN, run("r1", true), covered(1));
        history.record(MAIN, run("r1", true), covered(2));

        assertThat(history.earlier(MAIN).trend("coverage.line")).hasSize(1);
    }

    @Test
    void givenAPullRequest_whenRecorded_thenNoBranchEverSeesItWhateverItIsCalled() throws IOException {
        history.record(MAIN, run("r1", true), covered(800));
        Lane fork = Lane.ofRun("build", "main", "main").orElseThrow();
        history.record(fork, run(fork, "evil", true), covered(1));

        assertThat(history.last(MAIN).orElseThrow().run()).isEqualTo("r1");
        assertThat(history.last(fork).orElseThrow().run()).isEqualTo("evil");
        assertThat(Lane.ofRun("build", null, "main")).isEmpty();
    }

    @Test
    void givenBranchesThatLookAlike_whenRecorded_thenTheyKeepApart() throws IOException {
        List<String> branches = List.of(
                "main",
                "Main",
                "MAIN",
                "ma/in",
                "ma\\in",
                "ma%2Fin",
                "..",
                ".",
                "",
                "con",
                "~none",
                "é",
                "e\u0301",
                "x".repeat(500),
                "x".repeat(501),
                "?",
                "a b",
                "a\u0000b",
                "feature/日本語");
        for (String branch : branches) {
            Lane lane = Lane.ofBranch("build", branch);
            history.record(lane, run(lane, "r", true), Map.of());
        }
        history.record(Lane.ofBranch("build", null), run(Lane.ofBranch("build", null), "r", true), Map.of());

        try (Stream<Path> homes = Files.list(folder.resolve("gate-build"))) {
            List<String> names =
                    homes.map(home -> home.getFileName().toString()).toList();
            assertThat(names).hasSize(branches.size() + 1);
            assertThat(names.stream().map(String::toLowerCase).distinct()).hasSize(branches.size() + 1);
            assertThat(names).allSatisfy(name -> assertThat(name).matches("branch-[a-zA-Z0-9%_~-]{0,130}"));
        }
        assertThat(history.last(Lane.ofBranch("build", "Main")).orElseThrow().branch())
                .isEqualTo("Main");
    }

    @Test
    void givenHalfACharacter_whenABranchIsCalledSo_thenRefused() {
        assertThatThrownBy(() -> Lane.ofBranch("build", "\uD800")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void givenManyRuns_whenRecorded_thenBoundedAndTheLastAcceptedOneStays() throws IOException {
        history.record(MAIN, run("good", true), covered(900));
        for (int i = 0; i < History.MOST_OTHERS + 10; i++) {
            history.record(MAIN, run("bad" + i, false), covered(i));
        }

        assertThat(history.last(MAIN).orElseThrow().run()).isEqualTo("good");
        assertThat(runFiles()).hasSize(History.MOST_OTHERS + 1);
        assertThat(history.earlier(MAIN).runs()).hasSize(History.MOST_OTHERS + 11);
        assertThatThrownBy(() -> history.accept("bad0", new Acceptance("ann", "old")))
                .hasMessageContaining("has no run 'bad0' that can be accepted");
    }

    @Test
    void givenMoreThanAThousandRuns_whenRecorded_thenTheOldestValuesGoButNotTheReference() throws IOException {
        List<Earlier.Run> runs = new ArrayList<>();
        for (int i = 0; i < History.MOST_RUNS; i++) {
            runs.add(new Earlier.Run("r" + i, AT, i + 1, null, i == 0, null, covered(1)));
        }
        history.record(MAIN, run("r0", true), covered(1));
        new HistoryIndex(home()).write(MAIN, runs);
        history.record(MAIN, run("next", false), covered(2));

        List<Earlier.Run> kept = history.earlier(MAIN).runs();
        assertThat(kept).hasSize(History.MOST_RUNS);
        assertThat(kept.get(kept.size() - 1).run()).isEqualTo("next");
        assertThat(history.last(MAIN).orElseThrow().run()).isEqualTo("r0");
    }

    @Test
    void givenARunThatWasNoReference_whenAcceptedByHand_thenItIsTheReferenceAndOlderBestValuesNoLongerBind()
            throws IOException {
        history.record(MAIN, run("r1", true), covered(900));
        history.record(MAIN, run("r2", false), covered(700));
        history.record(MAIN, run("r3", false), covered(650));

        List<Reference> accepted = history.accept("r2", new Acceptance("ann", "module removed"));

        assertThat(accepted).hasSize(1);
        Reference last = history.last(MAIN).orElseThrow();
        assertThat(last.run()).isEqualTo("r2");
        assertThat(last.candidate()).isFalse();
        assertThat(last.acceptance()).isEqualTo(new Acceptance("ann", "module removed"));
        assertThat(history.earlier(MAIN).accepted("coverage.line", 10))
                .extracting(Earlier.Point::run)
                .containsExactly("r2");
        assertThat(history.earlier(MAIN).trend("coverage.line"))
                .extracting(Earlier.Point::run)
                .containsExactly("r1", "r2", "r3");

        history.record(MAIN, run("r4", true), covered(710));
        assertThat(history.last(MAIN).orElseThrow().run()).isEqualTo("r4");
    }

    @Test
    void givenACorruptReference_whenLookedUp_thenAnErrorThatNamesTheFileAndNeverNone() throws IOException {
        history.record(MAIN, run("r1", true), covered(900));
        Path file = home().resolve("run-r1.json");
        byte[] whole = Files.readAllBytes(file);
        for (int cut = 0; cut < whole.length; cut++) {
            Files.write(file, java.util.Arrays.copyOf(whole, cut));
            assertThatThrownBy(() -> history.last(MAIN))
                    .isInstanceOf(UnreadableReference.class)
                    .hasMessageContaining("run-r1.json");
        }
        assertThat(history.problems()).hasSize(1);
        Files.delete(file);
        assertThatThrownBy(() -> history.last(MAIN))
                .isInstanceOf(UnreadableReference.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void givenATornOrAlteredIndex_whenLookedUp_thenAnErrorThatNamesTheLine() throws IOException {
        history.record(MAIN, run("r1", true), covered(900));
        Path index = home().resolve(HistoryIndex.NAME);
        String whole = Files.readString(index);
        for (int cut = 0; cut < whole.length(); cut++) {
            Files.writeString(index, whole.substring(0, cut));
            if (whole.charAt(Math.max(0, cut - 1)) == '\n') {
                continue; // fewer whole lines are another history, which the file alone cannot tell
            }
            assertThatThrownBy(() -> history.earlier(MAIN)).isInstanceOf(UnreadableReference.class);
        }
        Files.writeString(index, whole + "alien\n");
        assertThatThrownBy(() -> history.earlier(MAIN))
                .isInstanceOf(UnreadableReference.class)
                .hasMessageContaining("values.jsonl: line 3");
        Files.delete(index);
        assertThatThrownBy(() -> history.earlier(MAIN))
                .isInstanceOf(UnreadableReference.class)
                .hasMessageContaining("is gone");
    }

    @Test
    void givenANewerIndex_whenRead_thenRefused() throws IOException {
        history.record(MAIN, run("r1", true), covered(900));
        Path index = home().resolve(HistoryIndex.NAME);
        Files.writeString(index, Files.readString(index).replace("\"sluiceHistory\":1", "\"sluiceHistory\":2"));

        assertThatThrownBy(() -> history.earlier(MAIN)).hasMessageContaining("use a newer version of Sluice");
    }

    @Test
    void givenAlienFiles_whenProblemsAreListed_thenEachIsNamed() throws IOException {
        history.record(MAIN, run("r1", true), covered(900));
        Files.writeString(folder.resolve("notes.txt"), "x");
        Files.writeString(home().resolve("copy.json"), "{}");
        Files.writeString(home().resolve("run-r9.json"), "{}");
        Files.writeString(home().resolve("values.jsonl-1.tmp"), "", StandardOpenOption.CREATE_NEW);
        Files.createDirectory(folder.resolve("gate-build").resolve("tmp"));

        assertThat(history.problems())
                .hasSize(6)
                .anySatisfy(problem -> assertThat(problem).contains("notes.txt: is no part of a history"))
                .anySatisfy(problem -> assertThat(problem).contains("copy.json: is no part of a history"))
                .anySatisfy(problem -> assertThat(problem).contains("run-r9.json: is no reference"))
                .anySatisfy(problem -> assertThat(problem).contains("run-r9.json: is of a run that"))
                .anySatisfy(problem -> assertThat(problem).contains("was left by a writer"))
                .anySatisfy(problem -> assertThat(problem).contains("tmp: is no part of a history"));

        history.record(MAIN, run("r2", true), covered(900));
        assertThat(home().resolve("values.jsonl-1.tmp")).doesNotExist();
    }

    @Test
    void givenTheFolderOfAnotherBranch_whenLookedUp_thenAnError() throws IOException {
        history.record(MAIN, run("r1", true), covered(900));
        Files.move(home(), folder.resolve("gate-build").resolve("branch-other"));

        assertThatThrownBy(() -> history.last(Lane.ofBranch("build", "other")))
                .isInstanceOf(UnreadableReference.class)
                .hasMessageContaining("another branch");
    }

    @Test
    void givenManyWritersAtOnce_whenAllAreDone_thenNoRunIsLost() throws Exception {
        ExecutorService writers = new ForkJoinPool(4);
        try {
            List<Future<?>> done = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                String id = "r" + i;
                done.add(writers.submit(() -> {
                    new History(folder, SomeEvidence.CODEC).record(MAIN, run(id, true), covered(1));
                    return null;
                }));
            }
            for (Future<?> each : done) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }

        assertThat(history.earlier(MAIN).runs()).hasSize(40);
        assertThat(history.earlier(MAIN).runs().stream().map(Earlier.Run::order).distinct())
                .hasSize(40);
        assertThat(history.problems()).isEmpty();
    }

    private Path home() {
        return folder.resolve("gate-build").resolve("branch-main");
    }

    private List<Path> runFiles() throws IOException {
        try (Stream<Path> files = Files.list(home())) {
            return files.filter(file -> file.getFileName().toString().startsWith("run-"))
                    .toList();
        }
    }
}
