package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.model.Job;
import java.time.Instant;
import java.util.List;

/** The times in which a job releases nothing. */
public final class FreezeWindows {

    private FreezeWindows() {}

    /** The windows of a job's folders and of the controller that a moment lies in; a folder lifts none of another. */
    public static List<FreezeWindow> at(Job<?, ?> job, Instant moment) {
        return Level.of(job).stream()
                .flatMap(level -> level.settings().freezeWindows().stream())
                .filter(window -> window.covers(moment))
                .toList();
    }
}
