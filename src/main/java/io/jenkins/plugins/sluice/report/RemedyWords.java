package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The part of {@link Words} that says what would have made a criterion hold. */
final class RemedyWords {

    private final CriterionWords words;
    private final CriterionVerdict verdict;
    private final Stated stated;
    private final @Nullable Property row;

    RemedyWords(CriterionWords words) {
        this.words = words;
        this.verdict = words.verdict();
        this.stated = words.stated();
        this.row = stated.row().orElse(null);
    }

    /** What would have made it hold, as a clause in the imperative, or null when it holds or was left out. */
    @Nullable
    String remedy() {
        if (verdict.state() == State.HOLDS || verdict.consequence() == Consequence.LEFT_OUT) {
            return null;
        }
        Quantity value = verdict.value();
        Quantity limit = verdict.limit();
        Unknown unknown = verdict.unknown();
        if (unknown != null && (verdict.state() == State.UNKNOWN || value == null)) {
            return unknownRemedy(unknown);
        }
        if (value == null || limit == null || !CriterionWords.comparable(value, limit) || stated.operator() == null) {
            return "find out why " + words.subject() + " has no value that compares with its limit";
        }
        if (stated.operator() == Operator.NOT_EQUAL) {
            return "bring " + words.subject() + " to " + words.bound();
        }
        boolean down = value.compareTo(limit) > 0 || (value.equals(limit) && stated.operator() == Operator.LESS);
        Quantity whole = row != null && row.dimension() == Dimension.RATIO
                ? new Quantity(Dimension.COUNT, value.denominator(), BigInteger.ONE)
                : null;
        if (whole != null) {
            BigInteger target = whole(limit.times(asRatio(whole)), down);
            BigInteger steps = target.subtract(value.numerator()).abs();
            if (target.signum() >= 0 && target.compareTo(value.denominator()) <= 0) {
                return parts(value, steps, down);
            }
        } else if (row != null && words.isCount()) {
            BigInteger target = whole(limit, down);
            BigInteger now = value.numerator().divide(value.denominator());
            if (target.signum() >= 0) {
                return things(now, target.subtract(now).abs(), down);
            }
        }
        String by = value.equals(limit)
                ? ""
                : " by "
                        + (strict() ? "more than " : "")
                        + Numbers.atLeast(down ? value.minus(limit) : limit.minus(value), words.like());
        return by.isEmpty()
                ? "bring " + words.subject() + " to " + words.bound()
                : down ? "bring " + words.subject() + " down" + by : "raise " + words.subject() + by;
    }

    private static Quantity asRatio(Quantity whole) {
        return new Quantity(Dimension.RATIO, whole.numerator(), whole.denominator());
    }

    private boolean strict() {
        return stated.operator() == Operator.LESS || stated.operator() == Operator.GREATER;
    }

