package io.jenkins.plugins.sluice.evidence;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Files that this process has open. Linux takes a file that is deleted on closing out of its folder at once. */
public final class SpillFiles {

    private SpillFiles() {}

    /** How many files in this folder are open; Linux only. */
    public static long openIn(Path folder) throws IOException {
        List<Path> descriptors;
        try (Stream<Path> all = Files.list(Path.of("/proc/self/fd"))) {
            descriptors = all.toList();
        }
        long open = 0;
        for (Path descriptor : descriptors) {
            try {
                open += Files.readSymbolicLink(descriptor).toString().startsWith(folder.toRealPath() + "/") ? 1 : 0;
            } catch (NoSuchFileException e) {
                continue; // Closed meanwhile: it was the one that lists them.
            }
        }
        return open;
    }
}
