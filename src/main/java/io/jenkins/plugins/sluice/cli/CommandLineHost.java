package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.step.host.Host;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The command line as a host: the working folder, a pool of threads, and secrets known by their variables' names. */
final class CommandLineHost implements Host, AutoCloseable {

    /** Variables with such names hold secrets; what they hold never reaches a journal. */
    private static final Pattern SECRET_NAME =
            Pattern.compile("(?i).*(TOKEN|PASSWORD|PASSWD|SECRET|CREDENTIAL|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY).*");

    /** Shorter values would turn ordinary words into asterisks. */
    private static final int SHORTEST_SECRET = 8;

    private static final long PROGRESS_AFTER_NANOS = 1_000_000_000L;

    private final Path workspace;
    private final Path temporaryFolder;
    private final ExecutorService executor;
    private final List<String> secrets;
    private final @Nullable PrintWriter progress;
    private final SecureRandom random = new SecureRandom();
    private final long started = System.nanoTime();

    /**
     * Serves one command.
     *
     * @param progress takes a line now and then during work over a second, or null for silence
     */
    CommandLineHost(Path workspace, Map<String, String> environment, @Nullable PrintWriter progress)
            throws IOException {
        this.workspace = workspace.toRealPath();
        this.temporaryFolder = Files.createTempDirectory("sluice");
        this.progress = progress;
        this.executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
            Thread thread = new Thread(work, "sluice-reader");
            thread.setDaemon(true);
            return thread;
        });
        this.secrets = environment.entrySet().stream()
                .filter(variable -> SECRET_NAME.matcher(variable.getKey()).matches())
                .map(Map.Entry::getValue)
                .filter(value -> value.length() >= SHORTEST_SECRET)
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    @Override
    public Path workspace() {
        return workspace;
    }

    @Override
    public Path temporaryFolder() {
        return temporaryFolder;
    }

    @Override
    public Executor executor() {
        return executor;
    }

    @Override
    public InstantSource clock() {
        return Clock.systemUTC();
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void checkpoint() {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("interrupted");
        }
    }

    @Override
    public void progress(String line) {
        if (progress != null && System.nanoTime() - started > PROGRESS_AFTER_NANOS) {
            progress.println(line);
            progress.flush();
        }
    }

    @Override
    public String redact(String text) {
        String redacted = text;
        for (String secret : secrets) {
            redacted = redacted.replace(secret, "****");
        }
        return redacted;
    }

    @Override
    public void close() throws IOException {
        executor.shutdownNow();
        Files.walkFileTree(temporaryFolder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
