package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.IdentityRows;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Findings that are there now and were not in the reference.
 *
 * @param added how many are new
 * @param gone how many are gone
 * @param first the first new ones of those with details, worst first
 * @param incomparable why the two sides do not compare, or null
 */
record FindingNews(
        long added,
        long gone,
        List<Offender> first,
        @Nullable Unknown incomparable) {

    private record Row(String tool, String rule, Identity identity) {}

    static FindingNews between(FindingSelection selection, Scope now, Scope before) {
        List<FindingSummary> here = now.summaries(FindingSummary.class);
        Set<String> reported = before.summaries(FindingSummary.class).stream()
                .flatMap(summary -> summary.tools().stream())
                .map(FindingSummary.ToolRun::tool)
                .collect(Collectors.toSet());
        for (String tool : tools(selection, here)) {
            if (!reported.contains(tool)) {
                return new FindingNews(0, 0, List.of(), new Unknown(Reason.REFERENCE_LACKS, tool, ""));
            }
        }
        Map<Row, Long> balance = new HashMap<>();
        count(selection, here, 1, balance);
        count(selection, before.summaries(FindingSummary.class), -1, balance);
        long added = balance.values().stream().mapToLong(n -> Math.max(0, n)).sum();
        long gone = balance.values().stream().mapToLong(n -> Math.max(0, -n)).sum();
        List<Offender> first = new ArrayList<>();
        List<Offenders.Placed> placed = here.stream()
                .flatMap(summary -> summary.details().stream().map(finding -> new Offenders.Placed(summary, finding)))
                .filter(each -> selection.takes(each.key()))
                .sorted(Offenders.Placed.WORST_FIRST)
                .toList();
        for (Offenders.Placed each : placed) {
            Row row =
                    new Row(each.key().tool(), each.key().rule(), each.finding().identity());
            long left = balance.getOrDefault(row, 0L);
            if (left > 0 && first.size() < CriterionVerdict.MOST_OFFENDERS) {
                balance.put(row, left - 1);
                first.add(each.offender());
            }
        }
        return new FindingNews(added, gone, first, null);
    }

    private static Set<String> tools(FindingSelection selection, List<FindingSummary> summaries) {
        return summaries.stream()
                .flatMap(summary -> summary.keys().stream())
                .filter(selection::takes)
                .map(FindingSummary.Key::tool)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static void count(
            FindingSelection selection, List<FindingSummary> summaries, long weight, Map<Row, Long> balance) {
        for (FindingSummary summary : summaries) {
            try (IdentityRows.Cursor cursor = summary.rows().cursor()) {
                while (cursor.advance()) {
                    FindingSummary.Key key = summary.keys().get(cursor.tag());
                    if (selection.takes(key)) {
                        balance.merge(
                                new Row(key.tool(), key.rule(), new Identity(cursor.high(), cursor.low())),
                                weight,
                                Long::sum);
                    }
                }
            }
        }
    }
}
