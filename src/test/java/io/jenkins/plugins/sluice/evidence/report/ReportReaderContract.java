package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.sessions.JqwikSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What every reader must do with every file. A reader's test extends this and names documents of its format. */
abstract class ReportReaderContract {

    /** How a format is written. */
    enum Syntax {
        XML,
        JSON,
        OTHER
    }

    /** A whole document of the format, in UTF-8. */
    record Document(String name, byte[] bytes) {

        static Document of(String name, String text) {
            return new Document(name, text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return name;
        }
    }

    /** So many places of a file are cut or damaged: each one of a small file, fewer the larger it is. */
    private static final int MOST_PLACES = 5_000;

    private static final long MOST_BYTES_OF_ALL = 16_000_000;
    private static final int LAST_CUTS = 60;
    private static final int MOST_FUZZED_BYTES = 100_000;
    private static final int DEEP = 100_000;

    abstract ReportReader reader();

    abstract Syntax syntax();

    /** Whole documents with at least one leaf each, at least one of them small. */
    abstract List<Document> documents();

    /** All readers that look at a file whose format is not named. */
    List<ReportReader> allReaders() {
        return List.of(
                new JUnitReader(),
                new JacocoReader(),
                new CoberturaReader(),
                new PitReader(),
                new SarifReader(),
                new JMeterXmlReader(),
                new JMeterCsvReader());
    }

    /** Whether it knows its documents by their content; otherwise their format must be named. */
    boolean recognisesByContent() {
        return true;
    }

    /** Whether a file cut after so many bytes is a whole one too, as in a format of lines that has no end. */
    boolean mayBeCutAt(byte[] whole, int length) {
        return false;
    }

    /** The document in other encodings that the format allows. */
    List<Document> encoded(Document document) {
        String text = new String(document.bytes, StandardCharsets.UTF_8);
        Document marked = Document.of(document + " with BOM", '\uFEFF' + text);
        return switch (syntax()) {
            case OTHER -> List.of(marked);
            case JSON ->
                List.of(
                        marked,
                        encoded(document, text, StandardCharsets.UTF_16LE),
                        encoded(document, text, StandardCharsets.UTF_16BE));
            case XML -> {
                String bare = text.replaceFirst("^<\\?xml[^>]*>", "");
                String declared = "<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + bare;
                String latin = "<?xml version='1.0' encoding='ISO-8859-1'?>" + bare;
                yield List.of(
                        marked,
                        Document.of(document + " without declaration", bare),
                        encoded(document, '\uFEFF' + declared, StandardCharsets.UTF_16LE),
                        encoded(document, '\uFEFF' + declared, StandardCharsets.UTF_16BE),
                        encoded(document, declared, StandardCharsets.UTF_16LE),
                        encoded(document, declared, StandardCharsets.UTF_16BE),
                        encoded(document, latin, StandardCharsets.ISO_8859_1));
            }
        };
    }

    private static Document encoded(Document document, String text, Charset charset) {
        return new Document(document + " in " + charset, text.getBytes(charset));
    }

    @Test
    void givenItsDocuments_whenRecognised_thenByItsReaderAlone() {
        for (Document document : documents()) {
            for (ReportReader each : allReaders()) {
                assertThat(each.recognises(new Head(document.bytes)))
                        .as("%s recognises %s", each.format(), document)
                        .isEqualTo(each.format().equals(reader().format()));
            }
            assertThat(reader().recognises(new Head(document.bytes))).isEqualTo(recognisesByContent());
        }
    }

    @Test
    void givenOtherBytes_whenRecognised_thenNot() {
        List<byte[]> others = List.of(
                new byte[0],
                new byte[1],
                new byte[Head.MOST_BYTES],
                "<".getBytes(StandardCharsets.UTF_8),
                "<a><b>".getBytes(StandardCharsets.UTF_8),
                "{".getBytes(StandardCharsets.UTF_8),
                "[]".getBytes(StandardCharsets.UTF_8),
                "a,b,c\n".getBytes(StandardCharsets.UTF_8),
                "text\r\n".repeat(20_000).getBytes(StandardCharsets.UTF_8));
        for (byte[] other : others) {
            assertThat(reader().recognises(new Head(other))).isFalse();
            if (syntax() != Syntax.OTHER && recognisesByContent()) {
                assertThatThrownBy(() -> read(other)).isInstanceOf(UnreadableReport.class);
            }
        }
    }

