package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.observed;
import static io.jenkins.plugins.sluice.verdict.Given.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Health;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Rule;
import io.jenkins.plugins.sluice.evidence.AlertSummary.State;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Told;
import io.jenkins.plugins.sluice.evidence.MigrationSummary;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Migration;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Result;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Change;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Review;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Standing;
import io.jenkins.plugins.sluice.evidence.RollbackSummary;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Criteria on release checks. */
class CheckCriteriaTest {

    private static final String HEAD = "a".repeat(40);
    private static final String OLD = "b".repeat(40);

    private static ObservedReport check(String format, Summary summary) {
        return observed(format, format, format, new Reading.Whole(summary, List.of()));
    }

    private static ObservedReport review(String open, Review... reviews) {
        return check(
                "github-reviews",
                new ReviewSummary(
                        HEAD,
                        List.of(new Change("#7", "https://example.com/7", HEAD)),
                        List.of("jane"),
                        List.of(reviews),
                        open,
                        null));
    }

    private static Review said(String who, String commit, Standing standing) {
        return new Review(who, "#7", commit, null, standing);
    }

    private static Rule rule(String name, State state, Health health, Told silenced, Told routed) {
        return new Rule(
                name,
                state,
                health,
                health == Health.FAILING ? "bad query" : null,
                silenced,
                silenced == Told.NO ? List.of() : List.of("s1"),
                routed,
                List.of("nobody"),
                silenced == Told.UNKNOWN || routed == Told.UNKNOWN ? "a label decides" : null);
    }

    private static Rule good(String name) {
        return rule(name, State.INACTIVE, Health.GOOD, Told.NO, Told.YES);
    }

    private static ObservedReport alerts(Rule... rules) {
        return check("prometheus-alerts", new AlertSummary(List.of(rules)));
    }

    private static CriterionVerdict one(String criterion, ObservedReport... reports) {
        return gate(criterion).observing(reports).one();
    }

    @Test
    void givenAnApproval_whenOneIsRequired_thenItHolds() {
        CriterionVerdict verdict = one("review.approvals >= 1", review(null, said("ravi", HEAD, Standing.APPROVED)));
        assertThat(verdict.state()).isEqualTo(CriterionVerdict.State.HOLDS);
        assertThat(verdict.value()).isEqualTo(Quantity.count(1));
    }

    @Test
    void givenApprovalsThatDoNotCount_whenOneIsRequired_thenTheyAreNamedWithTheReason() {
        CriterionVerdict verdict = one(
                "review.approvals >= 1",
                review(null, said("jane", HEAD, Standing.BY_AUTHOR), said("ravi", OLD, Standing.OTHER_COMMIT)));
        assertThat(verdict.state()).isEqualTo(CriterionVerdict.State.BROKEN);
        assertThat(verdict.offenders())
                .containsExactly(
                        new Offender("jane", null, "#7: an author of it"),
                        new Offender("ravi", null, "#7: approved bbbbbbbbbb"));
        assertThat(one("review.selfApprovals = 0", review(null, said("jane", HEAD, Standing.BY_AUTHOR)))
                        .offenders())
                .containsExactly(new Offender("jane", null, "#7: an author of it"));
    }

    @Test
    void givenNoApproval_whenOneIsRequired_thenTheChangeIsNamed() {
        assertThat(one("review.approvals >= 1", review(null)).offenders())
                .containsExactly(new Offender("#7 https://example.com/7", null, "not approved"));
        ObservedReport pushed =
                check("github-reviews", new ReviewSummary(HEAD, List.of(), List.of(), List.of(), null, null));
        assertThat(one("review.approvals >= 1", pushed).offenders())
                .containsExactly(new Offender("aaaaaaaaaa", null, "in no pull or merge request"));
    }

    @Test
    void givenAnUnclearApproval_whenJudged_thenItIsUnknownAndNeverZero() {
        CriterionVerdict verdict =
                one("review.approvals >= 1", review("jim may be ravi", said("ravi", HEAD, Standing.UNCLEAR)));
        assertThat(verdict.state()).isEqualTo(CriterionVerdict.State.UNKNOWN);
        assertThat(verdict.unknown()).isNotNull().satisfies(unknown -> {
            assertThat(unknown.reason()).isEqualTo(Reason.CANNOT_TELL);
            assertThat(unknown.detail()).isEqualTo("jim may be ravi");
        });
        assertThat(one("review.selfApprovals = 0", review("jim may be ravi")).state())
                .isEqualTo(CriterionVerdict.State.UNKNOWN);
    }

