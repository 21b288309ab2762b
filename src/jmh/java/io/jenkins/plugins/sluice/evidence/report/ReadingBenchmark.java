package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import edu.hm.hafner.analysis.FileReaderFactory;
import edu.hm.hafner.analysis.registry.ParserRegistry;
import edu.hm.hafner.coverage.CoverageParser.ProcessingMode;
import edu.hm.hafner.coverage.parser.JunitParser;
import edu.hm.hafner.util.FilteredLog;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Reads a whole report: our reader with all of its work, in a heap of 64 MB; the bare tokenizer under it; and the peer,
 * which holds the report in memory, on a smaller file. {@link BenchmarkReport} prints the ratios.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
public class ReadingBenchmark {

    /** What is read. */
    @Param
    public GeneratedReport report;

    /** The size of the file that our reader and the tokenizer read. */
    @Param("1000")
    public int megabytes;

    /** The size of the file that the peer reads. */
    @Param("40")
    public int peerMegabytes;

    private static final Logger PEERS_WARNINGS = Logger.getLogger("se.bjurr.violations");

    private Path folder;
    private Path file;
    private Path peerFile;
    private Path workspace;
    private List<Path> sources;

    /** Writes the files, and reads them once so that they come from the page cache. */
    @Setup
    public void files() throws IOException {
        folder = Path.of(System.getProperty("sluice.bench.folder"));
        file = report.file(folder, megabytes);
        peerFile = report.hasPeer() ? report.file(folder, peerMegabytes) : file;
        workspace = report.workspace(folder);
        sources = report.sources(folder);
        byte[] buffer = new byte[1 << 16];
        for (Path each : List.of(file, peerFile)) {
            try (InputStream stream = Files.newInputStream(each)) {
                while (stream.read(buffer) >= 0) {
                    // only to have it in the cache
                }
            }
        }
    }

    /** Counts, identities, top offenders. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public Summary reader() throws IOException {
        ReportReaders.Row row = ReportReaders.all().named(report.format()).orElseThrow();
        Summary summary;
        try (SummarySink sink = new SummarySink(new SinkContext(workspace, List.of(), folder), row.kind());
                InputStream stream = Files.newInputStream(file)) {
            row.reader().read(stream, sink, ReadLimits.DEFAULT);
            summary = sink.summary();
        }
        long told = told(summary);
        if (told < megabytes * 500L) {
            throw new IllegalStateException(report + " tells of " + told + " only");
        }
        return summary;
    }

    /** How much a summary tells of; frees its rows. */
    private static long told(Summary summary) {
        if (summary instanceof FindingSummary findings) {
            findings.rows().close();
            return findings.keys().stream().mapToLong(FindingSummary.Key::count).sum();
        } else if (summary instanceof TestSummary tests) {
            tests.failures().close();
            return tests.passed() + tests.failed();
        }
        return ((LoadSummary) summary).series().stream()
                .mapToLong(series -> series.elapsed().count())
                .sum();
    }

    /**
     * The least that any reader of the format does: the tokenizer over the report, and where lines of sources are hashed,
     * each of the source files opened, read to its end and closed, once however often findings come back to it.
     */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public long tokenizer() throws IOException, XMLStreamException {
        long bytes = 0;
        byte[] buffer = new byte[1 << 16];
        for (Path source : sources) {
            try (InputStream stream = Files.newInputStream(source)) {
                for (int length; (length = stream.read(buffer)) >= 0; ) {
                    bytes += length;
                }
            }
        }
        try (InputStream stream = Files.newInputStream(file)) {
            return bytes
                    + switch (report.format()) {
                        case "sarif" -> jsonTokens(stream);
                        case "junit" -> xmlEvents(stream);
                        default -> csvMarks(stream);
                    };
        }
    }

    /** What plugins use today, once and without warm-up: it takes longer than any compiler does. */
    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Xmx8g")
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Object peer() throws IOException {
        if (report.format().equals("sarif")) {
            // It would warn of every result that names a base which the run does not define, as CodeQL's do.
            PEERS_WARNINGS.setLevel(Level.OFF);
            return new ParserRegistry()
                    .get("sarif")
                    .createParser()
                    .parse(new FileReaderFactory(peerFile, StandardCharsets.UTF_8));
        }
        try (Reader reader = Files.newBufferedReader(peerFile)) {
            return new JunitParser(ProcessingMode.IGNORE_ERRORS)
                    .parse(reader, peerFile.toString(), new FilteredLog("peer"));
        }
    }

    private static long jsonTokens(InputStream stream) throws IOException {
        long tokens = 0;
        try (JsonParser parser = new JsonFactory().createParser(stream)) {
            while (parser.nextToken() != null) {
                tokens++;
            }
        }
        return tokens;
    }

    private static long xmlEvents(InputStream stream) throws XMLStreamException {
        long events = 0;
        XMLStreamReader reader = new InputFactoryImpl().createXMLStreamReader(stream);
        while (reader.hasNext()) {
            reader.next();
            events++;
        }
        return events;
    }

    /** Finds commas, quotes and line ends. */
    private static long csvMarks(InputStream stream) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long marks = 0;
        for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
            for (int at = 0; at < length; at++) {
                byte b = buffer[at];
                if (b == ',' || b == '"' || b == '\n') {
                    marks++;
                }
            }
        }
        return marks;
    }
}
