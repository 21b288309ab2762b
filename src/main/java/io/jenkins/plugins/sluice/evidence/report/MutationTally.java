package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary.Mutant;
import io.jenkins.plugins.sluice.evidence.report.ReportSink.MutantOutcome;
import java.util.ArrayList;
import java.util.List;

/** Adds mutants up. */
final class MutationTally {

    private long detected;
    private long survived;
    private long uncovered;
    private long unjudged;
    private final List<Mutant> alive = new ArrayList<>();

    MutationTally() {}

    /** As {@link ReportSink#mutant}. */
    void mutant(MutantOutcome outcome, String place, String mutation) {
        switch (outcome) {
            case DETECTED -> detected++;
            case SURVIVED -> survived++;
            case UNCOVERED -> uncovered++;
            case UNJUDGED -> unjudged++;
        }
        boolean covered = outcome == MutantOutcome.SURVIVED;
        if ((covered || outcome == MutantOutcome.UNCOVERED) && alive.size() < MutationSummary.MOST_ALIVE) {
            alive.add(new Mutant(place, mutation, covered));
        }
    }

    MutationSummary toSummary() {
        return new MutationSummary(detected, survived, uncovered, unjudged, alive);
    }
}
