package io.jenkins.plugins.sluice.journal;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Appends to a journal until all is on the disk, and verifies one; beside it a bare SHA-256 over the same file. */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@State(Scope.Benchmark)
@Fork(value = 1, jvmArgsAppend = "-Xmx256m")
@Warmup(iterations = 5)
@Measurement(iterations = 7)
public class JournalBenchmark {

    private static final int ENTRIES = 20_000;

    private final Entry entry = new Entry("bench.sample", 1, sample());
    private Path folder;
    private Path whole;

    private static ObjectNode sample() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("criterion", "tests[evidence=e2e].passRate")
                .put("value", "9950/10000")
                .put("limit", "99.5%")
                .put("report", "target/surefire-reports/TEST-com.example.shop.OrderServiceTest.xml")
                .put("durationNanos", 1_234_567_890L)
                .put("offender", "com.example.shop.OrderServiceTest.givenOrder_whenPaid_thenShipped")
                .put("message", "expected: <3> but was: <4>\n\tat com.example.shop.OrderService.pay(OrderService.java:12)");
    }

    /** A journal to verify. */
    @Setup(Level.Trial)
    public void write() throws IOException {
        folder = Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "journals");
        whole = append();
    }

    /** Leaves nothing behind. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }

    private Path append() throws IOException {
        Path file = Files.createTempFile(folder, "journal", ".jsonl");
        Files.delete(file);
        List<CompletableFuture<Appended>> durable = new ArrayList<>();
        try (Journals journals = Journals.start(text -> text, InstantSource.system(), Runnable::run);
                Journal journal = journals.open(file, RunId.generate(InstantSource.system(), new SplittableRandom()))) {
            for (int i = 0; i < ENTRIES; i++) {
                durable.add(journal.append(entry).toCompletableFuture());
            }
            durable.add(journal.finish().toCompletableFuture());
            durable.forEach(CompletableFuture::join);
        }
        return file;
    }

    /** 20,000 entries, none waited for before the next. */
    @Benchmark
    public Path appendTwentyThousand() throws IOException {
        return append();
    }

    /** The chain, the grammar and the order of 20,000 entries. */
    @Benchmark
    public Verification verifyTwentyThousand() throws IOException {
        Verification found = JournalReader.verify(whole);
        if (!(found instanceof Verification.Intact)) {
            throw new IllegalStateException(found.toString());
        }
        return found;
    }

    /** The least that verifying does. */
    @Benchmark
    public byte[] hashTwentyThousand() throws IOException, NoSuchAlgorithmException {
        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        byte[] buffer = new byte[1 << 16];
        try (InputStream stream = Files.newInputStream(whole)) {
            for (int length = stream.read(buffer); length >= 0; length = stream.read(buffer)) {
                sha256.update(buffer, 0, length);
            }
        }
        return sha256.digest();
    }
}
