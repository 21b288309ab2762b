package io.jenkins.plugins.sluice.jenkins.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;

/**
 * A file of lines to which one line at a time is added. Writers see to it that they are alone; readers need no lock. A line
 * that a crash left without its end is ended by the next writer and, being no whole line, means nothing.
 */
final class LineFile {

    private final Path folder;
    private final Path path;

    /** @param folder made when the first line is added */
    LineFile(Path folder, String name) {
        this.folder = folder;
        this.path = folder.resolve(name);
    }

    /**
     * Adds a line.
     *
     * @param durable whether it must be on the disk when this returns
     */
    void append(String line, boolean durable) throws IOException {
        Files.createDirectories(folder);
        try (FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            long size = file.size();
            ByteBuffer last = ByteBuffer.allocate(1);
            boolean torn = size > 0 && file.read(last, size - 1) == 1 && last.get(0) != '\n';
            ByteBuffer bytes = ByteBuffer.wrap(((torn ? "\n" : "") + line + "\n").getBytes(StandardCharsets.UTF_8));
            for (long at = size; bytes.hasRemaining(); ) {
                at += file.write(bytes, at);
            }
            if (durable) {
                file.force(false);
            }
        }
    }

    /**
     * The last whole lines, oldest first; none when the file is not there.
     *
     * @param mostBytes so many bytes are read at most, so that a file that has grown for years costs no more
     */
    List<String> tail(int mostBytes) throws IOException {
        byte[] bytes;
        boolean cut;
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = file.size();
            long from = Math.max(0, size - mostBytes);
            ByteBuffer buffer = ByteBuffer.allocate((int) (size - from));
            while (buffer.hasRemaining() && file.read(buffer, from + buffer.position()) >= 0) {
                // until all is read or the file has become shorter
            }
            bytes = Arrays.copyOf(buffer.array(), buffer.position());
            cut = from > 0;
        } catch (NoSuchFileException e) {
            return List.of();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        int begin = cut ? text.indexOf('\n') + 1 : 0;
        int end = text.lastIndexOf('\n');
        return end <= begin ? List.of() : text.substring(begin, end).lines().toList();
    }

    /** How long the file is in bytes; 0 when it is not there. */
    long size() throws IOException {
        try {
            return Files.size(path);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    /** Forgets the oldest lines of a file that is larger than {@code mostBytes}, so that about a half of that stays. */
    void bound(int mostBytes) throws IOException {
        if (Files.size(path) <= mostBytes) {
            return;
        }
        Path shorter = Files.createTempFile(folder, "lines", ".partial");
        try {
            Files.writeString(shorter, String.join("\n", tail(mostBytes / 2)) + "\n");
            Files.move(shorter, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(shorter);
        }
    }
}
