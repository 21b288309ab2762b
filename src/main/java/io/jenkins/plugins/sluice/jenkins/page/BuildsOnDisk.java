package io.jenkins.plugins.sluice.jenkins.page;

import hudson.model.Job;
import java.nio.file.Files;
import jenkins.model.lazy.LazyBuildMixIn;

/** Which builds of a job are still there, without loading any. */
final class BuildsOnDisk {

    private BuildsOnDisk() {}

    static boolean has(Job<?, ?> job, int number) {
        return job instanceof LazyBuildMixIn.LazyLoadingJob<?, ?> lazy
                ? lazy.getLazyBuildMixIn().getRunMap().runExists(number)
                : Files.isDirectory(job.getRootDir().toPath().resolve("builds").resolve(Integer.toString(number)));
    }
}
