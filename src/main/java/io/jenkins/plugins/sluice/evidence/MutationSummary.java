package io.jenkins.plugins.sluice.evidence;

import java.util.List;

/**
 * Mutation test results of one report.
 *
 * @param detected mutants that a test noticed (killed, timed out, broke the run)
 * @param survived mutants that tests ran over without noticing
 * @param uncovered mutants that no test ran over
 * @param unjudged mutants whose run never ended (PIT: {@code STARTED}, {@code NOT_STARTED}); in no other count
 * @param alive the first of the survived and uncovered ones, at most {@value #MOST_ALIVE}
 */
public record MutationSummary(long detected, long survived, long uncovered, long unjudged, List<Mutant> alive)
        implements Summary {

    public static final int MOST_ALIVE = 200;

    public MutationSummary {
        alive = List.copyOf(alive);
    }

    /** Mutants with a result. */
    public long total() {
        return detected + survived + uncovered;
    }

    /**
     * A mutant that is alive.
     *
     * @param place class, method and line
     * @param mutation what was changed
     * @param covered whether a test ran over it
     */
    public record Mutant(String place, String mutation, boolean covered) {}
}
