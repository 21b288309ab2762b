package io.jenkins.plugins.sluice.jenkins;

import io.jenkins.plugins.sluice.step.host.Host;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** A build as a host; close it after use. */
final class StepHost implements Host, AutoCloseable {

    private static final SecureRandom RANDOM = new SecureRandom();

    private final Path temporary;
    private final BuildSecrets secrets;
    private final Consumer<String> progress;

    StepHost(BuildSecrets secrets, Consumer<String> progress) throws IOException {
        this.temporary = Files.createTempDirectory("sluice");
        this.secrets = secrets;
        this.progress = progress;
    }

    @Override
    public Path temporaryFolder() {
        return temporary;
    }

    @Override
    public InstantSource clock() {
        return Clock.systemUTC();
    }

    @Override
    public RandomGenerator random() {
        return RANDOM;
    }

    @Override
    public void progress(String line) {
        progress.accept(line);
    }

    @Override
    public String redact(String text) {
        return secrets.redact(text);
    }

    /** What cannot be removed is left to the system, which empties its temporary folder. */
    @Override
    public void close() {
        try (Stream<Path> paths = Files.walk(temporary)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            // Not worth failing a verdict for.
        }
    }
}
