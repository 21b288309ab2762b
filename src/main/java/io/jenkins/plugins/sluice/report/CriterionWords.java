package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Amount;
import io.jenkins.plugins.sluice.policy.Condition.Direction;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The part of {@link Words} that speaks of one criterion. A clause begins in lower case and has no full stop. */
final class CriterionWords {

    static final int MOST_DETAIL_BYTES = 240;

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

    static boolean comparable(Quantity one, Quantity other) {
        return one.dimension() == other.dimension();
    }

    Stated stated() {
        return stated;
    }

    CriterionVerdict verdict() {
        return verdict;
    }

    /** What was measured: {@code line coverage}. */
    String subject() {
        String selected = selected();
        if (row == null) {
            boolean custom = (stated.noun() == Noun.CUSTOM || stated.noun() == Noun.METRICS)
                    && !stated.property().isBlank();
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
                    case REVIEW_APPROVALS -> "approvals";
                    case REVIEW_SELF_APPROVALS -> "approvals by authors";
                    case REVIEW_CHANGE_REQUESTS -> "open requests for changes";
                    case ALERTS_FIRING -> "firing alerts";
                    case ALERTS_MISSING -> "missing alert rules";
                    case ALERTS_UNHEALTHY -> "unhealthy alert rules";
                    case ALERTS_SILENCED -> "silenced alerts";
                    case ALERTS_UNROUTED -> "alerts without a receiver";
                    case ROLLBACK_MISSING -> "missing rollback plans";
                    case ROLLBACK_OUTDATED -> "files newer than the rollback plan";
                    case MIGRATION_UNTESTED -> "untested migrations";
                    case MIGRATION_FAILED -> "failed migrations";
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
        if (total == null || verdict.trend().size() < 2) {
            return sentence;
        }
        String runs = " Since the oldest of " + Numbers.count(verdict.trend().size()) + " earlier runs";
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

    String parts(Quantity value) {
        return Numbers.count(value.numerator()) + " of " + Numbers.count(value.denominator()) + " " + wholes();
    }

    String wholes() {
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
                    case REVIEW_APPROVALS -> n + (singular ? " approval counts" : " approvals count");
                    case REVIEW_SELF_APPROVALS -> n + (singular ? " author" : " authors") + " approved the change";
                    case REVIEW_CHANGE_REQUESTS ->
                        n + (singular ? " reviewer asks" : " reviewers ask") + " for changes";
                    case ALERTS_FIRING -> n + (singular ? " alert fires" : " alerts fire");
                    case ALERTS_MISSING -> n + (singular ? " alert rule is" : " alert rules are") + " missing";
                    case ALERTS_UNHEALTHY -> n + (singular ? " alert rule fails" : " alert rules fail");
                    case ALERTS_SILENCED -> n + (singular ? " alert rule is" : " alert rules are") + " silenced";
                    case ALERTS_UNROUTED ->
                        n + (singular ? " alert rule reaches" : " alert rules reach") + " nobody who should know";
                    case ROLLBACK_MISSING -> n + (singular ? " rollback plan is" : " rollback plans are") + " missing";
                    case ROLLBACK_OUTDATED ->
                        n + (singular ? " file is" : " files are") + " newer than the rollback plan";
                    case MIGRATION_UNTESTED -> n + (singular ? " migration is" : " migrations are") + " untested";
                    case MIGRATION_FAILED -> n + (singular ? " migration" : " migrations") + " failed";
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

    @Nullable
    Amount like() {
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
                    case NO_EVIDENCE ->
                        isUnasked()
                                ? "its source was not asked, which this version does not do yet"
                                : isCheck()
                                        ? "it was not looked up"
                                        : named ? "no report was found for '" + about + "'" : "no report answers it";
                    case TOO_FEW_FILES ->
                        (named ? "'" + about + "'" : "its evidence") + " has fewer files than asked for" + fewer();
                    case TOOL_MISSING -> "the required tool" + named0 + " did not report";
                    case UNREADABLE ->
                        isCheck() ? "its source gave no answer" : "the report" + named0 + " cannot be read";
                    case STALE -> "the report" + named0 + " is older than this run";
                    case INCOMPLETE -> incomplete(named0, withDetail ? unknown.detail() : "");
                    case SCAN_FAILED -> (named ? "the scan by " + about : "the scan") + " is not complete";
                    case NOTHING_COUNTED -> "nothing was counted (0 of 0)";
                    case NOT_MEASURED ->
                        named ? "the report does not measure '" + about + "'" : "no report measures it";
                    case NO_REFERENCE -> detail.isEmpty() ? "there is no reference yet" : "there is no reference";
                    case REFERENCE_LACKS ->
                        "the reference lacks " + (named ? "'" + about + "'" : "what it compares with");
                    case OTHER_METHOD ->
                        "the reference tells findings" + (named ? " of " + about : "") + " apart in another way";
                    case OTHER_UNIT -> (named ? "'" + about + "'" : "the value") + " has another unit than the limit";
                    case CANNOT_TELL -> "its source cannot tell";
                }
                + (isToldInItsClause(unknown.reason()) ? "" : detail);
    }

    /** Whether something was asked instead of reading files. */
    /** Whether only a server could tell, and none is asked yet. */
    boolean isUnasked() {
        return stated.noun() == Noun.METRICS || stated.noun() == Noun.REVIEW || stated.noun() == Noun.ALERTS;
    }

    boolean isCheck() {
        Noun noun = stated.noun();
        return noun != null && noun.origin() == Noun.Origin.CHECK;
    }

    private static boolean isToldInItsClause(Unknown.Reason reason) {
        return reason == Unknown.Reason.INCOMPLETE || reason == Unknown.Reason.TOO_FEW_FILES;
    }

    /** How many files there are and how many were asked for, from a detail such as {@code 0 < 1}. */
    private String fewer() {
        String[] counts = unknownDetail().split(" < ", -1);
        return counts.length == 2 ? " (" + counts[0] + " of " + counts[1] + ")" : "";
    }

    private String unknownDetail() {
        Unknown unknown = verdict.unknown();
        return unknown == null ? "" : Words.trimmed(unknown.detail(), MOST_DETAIL_BYTES);
    }

    private String incomplete(String report, String howMany) {
        String count = Words.trimmed(howMany, MOST_DETAIL_BYTES);
        if (stated.noun() == Noun.MUTATION) {
            return (count.isEmpty() ? "some" : count) + " mutants have no result, so the run did not finish";
        }
        return "the report" + report + " declares " + (count.isEmpty() ? "" : count + " ") + "more than it holds";
    }

    /** What would have made it hold, as a clause in the imperative, or null when it holds or was left out. */
    @Nullable
    String remedy() {
        return new RemedyWords(this).remedy();
    }

    // ---- small words ---------------------------------------------------------------------------------------------

    /** The selectors in words, with a leading space, or "". */
    String selected() {
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

    boolean isCount() {
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

    /** What it does to the gate, or "" when that goes without saying. */
    String consequence() {
        return switch (verdict.consequence()) {
            case NONE, REMARK, LEFT_OUT -> "";
            case WARN -> "only warns";
            case INCONCLUSIVE -> "holds the gate up";
            case FAIL -> "fails the gate";
        };
    }

    static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
