package io.jenkins.plugins.sluice.evidence;

import io.jenkins.plugins.sluice.evidence.AlertSummary.Rule;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.FileCoverage;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Skipped;
import io.jenkins.plugins.sluice.evidence.FindingSummary.Finding;
import io.jenkins.plugins.sluice.evidence.FindingSummary.ToolRun;
import io.jenkins.plugins.sluice.evidence.LoadSummary.Series;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Migration;
import io.jenkins.plugins.sluice.evidence.MutationSummary.Mutant;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Change;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Review;
import io.jenkins.plugins.sluice.evidence.TestSummary.FailedTest;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Takes secrets out of evidence. Identities stay as they are, so that redacted evidence compares like the original; the
 * rows are shared with it and closed with either.
 */
public final class EvidenceRedaction {

    private final UnaryOperator<String> text;
    private final UnaryOperator<String> name;

    private EvidenceRedaction(UnaryOperator<String> text, UnaryOperator<String> name) {
        this.text = text;
        this.name = name;
    }

    /**
     * The evidence with all texts redacted that no criterion selects by: names of tests, messages and places for people.
     * This comes before judging: a reference compares the names of tests, and half a secret, where a verdict cuts a
     * text, would not be recognised.
     *
     * @param redact gives a text without secrets
     */
    public static EvidenceSet texts(EvidenceSet evidence, UnaryOperator<String> redact) {
        return new EvidenceRedaction(redact, UnaryOperator.identity()).of(evidence);
    }

    /**
     * The evidence with every text redacted, fit to be kept.
     *
     * @param redact gives a text without secrets
     */
    public static EvidenceSet all(EvidenceSet evidence, UnaryOperator<String> redact) {
        return new EvidenceRedaction(redact, redact).of(evidence);
    }

    private EvidenceSet of(EvidenceSet evidence) {
        return new EvidenceSet(
                evidence.reports().stream().map(this::report).toList(),
                evidence.skipped().stream()
                        .map(file -> new Skipped(text(file.path()), text(file.why())))
                        .toList(),
                evidence.gaps().stream()
                        .map(gap -> new Gap(name(gap.source()), nameOrNull(gap.tool()), gap.expected(), gap.found()))
                        .toList());
    }

    private ObservedReport report(ObservedReport report) {
        return new ObservedReport(
                name(report.source()),
                name(report.path()),
                nameOrNull(report.format()),
                report.bytes(),
                report.fileTime(),
                report.reportTime(),
                reading(report.reading()));
    }

    private Reading reading(Reading reading) {
        if (reading instanceof Reading.Whole whole) {
            return new Reading.Whole(
                    summary(whole.summary()),
                    whole.cautions().stream()
                            .map(caution -> new Caution(text(caution.what())))
                            .toList());
        }
        return reading instanceof Reading.Unreadable unreadable
                ? new Reading.Unreadable(text(unreadable.why()))
                : reading;
    }

