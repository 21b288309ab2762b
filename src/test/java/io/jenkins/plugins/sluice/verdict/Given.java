package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Metric;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.Tally;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Histogram;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.IdentityRows;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.evidence.TestSummary.FailedTest;
import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import io.jenkins.plugins.sluice.policy.Criterion;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoData;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoReference;
import io.jenkins.plugins.sluice.policy.CriterionException;
import io.jenkins.plugins.sluice.policy.Expression;
import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.ReferenceChoice;
import io.jenkins.plugins.sluice.policy.Waiver;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Facts for examples, said briefly. */
final class Given {

    static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    static final Map<String, Noun> FORMATS = Map.of(
            "junit", Noun.TESTS,
            "jacoco", Noun.COVERAGE,
            "pit", Noun.MUTATION,
            "sarif", Noun.FINDINGS,
            "jmeter", Noun.LOAD,
            "github-reviews", Noun.REVIEW,
            "prometheus-alerts", Noun.ALERTS,
            "rollback-plan", Noun.ROLLBACK,
            "migration-tests", Noun.MIGRATION);

    private Given() {}

    // ---- criteria

    static Criterion criterion(String text) {
        return criterion(text, Criticality.FAIL, OnNoData.HOLD, OnNoReference.HOLD);
    }

    static Criterion criterion(String text, Criticality criticality, OnNoData onNoData, OnNoReference onNoReference) {
        try {
            Expression expression = Expression.parse(text);
            return new Criterion(
                    expression.subject().toString(),
                    expression.subject(),
                    expression.condition(),
                    criticality,
                    onNoData,
                    onNoReference);
        } catch (CriterionException e) {
            throw new IllegalArgumentException(e);
        }
    }

    // ---- evidence

    static EvidenceSet evidence(ObservedReport... reports) {
        return new EvidenceSet(List.of(reports), List.of(), List.of());
    }

    static EvidenceSet with(EvidenceSet set, Gap... gaps) {
        return new EvidenceSet(set.reports(), set.skipped(), List.of(gaps));
    }

    static ObservedReport report(String path, Summary summary) {
        return report(ObservedReport.FOUND, path, summary);
    }

    static ObservedReport report(String source, String path, Summary summary) {
        return observed(source, path, null, new Reading.Whole(summary, List.of()));
    }

    static ObservedReport unreadable(String source, String path, String format) {
        return observed(source, path, format, new Reading.Unreadable("ends early"));
    }

    static ObservedReport observed(String source, String path, String format, Reading reading) {
        return new ObservedReport(source, path, format, 100, NOW, null, reading);
    }

    static ReportSource source(String name, String format) {
        return new ReportSource(name, List.of("**"), List.of(), format, 1, List.of(), false, List.of());
    }

    /** A failing test is known by its name; the other tests are called p0, p1 … */
    static TestSummary tests(long passed, String... failed) {
        return tests(passed, 0, 0, failed);
    }

    static TestSummary tests(long passed, long skipped, long absent, String... failed) {
        List<String> names = new ArrayList<>(List.of(failed));
        for (long i = 0; i < passed + skipped; i++) {
            names.add("p" + i);
        }
        names.sort(null);
        return new TestSummary(
                passed,
                failed.length,
                skipped,
                0,
                Map.of(),
                absent,
                passed * 1_000_000,
                rows(failed),
                Arrays.stream(failed)
                        .map(name -> new FailedTest(identity(name), name, "expected"))
                        .toList(),
                names);
    }

    static Identity identity(String name) {
        return new Identity(name.hashCode(), name.length());
    }

    static IdentityRows rows(String... names) {
        try (Identities.Builder builder = Identities.builder(Path.of("."))) {
            for (String name : names) {
                builder.add(identity(name).high(), identity(name).low(), -1, 0);
            }
            return builder.build();
        }
    }

    static CoverageSummary lines(long covered, long total) {
        return new CoverageSummary(
                Map.of(Metric.LINE, new Tally(covered, total)),
                List.of(new CoverageSummary.FileCoverage("A.java", covered, total)));
    }

    static MutationSummary mutants(long detected, long survived, long uncovered) {
        return new MutationSummary(detected, survived, uncovered, 0, List.of());
    }

    /** One finding of a tool: rule, severity, path, and what it is known by. */
    record F(String rule, Severity severity, String path, String known) {}

