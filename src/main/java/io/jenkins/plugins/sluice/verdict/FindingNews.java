package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.reference.NewFindings;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Findings that are there now and were not in the reference, narrowed down to what a criterion counts.
 *
 * @param added how many are new
 * @param gone how many are gone, whatever the selection
 * @param first the first new ones, worst first
 * @param incomparable why the two sides do not compare, or null
 */
record FindingNews(
        long added,
        long gone,
        List<Offender> first,
        @Nullable Unknown incomparable) {

    static FindingNews between(FindingSelection selection, Scope now, Scope before, Predicate<String> exists) {
        List<FindingSummary> here = now.summaries(FindingSummary.class);
        NewFindings.Comparison comparison = NewFindings.compare(here, before.summaries(FindingSummary.class), exists);
        Optional<Unknown> incomparable = incomparable(selection, here, comparison);
        if (incomparable.isPresent()) {
            return new FindingNews(0, 0, List.of(), incomparable.get());
        }
        long added = comparison.counts().stream()
                .filter(each -> selection.takes(each.tool(), each.rule(), each.severity()))
                .mapToLong(NewFindings.Count::count)
                .sum();
        List<Offender> first = comparison.first().stream()
                .filter(each -> selection.takes(each.tool(), each.rule(), each.severity()))
                .limit(CriterionVerdict.MOST_OFFENDERS)
                .map(each -> Offenders.of(each.tool(), each.rule(), each.path(), each.line(), each.message()))
                .toList();
        return new FindingNews(added, comparison.gone(), first, null);
    }

    /** A tool without findings has nothing that could be new, whatever the reference knows of it. */
    private static Optional<Unknown> incomparable(
            FindingSelection selection, List<FindingSummary> here, NewFindings.Comparison comparison) {
        return here.stream()
                .flatMap(summary -> summary.keys().stream())
                .filter(selection::takes)
                .map(FindingSummary.Key::tool)
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .filter(tool -> comparison.unknown().containsKey(tool.toLowerCase(Locale.ROOT)))
                .findFirst()
                .map(tool -> new Unknown(reason(comparison.unknown().get(tool.toLowerCase(Locale.ROOT))), tool, ""));
    }

    private static Reason reason(NewFindings.@Nullable Reason reason) {
        return reason == NewFindings.Reason.OTHER_METHOD ? Reason.OTHER_METHOD : Reason.REFERENCE_LACKS;
    }
}
