package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.aalto.stax.InputFactoryImpl;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import edu.hm.hafner.analysis.FileReaderFactory;
import edu.hm.hafner.analysis.registry.ParserRegistry;
import edu.hm.hafner.coverage.CoverageParser.ProcessingMode;
import edu.hm.hafner.coverage.parser.JunitParser;
import edu.hm.hafner.util.FilteredLog;
import io.jenkins.plugins.sluice.evidence.Summary;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
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

    /** SARIF, JUNIT or JTL. */
    @Param({"SARIF", "JUNIT", "JTL"})
    public String report;

    /** The size of the file that our reader and the tokenizer read. */
    @Param("1000")
    public int megabytes;

    /** The size of the file that the peer reads. */
    @Param("80")
    public int peerMegabytes;

    private Path file;
    private Path peerFile;
    private GeneratedReport generated;

    /** Writes the files, and reads them once so that they come from the page cache. */
    @Setup(Level.Trial)
    public void files() throws IOException {
        Path folder = Path.of(System.getProperty("sluice.bench.folder"));
        generated = GeneratedReport.valueOf(report);
        file = generated.file(folder, megabytes);
        peerFile = generated.file(folder, peerMegabytes);
        byte[] buffer = new byte[1 << 16];
        for (Path each : new Path[] {file, peerFile}) {
            try (InputStream stream = Files.newInputStream(each)) {
                while (stream.read(buffer) >= 0) {
                    // Only to have it in the cache.
                }
            }
        }
    }

    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public Summary reader() throws IOException {
        ReportReader reader = ReportReaders.all()
                .named(
                        switch (generated) {
                            case SARIF -> "sarif";
                            case JUNIT -> "junit";
                            case JTL -> "jmeter-csv";
                        })
                .orElseThrow();
        Path spill = Path.of(System.getProperty("java.io.tmpdir"));
        SummarySink sink = new SummarySink(new SinkContext(null, List.of(), spill, ReadLimits.DEFAULT));
        try (InputStream stream = Files.newInputStream(file)) {
            reader.read(stream, sink, ReadLimits.DEFAULT);
        }
        return sink.summary();
    }

    @Benchmark
    @Fork(value = 1, jvmArgsAppend = {"-Xmx64m", "-XX:+UseSerialGC"})
    @Warmup(iterations = 1)
    @Measurement(iterations = 3)
    public long tokenizer() throws IOException, XMLStreamException {
        try (InputStream stream = Files.newInputStream(file)) {
            return switch (generated) {
                case SARIF -> jsonTokens(stream);
                case JUNIT -> xmlEvents(stream);
                case JTL -> csvMarks(stream);
            };
        }
    }

    @Benchmark
    @Fork(value = 1, jvmArgsAppend = "-Xmx8g")
    @Warmup(iterations = 0)
    @Measurement(iterations = 1)
    public Object peer() throws IOException {
        return switch (generated) {
            case SARIF -> new ParserRegistry().get("sarif").createParser().parse(new FileReaderFactory(peerFile));
            case JUNIT -> {
                try (Reader reader = Files.newBufferedReader(peerFile)) {
                    yield new JunitParser(ProcessingMode.IGNORE_ERRORS)
                            .parse(reader, peerFile.toString(), new FilteredLog("peer"));
                }
            }
            // No Java library reads load tests for a gate; the tokenizer is all there is to compare with.
            case JTL -> csvMarks(Files.newInputStream(peerFile));
        };
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

    /** The least that a reader of CSV must do: find commas, quotes and line ends. */
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