    @Test
    void givenACutAtAnyByte_whenRead_thenNeverASmallerWhole() throws IOException {
        for (Document document : documents()) {
            byte[] whole = document.bytes;
            var counts = read(whole).counts;
            int step = step(whole);
            for (int length = 0;
                    length < whole.length;
                    length += length < whole.length - LAST_CUTS ? Math.min(step, whole.length - length) : 1) {
                try {
                    RecordingSink cut = read(Arrays.copyOf(whole, length));
                    if (!mayBeCutAt(whole, length)) {
                        assertThat(cut.counts)
                                .as("%s cut after %d bytes", document, length)
                                .isEqualTo(counts);
                    }
                } catch (UnreadableReport e) {
                    assertThat(e).hasMessageMatching("(?s).{8,}");
                }
            }
        }
    }

    @Test
    void givenTrailingDocument_whenRead_thenUnreadable() {
        assumeTrue(syntax() != Syntax.OTHER, "lines after lines are lines");
        for (Document document : documents()) {
            byte[] twice = (new String(document.bytes, StandardCharsets.UTF_8).repeat(2)
                            + (syntax() == Syntax.JSON ? "]" : "<a/>"))
                    .getBytes(StandardCharsets.UTF_8);
            assertThatThrownBy(() -> read(twice)).as(document.name).isInstanceOf(UnreadableReport.class);
        }
    }

    @Test
    void givenOtherEncodings_whenRead_thenTheSame() throws IOException {
        for (Document document : documents()) {
            var counts = read(document.bytes).counts;
            for (Document encoded : encoded(document)) {
                assertThat(reader().recognises(new Head(encoded.bytes)))
                        .as("recognises %s", encoded)
                        .isEqualTo(recognisesByContent());
                assertThat(read(encoded.bytes).counts).as(encoded.name).isEqualTo(counts);
            }
        }
    }

    @Test
    void givenOneByteAtATime_whenRead_thenTheSame() throws IOException {
        for (Document document : documents()) {
            RecordingSink sink = new RecordingSink();
            reader().read(new Drops(new ByteArrayInputStream(document.bytes)), sink, ReadLimits.DEFAULT);

            assertThat(sink.words.toString().equals(read(document.bytes).words.toString()))
                    .as("%s one byte at a time is as it is at once", document)
                    .isTrue();
        }
    }

    @Test
    void givenAStreamThatFails_whenRead_thenItsOwnFailureComesOut() {
        for (Document document : documents()) {
            IOException failure = new IOException("disk on fire");
            for (int after : new int[] {0, 1, document.bytes.length / 2, document.bytes.length}) {
                InputStream failing = new SequenceInputStream(
                        new ByteArrayInputStream(document.bytes, 0, after), new Failing(failure));
                assertThatThrownBy(() -> reader().read(failing, new RecordingSink(), ReadLimits.DEFAULT))
                        .as("%s failing after %d bytes", document, after)
                        .isSameAs(failure);
            }
        }
    }

    @Test
    void givenACheckpointThatStops_whenRead_thenItStops() {
        CancellationException stop = new CancellationException();
        ReadLimits limits = new ReadLimits(500, 8 * 1024, () -> {
            throw stop;
        });
        for (Document document : documents()) {
            assertThatThrownBy(
                            () -> reader().read(new ByteArrayInputStream(document.bytes), new RecordingSink(), limits))
                    .as(document.name)
                    .isSameAs(stop);
        }
    }

    @Test
    void givenALongFile_whenRead_thenTheCheckpointIsCalledEvery64KiB() throws IOException {
        assumeTrue(syntax() != Syntax.OTHER, "white space is no end of lines");
        for (Document document : documents()) {
            AtomicInteger calls = new AtomicInteger();
            byte[] space = " \n".repeat(512 * 1024).getBytes(StandardCharsets.UTF_8);
            reader().read(
                            new SequenceInputStream(
                                    new ByteArrayInputStream(document.bytes), new ByteArrayInputStream(space)),
                            new RecordingSink(),
                            new ReadLimits(500, 8 * 1024, calls::incrementAndGet));

            assertThat(calls.get()).isGreaterThanOrEqualTo((document.bytes.length + space.length) / (64 * 1024));
        }
    }

