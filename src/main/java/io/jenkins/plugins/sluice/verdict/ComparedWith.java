package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import org.jspecify.annotations.Nullable;

/** What a run is compared with. */
public sealed interface ComparedWith {

    /** The runs before, for trends and for {@code best of N}; may be empty. */
    Earlier earlier();

    /**
     * A reference was found.
     *
     * @param use what it is
     * @param evidence what was observed in it
     * @param bestOf over how many accepted runs a drift looks for the best value; 1 for none but the reference itself
     */
    record Found(ReferenceUse use, EvidenceSet evidence, int bestOf, Earlier earlier) implements ComparedWith {
        public Found {
            if (bestOf < 1) {
                throw new IllegalArgumentException("best of 1 or more, was " + bestOf);
            }
        }
    }

    /**
     * There is no reference.
     *
     * @param why without a final full stop, or null when none was asked for
     */
    record Nothing(@Nullable String why, Earlier earlier) implements ComparedWith {}
}
