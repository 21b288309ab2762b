package io.jenkins.plugins.sluice.step.host;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Whoever runs a step: everything a step takes from its surroundings but the {@link Workspace}, which may lie afar. */
public interface Host {

    /** A folder for temporary files, emptied by the host. */
    Path temporaryFolder();

    /** The time. */
    InstantSource clock();

    /** A source of randomness for ids. */
    RandomGenerator random();

    /** Tells whoever waits what goes on; one line, without control characters that matter. */
    void progress(String line);

    /** The text without the host's secrets. */
    String redact(String text);
}
