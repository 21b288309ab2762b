package io.jenkins.plugins.sluice.jenkins;

import hudson.Util;
import io.jenkins.plugins.sluice.step.host.Host;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

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
        try {
            Util.deleteRecursive(temporary.toFile());
        } catch (IOException e) {
            // Not worth failing a verdict for.
        }
    }
}
