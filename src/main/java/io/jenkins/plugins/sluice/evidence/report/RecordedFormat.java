package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;

/** The formats of evidence that has no file: a host had recorded it. No policy can ask for them by name. */
public enum RecordedFormat {
    TESTS("recorded-junit", TestSummary.class),
    FINDINGS("recorded-warnings", FindingSummary.class),
    COVERAGE("recorded-coverage", CoverageSummary.class);

    private final String format;
    private final Class<? extends Summary> kind;

    RecordedFormat(String format, Class<? extends Summary> kind) {
        this.format = format;
        this.kind = kind;
    }

    /** Its name in reports. */
    public String format() {
        return format;
    }

    /** What it is summed up to. */
    public Class<? extends Summary> kind() {
        return kind;
    }
}
