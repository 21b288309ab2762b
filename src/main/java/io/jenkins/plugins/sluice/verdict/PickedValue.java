package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A value picked from a file. Several files may give it only if they agree: which of two different ones counts nobody
 * can know, and one that lacks it leaves it open.
 */
final class PickedValue {

    private PickedValue() {}

    static Measured of(String name, Scope scope) {
        @Nullable Quantity value = null;
        String from = "";
        for (Scope.Part part : scope.whole()) {
            if (!(part.summary() instanceof PickedValues picked)) {
                continue;
            }
            String why = picked.missing().get(name);
            if (why != null) {
                return Measured.unknown(Reason.NOT_MEASURED, name, part.path() + ": " + why);
            }
            Quantity here = picked.values().get(name);
            if (here != null && value != null && !here.equals(value)) {
                return Measured.unknown(
                        Reason.NOT_MEASURED, name, from + " and " + part.path() + " give different values");
            }
            if (here != null && value == null) {
                value = here;
                from = part.path();
            }
        }
        return value == null ? Measured.unknown(Reason.NOT_MEASURED, name, "") : Measured.of(value);
    }
}