    static FindingSummary findings(String tool, String trouble, F... findings) {
        return findingsBy("lines", tool, trouble, findings);
    }

    static FindingSummary findingsBy(String method, String tool, String trouble, F... findings) {
        List<FindingSummary.Key> keys = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<FindingSummary.Finding> details = new ArrayList<>();
        try (Identities.Builder builder = Identities.builder(Path.of("."))) {
            for (F finding : findings) {
                int key = keys.size();
                keys.add(new FindingSummary.Key(tool, finding.rule(), finding.severity(), method, null, 1));
                if (!paths.contains(finding.path())) {
                    paths.add(finding.path());
                }
                int path = paths.indexOf(finding.path());
                Identity identity = identity(finding.known());
                builder.add(identity.high(), identity.low(), path, key);
                details.add(new FindingSummary.Finding(identity, key, path, 7, "message of " + finding.known()));
            }
            return new FindingSummary(
                    List.of(new FindingSummary.ToolRun(tool, "1.0", trouble)), keys, builder.build(), paths, details);
        }
    }

    static LoadSummary.Series series(
            String label, boolean transaction, long errors, long start, long end, long... millis) {
        long[] values = Arrays.stream(millis).distinct().sorted().toArray();
        long[] counts = Arrays.stream(values)
                .map(value ->
                        Arrays.stream(millis).filter(each -> each == value).count())
                .toArray();
        return new LoadSummary.Series(label, transaction, errors, Histogram.of(values, counts), start, end);
    }

    static LoadSummary load(LoadSummary.Series... series) {
        return new LoadSummary(List.of(series));
    }

    static PickedValues picked(String name, Quantity value) {
        return new PickedValues(Map.of(name, value), Map.of());
    }

    // ---- the run

    /** In these examples a file is there when it has findings. */
    static boolean hasFindingsIn(String path, EvidenceSet evidence) {
        return evidence.reports().stream()
                .anyMatch(report -> report.reading() instanceof Reading.Whole whole
                        && whole.summary() instanceof FindingSummary findings
                        && findings.paths().contains(path));
    }

    static Run gate(String... criteria) {
        return new Run(Arrays.stream(criteria).map(Given::criterion).toList());
    }

    static Run gate(Criterion... criteria) {
        return new Run(List.of(criteria));
    }

    /** A run on its way to its judge. */
    record Run(
            List<Criterion> criteria,
            List<ReportSource> sources,
            EvidenceSet evidence,
            ComparedWith comparedWith,
            List<Waiver> waivers) {

        Run(List<Criterion> criteria) {
            this(criteria, List.of(), Given.evidence(), new ComparedWith.Nothing(null, Earlier.NONE), List.of());
        }

        Run declaring(ReportSource... declared) {
            return new Run(criteria, List.of(declared), evidence, comparedWith, waivers);
        }

        Run observing(ObservedReport... reports) {
            return observing(Given.evidence(reports));
        }

        Run observing(EvidenceSet observed) {
            return new Run(criteria, sources, observed, comparedWith, waivers);
        }

        Run against(ObservedReport... reference) {
            return against(Given.evidence(reference), 1, Earlier.NONE);
        }

        Run against(EvidenceSet reference, int bestOf, Earlier earlier) {
            ReferenceUse use = new ReferenceUse("before", NOW.minusSeconds(3600), "main", "c0", "h0", "last", null);
            return new Run(
                    criteria, sources, evidence, new ComparedWith.Found(use, reference, bestOf, earlier), waivers);
        }

        Run withoutReference(String why) {
            return new Run(criteria, sources, evidence, new ComparedWith.Nothing(why, Earlier.NONE), waivers);
        }

        Run waiving(Waiver... waived) {
            return new Run(criteria, sources, evidence, comparedWith, List.of(waived));
        }

        GateVerdict judge() {
            return Judge.judge(new GateRun(
                    new Gate("build", sources, criteria, new ReferenceChoice.Last()),
                    "run",
                    NOW,
                    new Context("app", "main", null, "c1", null, null),
                    false,
                    "sluice.yaml",
                    "00",
                    waivers,
                    FORMATS,
                    evidence,
                    path -> hasFindingsIn(path, evidence),
                    comparedWith));
        }

        /** The verdict on the only criterion. */
        CriterionVerdict one() {
            return judge().criteria().get(0);
        }
    }
}
