package io.jenkins.plugins.sluice.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.Arm;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import io.jenkins.plugins.sluice.evidence.metric.set.MetricSet;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric;
import io.jenkins.plugins.sluice.evidence.metric.set.SetChoice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What a policy says of live metrics and release checks. */
class MetricPolicyTest {

    @Test
    void givenMetricsThatSayEverything_whenRead_thenNothingIsLost() throws PolicyException {
        MetricWatch watch = Objects.requireNonNull(whole().metrics());

        assertThat(watch.source()).isEqualTo("prometheus");
        assertThat(watch.set()).isEqualTo("micrometer");
        assertThat(watch.canary()).isEqualTo(new Arm(Map.of("job", "shop", "version", "2")));
        assertThat(watch.baseline()).isEqualTo(new Arm(Map.of("job", "shop", "version", "~1\\..*")));
        assertThat(watch.choice()).isEqualTo(new SetChoice("5..|429", List.of("/health", "~/internal/.*"), "pod"));
        assertThat(watch.errors()).contains("5..|429");
        assertThat(watch.observe()).isEqualTo(Duration.ofMinutes(30));
        assertThat(watch.block()).isEqualTo(Duration.ofSeconds(30));
        assertThat(watch.warmUp()).isEqualTo(Duration.ofSeconds(90));
        assertThat(watch.alpha()).isEqualTo(Quantity.ratio(5, 1000));
        assertThat(watch.harmBudget()).isEqualTo(500);
        assertThat(watch.atDeadline()).isEqualTo(MetricWatch.AtDeadline.PROMOTE);
        assertThat(watch.scoring()).isEqualTo(new MetricWatch.Scoring(90, 60, Map.of("latency", 60)));
    }

    @Test
    void givenMetricsOfAPolicysOwn_whenRead_thenTheyStandBesideThoseOfTheSet() throws PolicyException {
        MetricWatch watch = Objects.requireNonNull(whole().metrics());

        assertThat(watch.metric("orders"))
                .contains(new NamedMetric(
                        "orders",
                        new Metric.Events("orders", "orders_total{${arm}}", Metric.Worse.LOWER, "pod"),
                        new NamedMetric.Part.Single(),
                        Dimension.RATE));
        assertThat(watch.metric("refunds"))
                .map(NamedMetric::metric)
                .contains(new Metric.Ratio(
                        "refunds", "payments_total{${arm}}", "payments_total{kind=\"refund\",${arm}}", "instance"));
        Metric.Distribution checkout =
                new Metric.Distribution("checkout", "checkout_seconds_bucket{${arm}}", Unit.SECOND, "pod");
        assertThat(watch.metric("checkout")).contains(NamedMetric.whole(checkout));
        assertThat(watch.metric("checkoutP95")).contains(NamedMetric.quantile("checkoutP95", checkout, 95));
        assertThat(watch.metric("queue"))
                .map(NamedMetric::metric)
                .contains(
                        new Metric.Value("queue", "max(queue_length{${arm}})", Unit.NONE, Metric.Worse.HIGHER, "pod"));
        assertThat(watch.metric("heap")).map(NamedMetric::dimension).contains(Dimension.SIZE);
        assertThat(watch.metric("errorRate"))
                .isEqualTo(MetricSet.named("micrometer").orElseThrow().metric("errorRate", watch.choice()));
        assertThat(watch.metric("latency")).map(NamedMetric::part).contains(new NamedMetric.Part.Whole());
    }

    @Test
    void givenCriteriaOnMetrics_whenRead_thenEachHasItsJudge() throws PolicyException {
        List<Criterion> criteria = whole().criteria();

        assertThat(judge(criteria, "metrics.errorRate"))
                .isEqualTo(new MetricJudge.Threshold(Quantity.ratio(99, 100), new MetricJudge.Failures(3, 5), 4));
        assertThat(judge(criteria, "metrics.throughput"))
                .isEqualTo(new MetricJudge.Threshold(Quantity.ratio(95, 100), new MetricJudge.Failures(1, 1), null));
        assertThat(judge(criteria, "metrics.p95 not worse than baseline"))
                .isEqualTo(new MetricJudge.Relative(Quantity.ratio(95, 100)));
        assertThat(judge(criteria, "metrics.queue not worse than baseline"))
                .isEqualTo(new MetricJudge.MannWhitney(
                        new BigDecimal("0.1"),
                        MetricJudge.NanStrategy.REPLACE,
                        MetricJudge.Outliers.REMOVE,
                        MetricJudge.EffectSize.CLES,
                        new BigDecimal("0.6"),
                        new BigDecimal("0.4"),
                        new BigDecimal("0.9"),
                        new BigDecimal("0.1"),
                        "latency",
                        true));
        assertThat(judge(criteria, "metrics.refunds rises"))
                .isEqualTo(new MetricJudge.Previous(Quantity.ratio(95, 100)));
        assertThat(criteria)
                .filteredOn(criterion -> criterion.subject().noun() != Noun.METRICS)
                .hasSize(5)
                .allSatisfy(criterion -> assertThat(criterion.judge()).isNull());
        assertThat(criteria)
                .filteredOn(Criterion::needsReference)
                .extracting(Criterion::id)
                .containsExactly("metrics.refunds rises");
    }

