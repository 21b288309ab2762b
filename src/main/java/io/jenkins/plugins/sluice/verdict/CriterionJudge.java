package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.policy.Condition;
import io.jenkins.plugins.sluice.policy.Criterion;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoData;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.ComparedWith.Found;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.TrendPoint;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.Unknown.Reason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Judges one criterion after another on the same evidence.
 *
 * <p>What is unknown of this run comes before what is unknown of the reference. A value that is only known in part
 * still breaks a criterion when more evidence could only make it worse; it never lets one hold.
 */
final class CriterionJudge {

    /** Earlier values in a verdict: the oldest, which the total change is measured from, and the newest ones. */
    static final int MOST_TREND = 50;

    private final GateRun run;
    private final Scope.Declared declared;

    CriterionJudge(GateRun run) {
        this.run = run;
        this.declared = new Scope.Declared(run.gate().evidence(), run.formats());
    }

    CriterionVerdict judge(Criterion criterion) {
        Subject subject = criterion.subject();
        Scope now = Scope.ofRun(subject, run.evidence(), declared);
        News news = subject.onlyNew() ? news(subject, now) : News.NONE;
        Measured measured = news.measured() == null ? Values.of(subject, now) : news.measured();
        Measured before = reference(criterion);
        Bound bound = bound(criterion, measured, before);

        State found = state(subject, measured, bound);
        Unknown unknown =
                found != State.UNKNOWN ? null : measured.unknown() == null ? bound.unknown() : measured.unknown();
        OnNoData onNoData = unknown != null && lacksReference(unknown.reason())
                ? Outcomes.like(criterion.onNoReference())
                : criterion.onNoData();
        Quantity value = unknown == null || measured.known() ? measured.value() : null;
        List<Earlier.Point> trend = run.comparedWith().earlier().trend(criterion.id()).stream()
                .filter(point -> value == null || point.value().dimension() == value.dimension())
                .toList();
        Offenders offenders = offenders(criterion, found, measured, now, news);
        return new CriterionVerdict(
                criterion.id(),
                subject + " " + criterion.condition(),
                criterion.criticality(),
                Outcomes.state(found, onNoData),
                Outcomes.consequence(found, criterion.criticality(), onNoData),
                value,
                bound.limit(),
                before.known() ? before.value() : null,
                total(criterion, value, trend),
                unknown,
                now.files().stream().limit(CriterionVerdict.MOST_FILES).toList(),
                offenders.first(),
                offenders.more(),
                shown(trend));
    }

    static boolean lacksReference(Reason reason) {
        return reason == Reason.NO_REFERENCE || reason == Reason.REFERENCE_LACKS;
    }

    private static State state(Subject subject, Measured measured, Bound bound) {
        Quantity value = measured.value();
        Quantity limit = bound.limit();
        if (value == null || limit == null || bound.unknown() != null) {
            return State.UNKNOWN;
        }
        if (measured.known()) {
            return bound.operator().holds(value, limit) ? State.HOLDS : State.BROKEN;
        }
        boolean onlyGrows = subject.row().map(Values::onlyGrows).orElse(false);
        return onlyGrows && bound.brokenForGoodBy(value) ? State.BROKEN : State.UNKNOWN;
    }

    /**
     * What is new.
     *
     * @param measured null when the criterion does not ask for it
     */
    private record News(@Nullable Measured measured, Offenders offenders) {
        static final News NONE = new News(null, Offenders.NONE);
    }

    private News news(Subject subject, Scope now) {
        Measured here = Values.of(subject, now);
        if (!(run.comparedWith() instanceof Found found)) {
            return new News(new Measured(null, first(here.unknown(), noReference())), Offenders.NONE);
        }
        Scope before = Scope.ofReference(subject, found.evidence(), declared);
        Unknown lack = Values.of(subject, before).unknown();
        if (lack != null) {
            return new News(new Measured(null, first(here.unknown(), referenceLacks(lack))), Offenders.NONE);
        }
        if (here.value() == null) {
            return new News(here, Offenders.NONE);
        }
        if (subject.row().filter(Property.FINDINGS_COUNT::equals).isPresent()) {
            FindingNews news = FindingNews.between(FindingSelection.of(subject), now, before, run.pathExists());
            Unknown open = news.incomparable();
            Measured measured = open == null
                    ? new Measured(Quantity.count(news.added()), here.unknown())
                    : new Measured(null, first(here.unknown(), open));
            return new News(measured, Offenders.of(news.first(), news.added()));
        }
        NewFailures failures = NewFailures.between(now, before);
        return new News(
                new Measured(Quantity.count(failures.count()), here.unknown()),
                Offenders.of(failures.first(), failures.count()));
    }

    private static Unknown first(@Nullable Unknown here, Unknown there) {
        return here == null ? there : here;
    }