    @Test
    void givenARequestForChanges_whenNoneIsAllowed_thenItIsBroken() {
        CriterionVerdict verdict =
                one("review.changeRequests = 0", review(null, said("olga", OLD, Standing.CHANGES_REQUESTED)));
        assertThat(verdict.state()).isEqualTo(CriterionVerdict.State.BROKEN);
        assertThat(verdict.offenders()).containsExactly(new Offender("olga", null, "#7: asked for changes"));
    }

    @Test
    void givenGoodRules_whenJudged_thenEveryCriterionHolds() {
        for (String property : Arrays.asList("firing", "missing", "unhealthy", "silenced", "unrouted")) {
            assertThat(one("alerts." + property + " = 0", alerts(good("A"), good("B")))
                            .state())
                    .as(property)
                    .isEqualTo(CriterionVerdict.State.HOLDS);
        }
    }

    @Test
    void givenRulesInTrouble_whenJudged_thenEachIsBrokenAndNamed() {
        ObservedReport alerts = alerts(
                good("A"),
                rule("Loud", State.FIRING, Health.GOOD, Told.NO, Told.YES),
                rule("Sick", State.INACTIVE, Health.FAILING, Told.NO, Told.YES),
                rule("Hushed", State.INACTIVE, Health.GOOD, Told.YES, Told.YES),
                rule("Lost", State.INACTIVE, Health.GOOD, Told.NO, Told.NO),
                rule("Gone", State.MISSING, Health.UNKNOWN, Told.UNKNOWN, Told.UNKNOWN));
        assertThat(one("alerts.firing = 0", alerts).offenders()).containsExactly(new Offender("Loud", null, null));
        assertThat(one("alerts.unhealthy = 0", alerts).offenders())
                .containsExactly(new Offender("Sick", null, "bad query"));
        assertThat(one("alerts.silenced = 0", alerts).offenders())
                .containsExactly(new Offender("Hushed", null, "silence s1"));
        assertThat(one("alerts.unrouted = 0", alerts).offenders())
                .containsExactly(new Offender("Lost", null, "only nobody"));
        assertThat(one("alerts.missing = 0", alerts).offenders()).containsExactly(new Offender("Gone", null, null));
        assertThat(one("alerts.missing = 0", alerts).state()).isEqualTo(CriterionVerdict.State.BROKEN);
    }

    @Test
    void givenRulesOfWhichNotAllIsKnown_whenJudged_thenTheyAreNotTakenForQuiet() {
        ObservedReport missing =
                alerts(good("A"), rule("Gone", State.MISSING, Health.UNKNOWN, Told.UNKNOWN, Told.UNKNOWN));
        ObservedReport sick = alerts(rule("Sick", State.INACTIVE, Health.FAILING, Told.NO, Told.YES));
        ObservedReport unclear = alerts(rule("B", State.INACTIVE, Health.GOOD, Told.UNKNOWN, Told.UNKNOWN));
        assertThat(List.of(
                        one("alerts.firing = 0", missing),
                        one("alerts.unhealthy = 0", missing),
                        one("alerts.silenced = 0", missing),
                        one("alerts.unrouted = 0", missing),
                        one("alerts.firing = 0", sick),
                        one("alerts.silenced = 0", unclear),
                        one("alerts.unrouted = 0", unclear)))
                .allSatisfy(verdict -> {
                    assertThat(verdict.state()).isEqualTo(CriterionVerdict.State.UNKNOWN);
                    assertThat(verdict.unknown())
                            .isNotNull()
                            .satisfies(unknown -> assertThat(unknown.reason()).isEqualTo(Reason.CANNOT_TELL));
                });
    }

