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
final class Glob {

    private static final int ANY = -1;
    private static final int STAR = -2;
    private static final int DOUBLE_STAR = -3;
    private static final int OPTIONAL = -4;

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
    /** In front of a double star with its slash that may stand for nothing together: goes on, or goes past them. */
    private final long[] optional;

    private Glob(int[] pattern, int tokens) {
        this.tokens = tokens;
        this.words = tokens / Long.SIZE + 1;
        this.takes = new HashMap<>();
        this.takesAny = new long[words];
        this.none = new long[words];
        this.staysInSegment = new long[words];
        this.staysAnywhere = new long[words];
        this.optional = new long[words];
        for (int i = 0; i < tokens; i++) {
            switch (pattern[i]) {
                case ANY -> set(takesAny, i);
                case STAR -> set(staysInSegment, i);
                case DOUBLE_STAR -> set(staysAnywhere, i);
                case OPTIONAL -> set(optional, i);
                default -> set(takes.computeIfAbsent(pattern[i], none -> new long[words]), i);
            }
        }
    }

    static Glob of(String pattern) {
        int[] characters = pattern.codePoints().toArray();
        int[] parsed = new int[2 * characters.length];
        int count = 0;
        for (int i = 0; i < characters.length; i++) {
            if (characters[i] == '*') {
                int first = i;
                while (i + 1 < characters.length && characters[i + 1] == '*') {
                    i++;
                }
                boolean beginsSegment = first == 0 || characters[first - 1] == '/';
                boolean endsSegment = i + 1 < characters.length && characters[i + 1] == '/';
                if (i > first && beginsSegment && endsSegment) {
                    parsed[count++] = OPTIONAL;
                }
                parsed[count++] = i == first ? STAR : DOUBLE_STAR;
            } else {
                parsed[count++] = characters[i] == '?' ? ANY : characters[i];
            }
        }
        return new Glob(parsed, count);
    }

    boolean matches(String text) {
        long[] states = new long[words];
        long[] next = new long[words];
        states[0] = 1;
        close(states);
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
                return false;
            }
            close(next);
            long[] swap = states;
            states = next;
            next = swap;
        }
        return (states[tokens / Long.SIZE] >>> (tokens % Long.SIZE) & 1) != 0;
    }

    /** Adds the states that are reached without a character: past a star, past a double star with its slash. */
    private void close(long[] states) {
        boolean changed = true;
        while (changed) {
            changed = false;
            long carryOne = 0;
            long carryThree = 0;
            for (int w = 0; w < words; w++) {
                long one = states[w] & (staysInSegment[w] | staysAnywhere[w] | optional[w]);
                long three = states[w] & optional[w];
                long closed = states[w] | (one << 1) | carryOne | (three << 3) | carryThree;
                carryOne = one >>> 63;
                carryThree = three >>> 61;
                changed |= closed != states[w];
                states[w] = closed;
            }
        }
    }

    private static void set(long[] bits, int index) {
        bits[index / Long.SIZE] |= 1L << (index % Long.SIZE);
    }
}
