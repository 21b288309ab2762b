package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.report.Escape;
import io.jenkins.plugins.sluice.step.host.Host;
import io.jenkins.plugins.sluice.step.host.Workspace;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The command line as a host: the working folder, a pool of threads, and secrets known by their variables' names. */
final class CommandLineHost implements Host, Workspace, AutoCloseable {

    private static final long PROGRESS_AFTER_NANOS = 1_000_000_000L;

    private final Path workspace;
    private final Path temporaryFolder;
    private final ExecutorService executor;
    private final Secrets secrets;
    private final @Nullable PrintWriter progress;
    private final Interruption interruption;
    private final Runnable tidy = this::removeTemporaryFolder;
    private final SecureRandom random = new SecureRandom();
    private final long started = System.nanoTime();
    private final AtomicLong nextLineNanos = new AtomicLong(PROGRESS_AFTER_NANOS);
    private volatile @Nullable String doing;

    /**
     * Serves one command.
     *
     * @param progress takes a line now and then during work over a second, or null for silence
     */
    CommandLineHost(Path workspace, Secrets secrets, @Nullable PrintWriter progress, Interruption interruption)
            throws IOException {
        this.workspace = workspace.toRealPath();
        this.temporaryFolder = Files.createTempDirectory("sluice");
        this.secrets = secrets;
        this.progress = progress;
        this.interruption = interruption;
        this.executor = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), work -> {
            Thread thread = new Thread(work, "sluice-reader");
            thread.setDaemon(true);
            return thread;
        });
        interruption.tidy(tidy);
    }

    @Override
    public Path folder() {
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
        tellProgress();
    }

    @Override
    public void progress(String line) {
        doing = line;
        tellProgress();
    }

    /** After 1, 2, 4, 8 … seconds: enough to see that it lives, and never a flood. */
    private void tellProgress() {
        String line = doing;
        if (progress == null || line == null) {
            return;
        }
        long elapsed = System.nanoTime() - started;
        long due = nextLineNanos.get();
        if (elapsed < due) {
            return;
        }
        long next = due;
        while (next <= elapsed) {
            next *= 2;
        }
        if (nextLineNanos.compareAndSet(due, next)) {
            progress.println("sluice: " + Escape.terminal(secrets.redact(line)) + " "
                    + TimeUnit.NANOSECONDS.toSeconds(elapsed) + " s");
            progress.flush();
        }
    }

    @Override
    public String redact(String text) {
        return secrets.redact(text);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        removeTemporaryFolder();
        interruption.tidied(tidy);
    }

    /** What cannot be removed is left to the system, which empties its temporary folder. */
    private void removeTemporaryFolder() {
        try (Stream<Path> paths = Files.walk(temporaryFolder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Not worth failing a verdict for.
        }
    }
}
