package io.jenkins.plugins.sluice.policy;

/** What a run is compared with. */
public sealed interface ReferenceChoice {

    /** The last accepted run of the same branch. */
    record Last() implements ReferenceChoice {}

    /** The last accepted run of the branch that this one will be merged into. */
    record TargetBranch() implements ReferenceChoice {}

    /** A reference file. */
    record FromFile(String path) implements ReferenceChoice {}

    /**
     * For each criterion the best value of the last accepted runs, so that a small loss every run is noticed.
     *
     * @param runs 2 to 1,000
     */
    record BestOf(int runs) implements ReferenceChoice {}
}
