package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.Selector;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of the evidence that a criterion is judged on.
 *
 * <p>The whole reports in it are those whose summary answers the criterion's noun, from the source that
 * {@code evidence=} names or from all; a file that two sources found counts once.
 *
 * <p>Trouble is all that keeps them from being the whole truth. A file that is unreadable or stale troubles the
 * criteria of the noun that its format answers, be it the format that its reader recognised or the one that its source
 * declares; a source that requires tools declares findings. Where neither tells, it may have been anything: it troubles every noun that its source has whole reports
 * of, and every noun at all when the source has no whole report. A source with too few files or without a required tool
 * is judged alike, and always troubles a criterion that names it.
 *
 * @param whole in order of path
 * @param troubles those where a tool or report broke first
 * @param files paths of the whole and the troubled reports, in order
 */
record Scope(List<Part> whole, List<Unknown> troubles, List<String> files) {

    Scope {
        whole = List.copyOf(whole);
        troubles = List.copyOf(troubles);
        files = List.copyOf(files);
    }

    /** A whole report. */
    record Part(String path, Summary summary) {}

    private static final Comparator<ObservedReport> BY_PATH =
            Comparator.comparing(ObservedReport::path).thenComparing(ObservedReport::source);

    /** How evidence was asked for, which tells what a file was meant to be. */
    record Declared(List<ReportSource> sources, Map<String, Noun> formats) {

        @Nullable
        Noun noun(String source) {
            return sources.stream()
                    .filter(declared -> declared.name().equals(source))
                    .findFirst()
                    .map(this::noun)
                    .orElse(null);
        }

        private @Nullable Noun noun(ReportSource source) {
            if (!source.picks().isEmpty()) {
                return Noun.CUSTOM;
            }
            return source.tools().isEmpty() ? ofFormat(source.format()) : Noun.FINDINGS;
        }

        @Nullable
        Noun ofFormat(@Nullable String format) {
            return format == null ? null : formats.get(format);
        }
    }

    /** What this run's evidence has for a subject. A source with fewer reports than asked for is a gap even unlisted. */
    static Scope ofRun(Subject subject, EvidenceSet evidence, Declared declared) {
        List<Gap> gaps = new ArrayList<>(evidence.gaps());
        for (ReportSource source : declared.sources()) {
            int found = (int) evidence.reports().stream()
                    .filter(report -> report.source().equals(source.name()))
                    .count();
            boolean listed = gaps.stream()
                    .anyMatch(gap -> gap.tool() == null && gap.source().equals(source.name()));
            if (found < source.atLeast() && !listed) {
                gaps.add(new Gap(source.name(), null, source.atLeast(), found));
            }
        }
        return of(subject, evidence.reports(), gaps, declared);
    }

    /** What a reference's evidence has for a subject; it is not measured by what is asked for today. */
    static Scope ofReference(Subject subject, EvidenceSet evidence, Declared declared) {
        return of(subject, evidence.reports(), evidence.gaps(), declared);
    }

    private static Scope of(Subject subject, List<ObservedReport> reports, List<Gap> gaps, Declared declared) {
        Noun noun = subject.noun();
        if (noun.origin() == Noun.Origin.LIVE) {
            return new Scope(List.of(), List.of(), List.of());
        }
        String named =
                subject.selector(Selector.Key.EVIDENCE).map(Selector::value).orElse(null);
        List<ObservedReport> selected = reports.stream()
                .filter(report -> named == null || named.equals(report.source()))
                .sorted(BY_PATH)
                .toList();
        Map<String, Set<Noun>> observed = observed(reports);
        List<Part> whole = new ArrayList<>();
        List<Unknown> troubles = new ArrayList<>();
        List<String> files = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (ObservedReport report : selected) {
            Optional<Unknown> trouble = trouble(report);
            boolean answers = report.reading() instanceof Reading.Whole read && noun(read.summary()) == noun;
            if (report.reading() instanceof Reading.Whole read && answers && seen.add(report.path())) {
                whole.add(new Part(report.path(), read.summary()));
                files.add(report.path());
            } else if (trouble.isPresent() && touches(report, noun, observed, declared)) {
                troubles.add(trouble.get());
                files.add(report.path());
            }
        }
        gaps.stream()
                .filter(gap -> named == null || named.equals(gap.source()))
                .filter(gap -> named != null || touches(gap, noun, observed, declared))
                .sorted(Comparator.comparing(Gap::source)
                        .thenComparing(Gap::tool, Comparator.nullsFirst(Comparator.naturalOrder())))
                .map(Scope::unknown)
                .forEach(troubles::add);
        troubles.sort(Comparator.comparing(unknown -> !unknown.reason().broken()));
        return new Scope(whole, troubles, files.stream().distinct().toList());
    }

    private static boolean touches(
            ObservedReport report, Noun noun, Map<String, Set<Noun>> observed, Declared declared) {
        Noun recognised = declared.ofFormat(report.format());
        Noun meant = recognised == null ? declared.noun(report.source()) : recognised;
        if (noun.origin() == Noun.Origin.CHECK) {
            return meant == noun; // A file that cannot be read was never going to tell of anything but files.
        }
        return meant == null ? mayAnswer(observed.get(report.source()), noun) : meant == noun;
    }

    private static boolean touches(Gap gap, Noun noun, Map<String, Set<Noun>> observed, Declared declared) {
        if (gap.tool() != null) {
            return noun == Noun.FINDINGS;
        }
        Noun meant = declared.noun(gap.source());
        if (noun.origin() == Noun.Origin.CHECK) {
            return meant == noun;
        }
        return meant == null ? mayAnswer(observed.get(gap.source()), noun) : meant == noun;
    }

    private static boolean mayAnswer(@Nullable Set<Noun> observed, Noun noun) {
        return observed == null || observed.contains(noun);
    }

    /** What each source has whole reports of. */
    private static Map<String, Set<Noun>> observed(List<ObservedReport> reports) {
        Map<String, Set<Noun>> observed = new HashMap<>();
        for (ObservedReport report : reports) {
            if (report.reading() instanceof Reading.Whole read) {
                observed.computeIfAbsent(report.source(), source -> EnumSet.noneOf(Noun.class))
                        .add(noun(read.summary()));
            }
        }
        return observed;
    }

    private static Optional<Unknown> trouble(ObservedReport report) {
        if (report.reading() instanceof Reading.Unreadable unreadable) {
            return Optional.of(new Unknown(Reason.UNREADABLE, report.path(), unreadable.why()));
        }
        if (report.reading() instanceof Reading.Stale stale) {
            return Optional.of(new Unknown(Reason.STALE, report.path(), stale.written() + " < " + stale.since()));
        }
        return Optional.empty();
    }

    private static Unknown unknown(Gap gap) {
        return gap.tool() == null
                ? new Unknown(Reason.TOO_FEW_FILES, gap.source(), gap.found() + " < " + gap.expected())
                : new Unknown(Reason.TOOL_MISSING, gap.tool(), gap.source());
    }

    /** The noun that a summary answers. */
    static Noun noun(Summary summary) {
        return Noun.answeredBy(summary.getClass());
    }

    /** The summaries of this kind, in order of path. */
    <T extends Summary> List<T> summaries(Class<T> kind) {
        return whole.stream()
                .map(Part::summary)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    Optional<Unknown> trouble() {
        return troubles.stream().findFirst();
    }
}
