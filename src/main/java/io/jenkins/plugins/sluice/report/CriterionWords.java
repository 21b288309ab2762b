package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Amount;
import io.jenkins.plugins.sluice.policy.Condition.Direction;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Consequence;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of {@link Words} that speaks of one criterion. A clause begins in lower case and has no full stop. */
final class CriterionWords {

    private static final int MOST_DETAIL_BYTES = 240;

    private final CriterionVerdict verdict;
    private final Stated stated;
    private final @Nullable Property row;
    private final String reference;
    private final Numbers.@Nullable Pair pair;

    /** @param reference what a drift is measured from, such as "the reference" */
    CriterionWords(CriterionVerdict verdict, String reference) {
        this.verdict = verdict;
        this.stated = Stated.of(verdict.criterion());
        this.row = stated.row().orElse(null);
        this.reference = reference;
        this.pair = verdict.value() == null || verdict.limit() == null || !comparable(verdict.value(), verdict.limit())
                ? null
                : Numbers.pair(verdict.value(), verdict.limit(), stated.direction() == null ? stated.amount() : null);
    }

    private static boolean comparable(Quantity one, Quantity other) {
        return one.dimension() == other.dimension();
    }

    Stated stated() {
        return stated;
    }

    /** What was measured: {@code line coverage}. */
    String subject() {
        String selected = selected();
        if (row == null) {
            boolean custom = stated.noun() == Noun.CUSTOM && !stated.property().isBlank();
            String name = Words.brief(custom ? stated.property() : stated.left());
            return name.isBlank() ? "the value" : custom ? name + selected : name;
        }
        String fresh = stated.onlyNew() ? "new " : "";
        return switch (row) {
                    case TESTS_TOTAL -> "number of tests";
                    case TESTS_PASSED -> "passed tests";
                    case TESTS_FAILED -> stated.onlyNew() ? "newly failing tests" : "failed tests";
                    case TESTS_SKIPPED -> "skipped tests";
                    case TESTS_FLAKY -> "flaky tests";
                    case TESTS_PASS_RATE -> "pass rate of tests";
                    case TESTS_DURATION -> "duration of tests";
                    case COVERAGE_LINE -> "line coverage";
                    case COVERAGE_BRANCH -> "branch coverage";
                    case COVERAGE_INSTRUCTION -> "instruction coverage";
                    case COVERAGE_METHOD -> "method coverage";
                    case MUTATION_SCORE -> "mutation score";
                    case MUTATION_STRENGTH -> "test strength";
                    case MUTATION_SURVIVED -> "surviving mutants";
                    case FINDINGS_COUNT -> fresh + "findings";
                    case LOAD_SAMPLES -> "samples";
                    case LOAD_ERROR_RATE -> "error rate";
                    case LOAD_THROUGHPUT -> "throughput";
                    case LOAD_MEAN -> "mean response time";
                    case LOAD_P50 -> "median response time";
                    case LOAD_P90, LOAD_P95, LOAD_P99 -> row.word() + " response time";
                    case LOAD_MAX -> "longest response time";
                }
                + selected;
    }

    /** The value as it is shown beside the limit, or null when unknown. */
    @Nullable
    String value() {
        if (pair != null) {
            return pair.value().text();
        }
        return verdict.value() == null ? null : Numbers.of(verdict.value(), stated.amount());
    }

    /** The limit as it is shown beside the value, or null when a drift has no reference. */
    @Nullable
    String limit() {
        if (pair != null) {
            return pair.limit().text();
        }
        Amount amount = stated.amount();
        if (amount != null && stated.direction() == null) {
            return Numbers.written(amount);
        }
        return verdict.limit() == null ? null : Numbers.of(verdict.limit());
    }

    /** The limit with how the value must compare: {@code at least 80 %}. */
    String bound() {
        String limit = limit();
        if (limit == null) {
            return drift();
        }
        return bound(limit);
    }

