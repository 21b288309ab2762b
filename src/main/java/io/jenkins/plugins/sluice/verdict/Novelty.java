package io.jenkins.plugins.sluice.verdict;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is new since the reference, whether or not a criterion asks. A part that could not be compared is null.
 *
 * @param failures tests that fail now and did not
 * @param fixed how many tests failed then and do not now
 * @param deletedTests tests that are no longer there
 * @param addedTests how many tests are new
 * @param findings findings that are new
 * @param goneFindings how many findings are gone
 */
public record Novelty(
        @Nullable Some failures,
        @Nullable Long fixed,
        @Nullable Some deletedTests,
        @Nullable Long addedTests,
        @Nullable Some findings,
        @Nullable Long goneFindings) {

    /**
     * Some of a number of things.
     *
     * @param first at most {@value CriterionVerdict#MOST_OFFENDERS}
     */
    public record Some(long count, List<CriterionVerdict.Offender> first) {
        public Some {
            first = List.copyOf(first);
        }
    }
}
