package io.jenkins.plugins.sluice.policy;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What somebody may have meant. */
final class Spelling {

    private static final int LONGEST = 64;
    private static final int MOST_SHOWN = 20;
    private static final int MOST_COMPARED = 200;

    private Spelling() {}

    /** What to do about an unknown word: the nearest known one, or all of them. */
    static String fix(String word, Collection<String> known) {
        return nearest(word, known)
                .map(Spelling::question)
                .orElseGet(() -> known.size() == 1 ? "write " + oneOf(known) : "write one of " + oneOf(known));
    }

    /** The words in a row, for a sentence. */
    static String oneOf(Collection<String> words) {
        String shown = words.stream().limit(MOST_SHOWN).map(Quoted::plain).collect(Collectors.joining(", "));
        return words.size() > MOST_SHOWN ? shown + " and " + (words.size() - MOST_SHOWN) + " more" : shown;
    }

    /** Asks whether this was meant. */
    static String question(String near) {
        return "did you mean " + Quoted.of(near) + "?";
    }

    /** The known word that differs least, if it differs in no more than a third of its letters. */
    static Optional<String> nearest(String word, Collection<String> known) {
        if (word.length() > LONGEST) {
            return Optional.empty();
        }
        String lower = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .limit(MOST_COMPARED)
                .filter(candidate -> Math.abs(candidate.length() - word.length()) <= tolerance(candidate))
                .filter(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT)) <= tolerance(candidate))
                .min(Comparator.comparingInt(candidate -> distance(lower, candidate.toLowerCase(Locale.ROOT))));
    }

    private static int tolerance(String candidate) {
        return Math.max(candidate.length() > 2 ? 1 : 0, candidate.length() / 3);
    }

    /**
     * How many letters must be added, left out, replaced or swapped with their neighbour (optimal string alignment).
     */
    static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        for (int column = 0; column <= other.length(); column++) {
            last[column] = column;
        }
        for (int row = 1; row <= one.length(); row++) {
            int[] now = new int[other.length() + 1];
            now[0] = row;
            for (int column = 1; column <= other.length(); column++) {
                char here = one.charAt(row - 1);
                char there = other.charAt(column - 1);
                int best = Math.min(last[column], now[column - 1]) + 1;
                best = Math.min(best, last[column - 1] + (here == there ? 0 : 1));
                if (row > 1 && column > 1 && here == other.charAt(column - 2) && one.charAt(row - 2) == there) {
                    best = Math.min(best, beforeLast[column - 2] + 1);
                }
                now[column] = best;
            }
            beforeLast = last;
            last = now;
        }
        return last[other.length()];
    }
}
