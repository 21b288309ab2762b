package io.jenkins.plugins.sluice.report;

import java.util.ArrayList;
import java.util.List;

/** Lines of a terminal: how wide a text is in its cells, and where it breaks. */
final class Columns {

    private Columns() {}

    /** How many cells the text takes: wide East Asian characters and emoji take two, combining marks none. */
    static int width(String text) {
        return text.codePoints().map(Columns::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || type == Character.FORMAT) {
            return 0;
        }
        boolean wide = (c >= 0x1100 && c <= 0x115F)
                || (c >= 0x2E80 && c <= 0xA4CF)
                || (c >= 0xAC00 && c <= 0xD7A3)
                || (c >= 0xF900 && c <= 0xFAFF)
                || (c >= 0xFE30 && c <= 0xFE6F)
                || (c >= 0xFF00 && c <= 0xFF60)
                || (c >= 0xFFE0 && c <= 0xFFE6)
                || (c >= 0x1F300 && c <= 0x1FAFF)
                || (c >= 0x20000 && c <= 0x3FFFD);
        return wide ? 2 : 1;
    }

    /** The text in lines of at most {@code width} cells, broken at spaces, or inside a word that is longer. */
    static List<String> wrap(String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        int used = 0;
        for (String word : text.split(" ", -1)) {
            int size = width(word);
            if (used > 0 && used + 1 + size <= width) {
                line.append(' ').append(word);
                used += 1 + size;
                continue;
            }
            if (used > 0) {
                lines.add(line.toString());
                line.setLength(0);
                used = 0;
            }
            for (int i = 0; i < word.length(); ) {
                int c = word.codePointAt(i);
                if (used + width(c) > width && used > 0) {
                    lines.add(line.toString());
                    line.setLength(0);
                    used = 0;
                }
                line.appendCodePoint(c);
                used += width(c);
                i += Character.charCount(c);
            }
        }
        if (used > 0 || lines.isEmpty()) {
            lines.add(line.toString());
        }
        return lines;
    }

    /** The text cut to {@code width} cells, with an ellipsis where something is missing. */
    static String fit(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder out = new StringBuilder();
        int used = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            if (used + width(c) > width - 1) {
                break;
            }
            out.appendCodePoint(c);
            used += width(c);
            i += Character.charCount(c);
        }
        return out.append('…').toString();
    }

    static String left(String text, int width) {
        return text + " ".repeat(Math.max(0, width - width(text)));
    }

    static String right(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text))) + text;
    }
}
