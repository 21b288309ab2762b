package io.jenkins.plugins.sluice.jenkins;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.init.Terminator;
import hudson.model.Computer;
import hudson.security.ACL;
import hudson.util.ClassLoaderSanityThreadFactory;
import hudson.util.DaemonThreadFactory;
import hudson.util.NamingThreadFactory;
import hudson.util.SequentialExecutionQueue;
import io.jenkins.plugins.sluice.journal.Journals;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import jenkins.security.ImpersonatingExecutorService;
import jenkins.util.SystemProperties;

/**
 * What all gates of a controller share: a bounded pool for their work, and the journals' one writer. A gate that waits for
 * an agent holds no thread of it.
 */
@Extension
public final class GateEngine {

    /** How many gates are worked on at the same time: {@code io.jenkins.plugins.sluice.threads}. */
    private static final int THREADS = Math.max(
            1,
            SystemProperties.getInteger(
                    "io.jenkins.plugins.sluice.threads",
                    Math.max(4, Runtime.getRuntime().availableProcessors())));

    private static final int PATIENCE_SECONDS = 10;

    private volatile boolean closing;

    private final ExecutorService workers = new ImpersonatingExecutorService(
            Executors.newFixedThreadPool(
                    THREADS,
                    new NamingThreadFactory(
                            new ClassLoaderSanityThreadFactory(new DaemonThreadFactory()), "Sluice gate")),
            ACL.SYSTEM2);

    private final Journals journals = Journals.start(text -> text, Clock.systemUTC(), Runnable::run);

    /** By agent what is to be sent there; guarded by itself. */
    private final Map<Computer, SequentialExecutionQueue> senders = new WeakHashMap<>();

    static GateEngine get() {
        return ExtensionList.lookupSingleton(GateEngine.class);
    }

    ExecutorService workers() {
        return workers;
    }

    /**
     * Sends to an agent, one thing after the other: to send blocks while an agent is hung, which must cost a thread at most,
     * and none of the gates' pool.
     */
    void send(Computer agent, Runnable sending) {
        SequentialExecutionQueue sender;
        synchronized (senders) {
            sender = senders.computeIfAbsent(
                    agent, first -> new SequentialExecutionQueue(Computer.threadPoolForRemoting));
        }
        sender.execute(sending);
    }

    Journals journals() {
        return journals;
    }

    /** Whether the controller goes down: what was begun is then begun again after its start, and must not fail now. */
    boolean closing() {
        return closing;
    }

    /** Lets what runs come to its end, and what is being written reach the disk. */
    @Terminator
    public static void stop() throws IOException, InterruptedException {
        for (GateEngine engine : ExtensionList.lookup(GateEngine.class)) {
            engine.closing = true;
            engine.workers.shutdown();
            if (!engine.workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                engine.workers.shutdownNow();
            }
            engine.journals.close();
        }
    }
}
