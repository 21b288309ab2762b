package io.jenkins.plugins.sluice.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalReaderTest {
    private static final String NO_PREV = "0".repeat(64);

    @TempDir
    Path folder;

    private Path file;
    private String head;

    @BeforeEach
    void writeJournal() throws IOException {
        file = folder.resolve("run.jsonl");
        head = Desk.writeFinished(file);
    }

    private List<String> lines() throws IOException {
        return new ArrayList<>(Files.readAllLines(file));
    }

    private Verification verify(List<String> lines) throws IOException {
        Files.writeString(file, String.join("\n", lines) + "\n");
        return JournalReader.verify(file);
    }

    private static String hash(String line) {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        return Line.hash(Line.sha256(), bytes, 0, bytes.length);
    }

    private static String line(String data, String prev, long seq, String type) {
        return "{\"at\":\"2026-03-01T12:00:00.123Z\",\"data\":" + data + ",\"prev\":\"" + prev + "\",\"seq\":" + seq
                + ",\"type\":\"" + type + "\",\"version\":1}";
    }

    private static void assertAltered(Verification found, long line, Flaw flaw) {
        assertThat(found).isInstanceOfSatisfying(Verification.Altered.class, altered -> {
            assertThat(altered.line()).isEqualTo(line);
            assertThat(altered.flaw()).isEqualTo(flaw);
            assertThat(altered.entries()).isEqualTo(line - 1);
        });
    }

    @Test
    void givenFormat1AsItWasFirstWritten_whenRead_thenEveryEntryIsThere() throws IOException, URISyntaxException {
        URL resource = Objects.requireNonNull(JournalReaderTest.class.getResource("format-1.jsonl"));
        Path fixture = Path.of(resource.toURI());
        List<Recorded> entries = Desk.entries(fixture);

        assertThat(JournalReader.verify(fixture))
                .isEqualTo(
                        new Verification.Intact(6, "15c44ed65e116cf26ea6fb3f92d0256a388c344e731a1c1dafb098d7a4dacc41"));
        assertThat(entries)
                .extracting(recorded -> recorded.entry().type())
                .containsExactly(
                        "journal.opened",
                        "gate.opened",
                        "journal.recovered",
                        "gate.evidence",
                        "from.tomorrow",
                        "closed");
        assertThat(entries.get(0).entry().data().path("id").asText()).isEqualTo(Desk.RUN.toString());
        assertThat(entries.get(3).at()).isEqualTo(Desk.NOON);
        assertThat(entries.get(3).entry().data())
                .isEqualTo(Desk.object("{\"largest\":9007199254740991,\"none\":null,\"ratio\":\"0.5\","
                        + "\"text\":\"caf\u00e9 \\u0007 \ud83d\ude00\",\"yes\":true}"));
        assertThat(entries.get(4).entry()).isEqualTo(new Entry("from.tomorrow", 9, Desk.object("{\"x\":[1,[],{}]}")));
    }

    @Test
    void givenADataChange_whenVerified_thenTheNextLineDoesNotFollow() throws IOException {
        List<String> lines = lines();
        lines.set(2, lines.get(2).replace("\"failed\":0", "\"failed\":1"));

        assertAltered(verify(lines), 4, Flaw.PREV_MISMATCH);
    }

    @Test
    void givenALineTakenOut_whenVerified_thenTheGapIsNamed() throws IOException {
        List<String> lines = lines();
        lines.remove(2);

        assertAltered(verify(lines), 3, Flaw.SEQ_MISMATCH);
    }

    @Test
    void givenTheFirstLineTakenOut_whenVerified_thenItIsNoJournal() throws IOException {
        List<String> lines = lines();
        lines.remove(0);

        assertAltered(verify(lines), 1, Flaw.NOT_OPENED);
    }

    @Test
    void givenALineAfterClosed_whenVerified_thenItIsNamed() throws IOException {
        List<String> lines = lines();
        lines.add(line("{}", head, 6, "gate.verdict"));
        assertAltered(verify(lines), 6, Flaw.AFTER_CLOSED);

        Files.writeString(file, Files.readString(file).stripTrailing());
        assertAltered(JournalReader.verify(file), 6, Flaw.AFTER_CLOSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    not json                                   | NOT_JSON
                    ''                                         | NOT_JSON
                    [1]                                        | NOT_JSON
                    {"a":1                                     | NOT_JSON
                    {"a": 1}                                   | NOT_CANONICAL
                    {"b":1,"a":1}                              | NOT_CANONICAL
                    {"a":1,"a":1}                              | NOT_CANONICAL
                    {"a":1.5}                                  | NOT_CANONICAL
                    {"a":-0}                                   | NOT_CANONICAL
                    {"a":9007199254740992}                     | NOT_CANONICAL
                    {"a":"\\u0041"}                            | NOT_CANONICAL
                    {"a":"\\ud800"}                            | NOT_CANONICAL
                    {"a":1}{}                                  | NOT_CANONICAL
                    {"a":1}                                    | WRONG_SHAPE
                    """)
    void givenAForeignLine_whenVerified_thenItsFlawIsNamed(String line, Flaw flaw) throws IOException {
        List<String> lines = lines();
        lines.set(2, line);

        assertAltered(verify(lines), 3, flaw);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "version":1                 | "version":0
                    "version":1                 | "version":9007199254740991
                    "version":1                 | "version":"1"
                    "type":"gate.evidence"      | "type":"Gate"
                    "type":"gate.evidence"      | "type":"journal.opened"
                    12:00:00.123Z               | 12:00:00Z
                    12:00:00.123Z               | 12:00:00.123000Z
                    12:00:00.123Z               | 25:00:00.123Z
                    "version":1                 | "version":1,"x":1
                    "prev":"                    | "prev":"A
                    """)
    void givenAMalformedMember_whenVerified_thenTheShapeIsWrong(String right, String wrong) throws IOException {
        List<String> lines = lines();
        assertThat(lines.get(2)).contains(right);
        lines.set(2, lines.get(2).replace(right, wrong));

        assertAltered(verify(lines), 3, Flaw.WRONG_SHAPE);
    }

    @Test
    void givenANewerFormat_whenReadOrOpened_thenRefusedWhateverElseItHolds() throws IOException {
        Verification found = verify(List.of("{\"type\":\"journal.opened\", \"data\":{\"format\":2}}", "???"));

        assertThat(found).isEqualTo(new Verification.NewerFormat(2));
        try (Journals journals = Desk.journals()) {
            assertThatThrownBy(() -> journals.open(file, Desk.RUN))
                    .isInstanceOf(JournalRefusedException.class)
                    .hasMessageContaining("has format 2, this Sluice knows formats up to 1");
        }
    }

    @Test
    void givenAnAlteredJournal_whenOpened_thenRefusedAndUntouched() throws IOException {
        List<String> lines = lines();
        lines.set(1, lines.get(1).replace("release", "relaxed"));
        verify(lines);
        byte[] before = Files.readAllBytes(file);

        try (Journals journals = Desk.journals()) {
            assertThatThrownBy(() -> journals.open(file, Desk.RUN))
                    .isInstanceOf(JournalRefusedException.class)
                    .hasMessageContaining("line 3 was altered (PREV_MISMATCH)");
        }
        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void givenLinesLost_whenVerifiedAgainstAHeadKeptElsewhere_thenItShows() throws IOException {
        List<String> lines = lines();
        List<String> fewer = lines.subList(0, 4);
        assertThat(verify(fewer)).isInstanceOf(Verification.Open.class);

        assertThat(JournalReader.verify(file, head))
                .isEqualTo(new Verification.HeadDiffers(4, hash(lines.get(3)), head, 0));
        Files.writeString(file, "");
        assertThat(JournalReader.verify(file)).isEqualTo(new Verification.Empty());
        assertThat(JournalReader.verify(file, head)).isEqualTo(new Verification.HeadDiffers(0, NO_PREV, head, 0));
    }

    @Test
    void givenAWholeNewChain_whenVerifiedAgainstTheOldHead_thenItShows() throws IOException {
        String opened = line("{\"format\":1,\"id\":\"" + Desk.RUN + "\"}", NO_PREV, 1, "journal.opened");
        String closed = line("{}", hash(opened), 2, "closed");

        assertThat(verify(List.of(opened, closed))).isEqualTo(new Verification.Intact(2, hash(closed)));
        assertThat(JournalReader.verify(file, head)).isEqualTo(new Verification.HeadDiffers(2, hash(closed), head, 0));
    }

    @Test
    void givenTheHeadOfAnEarlierDay_whenVerified_thenTheLineIsNamedFromWhichTheJournalGrew() throws IOException {
        String earlier = hash(lines().get(2));

        assertThat(JournalReader.verify(file, earlier)).isEqualTo(new Verification.HeadDiffers(5, head, earlier, 3));
    }

    @Test
    void givenAnUnfinishedLineAfterTheExpectedHead_whenVerified_thenTorn() throws IOException {
        List<String> lines = lines();
        String open = String.join("\n", lines.subList(0, 3)) + "\n";
        Files.writeString(file, open + "{\"at\":");

        assertThat(JournalReader.verify(file, hash(lines.get(2))))
                .isEqualTo(new Verification.Torn(3, hash(lines.get(2)), 4, 6));
    }

    @Test
    void givenSomethingThatIsNoHead_whenExpected_thenRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> JournalReader.verify(file, "abc"));
        assertThatIllegalArgumentException().isThrownBy(() -> JournalReader.verify(file, "A".repeat(64)));
    }

    @Test
    void givenNoFile_whenVerified_thenThereIsNone() {
        assertThatThrownBy(() -> JournalReader.verify(folder.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void givenALineLongerThanTheLimit_whenVerified_thenNotReadToItsEnd() throws IOException {
        byte[] long1 = new byte[Line.LONGEST];
        Arrays.fill(long1, (byte) ' ');
        Files.write(file, long1);
        assertAltered(JournalReader.verify(file), 1, Flaw.TOO_LONG);

        long1[Line.LONGEST - 1] = '\n';
        Files.write(file, long1);
        assertAltered(JournalReader.verify(file), 1, Flaw.NOT_JSON);
    }

    @Test
    void givenNestingThatNoWriterWrites_whenVerified_thenAlteredAndNoStackOverflows() throws IOException {
        List<String> lines = lines();
        lines.set(1, "{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}");

        assertAltered(verify(lines), 2, Flaw.NOT_JSON);
    }

    @Test
    void givenKeysAndTextsAsLongAsALineAllows_whenWritten_thenRead() throws IOException {
        Path other = folder.resolve("long.jsonl");
        Entry entry = new Entry("long", 1, Desk.object("{}").put("k".repeat(500_000), "v".repeat(500_000)));
        Entry deep = Desk.entry("deep", "{\"a\":" + "[".repeat(98) + "]".repeat(98) + "}");
        try (Journals journals = Desk.journals();
                Journal journal = journals.open(other, Desk.RUN)) {
            journal.append(entry);
            journal.append(deep);
            journal.finish();
        }
        List<Recorded> read = Desk.entries(other);
        // Plain truth values: a failure should not print a megabyte.
        assertThat(read).hasSize(4);
        assertThat(read.get(1).entry().equals(entry)).isTrue();
        assertThat(read.get(2).entry().equals(deep)).isTrue();
    }

    @Test
    void givenAnyByteFlipped_whenVerified_thenNeverIntactWithTheOldHead() throws IOException {
        byte[] original = Files.readAllBytes(file);
        for (int at = 0; at < original.length; at++) {
            for (int bit : new int[] {0x01, 0x20, 0x80}) {
                byte[] flipped = original.clone();
                flipped[at] ^= (byte) bit;
                Files.write(file, flipped);

                assertThat(JournalReader.verify(file))
                        .as("bit %02x of byte %d", bit, at)
                        .isNotEqualTo(new Verification.Intact(5, head));
                assertThat(JournalReader.verify(file, head))
                        .as("bit %02x of byte %d", bit, at)
                        .isNotInstanceOf(Verification.Intact.class)
                        .isNotInstanceOf(Verification.Open.class);
            }
        }
    }
}
