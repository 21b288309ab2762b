package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Exemption;
import java.time.LocalDate;

/**
 * An accepted exception.
 *
 * @param owner who answers for it
 * @param expires the first day, in UTC, on which it no longer applies
 */
public record Waiver(Exemption exemption, String owner, String reason, LocalDate expires) {

    /** Whether it no longer applies on this day. */
    public boolean expired(LocalDate today) {
        return !today.isBefore(expires);
    }
}
