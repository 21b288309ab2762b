package io.jenkins.plugins.sluice.jenkins.recorded;

import edu.hm.hafner.analysis.Issue;
import hudson.model.Run;
import io.jenkins.plugins.analysis.core.model.AnalysisResult;
import io.jenkins.plugins.analysis.core.model.ResultAction;
import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.report.AnalysisIssue;
import io.jenkins.plugins.sluice.evidence.report.RawFinding;
import io.jenkins.plugins.sluice.evidence.report.ReadLimits;
import io.jenkins.plugins.sluice.evidence.report.RecordedFormat;
import io.jenkins.plugins.sluice.evidence.report.ReportSink;
import io.jenkins.plugins.sluice.evidence.report.RuleSeverities;
import io.jenkins.plugins.sluice.evidence.report.UnreadableReport;
import io.jenkins.plugins.sluice.jenkins.gate.RecordedEvidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jspecify.annotations.Nullable;

/**
 * Findings that the Warnings plugin recorded, one report for each of its results, one tool run for each tool in it. The
 * tool's name is its id in the plugin, such as {@code checkstyle}.
 *
 * <p>That nothing was found is believed when the plugin says that it parsed a file or the console log, and logged no
 * error: else a missing report would be a clean one. That something was found is the whole truth unless the plugin says that
 * it had to leave a file out. Other errors of its (source files that it did not find, for instance) are cautions.
 *
 * <p>A finding is known by the plugin's fingerprint of the source around it, or else by its message.
 */
@OptionalExtension(requirePlugins = "warnings-ng")
public final class RecordedWarnings extends RecordedEvidence {

    private static final String FINGERPRINT = "warnings-ng/1";

    /** The plugin's stand-in for the fingerprint of a file that it could not read; it holds the line's number. */
    private static final String NO_FINGERPRINT = "FALLBACK-";

    private static final String UNDEFINED = "-";

    /** Beginnings of what the plugin logs for a file that it read. */
    private static final List<String> PARSED =
            List.of("Successfully parsed file", "Successfully processed file", "Successfully parsed console log");

    /** Beginnings of what the plugin logs for a file that it left out. */
    private static final List<String> LEFT_OUT = List.of(
            "No files found for pattern",
            "Skipping file",
            "No result created for file",
            "Parsing of file",
            "Can't read source file");

    private static final int MOST_CAUTIONS = 10;
    private static final int MOST_SHOWN = 300;

    @Override
    public List<ObservedReport> of(Run<?, ?> run, List<Exemption> exemptions, Path temporaryFolder) {
        List<ObservedReport> reports = new ArrayList<>();
        for (ResultAction action : run.getActions(ResultAction.class)) {
            String id = action.getId();
            reports.add(new RecordedReport(
                            run,
                            "warnings recorded as '" + id + "' by this build",
                            RecordedFormat.FINDINGS,
                            id + "-outstanding-issues.xml")
                    .read(exemptions, temporaryFolder, sink -> tell(id, action.getResult(), sink)));
        }
        return reports;
    }

    private static void tell(String id, AnalysisResult result, ReportSink sink) throws UnreadableReport {
        Map<String, List<Issue>> tools = new TreeMap<>();
        result.getSizePerOrigin().keySet().stream()
                .filter(origin -> !unnamed(origin))
                .forEach(origin -> tools.put(origin, new ArrayList<>()));
        int read = 0;
        for (Issue issue : result.getIssues()) {
            String tool = unnamed(issue.getOrigin()) ? id : issue.getOrigin();
            tools.computeIfAbsent(tool, none -> new ArrayList<>()).add(issue);
            read++;
        }
        if (read != result.getTotalSize()) {
            throw new UnreadableReport("the build counts " + result.getTotalSize() + " issues, but " + read
                    + " can be read: the record is damaged; name the report files under 'evidence'");
        }
        if (tools.isEmpty()) {
            tools.put(id, List.of());
        }
        String trouble = trouble(result, read);
        tools.forEach((tool, issues) -> tell(tool, issues, trouble, sink));
        if (trouble == null) {
            result.getErrorMessages().stream()
                    .limit(MOST_CAUTIONS)
                    .forEach(error -> sink.caution(new Caution(shown(error))));
        }
    }

    private static void tell(String tool, List<Issue> issues, @Nullable String trouble, ReportSink sink) {
        sink.beginRun();
        RawFinding finding = new RawFinding();
        for (Issue issue : issues) {
            AnalysisIssue.tell(issue, finding, ReadLimits.DEFAULT.textBytes());
            String fingerprint = issue.getFingerprint();
            if (!unnamed(fingerprint) && !fingerprint.startsWith(NO_FINGERPRINT)) {
                finding.fingerprintName = FINGERPRINT;
                finding.fingerprint = fingerprint;
            }
            sink.finding(finding);
        }
        sink.endRun(tool, null, trouble, RuleSeverities.OWN);
    }

    private static boolean unnamed(String text) {
        return text.isBlank() || text.equals(UNDEFINED);
    }

    private static @Nullable String trouble(AnalysisResult result, int found) {
        List<String> errors = result.getErrorMessages().castToList();
        Optional<String> leftOut = errors.stream()
                .filter(error -> LEFT_OUT.stream().anyMatch(error::startsWith))
                .findFirst();
        if (leftOut.isPresent() || found > 0) {
            return leftOut.map(RecordedWarnings::shown).orElse(null);
        }
        boolean parsed = result.getInfoMessages().castToList().stream()
                .anyMatch(message -> PARSED.stream().anyMatch(message::startsWith));
        String nothing = parsed ? null : "it has no findings, and no report was parsed";
        return Stream.concat(errors.stream().map(RecordedWarnings::shown), Stream.ofNullable(nothing))
                .findFirst()
                .orElse(null);
    }

    private static String shown(String message) {
        String line = message.strip().lines().findFirst().orElse("");
        return line.length() <= MOST_SHOWN ? line : line.substring(0, MOST_SHOWN) + "…";
    }
}
