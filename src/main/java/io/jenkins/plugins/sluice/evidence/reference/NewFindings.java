package io.jenkins.plugins.sluice.evidence.reference;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Findings of a run that its reference does not have.
 *
 * <p>Findings compare as multisets per tool (ignoring case), rule and identity: of N now and M before, max(0, N−M) are
 * new. Within that, a finding first meets one of the reference at the same path; one at another path only where that
 * path is gone, so that a moved file brings nothing new while a copied one does. Exempt findings of this run are left
 * out; those of the reference are kept, so that a waiver that expired makes no old finding new.
 *
 * <p>A tool is not comparable when the reference never ran it, or when neither run's identity methods contain the
 * other's: then at least one kind of identity was dropped and another taken up, and equal findings would look new. Where
 * one side merely has more methods (some files without sources, say), every finding that both made alike still meets.
 */
public final class NewFindings {

    /** How many new findings are named. */
    public static final int MOST_FIRST = 20;

    private static final Comparator<First> WORST_FIRST = Comparator.comparingInt(
                    (First each) -> -each.severity().rank())
            .thenComparing(First::path)
            .thenComparing(First::rule)
            .thenComparing(First::identity);

    private final List<FindingSummary> now;
    private final List<FindingSummary> before;
    private final Predicate<String> exists;
    private final Map<String, Reason> unknown = new TreeMap<>();
    private final Map<String, Integer> groupIndexes = new HashMap<>();
    private final Map<Count, Long> counts = new HashMap<>();
    private final PriorityQueue<First> first = new PriorityQueue<>(WORST_FIRST.reversed());
    private long gone;

    private NewFindings(List<FindingSummary> now, List<FindingSummary> before, Predicate<String> exists) {
        this.now = now;
        this.before = before;
        this.exists = exists;
    }

    /**
     * Compares a run's reports with those of its reference.
     *
     * @param exists whether a path, relative to the workspace, is there in this run
     */
    public static Comparison compare(List<FindingSummary> now, List<FindingSummary> before, Predicate<String> exists) {
        return new NewFindings(now, before, exists).compare();
    }

    /**
     * What is new.
     *
     * @param counts new findings by tool, rule and severity, those of incomparable tools left out
     * @param first the worst of them by severity, then path, at most {@value #MOST_FIRST}
     * @param gone findings of the reference that are no longer there, those of incomparable tools left out
     * @param unknown tools, in lower case, whose findings do not compare
     */
    public record Comparison(List<Count> counts, List<NewFinding> first, long gone, Map<String, Reason> unknown) {
        public Comparison {
            counts = List.copyOf(counts);
            first = List.copyOf(first);
            unknown = Map.copyOf(unknown);
        }
    }

    /**
     * New findings alike.
     *
     * @param count 1 or more
     */
    public record Count(String tool, String rule, Severity severity, long count) {}

    /**
     * A new finding.
     *
     * @param path or null
     * @param line 0 when unknown or no longer kept
     * @param message "" when no longer kept
     */
    public record NewFinding(
            String tool,
            String rule,
            Severity severity,
            @Nullable String path,
            int line,
            String message) {}

    /** Why a tool's findings do not compare. */
    public enum Reason {
        /** The reference never ran the tool. */
        REFERENCE_LACKS,
        /** The reference tells findings apart in another way. */
        OTHER_METHOD
    }

    private record First(Identity identity, int report, String tool, String rule, Severity severity, String path) {}

    private Comparison compare() {
        Map<String, Set<String>> methodsBefore = methods(before);
        methods(now).forEach((tool, methods) -> {
            Set<String> old = methodsBefore.get(tool);
            if (old == null) {
                unknown.put(tool, Reason.REFERENCE_LACKS);
            } else if (!old.containsAll(methods) && !methods.containsAll(old)) {
                unknown.put(tool, Reason.OTHER_METHOD);
            }
        });
        try (MergedRows rows = new MergedRows(now, before)) {
            Map<Integer, Alike> alike = new HashMap<>();
            while (rows.advance()) {
                if (rows.startsIdentity()) {
                    alike.values().forEach(this::settle);
                    alike.clear();
                }
                take(rows, alike);
            }
            alike.values().forEach(this::settle);
        }
        List<Count> sums = new ArrayList<>();
        counts.forEach((key, count) -> sums.add(new Count(key.tool(), key.rule(), key.severity(), count)));
        sums.sort(Comparator.comparing(Count::tool).thenComparing(Count::rule).thenComparing(Count::severity));
        return new Comparison(sums, named(), gone, unknown);
    }

    private static String folded(String tool) {
        return tool.toLowerCase(Locale.ROOT);
    }

    private static Map<String, Set<String>> methods(List<FindingSummary> summaries) {
        Map<String, Set<String>> methods = new HashMap<>();
        for (FindingSummary summary : summaries) {
            summary.tools().forEach(run -> methods.computeIfAbsent(folded(run.tool()), none -> new HashSet<>()));
            summary.keys()
                    .forEach(key -> methods.computeIfAbsent(folded(key.tool()), none -> new HashSet<>())
                            .add(key.method()));
        }
        return methods;
    }