    private Unknown noReference() {
        String why = run.comparedWith() instanceof ComparedWith.Nothing nothing && nothing.why() != null
                ? nothing.why()
                : "";
        return new Unknown(Reason.NO_REFERENCE, "", why);
    }

    private static Unknown referenceLacks(Unknown lack) {
        return new Unknown(Reason.REFERENCE_LACKS, lack.subject(), lack.detail());
    }

    /** The value to compare with: of the reference, or the best of the last accepted runs. */
    private Measured reference(Criterion criterion) {
        if (!(run.comparedWith() instanceof Found found)) {
            return new Measured(null, noReference());
        }
        Subject subject = criterion.subject();
        Measured last = subject.onlyNew()
                ? Measured.unknown(Reason.REFERENCE_LACKS, criterion.id(), "")
                : Values.of(subject, Scope.ofReference(subject, found.evidence(), declared));
        if (!last.known()) {
            last = new Measured(null, referenceLacks(Objects.requireNonNull(last.unknown())));
        }
        if (found.bestOf() == 1 || !(criterion.condition() instanceof Condition.Drift drift)) {
            return last;
        }
        Stream<Quantity> earlier = found.earlier().accepted(criterion.id(), found.bestOf()).stream()
                .map(Earlier.Point::value);
        Quantity lastValue = last.value();
        List<Quantity> values = (lastValue == null ? earlier : Stream.concat(earlier, Stream.of(lastValue))).toList();
        Comparator<Quantity> best =
                drift.direction() == Condition.Direction.DROPS ? Comparator.naturalOrder() : Comparator.reverseOrder();
        return values.stream()
                // What was picked in another unit than the newest does not compare.
                .filter(value ->
                        value.dimension() == values.get(values.size() - 1).dimension())
                .max(best)
                .map(Measured::of)
                .orElse(last);
    }

    private static Bound bound(Criterion criterion, Measured measured, Measured before) {
        String name = criterion.subject().property();
        if (criterion.condition() instanceof Condition.Limit limit) {
            Quantity value = measured.value();
            Dimension dimension = value != null
                    ? value.dimension()
                    : criterion.subject().row().map(Property::dimension).orElse(null);
            return dimension == null
                    ? new Bound(limit.operator(), limit.amount().quantity(Dimension.NUMBER), null)
                    : Bound.of(limit, name, dimension);
        }
        if (criterion.condition() instanceof Condition.NotWorse) {
            // Live metrics have judges of their own; report files have no baseline that runs beside them.
            return new Bound(Operator.AT_MOST, null, Objects.requireNonNull(measured.unknown()));
        }
        Condition.Drift drift = (Condition.Drift) criterion.condition();
        Quantity reference = before.value();
        if (reference == null || before.unknown() != null) {
            return Bound.unknown(drift, Objects.requireNonNull(before.unknown()));
        }
        Quantity value = measured.value();
        if (value != null && value.dimension() != reference.dimension()) {
            return Bound.unknown(
                    drift,
                    new Unknown(
                            Reason.OTHER_UNIT,
                            name,
                            value.dimension().key() + " / "
                                    + reference.dimension().key()));
        }
        return Bound.of(drift, name, reference);
    }

    private Offenders offenders(Criterion criterion, State state, Measured measured, Scope now, News news) {
        Quantity value = measured.value();
        boolean partly = state == State.UNKNOWN && value != null && !measured.known() && value.signum() > 0;
        if (state != State.BROKEN && !partly) {
            return Offenders.NONE;
        }
        Subject subject = criterion.subject();
        if (subject.onlyNew()) {
            return news.offenders();
        }
        if (subject.row().filter(Property.TESTS_TOTAL::equals).isPresent()) {
            return state == State.BROKEN && run.comparedWith() instanceof Found found
                    ? TestNames.between(now, Scope.ofReference(subject, found.evidence(), declared))
                            .map(names -> Offenders.of(names.first(), names.deleted()))
                            .orElse(Offenders.NONE)
                    : Offenders.NONE;
        }
        return Offenders.of(subject, now);
    }

    private static @Nullable Quantity total(Criterion criterion, @Nullable Quantity value, List<Earlier.Point> trend) {
        return value == null || trend.isEmpty() || !(criterion.condition() instanceof Condition.Drift)
                ? null
                : value.minus(trend.get(0).value());
    }

    private static List<TrendPoint> shown(List<Earlier.Point> trend) {
        List<Earlier.Point> shown = trend;
        if (trend.size() > MOST_TREND) {
            shown = new ArrayList<>(trend.subList(trend.size() - MOST_TREND + 1, trend.size()));
            shown.add(0, trend.get(0));
        }
        return shown.stream()
                .map(point -> new TrendPoint(point.run(), point.at(), point.value()))
                .toList();
    }
}
