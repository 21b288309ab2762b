package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Health;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Rule;
import io.jenkins.plugins.sluice.evidence.AlertSummary.State;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Told;
import io.jenkins.plugins.sluice.evidence.MigrationSummary;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Result;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Review;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Standing;
import io.jenkins.plugins.sluice.evidence.RollbackSummary;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Offender;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Release checks: what they count, and what they count against a criterion. */
final class Checks {

    private static final int SHORT_HASH = 10;

    private Checks() {}

    /** The value of a property of a release check, as far as it is known. */
    static Measured of(Property property, Scope scope) {
        return switch (property) {
            case REVIEW_APPROVALS ->
                sum(property, scope, ReviewSummary.class, ReviewSummary::approvals, ReviewSummary::approvalsOpen);
            case REVIEW_SELF_APPROVALS ->
                sum(property, scope, ReviewSummary.class, ReviewSummary::selfApprovals, ReviewSummary::approvalsOpen);
            case REVIEW_CHANGE_REQUESTS ->
                sum(property, scope, ReviewSummary.class, ReviewSummary::changeRequests, ReviewSummary::requestsOpen);
            case ALERTS_FIRING, ALERTS_MISSING, ALERTS_UNHEALTHY, ALERTS_SILENCED, ALERTS_UNROUTED ->
                sum(
                        property,
                        scope,
                        AlertSummary.class,
                        alerts -> count(alerts, property),
                        alerts -> open(alerts, property));
            case ROLLBACK_MISSING ->
                sum(property, scope, RollbackSummary.class, plan -> plan.exists() ? 0L : 1L, plan -> null);
            case ROLLBACK_OUTDATED ->
                scope.summaries(RollbackSummary.class).stream()
                        .map(RollbackSummary::ageOpen)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(why -> Measured.unknown(
                                Reason.CANNOT_TELL, property.noun().word(), why))
                        .orElseGet(() -> sum(
                                property,
                                scope,
                                RollbackSummary.class,
                                RollbackSummary::outdatedByCount,
                                plan -> null));
            case MIGRATION_UNTESTED ->
                migrations(property, scope, MigrationSummary::untested, MigrationSummary::untestedOpen);
            case MIGRATION_FAILED ->
                migrations(property, scope, MigrationSummary::failed, MigrationSummary::failedOpen);
            default -> throw new IllegalArgumentException(property + " is no release check");
        };
    }

    private static Measured migrations(
            Property property,
            Scope scope,
            Function<MigrationSummary, Long> count,
            Function<MigrationSummary, @Nullable String> open) {
        return scope.summaries(MigrationSummary.class).stream().allMatch(summary -> summary.total() == 0)
                ? Measured.unknown(Reason.NOTHING_COUNTED, property.noun().word(), "")
                : sum(property, scope, MigrationSummary.class, count, open);
    }

    private static <T extends io.jenkins.plugins.sluice.evidence.Summary> Measured sum(
            Property property,
            Scope scope,
            Class<T> kind,
            Function<T, Long> count,
            Function<T, @Nullable String> open) {
        long sum = 0;
        String why = null;
        for (T summary : scope.summaries(kind)) {
            sum += count.apply(summary);
            why = why == null ? open.apply(summary) : why;
        }
        return new Measured(
                Quantity.count(sum),
                why == null
                        ? null
                        : new Unknown(Reason.CANNOT_TELL, property.noun().word(), why));
    }

    private static long count(AlertSummary alerts, Property property) {
        return alerts.rules().stream().filter(counted(property)).count();
    }

    private static Predicate<Rule> counted(Property property) {
        return switch (property) {
            case ALERTS_FIRING -> rule -> rule.state() == State.FIRING;
            case ALERTS_MISSING -> rule -> rule.state() == State.MISSING;
            case ALERTS_UNHEALTHY -> rule -> rule.health() == Health.FAILING;
            case ALERTS_SILENCED -> rule -> rule.silenced() == Told.YES;
            default -> rule -> rule.routed() == Told.NO;
        };
    }