    private Summary summary(Summary summary) {
        if (summary instanceof TestSummary tests) {
            return tests(tests);
        } else if (summary instanceof FindingSummary findings) {
            return findings(findings);
        } else if (summary instanceof CoverageSummary coverage) {
            return new CoverageSummary(
                    coverage.tallies(),
                    coverage.leastCovered().stream()
                            .map(file -> new FileCoverage(text(file.path()), file.coveredLines(), file.lines()))
                            .toList());
        } else if (summary instanceof MutationSummary mutation) {
            return new MutationSummary(
                    mutation.detected(),
                    mutation.survived(),
                    mutation.uncovered(),
                    mutation.unjudged(),
                    mutation.alive().stream()
                            .map(mutant -> new Mutant(text(mutant.place()), text(mutant.mutation()), mutant.covered()))
                            .toList());
        } else if (summary instanceof LoadSummary load) {
            return new LoadSummary(load.series().stream()
                    .map(series -> new Series(
                            name(series.label()),
                            series.transaction(),
                            series.errors(),
                            series.elapsed(),
                            series.firstStart(),
                            series.lastEnd()))
                    .sorted(Comparator.comparing(Series::label))
                    .toList());
        } else if (summary instanceof ReviewSummary review) {
            return review(review);
        } else if (summary instanceof AlertSummary alerts) {
            return new AlertSummary(alerts.rules().stream().map(this::rule).toList());
        } else if (summary instanceof RollbackSummary rollback) {
            return new RollbackSummary(
                    text(rollback.plan()),
                    rollback.exists(),
                    rollback.commit(),
                    rollback.committedAt(),
                    rollback.outdatedBy().stream().map(this::text).toList(),
                    rollback.outdatedByCount(),
                    orNull(rollback.ageOpen()));
        } else if (summary instanceof MigrationSummary migration) {
            return new MigrationSummary(
                    migration.tested(),
                    migration.untested(),
                    migration.failed(),
                    migration.migrations().stream()
                            .map(one -> new Migration(text(one.file()), one.result(), orNull(one.by())))
                            .toList(),
                    orNull(migration.untestedOpen()),
                    orNull(migration.failedOpen()));
        }
        PickedValues picked = (PickedValues) summary;
        Map<String, Quantity> values = new HashMap<>();
        picked.values().forEach((key, value) -> values.put(name(key), value));
        Map<String, String> missing = new HashMap<>();
        picked.missing().forEach((key, why) -> missing.put(name(key), text(why)));
        return new PickedValues(values, missing);
    }

    private ReviewSummary review(ReviewSummary review) {
        return new ReviewSummary(
                text(review.commit()),
                review.changes().stream()
                        .map(change -> new Change(text(change.id()), text(change.url()), text(change.head())))
                        .toList(),
                review.authors().stream().map(this::text).toList(),
                review.reviews().stream()
                        .map(each -> new Review(
                                text(each.reviewer()),
                                text(each.change()),
                                orNull(each.commit()),
                                each.at(),
                                each.standing()))
                        .toList(),
                orNull(review.approvalsOpen()),
                orNull(review.requestsOpen()));
    }

    private Rule rule(Rule rule) {
        return new Rule(
                text(rule.name()),
                rule.state(),
                rule.health(),
                orNull(rule.error()),
                rule.silenced(),
                rule.silences().stream().map(this::text).toList(),
                rule.routed(),
                rule.receivers().stream().map(this::text).toList(),
                orNull(rule.doubt()));
    }

    private TestSummary tests(TestSummary tests) {
        Map<String, Long> exempt = new HashMap<>();
        tests.exempt().forEach((id, count) -> exempt.merge(name(id), count, Long::sum));
        return new TestSummary(
                tests.passed(),
                tests.failed(),
                tests.skipped(),
                tests.flaky(),
                exempt,
                tests.absent(),
                tests.durationNanos(),
                tests.failures(),
                tests.failedTests().stream()
                        .map(test -> new FailedTest(test.identity(), text(test.name()), orNull(test.message())))
                        .toList(),
                sorted(tests.names()),
                sorted(tests.unproven()));
    }

    private @Nullable List<String> sorted(@Nullable List<String> names) {
        return names == null ? null : names.stream().map(this::text).sorted().toList();
    }

    private FindingSummary findings(FindingSummary findings) {
        return new FindingSummary(
                findings.tools().stream()
                        .map(run -> new ToolRun(name(run.tool()), orNull(run.version()), orNull(run.trouble())))
                        .toList(),
                findings.keys().stream()
                        .map(key -> new FindingSummary.Key(
                                name(key.tool()),
                                name(key.rule()),
                                key.severity(),
                                name(key.method()),
                                nameOrNull(key.exemption()),
                                key.count()))
                        .toList(),
                findings.rows(),
                findings.paths().stream().map(this::name).toList(),
                findings.details().stream()
                        .map(finding -> new Finding(
                                finding.identity(),
                                finding.key(),
                                finding.path(),
                                finding.line(),
                                text(finding.message())))
                        .toList());
    }

    private String text(String whole) {
        return text.apply(whole);
    }

    private @Nullable String orNull(@Nullable String whole) {
        return whole == null ? null : text.apply(whole);
    }

    private String name(String whole) {
        return name.apply(whole);
    }

    private @Nullable String nameOrNull(@Nullable String whole) {
        return whole == null ? null : name.apply(whole);
    }
}
