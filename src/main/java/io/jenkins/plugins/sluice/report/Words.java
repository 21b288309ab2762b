package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.journal.Flaw;
import io.jenkins.plugins.sluice.journal.Verification;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.ReferenceUse;
import io.jenkins.plugins.sluice.verdict.GateVerdict.WaiverUse;
import io.jenkins.plugins.sluice.verdict.Novelty;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The one place where facts become words, so that page, files, pull request and terminal say the same.
 *
 * <p>The texts hold no markup and are not escaped: they may quote names that a stranger chose, and every output sends
 * them through {@link Escape}. Numbers have no-break spaces; {@link Numbers#plain} takes them out.
 */
public final class Words {

    private static final int MOST_NAME_BYTES = 160;
    private static final int MOST_CLAUSES = 3;
    private static final int FEW = 2;

    private Words() {}

    // ---- the gate ------------------------------------------------------------------------------------------------

    /** May it go on? */
    public static String headline(Outcome outcome) {
        return switch (outcome) {
            case PASS -> "May go on";
            case WARN -> "May go on, with a warning";
            case INCONCLUSIVE -> "Cannot tell";
            case FAIL -> "Must not go on";
        };
    }

    /** Why, in one sentence with the numbers. */
    public static String why(GateVerdict verdict) {
        List<CriterionVerdict> all = verdict.criteria();
        List<CriterionVerdict> left = with(verdict, Consequence.LEFT_OUT);
        List<String> parts = new ArrayList<>();
        if (all.isEmpty()) {
            return "Nothing was judged: the gate has no criteria.";
        }
        if (left.size() == all.size()) {
            return "Nothing was judged: "
                    + (all.size() == 1 ? "the only criterion was left out" : every(all.size()) + " were left out")
                    + wantOf(left) + ".";
        }
        switch (verdict.outcome()) {
            case FAIL -> {
                parts.add(broken(verdict, Consequence.FAIL, ""));
                cannotBeJudged(verdict, false).ifPresent(parts::add);
                also(verdict, parts);
            }
            case INCONCLUSIVE -> {
                cannotBeJudged(verdict, true).ifPresent(parts::add);
                also(verdict, parts);
                long holding = all.stream()
                        .filter(criterion -> criterion.state() == State.HOLDS)
                        .count();
                if (holding > 0) {
                    parts.add(holding == 1 ? "1 other holds" : Numbers.count(holding) + " others hold");
                }
            }
            case WARN -> parts.add(broken(verdict, Consequence.WARN, ", which only warns"));
            case PASS -> parts.add(holding(verdict));
        }
        int remarks = with(verdict, Consequence.REMARK).size();
        if (remarks > 0) {
            parts.add(remarks == 1 ? "besides, 1 remark" : "besides, " + Numbers.count(remarks) + " remarks");
        }
        if (!left.isEmpty()) {
            StringJoiner names = new StringJoiner(", ");
            left.stream().limit(MOST_CLAUSES).forEach(criterion -> names.add(brief(criterion.criterion())));
            if (left.size() > MOST_CLAUSES) {
                names.add("and " + Numbers.count(left.size() - MOST_CLAUSES) + " more");
            }
            parts.add((left.size() == 1 ? "1 was left out" : Numbers.count(left.size()) + " were left out")
                    + wantOf(left) + " (" + names + ")");
        }
        return sentence(String.join("; ", parts));
    }

    /** Why criteria were left out. */
    private static String wantOf(List<CriterionVerdict> left) {
        boolean reference = left.stream()
                .allMatch(criterion -> criterion.unknown() != null
                        && criterion.unknown().reason() == CriterionVerdict.Unknown.Reason.NO_REFERENCE);
        return reference ? " because there is no reference yet" : " for want of data";
    }

    private static void also(GateVerdict verdict, List<String> parts) {
        int warnings = with(verdict, Consequence.WARN).size();
        if (warnings > 0) {
            parts.add(warnings == 1 ? "1 more gives a warning" : Numbers.count(warnings) + " more give warnings");
        }
    }

    private static String broken(GateVerdict verdict, Consequence consequence, String addition) {
        List<CriterionVerdict> broken = with(verdict, consequence);
        String count = broken.size() == verdict.criteria().size() && broken.size() == 1
                ? "the only criterion is broken"
                : ofAll(broken.size(), verdict) + (broken.size() == 1 ? " is broken" : " are broken");
        return count + addition + ": " + clauses(verdict, broken);
    }

    private static Optional<String> cannotBeJudged(GateVerdict verdict, boolean first) {
        List<CriterionVerdict> unknown = with(verdict, Consequence.INCONCLUSIVE);
        if (unknown.isEmpty()) {
            return Optional.empty();
        }
        List<CriterionVerdict> broke = unknown.stream()
                .filter(criterion -> criterion.unknown() != null
                        && criterion.unknown().reason().broken())
                .toList();
        String because = broke.isEmpty() ? "" : " because a tool or its report broke";
        String count = first
                ? unknown.size() == verdict.criteria().size() && unknown.size() == 1
                        ? "the only criterion cannot be judged"
                        : ofAll(unknown.size(), verdict) + " cannot be judged"
                : Numbers.count(unknown.size()) + " more cannot be judged";
        if (!broke.isEmpty() && broke.size() < unknown.size()) {
            because = ", " + Numbers.count(broke.size()) + " of them because a tool or its report broke";
        }
        List<CriterionVerdict> told = new ArrayList<>(broke);
        unknown.stream().filter(criterion -> !broke.contains(criterion)).forEach(told::add);
        Set<String> reasons = new LinkedHashSet<>();
        told.forEach(criterion -> reasons.add(words(verdict, criterion).unknown(true)));
        return Optional.of(count + because + ": " + some(List.copyOf(reasons)));
    }

    private static String holding(GateVerdict verdict) {
        List<CriterionVerdict> holds = verdict.criteria().stream()
                .filter(criterion -> criterion.state() == State.HOLDS)
                .toList();
        if (holds.isEmpty()) {
            return "nothing that was judged stops the release";
        }
        boolean one = holds.size() == 1;
        String count = one && verdict.criteria().size() == 1
                ? "the only criterion holds"
                : ofAll(holds.size(), verdict) + (one ? " holds" : " hold");
        return count + ": " + clauses(verdict, holds);
    }

    private static String ofAll(int some, GateVerdict verdict) {
        int all = verdict.criteria().size();
        return some == all && all > 1 ? every(all) : Numbers.count(some) + " of " + Numbers.count(all) + " criteria";
    }

    private static String every(int criteria) {
        return criteria == 2 ? "both criteria" : "all " + Numbers.count(criteria) + " criteria";
    }

    private static String clauses(GateVerdict verdict, List<CriterionVerdict> criteria) {
        return some(criteria.stream()
                .map(criterion -> words(verdict, criterion).clause(false))
                .toList());
    }

    private static String some(List<String> clauses) {
        String told = String.join("; ", clauses.subList(0, Math.min(MOST_CLAUSES, clauses.size())));
        int rest = clauses.size() - MOST_CLAUSES;
        return rest > 0 ? told + "; and " + Numbers.count(rest) + " more" : told;
    }

    private static List<CriterionVerdict> with(GateVerdict verdict, Consequence consequence) {
        return verdict.criteria().stream()
                .filter(criterion -> criterion.consequence() == consequence)
                .toList();
    }

    /** The heading over {@link #remedies}. */
    public static String remedyHeading(GateVerdict verdict) {
        return switch (verdict.outcome()) {
            case PASS -> "What it needs";
            case WARN -> "What would have made it pass without a warning";
            case INCONCLUSIVE, FAIL -> "What would have made it pass";
        };
    }

    /**
     * What would have made it pass, worst first: all of it is needed. Never empty; where nothing is needed, it says so and
     * names the value that is closest to its limit.
     */
    public static List<String> remedies(GateVerdict verdict) {
        Set<String> remedies = new LinkedHashSet<>();
        for (Consequence consequence : List.of(Consequence.FAIL, Consequence.INCONCLUSIVE, Consequence.WARN)) {
            for (CriterionVerdict criterion : with(verdict, consequence)) {
                String remedy = words(verdict, criterion).remedy();
                if (remedy != null) {
                    remedies.add(sentence(remedy));
                }
            }
        }
        if (remedies.isEmpty()) {
            remedies.add(
                    verdict.outcome() == Outcome.INCONCLUSIVE
                            ? "Give the gate evidence that at least one criterion can be judged on."
                            : "Nothing: every criterion that was judged lets it go on.");
            closest(verdict).ifPresent(remedies::add);
        }
        return List.copyOf(remedies);
    }

    /** Which measured value has the least room left; counts have none to speak of. */
    private static Optional<String> closest(GateVerdict verdict) {
        return verdict.criteria().stream()
                .filter(criterion -> criterion.state() == State.HOLDS && room(criterion) >= 0)
                .min(Comparator.comparingDouble(Words::room))
                .map(criterion -> "Closest to its limit: "
                        + finished(words(verdict, criterion).clause(false)));
    }

    /** The distance to the limit as a part of the limit, or -1 where that says nothing. */
    private static double room(CriterionVerdict criterion) {
        Quantity value = criterion.value();
        Quantity limit = criterion.limit();
        if (value == null
                || limit == null
                || value.dimension() != limit.dimension()
                || value.dimension() == Dimension.COUNT
                || limit.signum() <= 0) {
            return -1;
        }
        return Math.abs(value.minus(limit).approximate() / limit.approximate());
    }

    /** Said beside the headline when the verdict stops nothing, else null. */
    public static @Nullable String shadow(GateVerdict verdict) {
        return verdict.shadow() ? "Shadow: this verdict is only reported and stops nothing." : null;
    }

    /** How the whole verdict is meant. */
    public static Tone tone(GateVerdict verdict) {
        return switch (verdict.outcome()) {
            case PASS -> Tone.GOOD;
            case WARN -> Tone.WARN;
            case FAIL ->
                with(verdict, Consequence.FAIL).stream()
                                .allMatch(criterion -> words(verdict, criterion).tone() == Tone.BROKE)
                        ? Tone.BROKE
                        : Tone.BAD;
            case INCONCLUSIVE ->
                with(verdict, Consequence.INCONCLUSIVE).stream()
                                .anyMatch(criterion -> words(verdict, criterion).tone() == Tone.BROKE)
                        ? Tone.BROKE
                        : Tone.UNKNOWN;
        };
    }

    /** What the colour of the headline means. */
    public static String toneWord(Tone tone) {
        return switch (tone) {
            case GOOD -> "Passed";
            case WARN -> "Warning";
            case BAD -> "Failed";
            case BROKE -> "A tool broke";
            case UNKNOWN -> "Inconclusive";
            case QUIET -> "Remark";
        };
    }

    /** Several gates in one line, the worst first: {@code 3 gates: 1 failed, 2 passed}. */
    public static String gates(List<Tone> tones) {
        StringJoiner parts = new StringJoiner(", ");
        for (Tone tone : List.of(Tone.BAD, Tone.BROKE, Tone.UNKNOWN, Tone.WARN, Tone.QUIET, Tone.GOOD)) {
            int count = Collections.frequency(tones, tone);
            if (count > 0) {
                String what =
                        switch (tone) {
                            case GOOD -> "passed";
                            case WARN -> "with a warning";
                            case BAD -> "failed";
                            case BROKE -> "with a broken tool";
                            case UNKNOWN -> "inconclusive";
                            case QUIET -> "with a remark";
                        };
                parts.add(Numbers.count(count) + " " + what);
            }
        }
        return many((long) tones.size(), "gate", "gates") + (tones.isEmpty() ? "" : ": " + parts);
    }

    /** What matters most of several. */
    public static Tone worst(List<Tone> tones) {
        return Stream.of(Tone.BAD, Tone.BROKE, Tone.UNKNOWN, Tone.WARN, Tone.QUIET)
                .filter(tones::contains)
                .findFirst()
                .orElse(Tone.GOOD);
    }

    // ---- a criterion ---------------------------------------------------------------------------------------------

    static CriterionWords words(GateVerdict verdict, CriterionVerdict criterion) {
        ReferenceUse use = verdict.reference();
        boolean best = use != null && use.how().startsWith("best of ");
        return new CriterionWords(
                criterion, best && use != null ? "the " + brief(use.how()) + " runs" : "the reference");
    }

    /** What was measured, what was asked for, and how far apart they are: one sentence or two. */
    public static String sentence(GateVerdict verdict, CriterionVerdict criterion) {
        return words(verdict, criterion).sentence();
    }

    /** What would have made the criterion hold, or null when it holds or was left out. */
    public static @Nullable String remedy(GateVerdict verdict, CriterionVerdict criterion) {
        String remedy = words(verdict, criterion).remedy();
        return remedy == null ? null : sentence(remedy);
    }

    /** What was measured, with a capital: {@code Line coverage}. */
    public static String title(GateVerdict verdict, CriterionVerdict criterion) {
        return capital(words(verdict, criterion).subject());
    }

    static String more(long more) {
        return more == 0 ? "" : "and " + Numbers.count(more) + " more";
    }

    /** How many offenders there are, for the line that opens their list. */
    static String offenders(CriterionVerdict criterion) {
        long all = criterion.offenders().size() + criterion.moreOffenders();
        Noun noun = Stated.of(criterion.criterion()).noun();
        String what = noun == null
                ? "offender"
                : switch (noun) {
                    case TESTS -> "test";
                    case COVERAGE -> "file";
                    case MUTATION -> "mutant";
                    case FINDINGS -> "finding";
                    case LOAD -> "label";
                    case CUSTOM, METRICS -> "value";
                    case REVIEW -> "reviewer";
                    case ALERTS -> "alert rule";
                    case ROLLBACK -> "file";
                    case MIGRATION -> "migration";
                };
        return Numbers.count(all) + " " + what + (all == 1 ? "" : "s") + " to look at";
    }

    static String trend(CriterionWords words, List<TrendPoint> trend, @Nullable Quantity now) {
        Quantity first = trend.get(0).value();
        Quantity last = now == null ? trend.get(trend.size() - 1).value() : now;
        int runs = trend.size() + (now == null ? 0 : 1);
        String to = now == null ? words.shown(last) + ", now unknown" : words.value();
        return course(runs, words.shown(first), String.valueOf(to));
    }

    /** The course of a value, from its first text to its last. */
    public static String course(int runs, String first, String last) {
        return Numbers.count(runs) + " runs, " + first + " to " + last;
    }

    // ---- what is new ---------------------------------------------------------------------------------------------

    /**
     * One thing that changed since the reference.
     *
     * @param first some of what the text counts
     * @param more how many more there are
     */
    public record Change(Tone tone, String text, List<Offender> first, long more) {
        private Change(Tone tone, String text) {
            this(tone, text, List.of(), 0);
        }

        private Change(Tone tone, String text, Novelty.Some some) {
            this(tone, text, some.first(), some.count() - some.first().size());
        }

        /** How many more there are, or "". */
        public String rest() {
            return Words.more(more);
        }

        /** Whether these are so few that they are named at once and not only when unfolded. */
        public boolean few() {
            return first.size() <= FEW && more == 0;
        }
    }

    static List<Change> changes(GateVerdict verdict) {
        Novelty novelty = verdict.novelty();
        List<Change> changes = new ArrayList<>();
        if (novelty == null) {
            return changes;
        }
        Novelty.Some failures = novelty.failures();
        Novelty.Some deleted = novelty.deletedTests();
        Novelty.Some findings = novelty.findings();
        changes.add(
                failures == null
                        ? new Change(Tone.UNKNOWN, "Failing tests could not be compared")
                        : failures.count() == 0
                                ? new Change(Tone.GOOD, "No new failing test")
                                : new Change(
                                        Tone.BAD,
                                        many(failures.count(), "new failing test", "new failing tests"),
                                        failures));
        changes.add(
                deleted == null
                        ? new Change(Tone.UNKNOWN, "Deleted tests could not be compared")
                        : deleted.count() == 0
                                ? new Change(Tone.GOOD, "No deleted test")
                                : new Change(
                                        Tone.WARN, many(deleted.count(), "deleted test", "deleted tests"), deleted));
        changes.add(
                findings == null
                        ? new Change(Tone.UNKNOWN, "Findings could not be compared")
                        : findings.count() == 0
                                ? new Change(Tone.GOOD, "No new finding")
                                : new Change(
                                        Tone.BAD, many(findings.count(), "new finding", "new findings"), findings));
        StringJoiner rest = new StringJoiner(", ");
        if (positive(novelty.fixed())) {
            rest.add(many(novelty.fixed(), "test fixed", "tests fixed"));
        }
        if (positive(novelty.addedTests())) {
            rest.add(many(novelty.addedTests(), "test added", "tests added"));
        }
        if (positive(novelty.goneFindings())) {
            rest.add(many(novelty.goneFindings(), "finding gone", "findings gone"));
        }
        if (rest.length() > 0) {
            changes.add(new Change(Tone.GOOD, rest.toString()));
        }
        return changes;
    }

    private static boolean positive(@Nullable Long count) {
        return count != null && count > 0;
    }

    private static String many(@Nullable Long count, String one, String several) {
        long n = count == null ? 0 : count;
        return Numbers.count(n) + " " + (n == 1 ? one : several);
    }

    /** What the run was compared with, or why with nothing. */
    public static String reference(GateVerdict verdict) {
        ReferenceUse use = verdict.reference();
        if (use == null) {
            String why = verdict.noReference();
            return why == null || why.isBlank()
                    ? "Compared with nothing: the gate has no reference yet."
                    : "Compared with nothing: " + finished(trimmed(why, 400));
        }
        StringBuilder text = new StringBuilder("Compared with ");
        text.append(
                switch (use.how()) {
                    case "last" -> "the last accepted run";
                    case "target-branch" -> "the target branch's last accepted run";
                    case "file" -> "a reference file, run";
                    default ->
                        use.how().startsWith("best of ")
                                ? "the " + brief(use.how()) + " accepted runs, the newest being"
                                : "the reference (" + brief(use.how()) + ")";
                });
        text.append(' ').append(brief(use.run()));
        if (use.branch() != null) {
            text.append(" of ").append(brief(use.branch()));
        }
        if (use.commit() != null) {
            text.append(" at ").append(commit(use.commit()));
        }
        text.append(", ").append(Numbers.time(use.at()));
        if (use.accepted() != null) {
            text.append("; set by hand: ").append(trimmed(use.accepted(), 400));
        }
        return finished(text.toString());
    }

    static String commit(String commit) {
        return commit.matches("[0-9a-f]{12,64}") ? commit.substring(0, 10) : brief(commit);
    }

    /** Said where a report with a limit to its length leaves parts out. */
    static String tooLong(int parts) {
        return many((long) parts, "part", "parts") + " did not fit here; the report's page has all.";
    }

    // ---- evidence and waivers ------------------------------------------------------------------------------------

    /** What reports count, in the order in which it is told, with the words for one and for many. */
    private static final List<List<String>> COUNTED = List.of(
            List.of("tests", "test", "tests"),
            List.of("failed", "failed", "failed"),
            List.of("skipped", "skipped", "skipped"),
            List.of("flaky", "flaky", "flaky"),
            List.of("absent", "declared but absent", "declared but absent"),
            List.of("line", "line", "lines"),
            List.of("branch", "branch", "branches"),
            List.of("instruction", "instruction", "instructions"),
            List.of("method", "method", "methods"),
            List.of("mutants", "mutant", "mutants"),
            List.of("detected", "detected", "detected"),
            List.of("survived", "survived", "survived"),
            List.of("uncovered", "not covered", "not covered"),
            List.of("unjudged", "without a result", "without a result"),
            List.of("findings", "finding", "findings"),
            List.of("samples", "sample", "samples"),
            List.of("errors", "error", "errors"),
            List.of("transactions", "transaction", "transactions"),
            List.of("values", "value", "values"),
            List.of("missing", "missing", "missing"),
            List.of("exempt", "exempt", "exempt"),
            List.of("approvals", "approval", "approvals"),
            List.of("selfApprovals", "approval by an author", "approvals by authors"),
            List.of("changeRequests", "request for changes", "requests for changes"),
            List.of("rules", "alert rule", "alert rules"),
            List.of("firing", "firing", "firing"),
            List.of("unhealthy", "unhealthy", "unhealthy"),
            List.of("silenced", "silenced", "silenced"),
            List.of("unrouted", "unrouted", "unrouted"),
            List.of("plans", "rollback plan", "rollback plans"),
            List.of("outdatedBy", "newer file", "newer files"),
            List.of("migrations", "migration", "migrations"),
            List.of("untested", "untested", "untested"));

    /** How many reports a criterion was judged on. */
    static String files(CriterionVerdict criterion) {
        int count = criterion.files().size();
        return (count == CriterionVerdict.MOST_FILES ? "the first " : "") + many((long) count, "report", "reports");
    }

    static String counts(EvidenceFact fact) {
        StringJoiner text = new StringJoiner(", ");
        Set<String> told = new HashSet<>();
        for (List<String> words : COUNTED) {
            Long count = fact.counts().get(words.get(0));
            if (count != null) {
                Long covered = fact.counts().get(words.get(0) + "Covered");
                String whole = many(count, words.get(1), words.get(2));
                text.add(covered == null ? whole : Numbers.count(covered) + " of " + whole);
                told.add(words.get(0));
                told.add(words.get(0) + "Covered");
            }
        }
        // A newer Sluice may count more; its journal still gives a report.
        fact.counts().forEach((name, count) -> {
            if (!told.contains(name)) {
                text.add(Numbers.count(count) + " " + brief(name));
            }
        });
        return text.toString();
    }

    static String waiver(WaiverUse use) {
        String covered = use.covered() == 0 ? "nothing" : Numbers.count(use.covered());
        return use.expired()
                ? "Expired on " + use.expires() + ": no longer applies"
                        + (use.covered() == 0 ? "" : ", would have covered " + covered)
                : use.covered() == 0
                        ? "Not used: covers nothing any more and can go; expires on " + use.expires()
                        : "Covers " + covered + "; expires on " + use.expires();
    }

    static Tone waiverTone(WaiverUse use) {
        return use.expired() ? Tone.WARN : use.covered() == 0 ? Tone.QUIET : Tone.GOOD;
    }

    static String waiverLabel(WaiverUse use) {
        return use.expired() ? "Expired" : use.covered() == 0 ? "Unused" : "Used";
    }

    static String evidenceCount(GateVerdict verdict) {
        long more = verdict.evidenceCount() - verdict.evidence().size();
        String reports = many(verdict.evidenceCount(), "report", "reports");
        return more > 0
                ? reports + ", the first " + Numbers.count(verdict.evidence().size()) + " shown"
                : reports;
    }

    static String skippedCount(GateVerdict verdict) {
        long more = verdict.skippedCount() - verdict.skipped().size();
        String files = many(verdict.skippedCount(), "file was left out", "files were left out");
        return more > 0
                ? files + ", the first " + Numbers.count(verdict.skipped().size()) + " shown"
                : files;
    }

    // ---- the journal ---------------------------------------------------------------------------------------------

    /** What verifying a journal found, as the end of a sentence that begins with the file's name. */
    public static String verification(Verification found) {
        if (found instanceof Verification.Intact intact) {
            return "intact and closed, " + lines(intact.entries()) + ", head " + intact.head();
        }
        if (found instanceof Verification.Open open) {
            return "intact so far but not closed: still being written, left by a crash, or cut at the end of a line; "
                    + lines(open.entries()) + ", head so far " + open.head();
        }
        if (found instanceof Verification.Torn torn) {
            return "line " + torn.line() + " is torn: it has no end and " + torn.bytes()
                    + " bytes; the next writer keeps them aside and goes on after line " + torn.entries();
        }
        if (found instanceof Verification.Altered altered) {
            return "line " + altered.line() + " was altered: " + flaw(altered.flaw()) + "; the "
                    + lines(altered.entries()) + " before it hold";
        }
        if (found instanceof Verification.HeadDiffers differs) {
            return differs.foundAt() > 0
                    ? "the expected head is that of line " + differs.foundAt() + ", the journal has "
                            + lines(differs.entries()) + ": it has grown since"
                    : "its head is " + differs.head() + " and not the expected " + differs.expected()
                            + ": last lines were lost, or it was written anew";
        }
        if (found instanceof Verification.NewerFormat newer) {
            return "it has format " + newer.format() + "; use the newer Sluice that wrote it";
        }
        return "it has no bytes: nothing was ever durable, or everything was cut off";
    }

    private static String lines(long count) {
        return count + (count == 1 ? " line" : " lines");
    }

    private static String flaw(Flaw flaw) {
        return switch (flaw) {
            case TOO_LONG -> "it is longer than any line may be";
            case NOT_JSON -> "it is no JSON";
            case NOT_CANONICAL -> "it is not in canonical form (RFC 8785)";
            case WRONG_SHAPE -> "it lacks a field of a journal's line, or has one too many";
            case NOT_OPENED -> "a journal begins with its opening";
            case AFTER_CLOSED -> "it stands after the closing";
            case SEQ_MISMATCH -> "its number is not the next one";
            case PREV_MISMATCH -> "it does not hold the hash of the line before";
        };
    }

    static String journal(JournalState journal) {
        return switch (journal.state()) {
            case INTACT -> "The journal is intact and closed: every line follows from the one before.";
            case OPEN -> "The journal is intact so far, but not closed: more may follow.";
            case TORN -> "The journal's last line is cut off: what happened last may be missing here.";
            case ALTERED ->
                "The journal was altered: a line does not follow from the one before. Do not rely on this report.";
        };
    }

    static Tone journalTone(JournalState journal) {
        return switch (journal.state()) {
            case INTACT -> Tone.GOOD;
            case OPEN -> Tone.QUIET;
            case TORN -> Tone.WARN;
            case ALTERED -> Tone.BAD;
        };
    }

    /** The command that checks the journal, or null when it has no path or head. */
    static @Nullable String verify(JournalState journal) {
        return journal.path() == null || journal.head() == null
                ? null
                : "sluice journal verify " + shellWord(journal.path()) + " --head " + journal.head();
    }

    private static String shellWord(String text) {
        return text.matches("[A-Za-z0-9_./:@%+-]+") && !text.startsWith("-")
                ? text
                : "'" + text.replace("'", "'\\''") + "'";
    }

    // ---- small things --------------------------------------------------------------------------------------------

    /** A name on one line, short enough to stand in a sentence. */
    static String brief(String name) {
        return trimmed(name, MOST_NAME_BYTES);
    }

    /** A foreign text on one line, without the full stop at its end, cut. */
    static String trimmed(String text, int mostBytes) {
        // What is cut away need not be looked at: a name can be a megabyte.
        String near = text.length() > 4 * mostBytes ? Escape.cut(text, 4 * mostBytes) : text;
        String line = near.replaceAll("\\s+", " ").strip();
        String cut = line.getBytes(StandardCharsets.UTF_8).length > mostBytes ? Escape.cut(line, mostBytes) : line;
        return cut.endsWith(".") && !cut.endsWith("..") ? cut.substring(0, cut.length() - 1) : cut;
    }

    static String sentence(String clause) {
        return finished(capital(clause));
    }

    private static String finished(String text) {
        return text.endsWith(".") || text.endsWith("…") || text.endsWith("!") || text.endsWith("?") ? text : text + ".";
    }

    private static String capital(String text) {
        if (text.isEmpty() || (text.length() > 1 && Character.isDigit(text.charAt(1)))) {
            return text;
        }
        int word = text.indexOf(' ');
        String first = word < 0 ? text : text.substring(0, word);
        // bundleSize and src/main.c are names, which keep their case.
        return !first.isEmpty() && first.chars().allMatch(c -> c >= 'a' && c <= 'z')
                ? first.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1)
                : text;
    }
}
