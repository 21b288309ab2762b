package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Tally;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.Locale;

/** Coverage and mutation results of all reports together. */
final class Ratios {

    private Ratios() {}

    /** A metric that no report knows is not measured; one with nothing to cover is 0 of 0. */
    static Measured coverage(Metric metric, Scope scope) {
        long covered = 0;
        long total = 0;
        boolean measured = false;
        for (CoverageSummary summary : scope.summaries(CoverageSummary.class)) {
            Tally tally = summary.tallies().get(metric);
            if (tally != null) {
                measured = true;
                covered += tally.covered();
                total += tally.total();
            }
        }
        String word = metric.name().toLowerCase(Locale.ROOT);
        if (!measured) {
            return Measured.unknown(Reason.NOT_MEASURED, word, "");
        }
        return total == 0
                ? Measured.unknown(Reason.NOTHING_COUNTED, word, "")
                : Measured.of(Quantity.ratio(covered, total));
    }

    static Measured mutationScore(Scope scope) {
        Mutants mutants = Mutants.of(scope);
        return mutants.ratio(mutants.detected, mutants.detected + mutants.survived + mutants.uncovered);
    }

    static Measured mutationStrength(Scope scope) {
        Mutants mutants = Mutants.of(scope);
        return mutants.ratio(mutants.detected, mutants.detected + mutants.survived);
    }

    static Measured survived(Scope scope) {
        Mutants mutants = Mutants.of(scope);
        return mutants.detected + mutants.survived + mutants.uncovered == 0
                ? mutants.nothingCounted()
                : mutants.marked(Quantity.count(mutants.survived));
    }

    /** Mutants whose run never ended leave every figure open. */
    private record Mutants(long detected, long survived, long uncovered, long unjudged) {

        static Mutants of(Scope scope) {
            long detected = 0;
            long survived = 0;
            long uncovered = 0;
            long unjudged = 0;
            for (MutationSummary summary : scope.summaries(MutationSummary.class)) {
                detected += summary.detected();
                survived += summary.survived();
                uncovered += summary.uncovered();
                unjudged += summary.unjudged();
            }
            return new Mutants(detected, survived, uncovered, unjudged);
        }

        Measured ratio(long part, long whole) {
            return whole == 0 ? nothingCounted() : marked(Quantity.ratio(part, whole));
        }

        Measured nothingCounted() {
            return unjudged > 0
                    ? new Measured(null, incomplete())
                    : Measured.unknown(Reason.NOTHING_COUNTED, "mutation", "");
        }

        Measured marked(Quantity value) {
            return unjudged > 0 ? new Measured(value, incomplete()) : Measured.of(value);
        }

        private Unknown incomplete() {
            return new Unknown(Reason.INCOMPLETE, "mutation", Long.toString(unjudged));
        }
    }
}
