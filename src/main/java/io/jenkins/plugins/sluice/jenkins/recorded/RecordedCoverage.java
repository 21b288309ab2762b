package io.jenkins.plugins.sluice.jenkins.recorded;

import edu.hm.hafner.coverage.Coverage;
import edu.hm.hafner.coverage.FileNode;
import edu.hm.hafner.coverage.Metric;
import edu.hm.hafner.coverage.Node;
import hudson.model.Run;
import io.jenkins.plugins.coverage.metrics.model.Baseline;
import io.jenkins.plugins.coverage.metrics.steps.CoverageBuildAction;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.report.RecordedFormat;
import io.jenkins.plugins.sluice.evidence.report.ReportSink;
import io.jenkins.plugins.sluice.evidence.report.UnreadableReport;
import io.jenkins.plugins.sluice.jenkins.gate.RecordedEvidence;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jenkinsci.plugins.variant.OptionalExtension;

/**
 * Coverage that the Coverage plugin recorded: lines, branches, instructions and methods, counted file by file. Where it
 * recorded none of them (test or software metrics alone), there is no report.
 *
 * <p>The plugin answers a damaged record with an empty one. The sums that the build itself remembers are therefore compared
 * with those of the files; where they differ, nothing is known.
 */
@OptionalExtension(requirePlugins = "coverage")
public final class RecordedCoverage extends RecordedEvidence {

    private static final Map<Metric, CoverageSummary.Metric> METRICS = new EnumMap<>(Map.of(
            Metric.LINE, CoverageSummary.Metric.LINE,
            Metric.BRANCH, CoverageSummary.Metric.BRANCH,
            Metric.INSTRUCTION, CoverageSummary.Metric.INSTRUCTION,
            Metric.METHOD, CoverageSummary.Metric.METHOD));

    @Override
    public List<ObservedReport> of(Run<?, ?> run, List<Exemption> exemptions, Path temporaryFolder) {
        List<ObservedReport> reports = new ArrayList<>();
        for (CoverageBuildAction action : run.getActions(CoverageBuildAction.class)) {
            List<Coverage> recorded = recorded(action);
            if (!recorded.isEmpty()) {
                String id = action.getUrlName();
                reports.add(new RecordedReport(
                                run,
                                "coverage recorded as '" + id + "' by this build",
                                RecordedFormat.COVERAGE,
                                id + ".xml")
                        .read(exemptions, temporaryFolder, sink -> tell(action.getResult(), recorded, sink)));
            }
        }
        return reports;
    }

    private static List<Coverage> recorded(CoverageBuildAction action) {
        return action.getAllValues(Baseline.PROJECT).stream()
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .filter(coverage -> METRICS.containsKey(coverage.getMetric()) && coverage.getTotal() > 0)
                .toList();
    }

    private static void tell(Node root, List<Coverage> recorded, ReportSink sink) throws UnreadableReport {
        for (Coverage whole : recorded) {
            long[] told = new long[2];
            tell(root, whole.getMetric(), sink, told);
            if (told[0] != whole.getCovered() || told[1] != whole.getTotal()) {
                throw new UnreadableReport("the build counts " + whole.getCovered() + " of " + whole.getTotal() + " "
                        + whole.getMetric().toTagName() + "s covered, but " + told[0] + " of " + told[1]
                        + " can be read: the record is damaged; name the report files under 'evidence'");
            }
        }
    }

    /** Down to files, or to where the value stands that the plugin takes for all below. */
    private static void tell(Node node, Metric metric, ReportSink sink, long[] told) {
        boolean leaf = node instanceof FileNode || !node.hasChildren();
        if (!leaf && node.getValue(metric).isEmpty()) {
            node.getChildren().forEach(child -> tell(child, metric, sink, told));
            return;
        }
        metric.getValueFor(node)
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .ifPresent(value -> {
                    sink.coverage(path(node), METRICS.get(metric), value.getCovered(), value.getTotal());
                    told[0] += value.getCovered();
                    told[1] += value.getTotal();
                });
    }

    private static String path(Node node) {
        String path = node instanceof FileNode file ? file.getRelativePath() : "";
        return path.isEmpty() ? node.getName() : path;
    }
}
