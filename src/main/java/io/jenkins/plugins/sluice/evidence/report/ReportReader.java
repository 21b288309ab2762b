package io.jenkins.plugins.sluice.evidence.report;

import java.io.IOException;
import java.io.InputStream;

/** Reads one report format, streaming. An instance holds no state between reads and may be used by several threads. */
public interface ReportReader {

    /** The format's name in policies and reports, such as {@code junit}. */
    String format();

    /**
     * Whether a file is of this format, by its beginning alone.
     *
     * @param head the first {@value Head#MOST_BYTES} bytes, or all of a smaller file
     */
    boolean recognises(Head head);

    /**
     * Reads a whole report. What the sink was told counts only when this returns: a report that ends early, contradicts
     * its format or passes a limit is an {@link UnreadableReport}, never a smaller one.
     *
     * @param stream not closed by the reader
     * @throws UnreadableReport when it is no whole report of this format
     * @throws IOException when the stream fails
     * @throws java.util.concurrent.CancellationException when {@link ReadLimits#checkpoint} says so
     */
    void read(InputStream stream, ReportSink sink, ReadLimits limits) throws IOException;
}
