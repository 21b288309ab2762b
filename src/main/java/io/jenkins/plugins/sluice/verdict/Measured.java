package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import org.jspecify.annotations.Nullable;

/**
 * A value, or why it is unknown. Both at once: what the evidence at hand gives, and why that is not all of it.
 *
 * @param value null when nothing is known
 * @param unknown null when the value is whole
 */
record Measured(@Nullable Quantity value, @Nullable Unknown unknown) {

    Measured {
        if (value == null && unknown == null) {
            throw new IllegalArgumentException("neither a value nor a reason");
        }
    }

    static Measured of(Quantity value) {
        return new Measured(value, null);
    }

    static Measured unknown(Reason reason, String subject, String detail) {
        return new Measured(null, new Unknown(reason, subject, detail));
    }

    /** The same value, but not all of it. */
    Measured but(Unknown reason) {
        return new Measured(value, reason);
    }

    boolean known() {
        return unknown == null;
    }
}
