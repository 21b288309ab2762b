package io.jenkins.plugins.sluice.step.host;

import java.nio.file.Path;
import java.util.concurrent.Executor;

/** The folder that a build works in, on the machine where it lies. */
public interface Workspace {

    /** The folder; report paths are relative to it. */
    Path folder();

    /** A folder for temporary files, emptied by the host. */
    Path temporaryFolder();

    /** Where files may be read, in parallel if it can; bounded. */
    Executor executor();

    /**
     * Called often during long work.
     *
     * @throws java.util.concurrent.CancellationException when the reading shall stop
     */
    void checkpoint();
}
