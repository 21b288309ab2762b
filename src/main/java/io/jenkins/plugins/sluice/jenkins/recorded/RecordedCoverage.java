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
import java.util.Optional;
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
            List<Part> parts = parts(root, whole.getMetric());
            long covered = parts.stream().mapToLong(Part::covered).sum();
            long total = parts.stream().mapToLong(Part::total).sum();
            if (covered != whole.getCovered() || total != whole.getTotal()) {
                throw new UnreadableReport("the build counts " + whole.getCovered() + " of " + whole.getTotal() + " "
                        + whole.getMetric().toTagName() + "s covered, but " + covered + " of " + total
                        + " can be read: the record is damaged; name the report files under 'evidence'");
            }
            parts.forEach(
                    part -> sink.coverage(part.path(), METRICS.get(whole.getMetric()), part.covered(), part.total()));
        }
    }

    /** What is covered of a file, or of all below a node. */
    private record Part(String path, long covered, long total) {}

    /** Down to files; what a node says itself holds where the files below it say something else. */
    private static List<Part> parts(Node node, Metric metric) {
        boolean leaf = node instanceof FileNode || !node.hasChildren();
        Optional<Part> own = (leaf ? metric.getValueFor(node) : node.getValue(metric))
                .filter(Coverage.class::isInstance)
                .map(Coverage.class::cast)
                .map(value -> new Part(path(node), value.getCovered(), value.getTotal()));
        if (leaf) {
            return own.stream().toList();
        }
        List<Part> below = node.getChildren().stream()
                .flatMap(child -> parts(child, metric).stream())
                .toList();
        boolean same = own.isEmpty()
                || (below.stream().mapToLong(Part::covered).sum() == own.get().covered()
                        && below.stream().mapToLong(Part::total).sum()
                                == own.get().total());
        return same ? below : own.stream().toList();
    }

    private static String path(Node node) {
        String path = node instanceof FileNode file ? file.getRelativePath() : "";
        return path.isEmpty() ? node.getName() : path;
    }
}
