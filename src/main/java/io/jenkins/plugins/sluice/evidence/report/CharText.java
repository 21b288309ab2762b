package io.jenkins.plugins.sluice.evidence.report;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;

/** A text in an array that is used again and again, so that texts which are only looked at are never allocated. */
final class CharText implements CharSequence {

    char[] chars = new char[256];
    int length;

    void clear() {
        length = 0;
    }

    /** Takes the string at the parser, at most so many characters of it, and never half of a surrogate pair. */
    void set(JsonParser parser, int most) throws IOException {
        set(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength(), most);
    }

    /** Takes all of another text. */
    void set(CharText text) {
        set(text.chars, 0, text.length, text.length);
    }

    boolean same(CharText text) {
        return Arrays.equals(chars, 0, length, text.chars, 0, text.length);
    }

    /** The array, to be filled with so many characters. */
    char[] room(int size) {
        makeRoom(size);
        length = size;
        return chars;
    }

    private void set(char[] from, int offset, int size, int most) {
        int kept = size;
        if (size > most) {
            kept = most > 0 && Character.isHighSurrogate(from[offset + most - 1]) ? most - 1 : most;
        }
        makeRoom(kept);
        System.arraycopy(from, offset, chars, 0, kept);
        length = kept;
    }

    /** Takes a text without its digits, with every run of white space as one blank and none at its ends. */
    void setWithoutDigits(CharSequence text) {
        int size = text.length();
        makeRoom(size);
        char[] from = text instanceof CharText other ? other.chars : null;
        char[] to = chars;
        int kept = 0;
        int blank = 1;
        // without branches, which words of any length would mispredict: each is 0 or 1
        for (int i = 0; i < size; i++) {
            int c = from == null ? text.charAt(i) : from[i];
            int space = (c - '!') >>> 31;
            int digit = ((c - ':') & ('/' - c)) >>> 31;
            int keep = 1 - (digit | (space & blank));
            to[kept] = (char) (c + ((' ' - c) & -space));
            kept += keep;
            blank = (space & keep) | (blank & ~keep);
        }
        length = kept > 0 && to[kept - 1] == ' ' ? kept - 1 : kept;
    }

    /** Adds part of a text at the end. */
    void add(String text, int from, int to) {
        makeRoom(length + to - from);
        text.getChars(from, to, chars, length);
        length += to - from;
    }

    private void makeRoom(int size) {
        if (size > chars.length) {
            chars = Arrays.copyOf(chars, Math.max(size, 2 * chars.length));
        }
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (chars[i] > ' ') {
                return false;
            }
        }
        return true;
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }
}