    private String bound(String limit) {
        Operator operator = stated.operator();
        if (operator == null) {
            return limit;
        }
        return switch (operator) {
            case EQUAL -> isNone(limit) ? "none" : "exactly " + limit;
            case NOT_EQUAL -> "anything but " + limit;
            case AT_MOST -> isNone(limit) ? "none" : "at most " + limit;
            case AT_LEAST -> "at least " + limit;
            case LESS -> isCount() ? "fewer than " + limit : "less than " + limit;
            case GREATER -> "more than " + limit;
        };
    }

    /** What a drift allows: {@code at most 0.5 pp less}. */
    private String drift() {
        Amount amount = stated.amount();
        if (stated.direction() == null || amount == null) {
            return stated.operator() == null ? "" : stated.operator().symbol();
        }
        String more = stated.direction() == Direction.RISES ? "more" : isCount() ? "fewer" : "less";
        return amount.number().signum() == 0 ? "no " + more : "at most " + Numbers.written(amount) + " " + more;
    }

    /** The rule that the value was held against, with its verb: {@code at least 80 % is required}. */
    private String rule(boolean verb) {
        String text = stated.direction() == null ? bound() : drift();
        Amount amount = stated.amount();
        if (verb
                && stated.direction() != null
                && amount != null
                && amount.number().signum() == 0) {
            boolean rises = stated.direction() == Direction.RISES;
            return isCount()
                    ? "there must be no " + (rises ? "more" : "fewer")
                    : "it must not " + (rises ? "rise" : "drop");
        }
        boolean several =
                isCount() && amount != null && amount.number().compareTo(BigDecimal.ONE) != 0 && !text.equals("none");
        String is = verb ? several ? " are " : " is " : " ";
        boolean required = stated.direction() == null
                && !text.equals("none")
                && stated.operator() != Operator.AT_MOST
                && stated.operator() != Operator.LESS;
        String rule = text + is + (required ? "required" : "allowed");
        String limit = limit();
        boolean relative = stated.direction() != null
                && amount != null
                && amount.number().signum() != 0
                && limit != null
                && verdict.limit() != null
                && amount.unit().dimension().orElse(verdict.limit().dimension())
                        != verdict.limit().dimension();
        return relative ? rule + " (" + limit + ")" : rule;
    }

    /**
     * One clause with the numbers: {@code line coverage is 79.99 % (…), but at least 80 % is required}.
     *
     * @param change whether to say how far the value is from the reference even where the limit does not depend on it
     */
    String clause(boolean change) {
        Quantity value = verdict.value();
        if (verdict.state() == State.UNKNOWN || value == null) {
            return unknownClause();
        }
        String measured = measured() + (change || stated.direction() != null ? change() : "");
        if (verdict.state() == State.BROKEN) {
            return measured + ", but " + rule(true);
        }
        boolean obvious = isCount() && value.signum() == 0 && bound().equals("none");
        return obvious ? measured : measured + ", " + rule(false);
    }

    private String unknownClause() {
        String why = unknown(true);
        return switch (verdict.consequence()) {
            case LEFT_OUT -> subject() + " " + isAre() + " left out: " + why;
            case FAIL, WARN, REMARK ->
                verdict.state() == State.BROKEN
                        ? subject() + " " + isAre() + " unknown, which counts as broken here: " + why
                        : subject() + " cannot be judged: " + why;
            case NONE, INCONCLUSIVE -> subject() + " cannot be judged: " + why;
        };
    }

    /** The clause as a sentence, with how far the value went over all runs. */
    String sentence() {
        String sentence = Words.sentence(clause(true));
        Quantity total = verdict.total();
        if (total == null || verdict.trend().isEmpty()) {
            return sentence;
        }
        String runs = verdict.trend().size() == 1
                ? " Since the run before"
                : " Since the oldest of " + Numbers.count(verdict.trend().size()) + " earlier runs";
        return sentence
                + runs
                + (total.signum() == 0 ? " it has not moved." : " it has moved by " + signed(total) + ".");
    }

    private String measured() {
        Quantity value = verdict.value();
        if (value == null) {
            return subject();
        }
        String text = value();
        if (row != null && isCount()) {
            return counted(value, text == null ? "" : text);
        }
        String of = row != null && row.dimension() == Dimension.RATIO ? " (" + parts(value) + ")" : "";
        return subject() + " is " + text + of;
    }

