package io.jenkins.plugins.sluice.jenkins.ledger;

import hudson.Extension;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Remembers each job's last gates as long as its index does not change, so that a dashboard reads only what is new. */
@Extension
public final class LastGates {

    private static final int MOST_JOBS = 10_000;

    /** The one that was asked for longest ago is forgotten first; guarded by itself. */
    private final Map<Path, Remembered> jobs = new LinkedHashMap<>(16, 0.75f, true);

    /** Reads an index. */
    interface Reading {
        List<IndexedGate> read() throws IOException;
    }

    private record Remembered(long size, FileTime changed, List<IndexedGate> gates) {}

    List<IndexedGate> of(Path index, Reading reading) throws IOException {
        BasicFileAttributes now;
        try {
            now = Files.readAttributes(index, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            return List.of();
        }
        synchronized (jobs) {
            Remembered before = jobs.get(index);
            if (before != null && before.size == now.size() && before.changed.equals(now.lastModifiedTime())) {
                return before.gates;
            }
        }
        List<IndexedGate> gates = reading.read();
        synchronized (jobs) {
            jobs.put(index, new Remembered(now.size(), now.lastModifiedTime(), gates));
            if (jobs.size() > MOST_JOBS) {
                jobs.remove(jobs.keySet().iterator().next());
            }
        }
        return gates;
    }
}
