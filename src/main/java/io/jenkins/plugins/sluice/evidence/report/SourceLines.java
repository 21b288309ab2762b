package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Source lines around a place, normalised so that indentation and moved code do not change them: the line itself, the
 * two lines before and the two after it that are not blank, each without white space at its ends and with every other
 * run of white space as one blank. Works on bytes, so that no encoding needs to be known.
 */
final class SourceLines {

    private static final int AROUND = 2;
    private static final int MOST_FILES = 64;
    private static final int MOST_BYTES = 8 * 1024 * 1024;
    private static final int LARGEST_FILE = 4 * 1024 * 1024;

    private final WorkspacePaths paths;
    private final Map<String, Source> sources = new LinkedHashMap<>(MOST_FILES, 0.75f, true);
    private final StringBuilder text = new StringBuilder();
    private long bytes;

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

        void appendTo(StringBuilder text, int line) {
            boolean space = false;
            int first = text.length();
            int end = end(line);
            for (int i = starts[line]; i < end; i++) {
                if (isSpace(content[i])) {
                    space = text.length() > first;
                } else {
                    if (space) {
                        text.append(' ');
                        space = false;
                    }
                    text.append((char) (content[i] & 0xff));
                }
            }
            text.append('\n');
        }

        private static boolean isSpace(byte b) {
            return b == ' ' || (b >= '\t' && b <= '\r');
        }
    }

    /**
     * The lines around a place, or null when the file is not in the workspace, is too large, has no such line or nothing
     * is written there. The text is valid until the next call.
     *
     * @param path relative to the workspace
     * @param line 1 or more, or 0 when unknown
     */
    @Nullable
    CharSequence around(String path, int line) {
        if (line < 1 || !paths.hasWorkspace()) {
            return null;
        }
        Source source = source(path);
        if (line > source.starts.length || source.content.length == 0) {
            return null;
        }
        int at = line - 1;
        int from = at;
        for (int i = at - 1, found = 0; i >= 0 && found < AROUND; i--) {
            if (!source.isBlank(i)) {
                from = i;
                found++;
            }
        }
        text.setLength(0);
        for (int i = from, after = 0; i < source.starts.length && after < AROUND; i++) {
            if (i == at || !source.isBlank(i)) {
                source.appendTo(text, i);
                after += i > at ? 1 : 0;
            }
        }
        return text.length() == 1 ? null : text;
    }

    /** Whether there is a source file with something in it. */
    boolean has(String path) {
        return source(path).content.length > 0;
    }

    private Source source(String path) {
        Source known = sources.get(path);
        if (known != null) {
            return known;
        }
        Source source = read(path);
        sources.put(path, source);
        bytes += source.content.length;
        var oldest = sources.entrySet().iterator();
        while (sources.size() > MOST_FILES || (bytes > MOST_BYTES && sources.size() > 1)) {
            bytes -= oldest.next().getValue().content.length;
            oldest.remove();
        }
        return source;
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