    private String parts(Quantity value) {
        return Numbers.count(value.numerator()) + " of " + Numbers.count(value.denominator()) + " " + wholes();
    }

    private String wholes() {
        return row == null
                ? ""
                : switch (row) {
                    case COVERAGE_LINE -> "lines";
                    case COVERAGE_BRANCH -> "branches";
                    case COVERAGE_INSTRUCTION -> "instructions";
                    case COVERAGE_METHOD -> "methods";
                    case MUTATION_SCORE, MUTATION_STRENGTH -> "mutants";
                    case LOAD_ERROR_RATE -> "samples";
                    default -> "tests";
                };
    }

    private String counted(Quantity value, String number) {
        boolean one = value.equals(Quantity.count(1));
        String n = value.signum() == 0 ? "no" : number;
        boolean singular = one || value.signum() == 0;
        String tests = singular ? n + " test" : n + " tests";
        String selected = selected();
        return row == null
                ? number
                : switch (row) {
                    case TESTS_TOTAL -> tests + selected;
                    case TESTS_PASSED -> tests + selected + " passed";
                    case TESTS_FAILED ->
                        tests + selected + (stated.onlyNew() ? singular ? " newly fails" : " newly fail" : " failed");
                    case TESTS_SKIPPED -> tests + selected + (singular ? " was skipped" : " were skipped");
                    case TESTS_FLAKY -> tests + selected + (singular ? " is flaky" : " are flaky");
                    case MUTATION_SURVIVED -> n + (singular ? " mutant" : " mutants") + selected + " survived";
                    case FINDINGS_COUNT ->
                        n + (stated.onlyNew() ? " new" : "") + (singular ? " finding" : " findings") + selected;
                    case LOAD_SAMPLES -> n + (singular ? " sample" : " samples") + selected;
                    default -> number + " " + subject();
                };
    }

    /** How the value moved from the reference, or "". */
    private String change() {
        Quantity value = verdict.value();
        Quantity before = verdict.reference();
        if (value == null || before == null || stated.onlyNew() || !comparable(value, before)) {
            return "";
        }
        String was = Numbers.of(before, like());
        int direction = value.compareTo(before);
        if (direction == 0) {
            return ", as in " + reference;
        }
        String more = direction > 0 ? " more" : isCount() ? " fewer" : " less";
        String change = distance(value.minus(before));
        return ", " + change + more + " than in " + reference + " (" + was + ")";
    }

    /** How far the value moved, shown so that it does not contradict the drift that is allowed. */
    private String distance(Quantity difference) {
        Quantity size = difference.signum() < 0 ? difference.negated() : difference;
        Quantity limit = verdict.limit();
        Quantity before = verdict.reference();
        String text;
        if (stated.direction() != null && limit != null && before != null && comparable(limit, before)) {
            Quantity allowed = limit.minus(before);
            text = Numbers.pair(size, allowed.signum() < 0 ? allowed.negated() : allowed, stated.amount())
                    .value()
                    .text();
        } else {
            text = Numbers.of(size, like());
        }
        return Numbers.points(text);
    }

    /** The change since the reference with its sign, or null. */
    @Nullable
    String signedChange() {
        Quantity value = verdict.value();
        Quantity before = verdict.reference();
        if (value == null || before == null || !comparable(value, before)) {
            return null;
        }
        Quantity difference = value.minus(before);
        return difference.signum() == 0 ? "±0" : (difference.signum() > 0 ? "+" : "−") + distance(difference);
    }

    String signed(Quantity difference) {
        String text = Numbers.points(Numbers.of(difference, like()));
        return difference.signum() > 0 ? "+" + text : text;
    }

    String shown(Quantity quantity) {
        return Numbers.of(quantity, like());
    }

    private @Nullable Amount like() {
        return stated.direction() == null ? stated.amount() : null;
    }

    // ---- what is not known ---------------------------------------------------------------------------------------