    @Test
    void givenAMargin_whenRead_thenByOrTimes() throws PolicyException {
        List<Criterion> criteria = whole().criteria();

        assertThat(criteria.get(0).condition())
                .isEqualTo(new Condition.NotWorse(
                        new Condition.Margin.By(new Amount(new BigDecimal("0.1"), Unit.PERCENTAGE_POINT))));
        assertThat(criteria.get(1).condition()).isEqualTo(new Condition.NotWorse(new Condition.Margin.None()));
        assertThat(criteria.get(2).condition())
                .isEqualTo(new Condition.NotWorse(
                        new Condition.Margin.Times(new Amount(new BigDecimal("1.5"), Unit.NONE))));
    }

    @Test
    void givenOneWeight_whenRead_thenTheRestIsDividedAndAllMakeOne() throws PolicyException {
        List<MetricJudge.Sequential> sequential = sequential(whole());

        assertThat(sequential)
                .extracting(MetricJudge.Sequential::weight)
                .containsExactly(Quantity.ratio(9 * 5, 80), Quantity.ratio(9 * 3, 80), Quantity.ratio(1, 10));
        assertThat(sum(sequential)).isEqualTo(Quantity.ratio(1, 1));
    }

    @Test
    void givenSeveralOfAKind_whenRead_thenTheyShareItsPart() throws PolicyException {
        Gate gate = read("""
                sluice: 1
                gates:
                  canary:
                    metrics: {source: prometheus, set: haproxy, canary: {server: a}, baseline: {server: b}}
                    criteria:
                      - metrics.errorRate not worse than baseline
                      - metrics.refused not worse than baseline
                      - metrics.throughput not worse than baseline
                """).gates().get(0);

        assertThat(sequential(gate))
                .extracting(MetricJudge.Sequential::weight)
                .containsExactly(Quantity.ratio(5, 14), Quantity.ratio(5, 14), Quantity.ratio(4, 14));
    }

    @Test
    void givenOnlyWhatIsNeeded_whenRead_thenTheDefaultsAreThoseOfTheDocumentation() throws PolicyException {
        MetricWatch watch = Objects.requireNonNull(read("""
                        sluice: 1
                        gates:
                          smoke:
                            metrics: {source: prometheus, set: opentelemetry, labels: {job: shop}}
                            criteria: [metrics.errorRate < 1%]
                        """).gates().get(0).metrics());

        assertThat(watch.canary()).isEqualTo(new Arm(Map.of("job", "shop")));
        assertThat(watch.baseline()).isNull();
        assertThat(watch.errors()).contains("5..");
        assertThat(watch.observe()).isEqualTo(Duration.ofMinutes(10));
        assertThat(watch.block()).isNull();
        assertThat(watch.warmUp()).isEqualTo(Duration.ofSeconds(120));
        assertThat(watch.alpha()).isEqualTo(Quantity.ratio(1, 100));
        assertThat(watch.harmBudget()).isNull();
        assertThat(watch.atDeadline()).isEqualTo(MetricWatch.AtDeadline.HOLD);
        assertThat(watch.scoring()).isEqualTo(new MetricWatch.Scoring(95, 75, Map.of()));
    }

    @Test
    void givenReleaseChecks_whenRead_thenNothingIsLost() throws PolicyException {
        assertThat(whole().checks())
                .isEqualTo(new ReleaseChecks(
                        new ReviewCheck(ReviewCheck.Provider.GITLAB, "gitlab", "shop/backend/web"),
                        new AlertCheck(
                                "prometheus", List.of("ShopErrorRate", "Shop Down"), "alertmanager", "team-shop"),
                        new RollbackCheck("docs/rollback.md", List.of("db/**", "deploy/*.yaml")),
                        new MigrationCheck(List.of("db/migration/*.sql"), "migrations", List.of())));
    }

    @Test
    void givenAGate_whenComparedWithSomethingElse_thenAllElseStays() throws PolicyException {
        Gate gate = whole();

        Gate other = gate.comparedWith(new ReferenceChoice.TargetBranch());

        assertThat(other.reference()).isEqualTo(new ReferenceChoice.TargetBranch());
        assertThat(other.metrics()).isEqualTo(gate.metrics());
        assertThat(other.checks()).isEqualTo(gate.checks());
    }

    private static Quantity sum(List<MetricJudge.Sequential> judges) {
        return judges.stream().map(MetricJudge.Sequential::weight).reduce(Quantity.ratio(0, 1), Quantity::plus);
    }

    private static List<MetricJudge.Sequential> sequential(Gate gate) {
        List<MetricJudge.Sequential> judges = new ArrayList<>();
        for (Criterion criterion : gate.criteria()) {
            if (criterion.judge() instanceof MetricJudge.Sequential judge) {
                judges.add(judge);
            }
        }
        return judges;
    }

    private static MetricJudge judge(List<Criterion> criteria, String id) {
        return Objects.requireNonNull(criteria.stream()
                .filter(criterion -> criterion.id().equals(id))
                .findFirst()
                .orElseThrow()
                .judge());
    }

    private static Gate whole() throws PolicyException {
        return read(PolicyExamples.whole()).gate("canary").orElseThrow();
    }

    private static Policy read(String yaml) throws PolicyException {
        return new PolicyReader(List.of("spotbugs")).read("sluice.yaml", yaml.getBytes(UTF_8));
    }
}