    @Test
    void givenStrayBytes_whenRead_thenTheSameCountsOrUnreadable() throws IOException {
        assumeTrue(syntax() != Syntax.OTHER || recognisesByContent(), "a key with another letter is another key");
        for (Document document : documents()) {
            var counts = read(document.bytes).counts;
            int step = 6 * step(document.bytes);
            for (byte stray : new byte[] {0, 1, 0x1b, (byte) 0xff, (byte) 0xc3, (byte) 0xed}) {
                for (int at = stray & 3; at < document.bytes.length; at += step) {
                    ByteBuffer with = ByteBuffer.allocate(document.bytes.length + 1);
                    with.put(document.bytes, 0, at).put(stray).put(document.bytes, at, document.bytes.length - at);
                    try {
                        assertThat(read(with.array()).counts)
                                .as("%s with byte %d at %d", document, stray, at)
                                .isEqualTo(counts);
                    } catch (UnreadableReport e) {
                        assertThat(e).hasMessageMatching("(?s).{8,}");
                    }
                }
            }
        }
    }

    @Test
    void givenDeepNesting_whenRead_thenUnreadable() {
        assumeTrue(syntax() != Syntax.OTHER, "nothing nests");
        String deep = syntax() == Syntax.JSON
                ? "{\"a\":" + "[".repeat(DEEP) + "]".repeat(DEEP) + "}"
                : inRoot("<x>".repeat(DEEP) + "</x>".repeat(DEEP));
        assertThatThrownBy(() -> read(deep.getBytes(StandardCharsets.UTF_8))).isInstanceOf(UnreadableReport.class);
    }

    @Test
    void givenAnExternalEntity_whenRead_thenItsFileIsNot(@TempDir Path folder) throws IOException {
        assumeTrue(syntax() == Syntax.XML, "only XML has entities");
        Path secret = Files.writeString(folder.resolve("secret.txt"), "<testcase name='secret'/>");
        String entity = withDoctype("<!ENTITY x SYSTEM '" + secret.toUri() + "'>", "&x;");
        String parameter = withDoctype("<!ENTITY % x SYSTEM '" + secret.toUri() + "'> %x;", "");

        assertThatThrownBy(() -> read(entity.getBytes(StandardCharsets.UTF_8))).isInstanceOf(UnreadableReport.class);
        assertThat(read(parameter.getBytes(StandardCharsets.UTF_8)).words.toString())
                .isEqualTo(read(small().bytes).words.toString());
    }

