package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.CoverageSummary;
import io.jenkins.plugins.sluice.evidence.CoverageSummary.FileCoverage;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.FindingSummary.Finding;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary;
import io.jenkins.plugins.sluice.evidence.MutationSummary.Mutant;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import io.jenkins.plugins.sluice.evidence.TestSummary.FailedTest;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.policy.Selector;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What broke a criterion, worst first.
 *
 * @param first at most {@value CriterionVerdict#MOST_OFFENDERS}
 * @param more how many more there are; exact for tests and findings, of those that a report lists for the others
 */
record Offenders(List<Offender> first, long more) {

    static final Offenders NONE = new Offenders(List.of(), 0);

    /** Twenty messages of 8 KiB in each of many criteria would not fit into one entry of a journal. */
    private static final int LONGEST_DETAIL = 500;

    Offenders {
        first = List.copyOf(first);
    }

    static Offenders of(List<Offender> first, long count) {
        return new Offenders(first, count - first.size());
    }

    /** Those of a subject that counts everything, new or not. */
    static Offenders of(Subject subject, Scope scope) {
        return subject.row().map(property -> of(property, subject, scope)).orElse(NONE);
    }

    private static Offenders of(Property property, Subject subject, Scope scope) {
        return switch (property.noun()) {
            case TESTS ->
                property == Property.TESTS_FAILED || property == Property.TESTS_PASS_RATE ? failures(scope) : NONE;
            case COVERAGE -> files(scope);
            case MUTATION -> mutants(scope, property != Property.MUTATION_SCORE);
            case FINDINGS -> findings(FindingSelection.of(subject), scope);
            case LOAD -> labels(property, subject, scope);
            case REVIEW, ALERTS, ROLLBACK, MIGRATION -> checks(property, scope);
            case CUSTOM, METRICS -> NONE;
        };
    }

    private static Offenders failures(Scope scope) {
        List<TestSummary> tests = scope.summaries(TestSummary.class);
        List<Offender> first = tests.stream()
                .flatMap(summary -> summary.failedTests().stream())
                .limit(CriterionVerdict.MOST_OFFENDERS)
                .map(Offenders::of)
                .toList();
        return of(first, tests.stream().mapToLong(TestSummary::failed).sum());
    }

    private static Offenders findings(FindingSelection selection, Scope scope) {
        List<FindingSummary> summaries = scope.summaries(FindingSummary.class);
        long count = 0;
        for (FindingSummary summary : summaries) {
            count += summary.keys().stream()
                    .filter(selection::takes)
                    .mapToLong(FindingSummary.Key::count)
                    .sum();
        }
        List<Offender> first = summaries.stream()
                .flatMap(summary -> summary.details().stream()
                        .map(finding -> new Placed(summary, finding))
                        .filter(placed -> selection.takes(placed.key())))
                .sorted(Placed.WORST_FIRST)
                .limit(CriterionVerdict.MOST_OFFENDERS)
                .map(Placed::offender)
                .toList();
        return of(first, count);
    }

    private static Offenders files(Scope scope) {
        return some(scope.summaries(CoverageSummary.class).stream()
                .flatMap(summary -> summary.leastCovered().stream())
                .filter(file -> file.coveredLines() < file.lines())
                .sorted(Comparator.comparingLong((FileCoverage file) -> file.coveredLines() - file.lines())
                        .thenComparing(FileCoverage::path))
                .map(file -> new Offender(file.path(), null, file.coveredLines() + "/" + file.lines())));
    }

    private static Offenders mutants(Scope scope, boolean onlyCovered) {
        return some(scope.summaries(MutationSummary.class).stream()
                .flatMap(summary -> summary.alive().stream())
                .filter(mutant -> mutant.covered() || !onlyCovered)
                .sorted(Comparator.comparing(Mutant::covered).reversed())
                .map(mutant -> new Offender(mutant.mutation(), mutant.place(), null)));
    }

    /** Labels with the worst figures of their own; none when the criterion is about one label. */
    private static Offenders labels(Property property, Subject subject, Scope scope) {
        if (subject.selector(Selector.Key.LABEL).isPresent()) {
            return NONE;
        }
        if (property == Property.LOAD_SAMPLES || property == Property.LOAD_THROUGHPUT) {
            return NONE;
        }
        Map<String, List<LoadSummary.Series>> byLabel = LoadSamples.of(subject, scope).series().stream()
                .collect(Collectors.groupingBy(LoadSummary.Series::label));
        return some(byLabel.entrySet().stream()
                .map(entry -> new LoadSamples(entry.getValue(), entry.getKey()))
                .map(samples -> property == Property.LOAD_ERROR_RATE ? Label.byErrors(samples) : Label.byTime(samples))
                .filter(label -> label.badness() > 0)
                .sorted(Comparator.comparingLong(Label::badness).reversed().thenComparing(Label::name))
                .map(label -> new Offender(label.name(), null, label.detail())));
    }

    private static Offenders checks(Property property, Scope scope) {
        Offenders some = some(Checks.offenders(property, scope));
        Quantity counted = Checks.of(property, scope).value();
        boolean counts = property == Property.ROLLBACK_OUTDATED
                || property == Property.MIGRATION_UNTESTED
                || property == Property.MIGRATION_FAILED;
        return counts && counted != null ? of(some.first(), counted.numerator().longValueExact()) : some;
    }

    private static Offenders some(Stream<Offender> all) {
        List<Offender> list = all.toList();
        return of(list.subList(0, Math.min(list.size(), CriterionVerdict.MOST_OFFENDERS)), list.size());
    }

    static Offender of(FailedTest failed) {
        return new Offender(failed.name(), null, cut(failed.message()));
    }

    static Offender of(String tool, String rule, @Nullable String path, int line, String message) {
        String place = path == null || line == 0 ? path : path + ":" + line;
        return new Offender(rule.isEmpty() ? tool : rule, place, message.isEmpty() ? null : cut(message));
    }

    static @Nullable String cut(@Nullable String text) {
        if (text == null || text.length() <= LONGEST_DETAIL) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(LONGEST_DETAIL - 2)) ? LONGEST_DETAIL - 2 : LONGEST_DETAIL - 1;
        return text.substring(0, end) + "…";
    }

    private record Label(String name, long badness, String detail) {

        static Label byErrors(LoadSamples samples) {
            long errors = samples.series().stream()
                    .mapToLong(LoadSummary.Series::errors)
                    .sum();
            long count = samples.series().stream()
                    .mapToLong(one -> one.elapsed().count())
                    .sum();
            return new Label(name(samples), errors, errors + "/" + count);
        }

        static Label byTime(LoadSamples samples) {
            long millis = samples.percentileMillis(95);
            return new Label(name(samples), millis, "p95 " + millis + " ms");
        }

        private static String name(LoadSamples samples) {
            return samples.series().get(0).label();
        }
    }

    /** A finding with the report that explains its indexes. */
    record Placed(FindingSummary summary, Finding finding) {

        static final Comparator<Placed> WORST_FIRST = Comparator.comparingInt(
                        (Placed placed) -> -placed.key().severity().rank())
                .thenComparing(Placed::path)
                .thenComparingInt(placed -> placed.finding().line())
                .thenComparing(placed -> placed.key().rule())
                .thenComparing(placed -> placed.finding().message());

        FindingSummary.Key key() {
            return summary.keys().get(finding.key());
        }

        String path() {
            return finding.path() < 0 ? "" : summary.paths().get(finding.path());
        }

        Offender offender() {
            return Offenders.of(
                    key().tool(), key().rule(), path().isEmpty() ? null : path(), finding.line(), finding.message());
        }
    }
}
