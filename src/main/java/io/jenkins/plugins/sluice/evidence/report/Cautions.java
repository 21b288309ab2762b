package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Caution;

/** Tells a sink the first cautions of a report and how many more there were. */
final class Cautions {

    private static final int MOST = 20;

    private final ReportSink sink;
    private long count;

    Cautions(ReportSink sink) {
        this.sink = sink;
    }

    /** Whether one more would be told; spares making the words of those that are not. */
    boolean wanted() {
        return count < MOST;
    }

    void add(String what) {
        if (count++ < MOST) {
            sink.caution(new Caution(what));
        }
    }

    /** Call once, at the end of the report. */
    void end() {
        if (count > MOST) {
            sink.caution(new Caution((count - MOST) + " more of such contradictions"));
        }
    }
}
