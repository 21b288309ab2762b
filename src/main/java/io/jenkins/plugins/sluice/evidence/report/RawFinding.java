package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Severity;
import org.jspecify.annotations.Nullable;

/**
 * A finding as a reader sees it. Mutable and reused by a reader from finding to finding, so that a million of them cost
 * no garbage: a sink copies what it keeps.
 */
public final class RawFinding {

    /** The rule's id, or "". */
    public String rule = "";

    /** What the finding itself says, or {@link Severity#UNKNOWN}. */
    public Severity severity = Severity.UNKNOWN;

    /** At most {@link ReadLimits#textBytes}; may be a buffer that the reader uses again for the next finding. */
    public CharSequence message = "";

    /** As the tool wrote it, or null. */
    public @Nullable String path;

    /** The text that {@link #path} was made of, where it comes again and again. */
    @Nullable
    KnownText knownPath;

    /** 1 or more, or 0 when unknown. */
    public int line;

    /** How the tool's own fingerprint is made, such as {@code fingerprints:contextHash/v1}, or null when it has none. */
    public @Nullable String fingerprintName;

    /** The fingerprint's value, or null; may be a buffer that the reader uses again for the next finding. */
    public @Nullable CharSequence fingerprint;

    /** Makes it ready for the next finding. */
    public void clear() {
        rule = "";
        severity = Severity.UNKNOWN;
        message = "";
        path = null;
        knownPath = null;
        line = 0;
        fingerprintName = null;
        fingerprint = null;
    }
}
