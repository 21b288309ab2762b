package io.jenkins.plugins.sluice.jenkins;

import hudson.Util;
import hudson.remoting.VirtualChannel;
import io.jenkins.plugins.sluice.step.ObservedWorkspace;
import io.jenkins.plugins.sluice.step.WorkspaceJson;
import io.jenkins.plugins.sluice.step.WorkspaceReader;
import io.jenkins.plugins.sluice.step.host.Workspace;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import jenkins.MasterToSlaveFileCallable;

/**
 * Reads a workspace on the machine where it lies. Bytes go there and bytes come back, so that no type of the engine is
 * ever deserialised from an agent.
 */
final class ReadWorkspace extends MasterToSlaveFileCallable<Void> {

    private static final long serialVersionUID = 1L;

    private static final int MOST_THREADS = 4;

    private final byte[] order;

    @SuppressWarnings("serial") // Remoting carries it.
    private final OutputStream to;

    /**
     * Orders a reading.
     *
     * @param order made by {@link WorkspaceJson}
     * @param to takes what was observed, compressed by gzip; a {@code RemoteOutputStream} when it leaves this machine
     */
    ReadWorkspace(byte[] order, OutputStream to) {
        this.order = order.clone();
        this.to = to;
    }

    @Override
    public Void invoke(File folder, VirtualChannel channel) throws IOException {
        Path temporary = Files.createTempDirectory("sluice");
        int threads = Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors());
        ExecutorService readers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "Sluice reader of " + folder.getName());
            thread.setDaemon(true);
            return thread;
        });
        try {
            WorkspaceJson json = new WorkspaceJson(temporary);
            Here here = new Here(folder.toPath(), temporary, readers, Thread.currentThread());
            try (ObservedWorkspace observed = new WorkspaceReader(here).read(json.order(order));
                    OutputStream out = new GZIPOutputStream(to)) {
                json.write(observed, out);
            }
        } finally {
            readers.shutdownNow();
            Util.deleteRecursive(temporary.toFile());
        }
        return null;
    }

    private record Here(Path folder, Path temporaryFolder, Executor executor, Thread caller) implements Workspace {
        @Override
        public void checkpoint() {
            // Remoting cancels by an interrupt of the thread that called, whatever thread reads.
            if (caller.isInterrupted()) {
                throw new CancellationException("the gate was stopped");
            }
        }
    }
}
