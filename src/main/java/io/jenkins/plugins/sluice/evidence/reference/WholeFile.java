package io.jenkins.plugins.sluice.evidence.reference;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Files that are there whole or not at all, whenever a writer is stopped. */
final class WholeFile {

    private static final String TEMPORARY = ".tmp";

    private WholeFile() {}

    /** Writes what a file holds. */
    interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    /** Replaces a file. Durable when this returns. */
    static void write(Path file, Content content) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(file + ": is no file");
        }
        // Not Files.createTempFile: its files are for their owner alone, and a history may be shared.
        Path temporary = folder.resolve(
                file.getFileName() + "-" + ProcessHandle.current().pid() + "-"
                        + Thread.currentThread().getId() + "-" + System.nanoTime() + TEMPORARY);
        try {
            try (FileChannel channel =
                            FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
                    OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16)) {
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(temporary);
        }
        forceFolder(folder);
    }

    /** Whether a file of this name is what a stopped writer left. */
    static boolean isLeftover(String name) {
        return name.endsWith(TEMPORARY);
    }

    /** Windows opens no folders, and needs not to. */
    static void forceFolder(Path folder) throws IOException {
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }
}