    @Test
    void givenARollbackPlan_whenJudged_thenItsAgeAndExistenceAreToldApart() {
        ObservedReport fits = check("rollback-plan", new RollbackSummary("p.md", true, HEAD, null, List.of(), 0, null));
        ObservedReport old =
                check("rollback-plan", new RollbackSummary("p.md", true, HEAD, null, List.of("a.sql"), 300, null));
        ObservedReport gone = check(
                "rollback-plan", new RollbackSummary("p.md", false, null, null, List.of(), 0, "there is no plan"));
        assertThat(one("rollback.outdated = 0", fits).state()).isEqualTo(CriterionVerdict.State.HOLDS);
        assertThat(one("rollback.outdated = 0", old).offenders()).containsExactly(new Offender("a.sql", null, null));
        assertThat(one("rollback.outdated = 0", old).moreOffenders()).isEqualTo(299);
        assertThat(one("rollback.missing = 0", old).state()).isEqualTo(CriterionVerdict.State.HOLDS);
        assertThat(one("rollback.missing = 0", gone).offenders()).containsExactly(new Offender("p.md", null, null));
        assertThat(one("rollback.outdated = 0", gone).state()).isEqualTo(CriterionVerdict.State.UNKNOWN);
        assertThat(one("rollback.outdated = 0", gone).value()).isNull();
    }

    @Test
    void givenMigrations_whenJudged_thenFailuresAreFinalAndTheUntestedMayStillBeTested() {
        MigrationSummary whole = new MigrationSummary(
                1,
                1,
                1,
                List.of(
                        new Migration("V3.sql", Result.FAILED, "T.v3"),
                        new Migration("V2.sql", Result.UNTESTED, null),
                        new Migration("V1.sql", Result.TESTED, "T.v1")),
                null,
                null);
        MigrationSummary open =
                new MigrationSummary(1, 1, 1, whole.migrations(), "a report is broken", "a report is broken");
        assertThat(one("migration.failed = 0", check("migration-tests", whole)).offenders())
                .containsExactly(new Offender("V3.sql", null, "T.v3"));
        assertThat(one("migration.untested = 0", check("migration-tests", whole))
                        .offenders())
                .containsExactly(new Offender("V2.sql", null, null));
        assertThat(one("migration.failed = 0", check("migration-tests", open)).state())
                .isEqualTo(CriterionVerdict.State.BROKEN);
        assertThat(one("migration.untested = 0", check("migration-tests", open)).state())
                .isEqualTo(CriterionVerdict.State.UNKNOWN);
        MigrationSummary none = new MigrationSummary(0, 0, 0, List.of(), null, null);
        assertThat(one("migration.untested = 0", check("migration-tests", none)).unknown())
                .isNotNull()
                .satisfies(unknown -> assertThat(unknown.reason()).isEqualTo(Reason.NOTHING_COUNTED));
    }

    @Test
    void givenASourceWithoutAnswer_whenJudged_thenOnlyItsOwnCriteriaAreUnknown() {
        ObservedReport dead = unreadable("review check", "github: shop/web", "github-reviews");
        assertThat(one("review.approvals >= 1", dead).unknown())
                .isNotNull()
                .satisfies(unknown -> assertThat(unknown.reason()).isEqualTo(Reason.UNREADABLE));
        assertThat(one("alerts.firing = 0", dead, alerts(good("A"))).state()).isEqualTo(CriterionVerdict.State.HOLDS);
        assertThat(one("tests.failed = 0", dead, Given.report("t.xml", Given.tests(1)))
                        .state())
                .isEqualTo(CriterionVerdict.State.HOLDS);
    }

    @Test
    void givenAReportThatNobodyRecognised_whenJudged_thenReleaseChecksDoNotCare() {
        ObservedReport strange = unreadable(ObservedReport.FOUND, "x.xml", null);
        assertThat(one("alerts.firing = 0", strange, alerts(good("A"))).state())
                .isEqualTo(CriterionVerdict.State.HOLDS);
    }

    @Test
    void givenNoCheckAtAll_whenJudged_thenThereIsNoEvidence() {
        assertThat(one("review.approvals >= 1", Given.report("t.xml", Given.tests(1)))
                        .unknown())
                .isNotNull()
                .satisfies(unknown -> assertThat(unknown.reason()).isEqualTo(Reason.NO_EVIDENCE));
    }
}
