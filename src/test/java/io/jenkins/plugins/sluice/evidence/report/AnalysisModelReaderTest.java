package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalysisModelReaderTest {

    private static final String CHECKSTYLE =
            "<?xml version=\"1.0\"?><checkstyle version=\"10\"><file name=\"src/A.java\">"
                    + "<error line=\"3\" severity=\"error\" message=\"bädé\" source=\"com.x.checks.NameCheck\"/>"
                    + "<error line=\"4\" severity=\"warning\" message=\"two\" source=\"com.x.checks.NameCheck\"/>"
                    + "<error line=\"5\" severity=\"info\" message=\"three\" source=\"com.x.checks.NameCheck\"/></file></checkstyle>";

    @TempDir
    private Path folder;

    private FindingSummary read(String format, boolean emptyMeansClean, byte[] bytes) throws IOException {
        try (SummarySink sink = new SummarySink(new SinkContext(null, List.of(), folder), FindingSummary.class)) {
            new AnalysisModelReader(format, emptyMeansClean)
                    .read(new ByteArrayInputStream(bytes), sink, ReadLimits.DEFAULT);
            return (FindingSummary) sink.summary();
        }
    }

    private FindingSummary checkstyle(String text) throws IOException {
        return read("checkstyle", false, text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void givenAReport_whenRead_thenItsFindingsAreTold() throws IOException {
        FindingSummary summary = checkstyle(CHECKSTYLE);
        assertThat(summary.tools()).containsExactly(new FindingSummary.ToolRun("checkstyle", null, null));
        assertThat(summary.keys())
                .extracting(FindingSummary.Key::rule, FindingSummary.Key::severity)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("NameCheck", Severity.HIGH),
                        org.assertj.core.groups.Tuple.tuple("NameCheck", Severity.MEDIUM),
                        org.assertj.core.groups.Tuple.tuple("NameCheck", Severity.LOW));
        assertThat(summary.paths()).containsExactly("src/A.java");
        assertThat(summary.details().get(0).line()).isEqualTo(3);
        assertThat(summary.details().get(0).message()).isEqualTo("bädé");
    }

    @Test
    void givenAnEncoding_whenRead_thenItIsHeeded() throws IOException {
        String latin = CHECKSTYLE.replace("?>", " encoding=\"ISO-8859-1\"?>");
        for (Charset charset : List.of(StandardCharsets.ISO_8859_1)) {
            assertThat(read("checkstyle", false, latin.getBytes(charset))
                            .details()
                            .get(0)
                            .message())
                    .isEqualTo("bädé");
        }
        assertThat(checkstyle('\uFEFF' + CHECKSTYLE).rows().size()).isEqualTo(3);
    }

    @Test
    void givenNoFindings_whenRead_thenThatProvesNothingUnlessThePolicySaysSo() throws IOException {
        byte[] empty = "<checkstyle/>".getBytes(StandardCharsets.UTF_8);
        assertThat(read("checkstyle", false, empty).tools().get(0).trouble()).contains("cannot tell");
        assertThat(read("checkstyle", true, empty).tools().get(0).trouble()).isNull();
        byte[] crash = "Traceback (most recent call last)\n".getBytes(StandardCharsets.UTF_8);
        assertThat(read("pylint", false, crash).tools().get(0).complete()).isFalse();
    }

    @Test
    void givenABrokenReport_whenRead_thenUnreadable() {
        for (String text : List.of("", "<checkstyle><file", "<checkstyle><file name='a'>", "no xml")) {
            assertThatThrownBy(() -> checkstyle(text)).as(text).isInstanceOf(UnreadableReport.class);
        }
    }

    @Test
    void givenAnExternalEntity_whenRead_thenItsFileIsNot() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "geheim");
        for (String format : List.of("checkstyle", "pmd", "cpd", "spotbugs", "android-lint", "ccm")) {
            String text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY e SYSTEM \"" + secret.toUri() + "\">]>"
                    + "<checkstyle><file name=\"a\"><error severity=\"error\" line=\"1\" message=\"m\" source=\"s\">&e;</error></file></checkstyle>";
            try {
                assertThat(read(format, false, text.getBytes(StandardCharsets.UTF_8))
                                .details())
                        .allSatisfy(each -> assertThat(each.message()).doesNotContain("geheim"));
            } catch (UnreadableReport e) {
                assertThat(e.getMessage()).doesNotContain("geheim");
            }
        }
    }

    @Test
    void givenTheLibrary_whenAskedForFormats_thenOurOwnAreNotAmongThem() {
        assertThat(AnalysisModelReader.formats())
                .contains("checkstyle", "pylint", "spotbugs")
                .doesNotContain("sarif", "junit")
                .isSorted();
        assertThatIllegalArgumentException().isThrownBy(() -> new AnalysisModelReader("sarif", false));
        assertThat(new AnalysisModelReader("pylint", false)
                        .recognises(new Head(CHECKSTYLE.getBytes(StandardCharsets.UTF_8))))
                .isFalse();
    }

    @Test
    void givenAFileThatIsTooLargeOrAStop_whenRead_thenItEnds() {
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                return ' ';
            }

            @Override
            public int read(byte[] bytes, int offset, int length) {
                return length;
            }
        };
        AnalysisModelReader reader = new AnalysisModelReader("checkstyle", false);
        assertThatThrownBy(() -> reader.read(endless, new RecordingSink(), ReadLimits.DEFAULT))
                .isInstanceOf(UnreadableReport.class)
                .hasMessageContaining("larger than");
        CancellationException stop = new CancellationException();
        assertThatThrownBy(() -> reader.read(endless, new RecordingSink(), new ReadLimits(500, 8192, () -> {
                    throw stop;
                })))
                .isSameAs(stop);
    }
}
