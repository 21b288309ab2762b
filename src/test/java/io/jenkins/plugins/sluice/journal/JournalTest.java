package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("run.jsonl");
    }

    @Test
    void givenANewJournal_whenOpened_thenItsFirstLineNamesFormatAndRun() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file(), Desk.RUN)) {
            assertThat(journal.id()).isEqualTo(Desk.RUN);
            assertThat(Files.readString(file()))
                    .isEqualTo("{\"at\":\"2026-03-01T12:00:00.123Z\",\"data\":{\"format\":1,\"id\":\"" + Desk.RUN
                            + "\"},\"prev\":\"" + "0".repeat(64)
                            + "\",\"seq\":1,\"type\":\"journal.opened\",\"version\":1}\n");
        }
    }

    @Test
    void givenAFinishedJournal_whenVerified_thenIntactWithTheHeadOfItsLastLine() throws IOException {
        String head = Desk.writeFinished(file());

        List<String> lines = Files.readAllLines(file());
        byte[] last = (lines.get(4) + "\n").getBytes(StandardCharsets.UTF_8);
        assertThat(head).isEqualTo(HexFormat.of().formatHex(Line.sha256().digest(last)));
        assertThat(JournalReader.verify(file())).isEqualTo(new Verification.Intact(5, head));
        assertThat(JournalReader.verify(file(), head)).isEqualTo(new Verification.Intact(5, head));
        assertThat(Desk.entries(file()))
                .extracting(recorded -> recorded.entry().type())
                .containsExactly("journal.opened", "gate.opened", "gate.evidence", "gate.verdict", "closed");
    }

    @Test
    void givenAFinishedJournal_whenClosed_thenNothingIsLeftBesideIt() throws IOException {
        Desk.writeFinished(file());

        assertThat(folder).isDirectoryContaining("glob:**").isDirectoryNotContaining("glob:**/run.jsonl?*");
    }

    @Test
    void givenAFinishedJournal_whenOpenedAgain_thenRefusedAndUntouched() throws IOException {
        Desk.writeFinished(file());
        byte[] before = Files.readAllBytes(file());

        try (Journals journals = Desk.journals()) {
            assertThatThrownBy(() -> journals.open(file(), Desk.RUN))
                    .isInstanceOfSatisfying(
                            JournalRefusedException.class,
                            e -> assertThat(e.verification()).isInstanceOf(Verification.Intact.class))
                    .hasMessageContaining("is closed");
        }
        assertThat(file()).hasBinaryContent(before);
        assertThat(folder).isDirectoryNotContaining("glob:**/run.jsonl?*");
    }

    @Test
    void givenAJournalLeftOpen_whenResumed_thenTheChainGoesOn() throws IOException {
        try (Journals journals = Desk.journals()) {
            try (Journal journal = journals.open(file(), Desk.RUN)) {
                journal.append(Desk.entry("gate.opened", "{}"));
            }
            assertThat(JournalReader.verify(file())).isInstanceOf(Verification.Open.class);
            try (Journal journal = journals.resume(file())) {
                assertThat(journal.id()).isEqualTo(Desk.RUN);
                assertThat(Desk.await(journal.append(Desk.entry("gate.verdict", "{}")))
                                .seq())
                        .isEqualTo(3);
                journal.finish();
            }
        }
        assertThat(JournalReader.verify(file())).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void givenTheJournalOfAnotherRun_whenOpened_thenRefused() throws IOException {
        try (Journals journals = Desk.journals()) {
            journals.open(file(), Desk.RUN).close();

            assertThatThrownBy(() -> journals.open(file(), RunId.parse("017f22e2-79b0-7cc3-98c4-dc0c0c07398f")))
                    .isInstanceOf(JournalRefusedException.class)
                    .hasMessageContaining("is the journal of run " + Desk.RUN);
        }
    }

    @Test
    void givenARunWithSecretsOfItsOwn_whenItWrites_thenTheyAndThoseOfAllRunsAreTakenOut() throws IOException {
        try (Journals journals = Journals.start(text -> text.replace("everyone's", "*"), Desk.CLOCK, Runnable::run);
                Journal journal = journals.open(file(), Desk.RUN, text -> text.replace("my", "*"))) {
            journal.append(Desk.entry("gate.opened", "{\"a\":\"my secret, everyone's secret\"}"));
            journal.finish();
        }
        assertThat(file()).content().contains("* secret, * secret");
    }

    @Test
    void givenNoJournal_whenResumed_thenThereIsNone() throws IOException {
        try (Journals journals = Desk.journals()) {
            assertThatThrownBy(() -> journals.resume(file())).isInstanceOf(NoSuchFileException.class);
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void givenAnEmptyFile_whenResumed_thenRefused_andWhenOpened_thenBegun() throws IOException {
        Files.createFile(file());
        try (Journals journals = Desk.journals()) {
            assertThatThrownBy(() -> journals.resume(file())).isInstanceOf(JournalRefusedException.class);
            journals.open(file(), Desk.RUN).close();
        }
        assertThat(JournalReader.verify(file())).isInstanceOf(Verification.Open.class);
    }

    @Test
    void givenSecrets_whenAppended_thenTheyAreGoneBeforeHashing() throws IOException {
        try (Journals journals = Journals.start(text -> text.replace("hunter2", "****"), Desk.CLOCK, Runnable::run);
                Journal journal = journals.open(file(), Desk.RUN)) {
            journal.append(Desk.entry(
                    "gate.evidence", "{\"url\":\"https://u:hunter2@h/\",\"hunter2\":[{\"deep\":[\"hunter2\"]}]}"));
            journal.finish();
        }
        assertThat(file()).content().doesNotContain("hunter2");
        assertThat(Desk.entries(file()).get(1).entry().data())
                .isEqualTo(Desk.object("{\"url\":\"https://u:****@h/\",\"****\":[{\"deep\":[\"****\"]}]}"));
        assertThat(JournalReader.verify(file())).isInstanceOf(Verification.Intact.class);
    }

    @Test
    void givenKeysThatRedactionMakesOne_whenAppended_thenRejectedByRedactedPlace() throws IOException {
        try (Journals journals = Journals.start(text -> text.replaceAll("key.", "*"), Desk.CLOCK, Runnable::run);
                Journal journal = journals.open(file(), Desk.RUN)) {
            assertThatThrownBy(() -> journal.append(Desk.entry("a", "{\"key1\":1,\"key2\":2}")))
                    .isInstanceOfSatisfying(
                            EntryRejectedException.class,
                            e -> assertThat(e.pointer()).isEqualTo("/*"));
        }
    }

    @Test
    void givenADecimal_whenAppended_thenRejectedByPlaceAndTheJournalGoesOn() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file(), Desk.RUN)) {
            assertThatThrownBy(() -> journal.append(Desk.entry("gate.verdict", "{\"values\":[1,0.5]}")))
                    .isInstanceOf(EntryRejectedException.class)
                    .hasMessage("entry gate.verdict, data at /values/1: "
                            + "a decimal has more than one reading; write it as a string");
            assertThat(Desk.await(journal.append(Desk.entry("gate.verdict", "{}")))
                            .seq())
                    .isEqualTo(2);
        }
    }

    @Test
    void givenTypesOfTheJournalItself_whenAppended_thenRejected() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file(), Desk.RUN)) {
            for (String type : List.of("closed", "journal.opened", "journal.recovered", "journal.later")) {
                assertThatThrownBy(() -> journal.append(Desk.entry(type, "{}")))
                        .isInstanceOf(EntryRejectedException.class);
            }
        }
    }

    @Test
    void givenALineOfExactlyOneMebibyte_whenAppended_thenTakenAndRead_andOneByteMoreIsRejected() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file(), Desk.RUN)) {
            long before = Files.size(file());
            Desk.await(journal.append(Desk.entry("big", "{\"x\":\"\"}")));
            int fits = Line.LONGEST - (int) (Files.size(file()) - before);

            Desk.await(journal.append(new Entry("big", 1, Desk.object("{}").put("x", "a".repeat(fits)))));
            assertThatThrownBy(() ->
                            journal.append(new Entry("big", 1, Desk.object("{}").put("x", "a".repeat(fits + 1)))))
                    .isInstanceOf(EntryRejectedException.class)
                    .hasMessageContaining("at most 1048576");
            assertThatThrownBy(() -> journal.append(new Entry(
                            "big", 1, Desk.object("{}").put("x", "a".repeat(9 * Line.LONGEST)))))
                    .isInstanceOfSatisfying(
                            EntryRejectedException.class,
                            e -> assertThat(e.pointer()).isEqualTo("/x"));
            journal.finish();
        }
        assertThat(JournalReader.verify(file())).isInstanceOf(Verification.Intact.class);
        assertThat(Desk.entries(file())).hasSize(4);
    }

    @Test
    void givenAFinishedOrClosedJournal_whenAppended_thenTheStageFails() throws IOException {
        try (Journals journals = Desk.journals()) {
            Journal journal = journals.open(file(), Desk.RUN);
            Desk.await(journal.finish());
            assertThatThrownBy(() -> Desk.await(journal.append(Desk.entry("a", "{}"))))
                    .isInstanceOf(CompletionException.class)
                    .hasMessageContaining("is finished");
            journal.close();
            journal.close();
            assertThatThrownBy(() -> Desk.await(journal.finish())).hasMessageContaining("is closed");
        }
    }

    @Test
    void givenClosedJournals_whenOpened_thenRefused() throws IOException {
        Journals journals = Desk.journals();
        journals.close();
        journals.close();

        assertThatIllegalStateException().isThrownBy(() -> journals.open(file(), Desk.RUN));
    }

    @Test
    void givenOpenJournals_whenAllAreClosed_thenWhatWasAppendedIsDurableAndToldAndOthersMayWrite() throws IOException {
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        try (Journals journals = Desk.journals()) {
            Journal journal = journals.open(file(), Desk.RUN);
            for (int i = 0; i < 100; i++) {
                stages.add(journal.append(Desk.entry("a", "{}")));
            }
        }
        assertThat(stages).allMatch(stage -> stage.toCompletableFuture().isDone());
        assertThat(Desk.entries(file())).hasSize(101);
        try (Journals others = Desk.journals()) {
            others.open(file(), Desk.RUN).close();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenAnOpenJournal_whenNothingIsOnItsWay_thenItsFileIsNotOpen() throws IOException {
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(file(), Desk.RUN)) {
            Desk.await(journal.append(Desk.entry("a", "{}")));

            List<String> open = new ArrayList<>();
            try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
                for (Path descriptor : descriptors.toList()) {
                    // The one that lists the folder is gone by now.
                    if (Files.isSymbolicLink(descriptor)) {
                        open.add(Files.readSymbolicLink(descriptor).toString());
                    }
                }
            }
            assertThat(open)
                    .contains(journal.file() + ".lock")
                    .doesNotContain(journal.file().toString());
        }
    }

    @Test
    void givenAnEntry_whenItsDataIsChangedAfterwards_thenTheEntryIsNot() {
        ObjectNode data = Desk.object("{\"a\":1}");
        Entry entry = new Entry("a", 1, data);
        data.put("a", 2);
        entry.data().put("a", 3);

        assertThat(entry.data()).isEqualTo(Desk.object("{\"a\":1}"));
    }

    @Test
    void givenAMalformedTypeOrVersion_whenAnEntryIsMade_thenRefused() {
        ObjectNode data = Desk.object("{}");
        for (String type : List.of("", "Gate", "gate.", ".gate", "gate verdict", "a\n", "a\"", "a".repeat(65))) {
            assertThatIllegalArgumentException().isThrownBy(() -> new Entry(type, 1, data));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Entry("gate", 0, data));
    }

    @Test
    void givenOneWhoFollowsTheStage_whenFinished_thenItMayCloseTheJournal() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        try (Journals journals = Desk.journals()) {
            Journal journal = journals.open(file(), Desk.RUN);
            journal.finish().whenComplete((place, failure) -> {
                try {
                    journal.close();
                    closed.countDown();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            closed.await();
        }
        assertThat(folder).isDirectoryNotContaining("glob:**/run.jsonl?*");
    }

    @Test
    void givenManyThreadsAndJournals_whenAppended_thenEveryJournalHasItsEntriesInTheOrderOfTheirNumbers()
            throws Exception {
        int threads = 4;
        int each = 250;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        Map<Path, ConcurrentLinkedQueue<Map.Entry<Long, String>>> claimed = new HashMap<>();
        try (Journals journals = Journals.start(Desk.NO_SECRETS, Desk.CLOCK, pool)) {
            Map<Path, Journal> open = new HashMap<>();
            for (int i = 0; i < 3; i++) {
                Path path = folder.resolve("j" + i).toAbsolutePath();
                open.put(path, journals.open(path, Desk.RUN));
                claimed.put(path, new ConcurrentLinkedQueue<>());
            }
            List<Future<?>> done = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                String thread = "t" + t;
                done.add(pool.submit(() -> {
                    for (int n = 0; n < each; n++) {
                        String word = thread + "-" + n;
                        open.forEach((path, journal) -> journal.append(
                                        new Entry("a", 1, Desk.object("{}").put("word", word)))
                                .thenAccept(place -> claimed.get(path).add(Map.entry(place.seq(), word))));
                    }
                }));
            }
            for (Future<?> future : done) {
                future.get();
            }
            for (Journal journal : open.values()) {
                Desk.await(journal.finish());
            }
        } finally {
            pool.shutdown();
            assertThat(pool.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        }
        for (Path path : claimed.keySet()) {
            assertThat(JournalReader.verify(path)).isInstanceOf(Verification.Intact.class);
            Map<Long, String> written = new HashMap<>();
            for (Recorded recorded : Desk.entries(path)) {
                if (recorded.entry().type().equals("a")) {
                    written.put(
                            recorded.seq(), recorded.entry().data().get("word").textValue());
                }
            }
            assertThat(written).hasSize(threads * each);
            assertThat(claimed.get(path)).containsExactlyInAnyOrderElementsOf(written.entrySet());
            for (int t = 0; t < threads; t++) {
                String thread = "t" + t;
                assertThat(Desk.entries(path))
                        .extracting(r -> r.entry().data().path("word").asText())
                        .filteredOn(word -> word.startsWith(thread + "-"))
                        .extracting(word -> Integer.parseInt(word.substring(3)))
                        .isSorted()
                        .hasSize(each);
            }
        }
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void givenAnyEntries_whenAppended_thenReadBack(@ForAll("trees") List<ObjectNode> trees) throws IOException {
        Path temporary = Files.createTempFile("journal", ".jsonl");
        try {
            try (Journals journals = Desk.journals();
                    Journal journal = journals.open(temporary, Desk.RUN)) {
                for (ObjectNode tree : trees) {
                    journal.append(new Entry("any.tree", 7, tree));
                }
                journal.finish();
            }
            List<Recorded> read = Desk.entries(temporary);
            assertThat(read).hasSize(trees.size() + 2);
            for (int i = 0; i < trees.size(); i++) {
                Recorded recorded = read.get(i + 1);
                assertThat(recorded.seq()).isEqualTo(i + 2);
                assertThat(recorded.at()).isEqualTo(Desk.NOON);
                assertThat(recorded.entry().version()).isEqualTo(7);
                // As text, for an int 1 and a long 1 are two nodes.
                assertThat(sameJson(recorded.entry().data(), trees.get(i))).isTrue();
            }
        } finally {
            Files.delete(temporary);
        }
    }

    private static boolean sameJson(ObjectNode a, ObjectNode b) {
        return a.equals(
                (x, y) -> x.isNumber() && y.isNumber() && x.longValue() == y.longValue() || x.equals(y) ? 0 : 1, b);
    }

    @Provide
    Arbitrary<List<ObjectNode>> trees() {
        return CanonicalJsonTest.TreeArbitraries.objects().list().ofMaxSize(5);
    }
}
