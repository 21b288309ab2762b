package io.jenkins.plugins.sluice.jenkins.check;

import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.security.ACL;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import io.jenkins.plugins.checks.api.ChecksDetails;
import io.jenkins.plugins.checks.api.ChecksPublisher;
import io.jenkins.plugins.checks.api.ChecksPublisherFactory;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import jenkins.security.ImpersonatingExecutorService;

/**
 * Publishes checks one after the other on a thread of its own, so that a slow or broken code host delays neither a build nor
 * a gate, and the end of a check never overtakes its beginning. What cannot be published is logged.
 */
final class CheckPublishing {

    private static final Logger LOGGER = Logger.getLogger(CheckPublishing.class.getName());

    /** A code host that is so far behind loses checks rather than the controller its memory. */
    private static final int MOST_WAITING = 1_000;

    private static final int IDLE_SECONDS = 30;

    private final ExecutorService thread;

    CheckPublishing() {
        ThreadPoolExecutor single = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MOST_WAITING),
                new NamingThreadFactory(new DaemonThreadFactory(), "Sluice: publishing checks"));
        single.allowCoreThreadTimeOut(true);
        thread = new ImpersonatingExecutorService(single, ACL.SYSTEM2);
    }

    void publish(Run<?, ?> run, ChecksDetails details, TaskListener log) {
        String name = details.getName().orElse("");
        try {
            thread.execute(() -> publishNow(run, name, details, log));
        } catch (RejectedExecutionException e) {
            LOGGER.log(Level.WARNING, e, () -> "too many checks wait; lost is " + name + " of " + run);
        }
    }

    private static void publishNow(Run<?, ?> run, String name, ChecksDetails details, TaskListener log) {
        try {
            ChecksPublisher publisher = ChecksPublisherFactory.fromRun(run, log);
            // Without a code host it would only say so, in every build's log.
            if (!(publisher instanceof ChecksPublisher.NullChecksPublisher)) {
                publisher.publish(details);
            }
        } catch (RuntimeException | LinkageError e) {
            LOGGER.log(Level.WARNING, e, () -> "cannot publish the check " + name + " of " + run);
        }
    }
}
