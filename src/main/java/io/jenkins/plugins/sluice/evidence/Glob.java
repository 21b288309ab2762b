package io.jenkins.plugins.sluice.evidence;

import java.util.BitSet;

/**
 * A glob over a whole text, usually a path with {@code /}: {@code *} is any run within a segment, {@code **} any run
 * across segments, {@code **}{@code /} any number of whole segments, none included, and {@code ?} one character within
 * a segment. Everything else stands for itself. Matching takes time in proportion to pattern times text, whatever the
 * pattern.
 */
public final class Glob {

    private static final int ONE = -1;
    private static final int RUN = -2;
    private static final int DEEP_RUN = -3;
    private static final int SEGMENTS = -4;

    private final String pattern;
    private final int[] tokens;

    private Glob(String pattern) {
        this.pattern = pattern;
        int[] found = new int[pattern.length()];
        int count = 0;
        for (int at = 0; at < pattern.length(); at++) {
            char c = pattern.charAt(at);
            if (c == '?') {
                found[count++] = ONE;
            } else if (c != '*') {
                found[count++] = c;
            } else if (!pattern.startsWith("**", at)) {
                found[count++] = RUN;
            } else if (pattern.startsWith("**/", at) && (at == 0 || pattern.charAt(at - 1) == '/')) {
                found[count++] = SEGMENTS;
                at += 2;
            } else {
                found[count++] = DEEP_RUN;
                at++;
            }
        }
        tokens = java.util.Arrays.copyOf(found, count);
    }

    public static Glob of(String pattern) {
        return new Glob(pattern);
    }

    /** Whether the whole text matches. */
    public boolean matches(CharSequence text) {
        return walk(text, text.length()).get(tokens.length);
    }

    /** Whether some path below this folder (without a final {@code /}) might match. */
    public boolean mayMatchBelow(String folder) {
        return folder.isEmpty() || !walk(folder + "/", folder.length() + 1).isEmpty();
    }

    private BitSet walk(CharSequence text, int length) {
        BitSet states = new BitSet(tokens.length + 1);
        states.set(0);
        skipEmptyRuns(states, true);
        for (int at = 0; at < length && !states.isEmpty(); at++) {
            char c = text.charAt(at);
            BitSet next = new BitSet(tokens.length + 1);
            for (int state = states.nextSetBit(0); state >= 0 && state < tokens.length; ) {
                step(next, state, c);
                state = states.nextSetBit(state + 1);
            }
            skipEmptyRuns(next, c == '/');
            states = next;
        }
        return states;
    }

    private void step(BitSet next, int state, char c) {
        switch (tokens[state]) {
            case ONE -> {
                if (c != '/') {
                    next.set(state + 1);
                }
            }
            case RUN -> {
                if (c != '/') {
                    next.set(state);
                }
            }
            case DEEP_RUN, SEGMENTS -> next.set(state);
            default -> {
                if (c == tokens[state]) {
                    next.set(state + 1);
                }
            }
        }
    }

    private void skipEmptyRuns(BitSet states, boolean atSegmentStart) {
        for (int state = states.nextSetBit(0); state >= 0 && state < tokens.length; ) {
            int token = tokens[state];
            if (token == RUN || token == DEEP_RUN || (token == SEGMENTS && atSegmentStart)) {
                states.set(state + 1);
            }
            state = states.nextSetBit(state + 1);
        }
    }

    @Override
    public String toString() {
        return pattern;
    }
}
