package io.jenkins.plugins.sluice.evidence.metric.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.metric.Metric;
import io.jenkins.plugins.sluice.evidence.metric.QueryTemplate;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MetricSetTest {

    @ParameterizedTest
    @MethodSource
    void givenTheSampleOfASet_whenSelected_thenWhatBelongsToTheArmIsFound(SetExamples.Example example) {
        Exposition exposition = new Exposition(SetExamples.exposition(example.set()));

        assertThat(exposition.sum(example.query())).isEqualTo(example.sum());
    }

    static Stream<SetExamples.Example> givenTheSampleOfASet_whenSelected_thenWhatBelongsToTheArmIsFound() {
        return SetExamples.all().stream().filter(SetExamples.Example::isSelector);
    }

    @ParameterizedTest
    @MethodSource("sets")
    void givenASet_whenAsked_thenEachStandardNameIsThereOrSaysWhyNot(MetricSet set) {
        List<String> names =
                set.metrics(SetChoice.DEFAULTS).stream().map(NamedMetric::name).toList();

        assertThat(names)
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(set.lacks().keySet());
        assertThat(Stream.concat(names.stream(), set.lacks().keySet().stream()))
                .containsExactlyInAnyOrderElementsOf(MetricSet.STANDARD);
        assertThat(set.lacks().values()).allSatisfy(reason -> assertThat(reason).isNotBlank());
    }

    @ParameterizedTest
    @MethodSource("sets")
    void givenASet_whenRendered_thenEachQueryAsksForTheArmAndHasNoRange(MetricSet set) {
        assertThat(set.metrics(SetChoice.DEFAULTS)).allSatisfy(named -> {
            for (String which : List.of("total", "bad")) {
                QueryTemplate template = QueryTemplate.parse(SetExamples.template(named.metric(), which));
                assertThat(template.placeholders()).containsExactly(QueryTemplate.Placeholder.ARM);
                assertThat(template.toString()).doesNotContainPattern("\\[[0-9]+[smhd]\\]");
            }
        });
    }

    @ParameterizedTest
    @MethodSource("sets")
    void givenASetWhoseSampleHasTwoArms_whenQuantilesAreAsked_thenOneDistributionAnswersAll(MetricSet set) {
        List<Metric> distributions = set.metrics(SetChoice.DEFAULTS).stream()
                .map(NamedMetric::metric)
                .filter(Metric.Distribution.class::isInstance)
                .distinct()
                .toList();

        assertThat(distributions).hasSizeLessThanOrEqualTo(1);
    }

    static List<MetricSet> sets() {
        return MetricSet.all();
    }

    @Test
    void givenOtherErrorsAndRoutes_whenSelected_thenThoseOfThePolicyCount() {
        SetChoice choice = new SetChoice("5..|429", List.of("/orders/{id}"), "pod");
        Exposition exposition = new Exposition(SetExamples.exposition("micrometer"));
        SetExamples.Example bad = new SetExamples.Example("micrometer", "version=\"2\"", "errorRate", "bad", 0);
        SetExamples.Example total = new SetExamples.Example("micrometer", "version=\"2\"", "errorRate", "total", 0);

        assertThat(exposition.sum(bad.query(new SetChoice("5..|429", null, null))))
                .isEqualTo(10);
        assertThat(exposition.sum(total.query(choice))).isEqualTo(800);
        assertThat(MetricSet.named("micrometer").orElseThrow().metric("errorRate", choice))
                .hasValueSatisfying(
                        named -> assertThat(named.metric().podLabel()).isEqualTo("pod"));
    }

    @Test
    void givenErrorsOfLinkerd_whenThePolicyNamesThem_thenByStatusInsteadOfClassification() {
        Exposition exposition = new Exposition(SetExamples.exposition("linkerd"));
        SetExamples.Example bad =
                new SetExamples.Example("linkerd", "deployment=\"shop-canary\"", "errorRate", "bad", 0);

        assertThat(exposition.sum(bad.query(new SetChoice("5..", null, null)))).isEqualTo(5);
    }

    @Test
    void givenNothingToLeaveOut_whenSelected_thenHealthRoutesCountToo() {
        Exposition exposition = new Exposition(SetExamples.exposition("micrometer"));
        SetExamples.Example total = new SetExamples.Example("micrometer", "version=\"2\"", "errorRate", "total", 0);

        assertThat(exposition.sum(total.query(new SetChoice(null, List.of(), null))))
                .isEqualTo(860);
    }

    @Test
    void givenDollarsAndQuotes_whenWrittenIntoATemplate_thenTheyStayThemselves() {
        String template = Selectors.of("m", Selectors.like("route", "a$|\"${arm}\\d"));

        assertThat(QueryTemplate.parse(template).fill(placeholder -> "v=\"2\""))
                .isEqualTo("m{route=~\"a$|\\\"${arm}\\\\d\",v=\"2\"}");
    }
}
