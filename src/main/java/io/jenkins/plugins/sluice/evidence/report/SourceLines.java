package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Hashes of source lines around a place, normalised so that indentation and moved code do not change them: the line
 * itself, the two lines before and the two after it that are not blank, each without white space at its ends and with
 * every other run of white space as one blank, each with a line end. Works on bytes, so that no encoding needs to be known.
 *
 * <p>The latest files are kept; a small file that is read a second time has all of its hashes made and kept, while there is
 * room, as reports come back to the same files again and again.
 */
final class SourceLines {

    private static final int AROUND = 2;
    private static final int MOST_FILES = 64;
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int LARGEST_FILE = 4 * 1024 * 1024;
    private static final int LARGEST_HASHED = 64 * 1024;
    private static final int MOST_HASH_BYTES = 8 * 1024 * 1024;

    private final WorkspacePaths paths;
    private final Map<String, Source> sources = new LinkedHashMap<>(MOST_FILES, 0.75f, true);
    private final IdentityHash hash = new IdentityHash();
    private final BitSet readBefore = new BitSet();
    /** By a path's number: two numbers a line, both 0 where there is nothing. */
    private long[] @Nullable [] hashes = new long[64] @Nullable [];

    private byte[] text = new byte[1024];
    private int length;
    private long bytes;
    private long hashBytes;
    private long high;
    private long low;

    SourceLines(WorkspacePaths paths) {
        this.paths = paths;
    }

    private static final class Source {

        static final Source NONE = new Source(new byte[0]);

        final byte[] content;
        final int[] starts;

        Source(byte[] content) {
            this.content = content;
            int[] found = new int[content.length / 32 + 2];
            int lines = 1;
            for (int i = 0; i < content.length; i++) {
                byte b = content[i];
                boolean ends = b == '\n' || (b == '\r' && (i + 1 == content.length || content[i + 1] != '\n'));
                if (ends) {
                    if (lines == found.length) {
                        found = Arrays.copyOf(found, 2 * lines);
                    }
                    found[lines++] = i + 1;
                }
            }
            starts = Arrays.copyOf(found, lines);
        }

        int end(int line) {
            return line + 1 < starts.length ? starts[line + 1] : content.length;
        }

        boolean isBlank(int line) {
            int end = end(line);
            for (int i = starts[line]; i < end; i++) {
                if (!isSpace(content[i])) {
                    return false;
                }
            }
            return true;
        }

        static boolean isSpace(byte b) {
            return b == ' ' || (b >= '\t' && b <= '\r');
        }
    }

    /**
     * Hashes the lines around a place; then {@link #high} and {@link #low} give the first half of their SHA-256. False when
     * the file is not in the workspace, is too large, has no such line or nothing is written there.
     *
     * @param number the path's number, always the same for this path and for no other
     * @param path relative to the workspace
     * @param line 1 or more, or 0 when unknown
     */
    boolean find(int number, String path, int line) {
        if (line < 1 || !paths.hasWorkspace()) {
            return false;
        }
        long[] known = number < hashes.length ? hashes[number] : null;
        if (known == null) {
            Source source = source(number, path);
            known = number < hashes.length ? hashes[number] : null;
            if (known == null) {
                return line <= source.starts.length && hash(source, line - 1);
            }
        }
        if (2 * line > known.length) {
            return false;
        }
        high = known[2 * line - 2];
        low = known[2 * line - 1];
        return (high | low) != 0;
    }

    long high() {
        return high;
    }

    long low() {
        return low;
    }

    private boolean hash(Source source, int at) {
        if (source.content.length == 0) {
            return false;
        }
        int from = at;
        for (int i = at - 1, found = 0; i >= 0 && found < AROUND; i--) {
            if (!source.isBlank(i)) {
                from = i;
                found++;
            }
        }
        length = 0;
        for (int i = from, after = 0; i < source.starts.length && after < AROUND; i++) {
            if (i == at || !source.isBlank(i)) {
                add(source, i);
                after += i > at ? 1 : 0;
            }
        }
        if (length == 1) {
            return false;
        }
        hash.field(text, length).finish();
        high = hash.high();
        low = hash.low();
        return true;
    }

    private void add(Source source, int line) {
        byte[] content = source.content;
        int from = source.starts[line];
        int end = source.end(line);
        if (length + end - from + 1 > text.length) {
            text = Arrays.copyOf(text, Math.max(2 * text.length, length + end - from + 1));
        }
        byte[] to = text;
        int first = length;
        int size = first;
        boolean space = false;
        for (int i = from; i < end; i++) {
            byte b = content[i];
            if (Source.isSpace(b)) {
                space = size > first;
            } else {
                if (space) {
                    to[size++] = ' ';
                    space = false;
                }
                to[size++] = b;
            }
        }
        to[size++] = '\n';
        length = size;
    }

    /** Whether there is a source file with something in it. */
    boolean has(int number, String path) {
        return (number < hashes.length && hashes[number] != null) || source(number, path).content.length > 0;
    }

    private Source source(int number, String path) {
        Source known = sources.get(path);
        if (known != null) {
            return known;
        }
        Source source = read(path);
        if (readBefore.get(number)) {
            hashAll(number, source);
        }
        readBefore.set(number);
        sources.put(path, source);
        bytes += source.content.length;
        var oldest = sources.entrySet().iterator();
        while (sources.size() > MOST_FILES || (bytes > MOST_BYTES && sources.size() > 1)) {
            bytes -= oldest.next().getValue().content.length;
            oldest.remove();
        }
        return source;
    }

    private void hashAll(int number, Source source) {
        int lines = source.starts.length;
        long size = 2L * Long.BYTES * lines;
        if (source.content.length == 0
                || source.content.length > LARGEST_HASHED
                || hashBytes + size > MOST_HASH_BYTES) {
            return;
        }
        hashBytes += size;
        long[] all = new long[2 * lines];
        for (int line = 0; line < lines; line++) {
            if (hash(source, line)) {
                all[2 * line] = high;
                all[2 * line + 1] = low;
            }
        }
        if (number >= hashes.length) {
            hashes = Arrays.copyOf(hashes, Math.max(number + 1, 2 * hashes.length));
        }
        hashes[number] = all;
    }

    private Source read(String path) {
        Path file = paths.file(path);
        if (file == null) {
            return Source.NONE;
        }
        try {
            return Files.size(file) > LARGEST_FILE ? Source.NONE : new Source(Files.readAllBytes(file));
        } catch (IOException e) {
            // a file that cannot be read gives no lines; the identity is then made, and named, otherwise
            return Source.NONE;
        }
    }
}
