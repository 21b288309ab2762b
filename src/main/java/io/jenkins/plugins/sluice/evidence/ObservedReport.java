package io.jenkins.plugins.sluice.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One report file with where it came from.
 *
 * @param source the name under {@code evidence:} that it was found for, or {@link #FOUND} without such
 * @param path relative to the workspace, with {@code /}
 * @param format the reader's format, or null when no reader recognised it
 * @param bytes the file's size
 * @param fileTime when the file was last written
 * @param reportTime when the report says it was written, or null
 */
public record ObservedReport(
        String source,
        String path,
        @Nullable String format,
        long bytes,
        Instant fileTime,
        @Nullable Instant reportTime,
        Reading reading)
        implements AutoCloseable {

    /** The source of reports that were found without an {@code evidence:} entry. */
    public static final String FOUND = "found";

    /**
     * The earlier of the report's own time and the file's. A report cannot tell of what came after its file was
     * written; one that names no time zone is taken for as late as it can be.
     */
    public Instant written() {
        return reportTime == null || fileTime.isBefore(reportTime) ? fileTime : reportTime;
    }

    /** Frees the report's identities. */
    @Override
    public void close() {
        if (reading instanceof Reading.Whole whole) {
            if (whole.summary() instanceof TestSummary tests) {
                tests.failures().close();
            } else if (whole.summary() instanceof FindingSummary findings) {
                findings.rows().close();
            }
        }
    }
}
