package io.jenkins.plugins.sluice.journal;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** The real disk. */
final class Disk implements Storage {
    @Override
    public OpenFile open(Path file, long length) throws IOException {
        FileChannel channel = FileChannel.open(
                file,
                length == 0
                        ? Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE)
                        : Set.of(StandardOpenOption.WRITE));
        try {
            long found = channel.size();
            if (found != length) {
                throw new IOException(file + ": has " + found + " bytes where its writer left " + length
                        + "; somebody else changed it, verify it");
            }
            channel.position(length);
            return new Channel(channel);
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    @Override
    public void forceFolder(Path folder) throws IOException {
        // Windows opens no folder as a file, and NTFS logs its folders by itself.
        if (File.separatorChar == '/') {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
    }

    private record Channel(FileChannel channel) implements OpenFile {
        @Override
        public void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        @Override
        public void force() throws IOException {
            channel.force(false);
        }

        @Override
        public void truncate(long length) throws IOException {
            channel.truncate(length);
            channel.position(length);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
