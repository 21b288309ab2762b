package io.jenkins.plugins.sluice.evidence.report;

import edu.hm.hafner.analysis.Issue;
import edu.hm.hafner.analysis.ParsingCanceledException;
import edu.hm.hafner.analysis.ReaderFactory;
import edu.hm.hafner.analysis.Report;
import edu.hm.hafner.analysis.registry.ParserDescriptor;
import edu.hm.hafner.analysis.registry.ParserRegistry;
import io.jenkins.plugins.sluice.evidence.Caution;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The many formats of the analysis-model library, by the name of its parser ({@code checkstyle}, {@code pylint} …). They
 * are never recognised by content. Most of these parsers answer the output of a crashed tool with an empty report: a
 * report without findings is therefore no proof, unless the policy says that it is. Not streaming: the library keeps the
 * whole report.
 */
public final class AnalysisModelReader implements ReportReader {

    /** The largest report, in bytes. */
    public static final int LARGEST_REPORT = 64 * 1024 * 1024;

    /** What is read here by a reader of our own. */
    private static final Set<String> OWN = Set.of("sarif", "junit");

    private static final Pattern XML_ENCODING =
            Pattern.compile("^\\s*<\\?xml[^>]{0,100}?encoding\\s*=\\s*[\"']([A-Za-z0-9._-]{1,40})[\"']");
    private static final int XML_DECLARATION_BYTES = 200;

    private final ParserDescriptor descriptor;
    private final boolean emptyMeansClean;

    /**
     * A reader of one format.
     *
     * @param format one of {@link #formats()}
     * @param emptyMeansClean whether a report without findings proves that there are none
     * @throws IllegalArgumentException when there is no such format
     */
    public AnalysisModelReader(String format, boolean emptyMeansClean) {
        if (!formats().contains(format)) {
            throw new IllegalArgumentException("no such format: " + format);
        }
        this.descriptor = new ParserRegistry().get(format);
        this.emptyMeansClean = emptyMeansClean;
    }

    /** The names of all formats, in natural order. */
    public static List<String> formats() {
        return new ParserRegistry()
                .getIds().stream().filter(id -> !OWN.contains(id)).sorted().toList();
    }

    @Override
    public String format() {
        return descriptor.getId();
    }

    @Override
    public boolean recognises(Head head) {
        return false;
    }

    @Override
    public void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException {
        byte[] bytes = bytes(stream, limits);
        if (isXml(bytes)) {
            XmlCursor.check(bytes, limits);
        }
        Report report = parse(bytes);
        limits.checkpoint().run();
        sink.beginRun();
        RawFinding finding = new RawFinding();
        long count = 0;
        for (Issue issue : report) {
            AnalysisIssue.tell(issue, finding, limits.textBytes());
            sink.finding(finding);
            count++;
        }
        if (report.getDuplicatesSize() > 0) {
            sink.caution(new Caution(report.getDuplicatesSize()
                    + " findings say the same as another in every part and are not counted"));
        }
        String trouble = count == 0 && !emptyMeansClean
                ? "it has no findings, and this format cannot tell a clean run from a crashed one"
                : null;
        sink.endRun(descriptor.getId(), null, trouble, RuleSeverities.OWN);
    }

    private static boolean isXml(byte[] bytes) {
        String begin = begin(bytes).toLowerCase(Locale.ROOT);
        return begin.contains("<?xml") || (begin.contains("<!doctype") && !begin.contains("<!doctype html"));
    }

    private static String begin(byte[] bytes) {
        return new String(bytes, 0, Math.min(bytes.length, XML_DECLARATION_BYTES), StandardCharsets.ISO_8859_1);
    }

    private static byte[] bytes(InputStream stream, ReadLimits limits) throws IOException {
        CheckedStream checked = new CheckedStream(stream, limits);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] some = new byte[CheckedStream.STRIDE];
        for (int count; (count = checked.read(some, 0, some.length)) >= 0; ) {
            if (bytes.size() + count > LARGEST_REPORT) {
                throw new UnreadableReport("larger than " + LARGEST_REPORT
                        + " bytes, which is the most for this format; let the tool write SARIF");
            }
            bytes.write(some, 0, count);
        }
        if (bytes.size() == 0) {
            throw new UnreadableReport("it is empty");
        }
        return bytes.toByteArray();
    }

    private Report parse(byte[] bytes) throws UnreadableReport {
        try {
            return descriptor.createParser().parse(new Bytes(bytes));
        } catch (ParsingCanceledException e) {
            CancellationException cancelled = new CancellationException("reading was cancelled");
            cancelled.initCause(e);
            throw cancelled;
        } catch (RuntimeException | StackOverflowError e) {
            // parsers throw whatever the broken part led to; none of it is a report
            throw new UnreadableReport("no whole report of format '" + descriptor.getId() + "': " + firstLine(e), e);
        }
    }

    private static String firstLine(Throwable e) {
        String message = e.getMessage();
        String line = message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.strip().lines().findFirst().orElse("");
        return TextCut.cut(line, 200);
    }

    /** Gives a report's bytes to a parser as often as it wants to read them. */
    private static final class Bytes extends ReaderFactory {

        private final byte[] bytes;

        Bytes(byte[] bytes) {
            super(charset(bytes));
            this.bytes = bytes;
        }

        /** By byte order mark, else by XML declaration, else UTF-8. */
        private static Charset charset(byte[] bytes) {
            if (startsWith(bytes, 0xfe, 0xff) || startsWith(bytes, 0xff, 0xfe)) {
                return StandardCharsets.UTF_16;
            }
            Matcher declared = XML_ENCODING.matcher(begin(bytes));
            boolean known = declared.find() && Charset.isSupported(declared.group(1));
            return known ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        }

        private static boolean startsWith(byte[] bytes, int first, int second) {
            return bytes.length > 1 && (bytes[0] & 0xff) == first && (bytes[1] & 0xff) == second;
        }

        @Override
        public String getFileName() {
            return "report";
        }

        @Override
        public Reader create() {
            boolean marked = startsWith(bytes, 0xef, 0xbb) && bytes.length > 2 && (bytes[2] & 0xff) == 0xbf;
            int from = marked ? 3 : 0;
            return new InputStreamReader(new ByteArrayInputStream(bytes, from, bytes.length - from), getCharset());
        }
    }
}