    /** Why it is unknown, as a clause. */
    String unknown(boolean withDetail) {
        Unknown unknown = verdict.unknown();
        if (unknown == null) {
            return "no value was given";
        }
        String about = Words.brief(unknown.subject());
        boolean named = !about.isBlank();
        String detail = withDetail && !unknown.detail().isBlank()
                ? ": " + Words.trimmed(unknown.detail(), MOST_DETAIL_BYTES)
                : "";
        String named0 = named ? " '" + about + "'" : "";
        return switch (unknown.reason()) {
                    case NO_EVIDENCE -> named ? "no report was found for '" + about + "'" : "no report answers it";
                    case TOO_FEW_FILES ->
                        (named ? "'" + about + "'" : "its evidence") + " has fewer files than asked for";
                    case TOOL_MISSING -> "the required tool" + named0 + " did not report";
                    case UNREADABLE -> "the report" + named0 + " cannot be read";
                    case STALE -> "the report" + named0 + " is older than this run";
                    case INCOMPLETE -> "the report" + named0 + " declares more than it holds";
                    case SCAN_FAILED -> (named ? "the scan by " + about : "the scan") + " is not complete";
                    case NOTHING_COUNTED -> "nothing was counted (0 of 0)";
                    case NOT_MEASURED ->
                        named ? "the report does not measure '" + about + "'" : "no report measures it";
                    case NO_REFERENCE -> "there is no reference to compare with yet";
                    case REFERENCE_LACKS ->
                        "the reference lacks " + (named ? "'" + about + "'" : "what it compares with");
                    case OTHER_METHOD ->
                        "the reference tells findings" + (named ? " of " + about : "") + " apart in another way";
                    case OTHER_UNIT -> (named ? "'" + about + "'" : "the value") + " has another unit than the limit";
                }
                + detail;
    }

    private String unknownRemedy(Unknown unknown) {
        String about = Words.brief(unknown.subject());
        boolean named = !about.isBlank();
        String it = named ? about : subject();
        String detail = unknown.detail().isBlank() ? "" : ": " + Words.trimmed(unknown.detail(), MOST_DETAIL_BYTES);
        return switch (unknown.reason()) {
            case NO_EVIDENCE ->
                "write a report for " + it + " before the gate runs, or correct where it is looked for" + detail;
            case TOO_FEW_FILES -> "let every file of " + it + " be written before the gate runs" + detail;
            case TOOL_MISSING -> "run " + it + " and give its report to the gate" + detail;
            case UNREADABLE -> "write " + (named ? about : "the report") + " again" + detail;
            case STALE -> "run the tool that writes " + (named ? about : "the report") + " in this build" + detail;
            case INCOMPLETE -> "run again what writes " + (named ? about : "the report") + detail;
            case SCAN_FAILED -> "run the scan " + (named ? "by " + about + " " : "") + "again" + detail;
            case NOTHING_COUNTED -> "give " + it + " something to count: 0 of 0 says nothing" + detail;
            case NOT_MEASURED -> "let a tool measure " + it + detail;
            case NO_REFERENCE ->
                "let one run finish in which every other criterion holds: it becomes the reference" + detail;
            case REFERENCE_LACKS, OTHER_METHOD ->
                "accept a newer run as the reference, one that was made like this one" + detail;
            case OTHER_UNIT -> "give " + it + " and its limit the same unit" + detail;
        };
    }

