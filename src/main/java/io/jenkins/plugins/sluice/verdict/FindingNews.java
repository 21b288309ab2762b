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
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Findings that are there now and were not in the reference, compared as multisets of tool, rule and identity: first in
 * the same path, then with what is left in paths that have no findings any more. What an exemption covers is on neither
 * side, so that a finding whose waiver expired is new.
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

    static FindingNews between(FindingSelection selection, Scope now, Scope before) {
        List<FindingSummary> here = now.summaries(FindingSummary.class);
        List<FindingSummary> there = before.summaries(FindingSummary.class);
        Optional<Unknown> incomparable = incomparable(selection, here, there);
        if (incomparable.isPresent()) {
            return new FindingNews(0, 0, List.of(), incomparable.get());
        }
        Map<Row, Places> rows = new HashMap<>();
        count(selection, here, true, rows);
        count(selection, there, false, rows);
        Set<String> pathsNow =
                here.stream().flatMap(summary -> summary.paths().stream()).collect(Collectors.toSet());
        long added = 0;
        long gone = 0;
        for (Places places : rows.values()) {
            places.match(pathsNow);
            added += places.unmatchedNow();
            gone += places.unmatchedBefore();
        }
        return new FindingNews(added, gone, first(selection, here, rows), null);
    }

    /** A tool that did not run then, or tells its findings apart in another way now, has no findings to compare with. */
    private static Optional<Unknown> incomparable(
            FindingSelection selection, List<FindingSummary> here, List<FindingSummary> there) {
        Set<String> ran = there.stream()
                .flatMap(summary -> summary.tools().stream())
                .map(FindingSummary.ToolRun::tool)
                .collect(Collectors.toSet());
        Map<String, Set<String>> methodsThen = methods(
                there.stream().flatMap(summary -> summary.keys().stream()).toList());
        Map<String, Set<String>> methodsNow = methods(here.stream()
                .flatMap(summary -> summary.keys().stream())
                .filter(selection::takes)
                .toList());
        for (Map.Entry<String, Set<String>> entry : methodsNow.entrySet()) {
            String tool = entry.getKey();
            if (!ran.contains(tool)) {
                return Optional.of(new Unknown(Reason.REFERENCE_LACKS, tool, ""));
            }
            Set<String> then = methodsThen.getOrDefault(tool, entry.getValue());
            Optional<String> other = entry.getValue().stream()
                    .filter(method -> !then.contains(method))
                    .findFirst();
            if (other.isPresent()) {
                return Optional.of(
                        new Unknown(Reason.OTHER_METHOD, tool, other.get() + " / " + String.join(", ", then)));
            }
        }
        return Optional.empty();
    }

    private static Map<String, Set<String>> methods(List<FindingSummary.Key> keys) {
        Map<String, Set<String>> methods = new TreeMap<>();
        keys.forEach(key ->
                methods.computeIfAbsent(key.tool(), tool -> new TreeSet<>()).add(key.method()));
        return methods;
    }

    private static void count(
            FindingSelection selection, List<FindingSummary> summaries, boolean now, Map<Row, Places> rows) {
        for (FindingSummary summary : summaries) {
            try (IdentityRows.Cursor cursor = summary.rows().cursor()) {
                while (cursor.advance()) {
                    FindingSummary.Key key = summary.keys().get(cursor.tag());
                    if (selection.takes(key)) {
                        String path = cursor.path() < 0 ? "" : summary.paths().get(cursor.path());
                        rows.computeIfAbsent(
                                        Row.of(key, new Identity(cursor.high(), cursor.low())), row -> new Places())
                                .add(path, now);
                    }
                }
            }
        }
    }

    private static List<Offender> first(FindingSelection selection, List<FindingSummary> here, Map<Row, Places> rows) {
        List<Offenders.Placed> placed = here.stream()
                .flatMap(summary -> summary.details().stream().map(finding -> new Offenders.Placed(summary, finding)))
                .filter(each -> selection.takes(each.key()))
                .sorted(Offenders.Placed.WORST_FIRST)
                .toList();
        List<Offender> first = new ArrayList<>();
        for (Offenders.Placed each : placed) {
            if (first.size() == CriterionVerdict.MOST_OFFENDERS) {
                break;
            }
            Places places = rows.get(Row.of(each.key(), each.finding().identity()));
            if (places != null && places.takeUnmatched(each.path())) {
                first.add(each.offender());
            }
        }
        return first;
    }

    private record Row(String tool, String rule, String method, Identity identity) {
        static Row of(FindingSummary.Key key, Identity identity) {
            return new Row(key.tool(), key.rule(), key.method(), identity);
        }
    }

    /** How often one identity stands in each path: in the one map now, in the other before. */
    private static final class Places {

        private final Map<String, Long> now = new TreeMap<>();
        private final Map<String, Long> before = new TreeMap<>();

        void add(String path, boolean isNow) {
            (isNow ? now : before).merge(path, 1L, Long::sum);
        }

        /** Takes away what is on both sides. */
        void match(Set<String> pathsNow) {
            for (String path : List.copyOf(now.keySet())) {
                take(path, path);
            }
            for (String old : List.copyOf(before.keySet())) {
                if (!pathsNow.contains(old)) {
                    for (String path : List.copyOf(now.keySet())) {
                        take(path, old);
                    }
                }
            }
        }

        private void take(String path, String old) {
            long both = Math.min(now.getOrDefault(path, 0L), before.getOrDefault(old, 0L));
            now.computeIfPresent(path, (key, count) -> less(count, both));
            before.computeIfPresent(old, (key, count) -> less(count, both));
        }

        /** Of several in one path nobody can say which one is new, so any will do. */
        boolean takeUnmatched(String path) {
            boolean any = now.containsKey(path);
            now.computeIfPresent(path, (key, count) -> less(count, 1));
            return any;
        }

        long unmatchedNow() {
            return now.values().stream().mapToLong(Long::longValue).sum();
        }

        long unmatchedBefore() {
            return before.values().stream().mapToLong(Long::longValue).sum();
        }

        private static @Nullable Long less(Long count, long by) {
            long left = Objects.requireNonNull(count) - by;
            return left == 0 ? null : left;
        }
    }
}