    /** The nearest whole number on the good side of a limit. */
    private BigInteger whole(Quantity limit, boolean down) {
        BigInteger[] parts = limit.numerator().divideAndRemainder(limit.denominator());
        boolean exact = parts[1].signum() == 0;
        if (down) {
            return exact && strict() ? parts[0].subtract(BigInteger.ONE) : parts[0];
        }
        return exact && !strict() ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    private String parts(Quantity value, BigInteger steps, boolean down) {
        String n = Numbers.count(steps);
        BigInteger rest = value.denominator().subtract(value.numerator());
        String whole = Numbers.count(value.denominator());
        return switch (row == null ? Property.COVERAGE_LINE : row) {
            case TESTS_PASS_RATE -> down ? "let " + n + " fewer tests pass" : fix("fix", steps, rest, "failing test");
            case MUTATION_SCORE, MUTATION_STRENGTH ->
                "let the tests notice " + n + (down ? " fewer" : " more") + " of " + whole + " mutants"
                        + words.selected();
            case LOAD_ERROR_RATE ->
                down
                        ? "make " + n + " of the " + Numbers.count(value.numerator()) + " failed samples"
                                + words.selected() + " succeed"
                        : "let " + n + " more samples fail";
            default ->
                "cover " + n + (down ? " fewer" : " more") + " of " + whole + " " + words.wholes() + words.selected();
        };
    }

    private String things(BigInteger now, BigInteger steps, boolean down) {
        String n = Numbers.count(steps);
        boolean one = steps.equals(BigInteger.ONE);
        String tests = one ? " test" : " tests";
        String fresh = stated.onlyNew() ? "newly " : "";
        Property property = row == null ? Property.LOAD_SAMPLES : row;
        if (down) {
            return switch (property) {
                case TESTS_FAILED -> fix("fix", steps, now, fresh + "failing test");
                case TESTS_SKIPPED -> fix("run", steps, now, "skipped test");
                case TESTS_FLAKY -> fix("steady", steps, now, "flaky test");
                case MUTATION_SURVIVED -> fix("let the tests notice", steps, now, "surviving mutant");
                case FINDINGS_COUNT ->
                    fix("fix", steps, now, (stated.onlyNew() ? "new " : "") + "finding")
                            + (one
                                    ? ", or waive it with an owner and a date"
                                    : ", or waive them with an owner and a date");
                case TESTS_TOTAL, TESTS_PASSED -> "remove " + n + tests;
                case REVIEW_SELF_APPROVALS -> "let somebody approve who made no part of the change";
                case REVIEW_CHANGE_REQUESTS -> fix("settle", steps, now, "open request");
                case ALERTS_FIRING -> fix("resolve", steps, now, "firing alert");
                case ALERTS_MISSING -> fix("add", steps, now, "missing alert rule");
                case ALERTS_UNHEALTHY -> fix("repair", steps, now, "failing alert rule");
                case ALERTS_SILENCED -> fix("end the silence of", steps, now, "silenced alert rule");
                case ALERTS_UNROUTED -> fix("route", steps, now, "alert rule") + " to a receiver that tells somebody";
                case ROLLBACK_MISSING -> "write the rollback plan and commit it";
                case ROLLBACK_OUTDATED -> "go through the rollback plan, and commit it with or after what has changed";
                case MIGRATION_UNTESTED -> fix("test", steps, now, "untested migration");
                case MIGRATION_FAILED -> fix("repair", steps, now, "failed migration");
                default -> "take " + n + " fewer samples";
            };
        }
        String or = stated.direction() == null
                ? ""
                : one
                        ? ", or accept this run as the reference if it was removed on purpose"
                        : ", or accept this run as the reference if they were removed on purpose";
        return switch (property) {
            case TESTS_TOTAL -> "bring back " + n + tests + words.selected() + or;
            case TESTS_PASSED -> "let " + n + " more" + tests + words.selected() + " pass";
            case LOAD_SAMPLES -> "take " + n + (one ? " more sample" : " more samples") + words.selected();
            case REVIEW_APPROVALS ->
                "let " + n + (one ? " person" : " people")
                        + (verdict.value() == null || verdict.value().signum() == 0 ? "" : " more")
                        + " approve exactly this commit, who made no part of it";
            default -> "bring " + words.subject() + " up by " + n;
        };
    }

    /** "fix 2 of the 3 failing tests", "fix the failing test X", "fix both failing tests". */
    private String fix(String verb, BigInteger steps, BigInteger all, String thing) {
        String selected = words.selected();
        if (steps.compareTo(all) < 0) {
            return verb + " " + Numbers.count(steps) + " of the " + Numbers.count(all) + " " + thing + "s" + selected;
        }
        if (all.equals(BigInteger.ONE)) {
            if (verdict.offenders().size() != 1) {
                return verb + " the " + thing + selected;
            }
            Offender only = verdict.offenders().get(0);
            String place = only.place() == null ? "" : " at " + Words.brief(only.place());
            return verb + " the " + thing + selected + " (" + Words.brief(only.name()) + place + ")";
        }
        return verb + (all.equals(BigInteger.TWO) ? " both " : " all " + Numbers.count(all) + " ") + thing + "s"
                + selected;
    }

    private String unknownRemedy(Unknown unknown) {
        String about = Words.brief(unknown.subject());
        boolean named = !about.isBlank();
        String it = named ? about : words.subject();
        String detail = unknown.detail().isBlank()
                ? ""
                : ": " + Words.trimmed(unknown.detail(), CriterionWords.MOST_DETAIL_BYTES);
        return switch (unknown.reason()) {
            case NO_EVIDENCE ->
                words.isUnasked()
                        ? "take the criterion out, or give it 'onNoData: ignore', until this version can ask its source"
                        : words.isCheck()
                                ? "let the gate run where it can look it up" + detail
                                : "write a report for " + it
                                        + " before the gate runs, or correct where it is looked for" + detail;
            case TOO_FEW_FILES -> "let every file of " + it + " be written before the gate runs";
            case TOOL_MISSING -> "run " + it + " and give its report to the gate" + detail;
            case UNREADABLE ->
                words.isCheck()
                        ? "let its source answer" + detail
                        : "write " + (named ? about : "the report") + " again" + detail;
            case STALE -> "run the tool that writes " + (named ? about : "the report") + " in this build" + detail;
            case INCOMPLETE -> "run again what writes " + (named ? about : "the report") + ", and let it finish";
            case SCAN_FAILED -> "run the scan " + (named ? "by " + about + " " : "") + "again" + detail;
            case NOTHING_COUNTED -> "give " + it + " something to count: 0 of 0 says nothing" + detail;
            case NOT_MEASURED -> "let a tool measure " + it + detail;
            case NO_REFERENCE ->
                unknown.detail().startsWith("no history")
                        ? "keep a history of the runs, or give a reference file"
                        : "let one run finish in which every other criterion holds: it becomes the reference";
            case REFERENCE_LACKS, OTHER_METHOD ->
                "accept a newer run as the reference, one that was made like this one" + detail;
            case OTHER_UNIT -> "give " + it + " and its limit the same unit" + detail;
            case CANNOT_TELL -> "let its source tell" + detail;
        };
    }
}