    @Test
    void givenAnExternalDtd_whenRead_thenNobodyIsAskedForIt() throws IOException {
        assumeTrue(syntax() == Syntax.XML, "only XML has DTDs");
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + server.getLocalPort() + "/report.dtd";
            String text = text(small())
                    .replaceFirst(
                            "(?s)^(<\\?xml[^>]*>)?\\s*(<!DOCTYPE[^>]*>)?",
                            "<!DOCTYPE x SYSTEM '" + url + "' [<!ENTITY % y SYSTEM '" + url + "'> %y;]>");

            assertThat(read(text.getBytes(StandardCharsets.UTF_8)).counts).isEqualTo(read(small().bytes).counts);

            server.setSoTimeout(1);
            assertThatThrownBy(server::accept).isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void givenEntitiesThatGrow_whenRead_thenNoneIsExpanded() throws IOException {
        assumeTrue(syntax() == Syntax.XML, "only XML has entities");
        StringBuilder laughs = new StringBuilder("<!ENTITY l0 'ha'>");
        for (int i = 1; i < 30; i++) {
            laughs.append("<!ENTITY l")
                    .append(i)
                    .append(" '")
                    .append(("&l" + (i - 1) + ";").repeat(10))
                    .append("'>");
        }
        String unused = withDoctype(laughs.toString(), "");
        String used = withDoctype(laughs.toString(), "&l29;");

        assertThat(read(unused.getBytes(StandardCharsets.UTF_8)).counts).isEqualTo(read(small().bytes).counts);
        assertThatThrownBy(() -> read(used.getBytes(StandardCharsets.UTF_8))).isInstanceOf(UnreadableReport.class);
        assertThatThrownBy(() -> read(inRoot("&undeclared;").getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(UnreadableReport.class);
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void givenDocumentsThatWereDamaged_whenRead_thenReadOrUnreadableAndNothingElse() {
        long nanos = TimeUnit.SECONDS.toNanos(Integer.getInteger("sluice.fuzz.seconds", 5));
        List<Document> documents = documents().stream()
                .filter(document -> document.bytes.length <= MOST_FUZZED_BYTES)
                .toList();
        assertThat(documents).isNotEmpty();
        JqwikSession.run(() -> {
            long begin = System.nanoTime();
            Iterator<List<Damage>> damages =
                    damage().list().ofMinSize(1).ofMaxSize(6).sampleStream().iterator();
            for (int i = 0; System.nanoTime() - begin < nanos; i++) {
                Document document = documents.get(i % documents.size());
                List<Damage> some = damages.next();
                byte[] damaged = document.bytes;
                for (Damage each : some) {
                    damaged = each.on(damaged);
                }
                try {
                    reader().recognises(new Head(damaged));
                    read(damaged);
                } catch (IOException e) {
                    assertThat(e).isInstanceOf(UnreadableReport.class);
                } catch (RuntimeException | StackOverflowError e) {
                    fail("%s with %s".formatted(document, some), e);
                }
            }
        });
    }

    private static Arbitrary<Damage> damage() {
        return Combinators.combine(
                        Arbitraries.of(Damage.Kind.class),
                        Arbitraries.doubles().between(0, 1),
                        Arbitraries.integers().between(1, 40),
                        Arbitraries.frequencyOf(
                                net.jqwik.api.Tuple.of(3, Arbitraries.bytes()),
                                net.jqwik.api.Tuple.of(
                                        2,
                                        Arbitraries.of(
                                                        '<', '>', '&', ';', '"', '\'', '/', '!', '[', ']', '{', '}',
                                                        ',', ':', '-', '?', '#', 'x', '0', '9', '\n', '\0')
                                                .map(c -> (byte) (char) c))))
                .as(Damage::new);
    }

    /** One thing that happens to a file. */
    record Damage(Kind kind, double where, int length, byte value) {

        enum Kind {
            REPLACE,
            FLIP,
            INSERT,
            DELETE,
            DUPLICATE,
            FILL,
            CUT
        }

        byte[] on(byte[] bytes) {
            if (bytes.length == 0) {
                return bytes;
            }
            int at = Math.min((int) (where * bytes.length), bytes.length - 1);
            int some = Math.min(length, bytes.length - at);
            byte[] part = Arrays.copyOfRange(bytes, at, at + some);
            return switch (kind) {
                case REPLACE -> spliced(bytes, at, 1, new byte[] {value});
                case FLIP -> spliced(bytes, at, 1, new byte[] {(byte) (bytes[at] ^ (1 << (value & 7)))});
                case INSERT -> spliced(bytes, at, 0, new byte[] {value});
                case DELETE -> spliced(bytes, at, some, new byte[0]);
                case DUPLICATE -> spliced(bytes, at, 0, part);
                case FILL -> {
                    Arrays.fill(part, value);
                    yield spliced(bytes, at, some, part);
                }
                case CUT -> Arrays.copyOf(bytes, at);
            };
        }

        private static byte[] spliced(byte[] bytes, int at, int without, byte[] with) {
            return ByteBuffer.allocate(bytes.length - without + with.length)
                    .put(bytes, 0, at)
                    .put(with)
                    .put(bytes, at + without, bytes.length - at - without)
                    .array();
        }
    }

    /** What a reader tells of a file. */
    final RecordingSink read(byte[] bytes) throws IOException {
        RecordingSink sink = new RecordingSink();
        reader().read(new ByteArrayInputStream(bytes), sink, ReadLimits.DEFAULT);
        return sink;
    }

    private static int step(byte[] bytes) {
        long places = Math.max(1, Math.min(MOST_PLACES, MOST_BYTES_OF_ALL / bytes.length));
        return (int) Math.max(1, bytes.length / places);
    }

    private Document small() {
        return documents().stream()
                .min((a, b) -> Integer.compare(a.bytes.length, b.bytes.length))
                .orElseThrow();
    }

    private static String text(Document document) {
        return new String(document.bytes, StandardCharsets.UTF_8);
    }

    /** The smallest document with more in its root element. */
    private String inRoot(String more) {
        return text(small()).replaceFirst("(?s)(<[A-Za-z][^>]*[^/]>)", "$1" + more);
    }

    private String withDoctype(String subset, String inRoot) {
        return inRoot(inRoot)
                .replaceFirst("(?s)^(<\\?xml[^>]*>)?\\s*(<!DOCTYPE[^>]*>)?", "<!DOCTYPE x [" + subset + "]>");
    }

    /** Gives one byte a read. */
    private static final class Drops extends java.io.FilterInputStream {
        Drops(InputStream in) {
            super(in);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            return super.read(target, offset, Math.min(length, 1));
        }
    }

    /** Fails at once. */
    private static final class Failing extends InputStream {
        private final IOException failure;

        Failing(IOException failure) {
            this.failure = failure;
        }

        @Override
        public int read() throws IOException {
            throw failure;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            throw failure;
        }
    }
}
