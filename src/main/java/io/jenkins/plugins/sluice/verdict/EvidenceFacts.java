package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary.ToolRun;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MigrationSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.RollbackSummary;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reports as facts for people, those with trouble first, then by path. */
final class EvidenceFacts {

    private static final int MOST_CAUTIONS = 100;
    private static final int MOST_TOOLS = 50;

    private EvidenceFacts() {}

    /** The first of them, as many as a verdict holds. */
    static List<EvidenceFact> of(List<ObservedReport> reports) {
        List<EvidenceFact> all = all(reports);
        return all.subList(0, Math.min(all.size(), GateVerdict.MOST_EVIDENCE));
    }

    static List<EvidenceFact> all(List<ObservedReport> reports) {
        return reports.stream()
                .map(EvidenceFacts::of)
                .sorted(Comparator.comparing((EvidenceFact fact) -> fact.trouble() == null)
                        .thenComparing(EvidenceFact::path)
                        .thenComparing(EvidenceFact::source))
                .toList();
    }

    private static EvidenceFact of(ObservedReport report) {
        Summary summary = report.reading() instanceof Reading.Whole whole ? whole.summary() : null;
        return new EvidenceFact(
                report.source(),
                report.path(),
                report.format(),
                summary instanceof FindingSummary findings
                        ? tools(findings).stream().limit(MOST_TOOLS).toList()
                        : List.of(),
                report.bytes(),
                report.written(),
                report.reportTime() != null,
                trouble(report.reading()),
                cautions(report.reading()),
                summary == null ? Map.of() : counts(summary));
    }

    private static @Nullable String trouble(Reading reading) {
        if (reading instanceof Reading.Unreadable unreadable) {
            return unreadable.why();
        }
        if (reading instanceof Reading.Stale stale) {
            return "written " + stale.written() + ", before the run started at " + stale.since();
        }
        return null;
    }

    private static List<String> cautions(Reading reading) {
        if (!(reading instanceof Reading.Whole whole)) {
            return List.of();
        }
        Stream<String> tooMany = whole.summary() instanceof FindingSummary findings
                        && tools(findings).size() > MOST_TOOLS
                ? Stream.of("only the first " + MOST_TOOLS + " of "
                        + tools(findings).size() + " tools are listed")
                : Stream.of();
        Stream<String> ofTools = whole.summary() instanceof FindingSummary findings
                ? findings.tools().stream()
                        .filter(run -> run.trouble() != null)
                        .map(run -> run.tool() + ": " + run.trouble())
                : Stream.of();
        return first(
                Stream.concat(
                                Stream.concat(tooMany, ofTools),
                                whole.cautions().stream().map(Caution::what))
                        .map(Offenders::cut)
                        .filter(Objects::nonNull)
                        .toList(),
                MOST_CAUTIONS);
    }

    private static List<String> tools(FindingSummary findings) {
        return findings.tools().stream()
                .map(EvidenceFacts::name)
                .map(Offenders::cut)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
    }

    /** The first of them and a mark in place of what is left out. */
    static List<String> first(List<String> all, int most) {
        if (all.size() <= most) {
            return all;
        }
        List<String> first = new ArrayList<>(all.subList(0, most));
        first.add("… and more");
        return first;
    }

    private static String name(ToolRun run) {
        return run.version() == null ? run.tool() : run.tool() + " " + run.version();
    }

    private static Map<String, Long> counts(Summary summary) {
        Map<String, Long> counts = new LinkedHashMap<>();
        if (summary instanceof TestSummary tests) {
            counts.put("tests", tests.total());
            counts.put("failed", tests.failed());
            counts.put("skipped", tests.skipped());
            putSome(counts, "flaky", tests.flaky());
            putSome(
                    counts,
                    "exempt",
                    tests.exempt().values().stream().mapToLong(Long::longValue).sum());
            putSome(counts, "absent", tests.absent());
        } else if (summary instanceof CoverageSummary coverage) {
            for (CoverageSummary.Metric metric : CoverageSummary.Metric.values()) {
                CoverageSummary.Tally tally = coverage.tallies().get(metric);
                if (tally != null) {
                    String word = metric.name().toLowerCase(Locale.ROOT);
                    counts.put(word, tally.total());
                    counts.put(word + "Covered", tally.covered());
                }
            }
        } else if (summary instanceof MutationSummary mutation) {
            counts.put("mutants", mutation.total());
            counts.put("detected", mutation.detected());
            counts.put("survived", mutation.survived());
            counts.put("uncovered", mutation.uncovered());
            putSome(counts, "unjudged", mutation.unjudged());
        } else if (summary instanceof FindingSummary findings) {
            counts.put("findings", count(findings, false));
            putSome(counts, "exempt", count(findings, true));
        } else if (summary instanceof LoadSummary load) {
            counts.put("samples", samples(load, false));
            counts.put("errors", errors(load));
            putSome(counts, "transactions", samples(load, true));
        } else if (summary instanceof PickedValues picked) {
            counts.put("values", (long) picked.values().size());
            putSome(counts, "missing", picked.missing().size());
        } else if (summary instanceof ReviewSummary review) {
            counts.put("approvals", review.approvals());
            putSome(counts, "selfApprovals", review.selfApprovals());
            putSome(counts, "changeRequests", review.changeRequests());
        } else if (summary instanceof AlertSummary alerts) {
            counts.put("rules", (long) alerts.rules().size());
            putSome(counts, "firing", rules(alerts, rule -> rule.state() == AlertSummary.State.FIRING));
            putSome(counts, "missing", rules(alerts, rule -> rule.state() == AlertSummary.State.MISSING));
            putSome(counts, "unhealthy", rules(alerts, rule -> rule.health() == AlertSummary.Health.FAILING));
            putSome(counts, "silenced", rules(alerts, rule -> rule.silenced() == AlertSummary.Told.YES));
            putSome(counts, "unrouted", rules(alerts, rule -> rule.routed() == AlertSummary.Told.NO));
        } else if (summary instanceof RollbackSummary rollback) {
            counts.put("plans", rollback.exists() ? 1L : 0L);
            putSome(counts, "outdatedBy", rollback.outdatedByCount());
        } else if (summary instanceof MigrationSummary migration) {
            counts.put("migrations", migration.total());
            putSome(counts, "untested", migration.untested());
            putSome(counts, "failed", migration.failed());
        }
        return counts;
    }

    private static long rules(AlertSummary alerts, Predicate<AlertSummary.Rule> counted) {
        return alerts.rules().stream().filter(counted).count();
    }

    private static void putSome(Map<String, Long> counts, String name, long count) {
        if (count > 0) {
            counts.put(name, count);
        }
    }

    private static long count(FindingSummary findings, boolean exempt) {
        return findings.keys().stream()
                .filter(key -> exempt == (key.exemption() != null))
                .mapToLong(FindingSummary.Key::count)
                .sum();
    }

    private static long samples(LoadSummary load, boolean transactions) {
        return load.series().stream()
                .filter(series -> series.transaction() == transactions)
                .mapToLong(series -> series.elapsed().count())
                .sum();
    }

    private static long errors(LoadSummary load) {
        return load.series().stream()
                .filter(series -> !series.transaction())
                .mapToLong(LoadSummary.Series::errors)
                .sum();
    }
}