    private void take(MergedRows rows, Map<Integer, Alike> alike) {
        FindingSummary summary = rows.summary();
        FindingSummary.Key key = summary.keys().get(rows.tag());
        String tool = folded(key.tool());
        if (unknown.containsKey(tool)) {
            return;
        }
        Integer group = groupIndexes.computeIfAbsent(tool + '\0' + key.rule(), none -> groupIndexes.size());
        Alike same = alike.computeIfAbsent(group, none -> new Alike());
        String path = rows.path() < 0 ? "" : summary.paths().get(rows.path());
        At at = same.paths.computeIfAbsent(path, none -> new At());
        if (rows.isBefore()) {
            at.before++;
        } else if (key.exemption() != null) {
            at.exempt++;
        } else {
            same.identity = rows.identity();
            at.now.merge(new Told(rows.report(), key.tool(), key.rule(), key.severity()), 1L, Long::sum);
        }
    }

    /** Rows of one identity, tool and rule. */
    private static final class Alike {
        final Map<String, At> paths = new TreeMap<>();

        @Nullable
        Identity identity;
    }

    private static final class At {
        final Map<Told, Long> now = new HashMap<>();
        long exempt;
        long before;
    }

    private record Told(int report, String tool, String rule, Severity severity) {}

    private void settle(Alike alike) {
        long moved = 0;
        long left = 0;
        for (Map.Entry<String, At> entry : alike.paths.entrySet()) {
            At at = entry.getValue();
            long here = at.now.values().stream().mapToLong(Long::longValue).sum();
            long met = Math.min(here, at.before);
            at.before -= met;
            drop(at, met);
            at.before -= Math.min(at.exempt, at.before);
            left += at.before;
            if (at.before > 0 && !entry.getKey().isEmpty() && !exists.test(entry.getKey())) {
                moved += at.before;
            }
        }
        for (At at : alike.paths.values()) {
            long here = at.now.values().stream().mapToLong(Long::longValue).sum();
            long met = Math.min(here, moved);
            drop(at, met);
            moved -= met;
            left -= met;
        }
        gone += left;
        Identity identity = alike.identity;
        if (identity != null) {
            alike.paths.forEach((path, at) -> at.now.forEach((told, count) -> isNew(identity, path, told, count)));
        }
    }

    /** Takes so many findings out, the least severe ones first: what stays as new is the worst it can be. */
    private static void drop(At at, long howMany) {
        long left = howMany;
        while (left > 0) {
            Told least = at.now.keySet().stream()
                    .min(Comparator.comparingInt((Told told) -> told.severity().rank())
                            .thenComparing(Told::severity)
                            .thenComparing(Comparator.comparingInt(Told::report).reversed()))
                    .orElseThrow();
            long count = at.now.getOrDefault(least, 0L);
            if (count <= left) {
                at.now.remove(least);
                left -= count;
            } else {
                at.now.put(least, count - left);
                left = 0;
            }
        }
    }

    private void isNew(Identity identity, String path, Told told, long count) {
        counts.merge(new Count(told.tool(), told.rule(), told.severity(), 0), count, Long::sum);
        for (long i = 0; i < Math.min(count, MOST_FIRST); i++) {
            first.add(new First(identity, told.report(), told.tool(), told.rule(), told.severity(), path));
            if (first.size() > MOST_FIRST) {
                first.remove();
            }
        }
    }

    /** Gives the findings to be named their lines and messages, as far as their reports keep them. */
    private List<NewFinding> named() {
        List<First> chosen = new ArrayList<>(first);
        chosen.sort(WORST_FIRST);
        Map<First, List<FindingSummary.Finding>> kept = new HashMap<>();
        for (First each : chosen) {
            kept.computeIfAbsent(each, this::details);
        }
        List<NewFinding> named = new ArrayList<>();
        for (First each : chosen) {
            List<FindingSummary.Finding> details = kept.getOrDefault(each, List.of());
            FindingSummary.Finding detail = details.isEmpty() ? null : details.remove(details.size() - 1);
            named.add(new NewFinding(
                    each.tool(),
                    each.rule(),
                    each.severity(),
                    each.path().isEmpty() ? null : each.path(),
                    detail == null ? 0 : detail.line(),
                    detail == null ? "" : detail.message()));
        }
        return named;
    }

    private List<FindingSummary.Finding> details(First finding) {
        FindingSummary summary = now.get(finding.report());
        List<FindingSummary.Finding> details = new ArrayList<>();
        for (FindingSummary.Finding each : summary.details()) {
            String path = each.path() < 0 ? "" : summary.paths().get(each.path());
            if (each.identity().equals(finding.identity())
                    && path.equals(finding.path())
                    && summary.keys().get(each.key()).tool().equals(finding.tool())) {
                details.add(each);
            }
        }
        return details;
    }
}
