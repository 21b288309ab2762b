package io.jenkins.plugins.sluice.policy;

import java.util.function.IntPredicate;

/** Walks through a criterion's text; white space before anything is skipped. */
final class CriterionScanner {

    private final String text;
    private int at;

    CriterionScanner(String text) {
        this.text = text;
    }

    /** Index of the next character that is not white space. */
    int position() {
        while (at < text.length() && isSpace(text.charAt(at))) {
            at++;
        }
        return at;
    }

    /** Index of the next character, white space included. */
    int here() {
        return at;
    }

    boolean atEnd() {
        return position() == text.length();
    }

    /** Takes this character if it is the next one. */
    boolean skip(char wanted) {
        position();
        return skipHere(wanted);
    }

    /** Takes this character if it is the next one, without skipping white space. */
    boolean skipHere(char wanted) {
        if (at < text.length() && text.charAt(at) == wanted) {
            at++;
            return true;
        }
        return false;
    }

    /** Takes all characters of a kind, maybe none. */
    String run(IntPredicate kind) {
        position();
        return runHere(kind);
    }

    /** Takes all characters of a kind, maybe none, without skipping white space. */
    String runHere(IntPredicate kind) {
        int start = at;
        while (at < text.length() && kind.test(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    /** Takes letters and digits, maybe none. */
    String word() {
        return run(Character::isLetterOrDigit);
    }

    /** The next code point as it is, or -1 at the end. */
    int take() {
        if (at == text.length()) {
            return -1;
        }
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }

    /** What stands here, for a message. */
    String found() {
        if (atEnd()) {
            return "the end";
        }
        return Quoted.of(Character.toString(text.codePointAt(at)));
    }

    CriterionException error(int position, String what, String fix) {
        return new CriterionException(text.codePointCount(0, position) + 1, what, fix);
    }

    private static boolean isSpace(char character) {
        return character == ' ' || character == '\t' || character == '\n' || character == '\r';
    }
}
