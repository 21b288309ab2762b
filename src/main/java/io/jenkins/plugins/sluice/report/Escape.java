package io.jenkins.plugins.sluice.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Makes foreign text harmless: one method for each place where it can stand. Every method first cuts the text at
 * {@value #MOST_BYTES} bytes and replaces lone surrogates by U+FFFD, so that the result is always valid Unicode.
 *
 * <p>Outputs that people read show control and bidirectional formatting characters as {@code \}{@code u202E}, because
 * such characters can make a line read as something that it is not (CVE-2021-42574).
 */
public final class Escape {

    /** The longest text that any report shows, in bytes of UTF-8. */
    public static final int MOST_BYTES = 8 * 1024;

    private static final char REPLACEMENT = '\uFFFD';

    private Escape() {}

    /** For text and for quoted attribute values of HTML. Line breaks stay. */
    public static String html(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        cut(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '\n', '\t' -> out.append((char) c);
                default -> visible(c, out);
            }
        });
        return out.toString();
    }

    /**
     * For text and for quoted attribute values of XML 1.0. Characters that XML 1.0 cannot hold become U+FFFD; line
     * breaks become references, so that attributes keep them.
     */
    public static String xml(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        cut(text).codePoints().forEach(c -> {
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&apos;");
                case '\t' -> out.append("&#9;");
                case '\n' -> out.append("&#10;");
                case '\r' -> out.append("&#13;");
                default -> {
                    if (c < 0x20 || c == 0xFFFE || c == 0xFFFF) {
                        out.append(REPLACEMENT);
                    } else {
                        out.appendCodePoint(c);
                    }
                }
            }
        });
        return out.toString();
    }

    /** For a JSON string; the generator adds the backslashes. */
    public static String json(String text) {
        return cut(text);
    }

    /**
     * For running text of GitHub flavoured Markdown, table cells included: one line, nothing in it is markup, HTML, a
     * link, a mention, an issue reference or mathematics.
     */
    public static String markdown(String text) {
        int[] points = cut(text).codePoints().toArray();
        StringBuilder out = new StringBuilder(points.length + 16);
        for (int i = 0; i < points.length; i++) {
            int before = i == 0 ? ' ' : points[i - 1];
            int after = i + 1 == points.length ? ' ' : points[i + 1];
            switch (points[i]) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '|' -> out.append("&#124;");
                case '$' -> out.append("&#36;");
                case '\\', '`', '*', '_', '[', ']', '~' -> out.append('\\').append((char) points[i]);
                // A zero-width space ends a mention or a reference before it begins.
                case '@' -> out.append("@&#8203;");
                case '#' -> out.append("#&#8203;");
                // Before anything but a space or a digit it may be part of an address or of an emoji's name.
                case ':' -> out.append(after == ' ' || isDigit(after) ? ":" : "&#58;");
                case '.' ->
                    out.append(
                            before == 'w' || before == 'W' || (after == ' ' && onlyDigits(points, i)) ? "&#46;" : ".");
                case '-', '+', '=', ')' ->
                    out.append(
                            marks(points, i, after) || before == 'H' || before == 'h'
                                    ? "&#" + points[i] + ";"
                                    : Character.toString(points[i]));
                case '\n', '\r', '\t' -> out.append(' ');
                default -> visible(points[i], out);
            }
        }
        return out.toString();
    }

    private static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Whether this character at the beginning of a line would make a list, a rule or a heading. */
    private static boolean marks(int[] points, int i, int after) {
        return (i == 0 && (after == ' ' || after == points[0])) || (after == ' ' && onlyDigits(points, i));
    }

    /** Whether nothing but digits stands before, which would begin a numbered list. */
    private static boolean onlyDigits(int[] points, int end) {
        for (int i = 0; i < end; i++) {
            if (!isDigit(points[i])) {
                return false;
            }
        }
        return end > 0 && end < 10;
    }

    /** A code span of GitHub flavoured Markdown that holds the text, on one line, outside of tables. */
    public static String markdownCode(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        cut(text).codePoints().forEach(c -> {
            if (c == '\n' || c == '\r' || c == '\t') {
                out.append(' ');
            } else {
                visible(c, out);
            }
        });
        if (out.toString().isBlank()) {
            return "`(blank)`";
        }
        int longest = 0;
        int run = 0;
        for (int i = 0; i < out.length(); i++) {
            run = out.charAt(i) == '`' ? run + 1 : 0;
            longest = Math.max(longest, run);
        }
        String fence = "`".repeat(longest + 1);
        boolean pad = out.charAt(0) == '`'
                || out.charAt(out.length() - 1) == '`'
                || (out.charAt(0) == ' ' && out.charAt(out.length() - 1) == ' ');
        String space = pad ? " " : "";
        return fence + space + out + space + fence;
    }

    /** A code span inside a table cell, where a pipe needs a backslash even in code. */
    public static String markdownCellCode(String text) {
        return markdownCode(text).replace("|", "\\|");
    }

    /** For the message of a GitHub workflow command. */
    public static String annotation(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        cut(text).codePoints().forEach(c -> {
            switch (c) {
                case '%' -> out.append("%25");
                case '\r' -> out.append("%0D");
                case '\n' -> out.append("%0A");
                default -> visible(c, out);
            }
        });
        return out.toString();
    }

    /** For a property ({@code file}, {@code title}) of a GitHub workflow command. */
    public static String annotationProperty(String text) {
        return annotation(text).replace(":", "%3A").replace(",", "%2C");
    }

    /**
     * For one line of a terminal or of a build log. Nothing in it moves the cursor, and nothing in it starts a command
     * of a build service that reads its log ({@code ::error::}, {@code ##[error]}, {@code ##vso[…]}).
     */
    public static String terminal(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        int[] before = {' ', ' '};
        cut(text).codePoints().forEach(c -> {
            boolean command = (c == ':' && before[1] == ':' && before[0] == ' ') || (c == '#' && before[1] == '#');
            if (command) {
                hexadecimal(c, out);
            } else if (c == '\n' || c == '\r' || c == '\t') {
                out.append(' ');
            } else {
                visible(c, out);
            }
            before[0] = Character.isWhitespace(before[1]) || before[1] == 0xA0 ? ' ' : before[1];
            before[1] = c;
        });
        return out.toString();
    }

    /**
     * The text up to {@value #MOST_BYTES} bytes of UTF-8, whole code points only, with an ellipsis where something is
     * missing, and without lone surrogates.
     */
    static String cut(String text) {
        return cut(text, MOST_BYTES);
    }

    static String cut(String text, int mostBytes) {
        int ellipsis = "…".getBytes(StandardCharsets.UTF_8).length;
        boolean lone = false;
        int bytes = 0;
        int fits = 0;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            lone |= isLone(c);
            bytes += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
            if (bytes > mostBytes) {
                return whole(text.substring(0, fits), lone) + "…";
            }
            i += Character.charCount(c);
            if (bytes <= mostBytes - ellipsis) {
                fits = i;
            }
        }
        return whole(text, lone);
    }

    private static String whole(String text, boolean lone) {
        if (!lone) {
            return text;
        }
        StringBuilder out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> out.appendCodePoint(isLone(c) ? REPLACEMENT : c));
        return out.toString();
    }

    private static boolean isLone(int c) {
        return c >= 0xD800 && c <= 0xDFFF;
    }

    private static void visible(int c, StringBuilder out) {
        boolean hidden = Character.isISOControl(c)
                || c == 0x061C
                || (c >= 0x200E && c <= 0x200F)
                || (c >= 0x2028 && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069)
                || (c >= 0xE0000 && c <= 0xE007F)
                || (c & 0xFFFE) == 0xFFFE;
        if (hidden) {
            hexadecimal(c, out);
        } else {
            out.appendCodePoint(c);
        }
    }

    private static void hexadecimal(int c, StringBuilder out) {
        out.append(c > 0xFFFF ? String.format(Locale.ROOT, "\\u{%X}", c) : String.format(Locale.ROOT, "\\u%04X", c));
    }
}