    /** Why more rules may count, or null: a rule that is missing, or not evaluated, is not known to be quiet. */
    private static @Nullable String open(AlertSummary alerts, Property property) {
        return alerts.rules().stream()
                .map(rule -> open(rule, property))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String open(Rule rule, Property property) {
        boolean missing = rule.state() == State.MISSING;
        String error = rule.error() == null ? "" : ": " + rule.error();
        return switch (property) {
            case ALERTS_FIRING ->
                missing
                        ? rule.name() + ": no such rule"
                        : rule.health() == Health.GOOD || rule.state() == State.FIRING
                                ? null
                                : rule.name() + ": not evaluated" + error;
            case ALERTS_UNHEALTHY ->
                missing
                        ? rule.name() + ": no such rule"
                        : rule.health() == Health.UNKNOWN ? rule.name() + ": not evaluated" + error : null;
            case ALERTS_SILENCED -> rule.silenced() == Told.UNKNOWN ? doubt(rule) : null;
            case ALERTS_UNROUTED -> rule.routed() == Told.UNKNOWN ? doubt(rule) : null;
            default -> null;
        };
    }

    private static String doubt(Rule rule) {
        return rule.name() + ": " + (rule.doubt() == null ? "Alertmanager was not asked" : rule.doubt());
    }

    /** What counts against a criterion on a release check. */
    static Stream<Offender> offenders(Property property, Scope scope) {
        return switch (property.noun()) {
            case REVIEW -> scope.summaries(ReviewSummary.class).stream().flatMap(review -> reviews(property, review));
            case ALERTS ->
                scope.summaries(AlertSummary.class).stream()
                        .flatMap(alerts -> alerts.rules().stream())
                        .filter(counted(property))
                        .map(rule -> new Offender(rule.name(), null, detail(property, rule)));
            case ROLLBACK ->
                scope.summaries(RollbackSummary.class).stream()
                        .flatMap(plan -> property == Property.ROLLBACK_MISSING
                                ? Stream.of(new Offender(plan.plan(), null, null))
                                : plan.outdatedBy().stream().map(file -> new Offender(file, null, null)));
            case MIGRATION ->
                scope.summaries(MigrationSummary.class).stream()
                        .flatMap(summary -> summary.migrations().stream())
                        .filter(migration -> migration.result()
                                == (property == Property.MIGRATION_FAILED ? Result.FAILED : Result.UNTESTED))
                        .map(migration -> new Offender(migration.file(), null, Offenders.cut(migration.by())));
            default -> Stream.of();
        };
    }

    private static Stream<Offender> reviews(Property property, ReviewSummary summary) {
        Predicate<Review> against =
                switch (property) {
                    case REVIEW_CHANGE_REQUESTS -> review -> review.standing() == Standing.CHANGES_REQUESTED;
                    case REVIEW_SELF_APPROVALS -> review -> review.standing() == Standing.BY_AUTHOR;
                    default ->
                        review -> review.standing() != Standing.APPROVED
                                && review.standing() != Standing.CHANGES_REQUESTED;
                };
        List<Offender> found = summary.reviews().stream()
                .filter(against)
                .map(review -> new Offender(review.reviewer(), null, detail(review)))
                .toList();
        if (property != Property.REVIEW_APPROVALS || !found.isEmpty() || summary.approvals() > 0) {
            return found.stream();
        }
        return summary.changes().isEmpty()
                ? Stream.of(new Offender(brief(summary.commit()), null, "in no pull or merge request"))
                : summary.changes().stream()
                        .map(change -> new Offender(change.id() + " " + change.url(), null, "not approved"));
    }

    private static String detail(Review review) {
        String what =
                switch (review.standing()) {
                    case APPROVED, UNCLEAR -> "approved";
                    case BY_AUTHOR -> "an author of it";
                    case OTHER_COMMIT -> "approved " + brief(String.valueOf(review.commit()));
                    case BY_BOT -> "a bot";
                    case BY_OUTSIDER -> "may not write to the repository";
                    case CHANGES_REQUESTED -> "asked for changes";
                };
        return review.change() + ": " + what;
    }

    private static @Nullable String detail(Property property, Rule rule) {
        return switch (property) {
            case ALERTS_UNHEALTHY -> Offenders.cut(rule.error());
            case ALERTS_SILENCED -> "silence " + String.join(", ", rule.silences());
            case ALERTS_UNROUTED ->
                rule.receivers().isEmpty() ? "no receiver" : "only " + String.join(", ", rule.receivers());
            default -> null;
        };
    }

    private static String brief(String commit) {
        return commit.length() <= SHORT_HASH ? commit : commit.substring(0, SHORT_HASH);
    }
}
