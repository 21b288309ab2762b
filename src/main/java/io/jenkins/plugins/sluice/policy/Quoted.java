package io.jenkins.plugins.sluice.policy;

import static java.util.Locale.ROOT;

/** How texts that people wrote are shown in one line. */
final class Quoted {

    private static final int LONGEST = 60;

    private Quoted() {}

    /** The text in single quotes, cut and without anything that would break or disguise a line. */
    static String of(String text) {
        return "'" + plain(text) + "'";
    }

    /** The same without quotes. */
    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().limit(LONGEST).forEach(point -> append(shown, point));
        if (text.codePointCount(0, text.length()) > LONGEST) {
            shown.append("...");
        }
        return shown.toString();
    }

    /** The text in double quotes with escapes, whole, as criteria have it. */
    static String escaped(String text) {
        StringBuilder shown = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                shown.append('\\');
            }
            append(shown, point);
        });
        return shown.append('"').toString();
    }

    private static void append(StringBuilder shown, int point) {
        if (harmless(point)) {
            shown.appendCodePoint(point);
            return;
        }
        switch (point) {
            case '\n' -> shown.append("\\n");
            case '\r' -> shown.append("\\r");
            case '\t' -> shown.append("\\t");
            default -> {
                for (char half : Character.toChars(point)) {
                    shown.append(String.format(ROOT, "\\u%04X", (int) half));
                }
            }
        }
    }

    /** Whether a character shows as itself and moves no others: no controls, no bidi marks, no lone surrogates. */
    static boolean harmless(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
