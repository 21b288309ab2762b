package io.jenkins.plugins.sluice.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All evidence of one gate. Close it after use: identities that are too many for memory lie in files.
 *
 * @param reports what was taken, in order of path
 * @param skipped files that were looked at and left out
 * @param gaps where less was found than the policy asks for
 */
public record EvidenceSet(List<ObservedReport> reports, List<Skipped> skipped, List<Gap> gaps)
        implements AutoCloseable {

    public EvidenceSet {
        reports = List.copyOf(reports);
        skipped = List.copyOf(skipped);
        gaps = List.copyOf(gaps);
    }

    /** Frees the identities of all reports. */
    @Override
    public void close() {
        reports.forEach(ObservedReport::close);
    }

    /**
     * A file that was left out.
     *
     * @param path relative to the workspace
     * @param why without a final full stop
     */
    public record Skipped(String path, String why) {}

    /**
     * Less evidence than asked for: every criterion that this source answers is unknown.
     *
     * @param source the name under {@code evidence:}
     * @param tool the required tool that did not report, or null when it is files that are missing
     * @param expected files asked for, at least
     * @param found files found
     */
    public record Gap(String source, @Nullable String tool, int expected, int found) {}
}
