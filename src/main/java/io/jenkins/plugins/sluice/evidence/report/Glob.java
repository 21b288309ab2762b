package io.jenkins.plugins.sluice.evidence.report;

import java.util.HashMap;
import java.util.Map;

/**
 * A pattern over a whole text: {@code *} any characters but {@code /}, {@code **} any characters, {@code ?} one character
 * but {@code /}; {@code **}{@code /} where a segment begins also stands for no segment at all. All else stands for itself:
 * there is no escape.
 *
 * <p>Runs as an automaton that is in all its states at once, a bit each (Baeza-Yates and Gonnet, "A new approach to text
 * searching", 1992): time is the text's length times the pattern's length / 64, whatever the pattern.
 */
public final class Glob {

    private static final int ANY = -1;
    private static final int STAR = -2;
    private static final int DOUBLE_STAR = -3;

    private final int tokens;
    private final int words;
    /** For each character that the pattern names, the tokens that take it and go on. */
    private final Map<Integer, long[]> takes;
    /** The tokens that take any character, and any but a slash, and go on. */
    private final long[] takesAny;

    private final long[] none;
    /** Stars: take and stay. */
    private final long[] staysInSegment;

    private final long[] staysAnywhere;
    /** Double stars before a slash that may stand for nothing together. */
    private final long[] skipsTwo;

    private Glob(int[] pattern, int tokens) {
        this.tokens = tokens;
        this.words = tokens / Long.SIZE + 1;
        this.takes = new HashMap<>();
        this.takesAny = new long[words];
        this.none = new long[words];
        this.staysInSegment = new long[words];
        this.staysAnywhere = new long[words];
        this.skipsTwo = new long[words];
        for (int i = 0; i < tokens; i++) {
            switch (pattern[i]) {
                case ANY -> set(takesAny, i);
                case STAR -> set(staysInSegment, i);
                case DOUBLE_STAR -> {
                    set(staysAnywhere, i);
                    boolean segmentBegins = i == 0 || pattern[i - 1] == '/';
                    if (segmentBegins && i + 1 < tokens && pattern[i + 1] == '/') {
                        set(skipsTwo, i);
                    }
                }
                default -> set(takes.computeIfAbsent(pattern[i], none -> new long[words]), i);
            }
        }
    }

    /** The pattern written like this. */
    public static Glob of(String pattern) {
        int[] characters = pattern.codePoints().toArray();
        int[] parsed = new int[characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '*') {
                int first = i;
                while (i + 1 < characters.length && characters[i + 1] == '*') {
                    i++;
                }
                parsed[count++] = i == first ? STAR : DOUBLE_STAR;
            } else {
                parsed[count++] = characters[i] == '?' ? ANY : characters[i];
            }
        }
        return new Glob(parsed, count);
    }

    /** Whether the whole text matches. */
    public boolean matches(String text) {
        long[] states = statesAfter(text);
        return (states[tokens / Long.SIZE] >>> (tokens % Long.SIZE) & 1) != 0;
    }

    /** Whether some path below this folder, which has no final slash, might match; the top folder is "". */
    boolean mayMatchBelow(String folder) {
        for (long word : statesAfter(folder.isEmpty() ? "" : folder + "/")) {
            if (word != 0) {
                return true;
            }
        }
        return false;
    }

    private long[] statesAfter(String text) {
        long[] states = new long[words];
        long[] next = new long[words];
        states[0] = 1;
        close(states, true);
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            i += Character.charCount(character);
            long[] taken = takes.getOrDefault(character, none);
            boolean slash = character == '/';
            long carry = 0;
            long alive = 0;
            for (int w = 0; w < words; w++) {
                long go = states[w] & (slash ? taken[w] : taken[w] | takesAny[w]);
                long stay = states[w] & (slash ? staysAnywhere[w] : staysAnywhere[w] | staysInSegment[w]);
                next[w] = (go << 1) | carry | stay;
                carry = go >>> 63;
                alive |= next[w];
            }
            if (alive == 0) {
                return none;
            }
            close(next, slash);
            long[] swap = states;
            states = next;
            next = swap;
        }
        return states;
    }

    /**
     * Adds the states that are reached without a character: past a star and, where a segment of the text begins, past a
     * double star with its slash.
     */
    private void close(long[] states, boolean segmentBegins) {
        boolean changed = true;
        while (changed) {
            changed = false;
            long carryOne = 0;
            long carryTwo = 0;
            for (int w = 0; w < words; w++) {
                long one = states[w] & (staysInSegment[w] | staysAnywhere[w]);
                long two = segmentBegins ? states[w] & skipsTwo[w] : 0;
                long closed = states[w] | (one << 1) | carryOne | (two << 2) | carryTwo;
                carryOne = one >>> 63;
                carryTwo = two >>> 62;
                changed |= closed != states[w];
                states[w] = closed;
            }
        }
    }

    private static void set(long[] bits, int index) {
        bits[index / Long.SIZE] |= 1L << (index % Long.SIZE);
    }
}
