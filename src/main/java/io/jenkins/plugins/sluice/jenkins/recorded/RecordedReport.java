package io.jenkins.plugins.sluice.jenkins.recorded;

import hudson.model.Run;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.report.RecordedFormat;
import io.jenkins.plugins.sluice.evidence.report.ReportSink;
import io.jenkins.plugins.sluice.evidence.report.SinkContext;
import io.jenkins.plugins.sluice.evidence.report.SummarySink;
import io.jenkins.plugins.sluice.evidence.report.UnreadableReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes a report of what a plugin recorded on a build.
 *
 * @param what what it is called where a file's path would stand; another one for each record of a build
 * @param store the file below the build's folder in which the plugin keeps it: its time is the time of recording
 */
record RecordedReport(Run<?, ?> run, String what, RecordedFormat format, String store) {

    private static final Logger LOGGER = Logger.getLogger(RecordedReport.class.getName());
    private static final int MOST_SHOWN = 200;

    /** Tells a sink all that was recorded. */
    interface Telling {
        /** @throws UnreadableReport when the record is not whole */
        void tell(ReportSink sink) throws UnreadableReport;
    }

    /** What was told, or unreadable when it could not be told whole. */
    ObservedReport read(List<Exemption> exemptions, Path temporaryFolder, Telling telling) {
        SinkContext context = new SinkContext(null, exemptions, temporaryFolder);
        Reading reading;
        try (SummarySink sink = new SummarySink(context, format.kind())) {
            telling.tell(sink);
            reading = new Reading.Whole(sink.summary(), sink.cautions());
        } catch (UnreadableReport e) {
            reading = new Reading.Unreadable(String.valueOf(e.getMessage()));
        } catch (RuntimeException | LinkageError e) {
            // The other plugin's code runs here: whatever it throws, its record is no evidence.
            LOGGER.log(Level.WARNING, e, () -> "cannot read the " + what + " (" + run + ")");
            reading = new Reading.Unreadable("the plugin that recorded it cannot give it back: " + shown(e));
        }
        Stored stored = stored();
        return new ObservedReport(
                ObservedReport.FOUND, what, format.format(), stored.bytes(), stored.time(), null, reading);
    }

    private static String shown(Throwable e) {
        String text = e.toString().lines().findFirst().orElse("");
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }

    private record Stored(long bytes, Instant time) {}

    /** A record that lies elsewhere, in a database for instance, is as old as its build. */
    private Stored stored() {
        Path file = run.getRootDir().toPath().resolve(store);
        BasicFileAttributes attributes = attributes(file);
        return attributes == null
                ? new Stored(0, Instant.ofEpochMilli(run.getStartTimeInMillis()))
                : new Stored(attributes.size(), attributes.lastModifiedTime().toInstant());
    }

    private static @Nullable BasicFileAttributes attributes(Path file) {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (IOException e) {
            LOGGER.log(Level.FINE, e, () -> "no such file: " + file);
            return null;
        }
    }
}
