package io.jenkins.plugins.sluice.step.host;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;

/** Whoever runs a step: everything a step takes from its surroundings. */
public interface Host {

    /** The folder that the build works in; report paths are relative to it. */
    Path workspace();

    /** A folder for temporary files, emptied by the host. */
    Path temporaryFolder();

    /** Where work may run; bounded. */
    Executor executor();

    /** The time. */
    InstantSource clock();

    /** A source of randomness for ids. */
    RandomGenerator random();

    /**
     * Called often during long work.
     *
     * @throws java.util.concurrent.CancellationException when the step shall stop
     */
    void checkpoint();

    /** Tells whoever waits what goes on; one line, without control characters that matter. */
    void progress(String line);

    /** The text without the host's secrets. */
    String redact(String text);
}
