package io.jenkins.plugins.sluice.verdict.metric;

import io.jenkins.plugins.sluice.evidence.Quantity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a criterion on a live metric was judged on: everything that a report shows of it. Numbers that are no counts are
 * rounded to nine digits for it; what decided were the unrounded ones.
 *
 * @param judge the judge's name as policies write it
 * @param queries what the source was asked, rendered: the canary's first, then the baseline's
 * @param canary what was counted in the canary, or null when nothing was
 * @param baseline what was counted in the baseline, or null when the metric is not compared
 * @param estimate what {@code low} and {@code high} enclose
 * @param low the lower end of what the truth may be, or null when nothing is known or nothing bounds it
 * @param high the upper end, or null likewise
 * @param course the evidence against the canary after each block, oldest first, at most {@value #MOST_POINTS}
 * @param bound the evidence at which the canary is bad, or null when the judge weighs none
 * @param from when the first block began, or null when none was judged
 * @param until when the last block ended, or null when none was judged
 * @param block a block's length
 * @param blocks how many blocks were judged
 * @param leftOut how many could not be
 * @param lastGap why the last of those could not be, or ""
 * @param stop what stopped it without statistics, or ""
 * @param needed requests to the canary that would settle it at the present rate, or null when that cannot be told
 * @param cautions what a reader must know, each once
 */
public record LiveFacts(
        String judge,
        List<String> queries,
        @Nullable Counted canary,
        @Nullable Counted baseline,
        Estimate estimate,
        @Nullable Quantity low,
        @Nullable Quantity high,
        List<Point> course,
        @Nullable Quantity bound,
        @Nullable Instant from,
        @Nullable Instant until,
        Duration block,
        long blocks,
        long leftOut,
        String lastGap,
        String stop,
        @Nullable Quantity needed,
        List<Note> cautions) {

    /** The longest course that is kept: of a longer one every second point stays, again and again, and the last. */
    public static final int MOST_POINTS = 240;

    public LiveFacts {
        queries = List.copyOf(queries);
        course = List.copyOf(course);
        cautions = List.copyOf(cautions);
    }

    /** At most so many of these points: of too many every second one stays, again and again, and always the last. */
    public static List<Point> thinned(List<Point> points, int most) {
        List<Point> some = points;
        while (some.size() > Math.max(2, most)) {
            List<Point> fewer = new ArrayList<>();
            for (int i = (some.size() - 1) % 2; i < some.size(); i += 2) {
                fewer.add(some.get(i));
            }
            some = fewer;
        }
        return List.copyOf(some);
    }

    /**
     * Counts of one arm.
     *
     * @param pods how many pods were counted in the last block; 1 where pods are not told apart
     * @param total requests, or observations
     * @param bad errors, or 0 where nothing is an error
     */
    public record Counted(long pods, long total, long bad) {}

    /** What an interval is about. */
    public enum Estimate {
        /** The canary's own value. */
        VALUE,
        /** Canary minus baseline. */
        DIFFERENCE,
        /** Canary ÷ baseline. */
        RATIO
    }

    /**
     * Evidence at one time.
     *
     * @param at the end of a block
     * @param evidence natural logarithm of the e-value: 0 is none, and every 0.69 more is twice as strong
     */
    public record Point(Instant at, Quantity evidence) {}

    /**
     * Something to know.
     *
     * @param caution what it is, by a name that the report puts into words
     * @param detail a number or name that belongs to it, or ""
     */
    public record Note(String caution, String detail) {}
}
