package io.jenkins.plugins.sluice.jenkins.gate;

import hudson.model.Job;
import java.nio.file.Path;

/** Where a job keeps what outlives its builds. */
public final class GateFolders {

    private GateFolders() {}

    /** The job's folder of all that is ours. */
    public static Path of(Job<?, ?> job) {
        return job.getRootDir().toPath().resolve("sluice");
    }

    /** The runs that later ones are compared with. */
    public static Path history(Job<?, ?> job) {
        return of(job).resolve("history");
    }
}