    // ---- what would have helped ----------------------------------------------------------------------------------

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
        if (value == null || limit == null || !comparable(value, limit) || stated.operator() == null) {
            return "find out why " + subject() + " has no value that compares with its limit";
        }
        if (stated.operator() == Operator.NOT_EQUAL) {
            return "bring " + subject() + " to " + bound();
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
        } else if (row != null && isCount()) {
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
                        + Numbers.atLeast(down ? value.minus(limit) : limit.minus(value), like());
        return by.isEmpty()
                ? "bring " + subject() + " to " + bound()
                : down ? "bring " + subject() + " down" + by : "raise " + subject() + by;
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
                "let the tests notice " + n + (down ? " fewer" : " more") + " of " + whole + " mutants" + selected();
            case LOAD_ERROR_RATE ->
                down
                        ? "make " + n + " of the " + Numbers.count(value.numerator()) + " failed samples" + selected()
                                + " succeed"
                        : "let " + n + " more samples fail";
            default -> "cover " + n + (down ? " fewer" : " more") + " of " + whole + " " + wholes() + selected();
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
                default -> "take " + n + " fewer samples";
            };
        }
        String or = stated.direction() == null
                ? ""
                : one
                        ? ", or accept this run as the reference if it was removed on purpose"
                        : ", or accept this run as the reference if they were removed on purpose";
        return switch (property) {
            case TESTS_TOTAL -> "bring back " + n + tests + selected() + or;
            case TESTS_PASSED -> "let " + n + " more" + tests + selected() + " pass";
            case LOAD_SAMPLES -> "take " + n + (one ? " more sample" : " more samples") + selected();
            default -> "bring " + subject() + " up by " + n;
        };
    }

    /** "fix 2 of the 3 failing tests", "fix the failing test X", "fix both failing tests". */
    private String fix(String verb, BigInteger steps, BigInteger all, String thing) {
        String selected = selected();
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

    // ---- small words ---------------------------------------------------------------------------------------------

    /** The selectors in words, with a leading space, or "". */
    private String selected() {
        StringBuilder words = new StringBuilder();
        for (Stated.Chosen chosen : stated.selectors()) {
            String value = Words.brief(chosen.value());
            words.append(
                    switch (chosen.key()) {
                        case "new" -> "";
                        case "severity" -> " of severity " + severity(chosen.operator(), value);
                        case "tool" -> " from " + value;
                        case "rule" -> " of rule " + value;
                        case "evidence" -> " in " + value;
                        case "label" -> " of '" + value + "'";
                        case "kind" -> " of transactions";
                        default -> " with " + chosen.key() + " " + value;
                    });
        }
        return words.toString();
    }

    private static String severity(String operator, String severity) {
        return switch (operator) {
            case ">=" -> severity.equals("critical") ? severity : severity + " or worse";
            case ">" -> "worse than " + severity;
            case "<=" -> severity.equals("low") ? severity : severity + " or milder";
            case "<" -> "milder than " + severity;
            default -> severity;
        };
    }

    private boolean isCount() {
        return row != null && row.dimension() == Dimension.COUNT;
    }

    private boolean isNone(String limit) {
        return isCount() && limit.equals("0");
    }

    private String isAre() {
        return row != null && isCount() && row != Property.TESTS_TOTAL ? "are" : "is";
    }

    Tone tone() {
        if (verdict.state() == State.HOLDS) {
            return Tone.GOOD;
        }
        boolean broke = verdict.unknown() != null && verdict.unknown().reason().broken();
        return switch (verdict.consequence()) {
            case FAIL -> broke ? Tone.BROKE : Tone.BAD;
            case WARN -> broke ? Tone.BROKE : Tone.WARN;
            case INCONCLUSIVE -> broke ? Tone.BROKE : Tone.UNKNOWN;
            case NONE, REMARK, LEFT_OUT -> Tone.QUIET;
        };
    }

    /** One or two words for what was found. */
    String label() {
        boolean broke = verdict.unknown() != null && verdict.unknown().reason().broken();
        return switch (verdict.consequence()) {
            case LEFT_OUT -> "Left out";
            case REMARK -> verdict.state() == State.UNKNOWN ? "Unknown, a remark" : "Remark";
            case NONE, FAIL, WARN, INCONCLUSIVE ->
                switch (verdict.state()) {
                    case HOLDS -> "Holds";
                    case BROKEN -> broke ? "Tool broke" : verdict.value() == null ? "No data" : "Broken";
                    case UNKNOWN -> broke ? "Tool broke" : "Unknown";
                };
        };
    }

    String consequence() {
        return switch (verdict.consequence()) {
            case NONE -> "stops nothing";
            case REMARK -> "is only a remark";
            case LEFT_OUT -> "was left out";
            case WARN -> "gives a warning";
            case INCONCLUSIVE -> "leaves the gate unable to tell";
            case FAIL -> "stops the release";
        };
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
