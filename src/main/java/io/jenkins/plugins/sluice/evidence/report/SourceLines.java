package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.io.InputStream;
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
 * <p>The latest files are kept; a file that is read a second time has all of its hashes made and kept, while there is room
 * (a million lines), as reports come back to the same files again and again.
 */
final class SourceLines {

    private static final int AROUND = 2;
    private static final int MOST_FILES = 64;
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int LARGEST_FILE = 4 * 1024 * 1024;
    private static final int READ_BYTES = 64 * 1024;
    private static final int MOST_LINES_HASHED = 2_000;
    private static final int MOST_HASH_BYTES = 16 * 1024 * 1024;

    private final WorkspacePaths paths;
    private final Map<String, SourceText> sources = new LinkedHashMap<>(MOST_FILES, 0.75f, true);
    private final IdentityHash hash = new IdentityHash();
    private final BitSet readBefore = new BitSet();
    /** By a path's number: two numbers a line, both 0 where there is nothing. */
    private long[] @Nullable [] hashes = new long[64] @Nullable [];

    /** What a file is read into, so that the next one needs no room of its own. */
    private byte[] content = new byte[READ_BYTES];

    private long bytes;
    private long hashBytes;
    private long high;
    private long low;

    SourceLines(WorkspacePaths paths) {
        this.paths = paths;
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
            SourceText source = source(number, path);
            known = number < hashes.length ? hashes[number] : null;
            if (known == null) {
                return line <= source.lines() && hash(source, line - 1);
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

    private boolean hash(SourceText source, int line) {
        if (!source.addTo(hash, line, AROUND)) {
            return false;
        }
        hash.finish();
        high = hash.high();
        low = hash.low();
        return true;
    }

    /** Whether there is a source file with something in it. */
    boolean has(int number, String path) {
        return (number < hashes.length && hashes[number] != null)
                || source(number, path).lines() > 0;
    }

    private SourceText source(int number, String path) {
        SourceText known = sources.get(path);
        if (known != null) {
            return known;
        }
        SourceText source = read(path);
        if (readBefore.get(number) && hashAll(number, source)) {
            return source;
        }
        readBefore.set(number);
        sources.put(path, source);
        bytes += source.size();
        var oldest = sources.entrySet().iterator();
        while (sources.size() > MOST_FILES || (bytes > MOST_BYTES && sources.size() > 1)) {
            bytes -= oldest.next().getValue().size();
            oldest.remove();
        }
        return source;
    }

    /** Makes and keeps the hashes of all lines; false where there is no room for them. */
    private boolean hashAll(int number, SourceText source) {
        int lines = source.lines();
        long size = 2L * Long.BYTES * lines;
        if (lines == 0 || lines > MOST_LINES_HASHED || hashBytes + size > MOST_HASH_BYTES) {
            return false;
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
        return true;
    }

    private SourceText read(String path) {
        Path file = paths.file(path);
        if (file == null) {
            return SourceText.NONE;
        }
        byte[] into = content;
        int length = 0;
        try (InputStream stream = Files.newInputStream(file)) {
            for (int some; (some = stream.read(into, length, into.length - length)) >= 0; length += some) {
                if (length + some > LARGEST_FILE) {
                    return SourceText.NONE;
                }
                if (length + some == into.length) {
                    into = Arrays.copyOf(into, Math.min(2 * into.length, LARGEST_FILE + 1));
                }
            }
        } catch (IOException e) {
            // a file that cannot be read gives no lines; the identity is then made, and named, otherwise
            return SourceText.NONE;
        }
        return new SourceText(into, length);
    }
}
