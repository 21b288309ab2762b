package io.jenkins.plugins.sluice.report;

import static io.jenkins.plugins.sluice.report.Verdicts.broken;
import static io.jenkins.plugins.sluice.report.Verdicts.millis;
import static io.jenkins.plugins.sluice.report.Verdicts.percent;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

    private static String remedy(CriterionVerdict criterion) {
        GateVerdict verdict = Verdicts.verdict("g", Outcome.FAIL, List.of(criterion), null);
        return Numbers.plain(String.valueOf(Words.remedy(verdict, criterion)));
    }

    private static String sentence(CriterionVerdict criterion) {
        GateVerdict verdict = Verdicts.verdict("g", Outcome.FAIL, List.of(criterion), null);
        return Numbers.plain(Words.sentence(verdict, criterion));
    }

    private static String why(GateVerdict verdict) {
        return Numbers.plain(Words.why(verdict));
    }

    @Test
    void givenOutcomes_whenAsked_thenTheHeadlineAnswersWhetherItMayGoOn() {
        assertThat(Words.headline(Outcome.PASS)).isEqualTo("May go on");
        assertThat(Words.headline(Outcome.WARN)).isEqualTo("May go on, with a warning");
        assertThat(Words.headline(Outcome.INCONCLUSIVE)).isEqualTo("Cannot tell");
        assertThat(Words.headline(Outcome.FAIL)).isEqualTo("Must not go on");
    }

    @Test
    void givenAFailure_whenAsked_thenWhyNamesTheNumbers() {
        assertThat(why(Verdicts.fail()))
                .isEqualTo(
                        "5 of 7 criteria are broken: 1 test newly fails, but none is allowed; 1,203 tests, 1 fewer than in"
                                + " the reference (1,204), but there must be no fewer; line coverage is 79.99 % (79,996 of 100,000"
                                + " lines), but at least 80 % is required; and 2 more; besides, 1 remark.");
    }

    @Test
    void givenAFailure_whenAsked_thenTheRemediesAreConcrete() {
        assertThat(Words.remedies(Verdicts.fail()).stream().map(Numbers::plain))
                .containsExactly(
                        "Fix the newly failing test (com.acme.cart.CartTest.totalIncludesDiscount at"
                                + " src/test/java/com/acme/cart/CartTest.java:87).",
                        "Bring back 1 test, or accept this run as the reference if it was removed on purpose.",
                        "Cover 4 more of 100,000 lines.",
                        "Fix the new finding of severity high or worse (java/sql-injection at"
                                + " src/main/java/com/acme/order/OrderQuery.java:42), or waive it with an owner and a date.",
                        "Bring p95 response time down by 40 ms.");
    }

    @Test
    void givenCounts_whenTooMany_thenTheRemedySaysHowMany() {
        assertThat(remedy(broken("tests.failed <= 1", Quantity.count(3), Quantity.count(1))))
                .isEqualTo("Fix 2 of the 3 failing tests.");
        assertThat(remedy(broken("tests.failed < 3", Quantity.count(3), Quantity.count(3))))
                .isEqualTo("Fix 1 of the 3 failing tests.");
        assertThat(remedy(broken("tests.failed = 0", Quantity.count(2), Quantity.count(0))))
                .isEqualTo("Fix both failing tests.");
        assertThat(remedy(broken("findings[new, tool=spotbugs] <= 3", Quantity.count(5), Quantity.count(3))))
                .isEqualTo("Fix 2 of the 5 new findings from spotbugs, or waive them with an owner and a date.");
        assertThat(remedy(broken("tests[evidence=e2e].total >= 40", Quantity.count(38), Quantity.count(40))))
                .isEqualTo("Bring back 2 tests in e2e.");
    }

    @Test
    void givenRatios_whenBroken_thenTheRemedyCountsTheParts() {
        assertThat(remedy(broken("coverage.line >= 80%", Quantity.ratio(979, 1_240), percent("80"))))
                .isEqualTo("Cover 13 more of 1,240 lines.");
        assertThat(remedy(broken("coverage.line > 80%", Quantity.ratio(992, 1_240), percent("80"))))
                .isEqualTo("Cover 1 more of 1,240 lines.");
        assertThat(remedy(broken("tests.passRate >= 99.5%", Quantity.ratio(197, 200), percent("99.5"))))
                .isEqualTo("Fix 2 of the 3 failing tests.");
        assertThat(remedy(broken("load.errorRate < 1%", Quantity.ratio(13, 1_000), percent("1"))))
                .isEqualTo("Make 4 of the 13 failed samples succeed.");
    }

    @Test
    void givenStrictLimits_whenBroken_thenTheRemedyGoesBeyondThem() {
        assertThat(remedy(broken("load.p95 < 500ms", millis(540), millis(500))))
                .isEqualTo("Bring p95 response time down by more than 40 ms.");
        assertThat(remedy(broken("load.p95 < 500ms", millis(500), millis(500))))
                .isEqualTo("Bring p95 response time to less than 500 ms.");
        assertThat(remedy(broken("load.throughput > 100/min", Verdicts.perMinute(88), Verdicts.perMinute(100))))
                .isEqualTo("Raise throughput by more than 12/min.");
    }

    @Test
    void givenASlowDecline_whenTold_thenTheWholeWayIsNamed() {
        GateVerdict verdict = Verdicts.slowDecline();
        assertThat(Numbers.plain(Words.sentence(verdict, verdict.criteria().get(0))))
                .isEqualTo(
                        "Line coverage is 79.4 % (7,940 of 10,000 lines), 1.2 pp less than in the best of 10 runs (80.6 %),"
                                + " but at most 0.5 pp less is allowed. Since the oldest of 8 earlier runs it has moved by -1.2 pp.");
    }

    @Test
    void givenARelativeDrift_whenTold_thenItsBoundIsNamedToo() {
        assertThat(sentence(broken("load.p99 rises at most 10%", millis(560), millis(550), millis(500))))
                .isEqualTo(
                        "p99 response time is 560 ms, 60 ms more than in the reference (500 ms), but at most 10 % more is"
                                + " allowed (550 ms).");
    }

    @Test
    void givenABrokenTool_whenTold_thenItIsNotBlamedOnTheCode() {
        GateVerdict verdict = Verdicts.toolBroke();
        assertThat(why(verdict))
                .isEqualTo(
                        "1 of 4 criteria cannot be judged because a tool or its report broke: the scan by semgrep is not"
                                + " complete: exit code 2, out of memory in taint analysis; 3 others hold.");
        assertThat(Words.remedies(verdict))
                .containsExactly("Run the scan by semgrep again: exit code 2, out of memory in taint analysis.");
        assertThat(Words.tone(verdict)).isEqualTo(Tone.BROKE);
        assertThat(Words.tone(Verdicts.firstRun())).isEqualTo(Tone.UNKNOWN);
        assertThat(Words.tone(Verdicts.fail())).isEqualTo(Tone.BAD);
    }

    @Test
    void givenNothingJudged_whenTold_thenNotAPass() {
        assertThat(why(Verdicts.nothingJudged())).isEqualTo("Nothing was judged: the gate has no criteria.");
        assertThat(why(Verdicts.allLeftOut()))
                .isEqualTo("Nothing was judged: both criteria were left out for want of data.");
        assertThat(Words.remedies(Verdicts.allLeftOut()))
                .singleElement()
                .asString()
                .contains("evidence");
    }

    @Test
    void givenSomethingLeftOut_whenItPasses_thenTheSentenceSaysSo() {
        GateVerdict verdict = Verdicts.verdict(
                "g",
                Outcome.PASS,
                List.of(
                        Verdicts.holds("tests.failed = 0", Quantity.count(0), Quantity.count(0)),
                        Verdicts.leftOut("load.p95 <= 500ms", Unknown.Reason.NO_EVIDENCE)),
                null);
        assertThat(why(verdict))
                .isEqualTo(
                        "1 of 2 criteria holds: no test failed; 1 was left out for want of data (load.p95 <= 500ms).");
    }

    @Test
    void givenAFirstRun_whenTold_thenTheReferenceIsMissed() {
        assertThat(why(Verdicts.firstRun()))
                .isEqualTo("1 of 2 criteria cannot be judged: there is no reference yet; 1 other holds.");
        assertThat(Words.reference(Verdicts.firstRun()))
                .isEqualTo("Compared with nothing: the history has no accepted run of branch main.");
    }

    @ParameterizedTest
    @EnumSource(Unknown.Reason.class)
    void givenAnyReasonNotToKnow_whenTold_thenThereIsAWayOutAndNoFullStopInTheMiddle(Unknown.Reason reason) {
        CriterionVerdict criterion = Verdicts.unknown("findings = 0", reason, "semgrep", "it crashed.");
        GateVerdict verdict = Verdicts.verdict("g", Outcome.INCONCLUSIVE, List.of(criterion), null);
        assertThat(Words.sentence(verdict, criterion))
                .startsWith("Findings cannot be judged: ")
                .endsWith(".")
                .doesNotContain("..");
        assertThat(Words.remedy(verdict, criterion)).endsWith(".").doesNotContain("..");
        assertThat(Words.words(verdict, criterion).tone()).isEqualTo(reason.broken() ? Tone.BROKE : Tone.UNKNOWN);
        assertThat(Words.words(verdict, criterion).label()).isEqualTo(reason.broken() ? "Tool broke" : "Unknown");
    }

    @ParameterizedTest
    @EnumSource(io.jenkins.plugins.sluice.policy.Property.class)
    void givenEveryProperty_whenTold_thenItHasAName(io.jenkins.plugins.sluice.policy.Property property) {
        Stated stated = Stated.of(property.example());
        assertThat(stated.row()).contains(property);
        assertThat(stated.operator()).isNotNull();
        assertThat(stated.amount()).isNotNull();
    }

    @Test
    void givenACriterionThatIsNotUnderstood_whenTold_thenItsTextStands() {
        assertThat(sentence(broken("what ever", Quantity.count(3), Quantity.count(1))))
                .startsWith("What ever is 3");
        assertThat(sentence(
                        broken("custom.bundleSize <= 350KiB", Quantity.bytes(400 * 1024), Quantity.bytes(350 * 1024))))
                .isEqualTo("bundleSize is 400 KiB, but at most 350 KiB is allowed.");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "metrics.errorRate not worse than baseline by 0.1pp",
                "review.approvals >= 1",
                "alerts.firing = 0"
            })
    void givenASourceThatNobodyAsked_whenTold_thenNoReportIsBlamed(String criterion) {
        CriterionVerdict unknown = Verdicts.unknown(
                criterion, Unknown.Reason.NO_EVIDENCE, criterion.split("\\.", 2)[0], "");

        assertThat(sentence(unknown)).contains("was not asked").doesNotContain("report");
        assertThat(remedy(unknown)).contains("onNoData: ignore").doesNotContain("report");
    }

    @Test
    void givenAComparisonWithTheBaseline_whenTakenApart_thenTheMetricIsNamed() {
        Stated stated = Stated.of("metrics.errorRate not worse than baseline times 1.5");

        assertThat(stated.left()).isEqualTo("metrics.errorRate");
        assertThat(stated.property()).isEqualTo("errorRate");
    }

    @Test
    void givenReleaseChecks_whenBroken_thenTheyAreToldInPlainWords() {
        assertThat(check("review.approvals >= 1", 0, 1))
                .isEqualTo("No approval counts, but at least 1 is required."
                        + " → Let 1 person approve exactly this commit, who made no part of it.");
        assertThat(check("review.approvals >= 2", 1, 2))
                .isEqualTo("1 approval counts, but at least 2 are required."
                        + " → Let 1 person more approve exactly this commit, who made no part of it.");
        assertThat(check("review.selfApprovals = 0", 1, 0))
                .isEqualTo("1 author approved the change, but none is allowed."
                        + " → Let somebody approve who made no part of the change.");
        assertThat(check("review.changeRequests = 0", 2, 0))
                .isEqualTo("2 reviewers ask for changes, but none is allowed. → Settle both open requests.");
        assertThat(check("alerts.firing = 0", 1, 0))
                .isEqualTo("1 alert fires, but none is allowed. → Resolve the firing alert.");
        assertThat(check("alerts.missing = 0", 2, 0))
                .isEqualTo("2 alert rules are missing, but none is allowed. → Add both missing alert rules.");
        assertThat(check("alerts.unhealthy = 0", 1, 0))
                .isEqualTo("1 alert rule fails, but none is allowed. → Repair the failing alert rule.");
        assertThat(check("alerts.silenced = 0", 1, 0))
                .isEqualTo(
                        "1 alert rule is silenced, but none is allowed. → End the silence of the silenced alert rule.");
        assertThat(check("alerts.unrouted = 0", 3, 0))
                .isEqualTo("3 alert rules reach nobody who should know, but none is allowed."
                        + " → Route all 3 alert rules to a receiver that tells somebody.");
        assertThat(check("rollback.missing = 0", 1, 0))
                .isEqualTo("1 rollback plan is missing, but none is allowed."
                        + " → Write the rollback plan and commit it.");
        assertThat(check("rollback.outdated = 0", 3, 0))
                .isEqualTo("3 files are newer than the rollback plan, but none is allowed."
                        + " → Go through the rollback plan, and commit it with or after what has changed.");
        assertThat(check("migration.untested = 0", 2, 0))
                .isEqualTo("2 migrations are untested, but none is allowed. → Test both untested migrations.");
        assertThat(check("migration.failed = 0", 1, 0))
                .isEqualTo("1 migration failed, but none is allowed. → Repair the failed migration.");
    }

    private static String check(String criterion, long value, long limit) {
        CriterionVerdict verdict = broken(criterion, Quantity.count(value), Quantity.count(limit));
        return sentence(verdict) + " → " + remedy(verdict);
    }
}
