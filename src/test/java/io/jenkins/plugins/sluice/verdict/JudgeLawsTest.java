package io.jenkins.plugins.sluice.verdict;

import static io.jenkins.plugins.sluice.verdict.Given.criterion;
import static io.jenkins.plugins.sluice.verdict.Given.evidence;
import static io.jenkins.plugins.sluice.verdict.Given.gate;
import static io.jenkins.plugins.sluice.verdict.Given.report;
import static io.jenkins.plugins.sluice.verdict.Given.tests;
import static io.jenkins.plugins.sluice.verdict.Given.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.evidence.reference.Earlier;
import io.jenkins.plugins.sluice.policy.Criterion;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoData;
import io.jenkins.plugins.sluice.policy.Criterion.OnNoReference;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;
import io.jenkins.plugins.sluice.verdict.Given.F;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JudgeLawsTest {

    /** What a test may break by failing; more tests may rightly satisfy a criterion that asks for many. */
    private static final List<String> OF_FAILURES =
            List.of("tests.failed = 0", "tests.failed <= 2", "tests[new].failed = 0", "tests.passRate >= 75%");

    private static final List<String> OF_ALL = List.of(
            "tests.failed = 0",
            "tests[new].failed < 2",
            "tests.total drops at most 1",
            "tests.passRate >= 50%",
            "tests.skipped <= 1",
            "findings[severity>=high] = 0",
            "findings[new] <= 1",
            "coverage.line >= 50%",
            "coverage.line drops at most 1pp",
            "mutation.score >= 50%",
            "load.p95 <= 100ms",
            "load.errorRate < 1%",
            "custom.size <= 10");

    @Property(tries = 300)
    void aTestThatFailsNeverImprovesTheOutcome(
            @ForAll("failureCriteria") List<Criterion> criteria, @ForAll("anyReports") List<ObservedReport> reports) {
        List<ObservedReport> more = new ArrayList<>(reports);
        more.add(report("zz.xml", tests(0, "another")));

        GateVerdict before = judge(criteria, reports);
        GateVerdict after = judge(criteria, more);

        for (int i = 0; i < criteria.size(); i++) {
            assertThat(badness(after.criteria().get(i)))
                    .isGreaterThanOrEqualTo(badness(before.criteria().get(i)));
        }
        // What is less than critical may be decided by a failure: a warning then takes the place of not knowing.
        if (criteria.stream().allMatch(criterion -> criterion.criticality() == Criticality.FAIL)) {
            assertThat(after.outcome()).isGreaterThanOrEqualTo(before.outcome());
        }
    }

    @Property(tries = 300)
    void theOrderOfReportsDoesNotMatter(
            @ForAll("allCriteria") List<Criterion> criteria,
            @ForAll("anyReports") List<ObservedReport> reports,
            @ForAll Random random) {
        List<ObservedReport> shuffled = new ArrayList<>(reports);
        Collections.shuffle(shuffled, random);

        assertThat(judge(criteria, shuffled)).isEqualTo(judge(criteria, reports));
    }

    @Property(tries = 300)
    void nothingObservedIsNeverGoodEnough(@ForAll("allCriteria") List<Criterion> criteria) {
        GateVerdict verdict = judge(criteria, List.of());

        assertThat(verdict.outcome()).isIn(Outcome.INCONCLUSIVE, Outcome.FAIL);
        assertThat(verdict.mayBecomeReference()).isFalse();
    }

    @Property(tries = 300)
    void aCriterionThatIsUnknownNeverPasses(
            @ForAll("allCriteria") List<Criterion> criteria, @ForAll("anyReports") List<ObservedReport> reports) {
        GateVerdict verdict = judge(criteria, reports);

        for (int i = 0; i < criteria.size(); i++) {
            CriterionVerdict each = verdict.criteria().get(i);
            assertThat(each.state() == State.HOLDS && (each.unknown() != null || each.value() == null))
                    .isFalse();
            if (each.unknown() != null
                    && criteria.get(i).criticality() != Criticality.NOTE
                    && criteria.get(i).onNoData() == OnNoData.HOLD
                    && criteria.get(i).onNoReference() == OnNoReference.HOLD) {
                assertThat(verdict.outcome()).isGreaterThanOrEqualTo(Outcome.INCONCLUSIVE);
            }
        }
    }

    @Property(tries = 300)
    void anUnreadableReportNeverImprovesTheOutcome(@ForAll("anyReports") List<ObservedReport> reports) {
        List<Criterion> criteria = OF_ALL.stream().map(Given::criterion).toList();
        List<ObservedReport> more = new ArrayList<>(reports);
        more.add(unreadable("found", "zz.xml", null));
        GateVerdict before = judge(criteria, reports);
        GateVerdict after = judge(criteria, more);

        for (int i = 0; i < criteria.size(); i++) {
            assertThat(after.criteria().get(i).state()).isNotEqualTo(State.HOLDS);
            if (before.criteria().get(i).state() == State.UNKNOWN) {
                assertThat(after.criteria().get(i).state()).isEqualTo(State.UNKNOWN);
            }
        }
    }

    private static int badness(CriterionVerdict verdict) {
        return List.of(State.HOLDS, State.UNKNOWN, State.BROKEN).indexOf(verdict.state());
    }

    private static GateVerdict judge(List<Criterion> criteria, List<ObservedReport> reports) {
        EvidenceSet reference = evidence(
                report("a.xml", tests(2, "f1", "f2")),
                report("a.sarif", Given.findings("pmd", null, new F("R", Severity.HIGH, "A.java", "k1"))),
                report("j.xml", Given.lines(1, 2)));
        return gate(criteria.toArray(Criterion[]::new))
                .observing(reports.toArray(ObservedReport[]::new))
                .against(reference, 1, Earlier.NONE)
                .judge();
    }

    @Provide
    Arbitrary<List<Criterion>> failureCriteria() {
        return criteria(OF_FAILURES);
    }

    @Provide
    Arbitrary<List<Criterion>> allCriteria() {
        return criteria(OF_ALL);
    }

    private static Arbitrary<List<Criterion>> criteria(List<String> texts) {
        return Combinators.combine(
                        Arbitraries.of(texts),
                        Arbitraries.of(Criticality.class),
                        Arbitraries.of(OnNoData.class),
                        Arbitraries.of(OnNoReference.class))
                .as((text, criticality, onNoData, onNoReference) ->
                        criterion(text, criticality, onNoData, onNoReference))
                .list()
                .ofMinSize(1)
                .ofMaxSize(4);
    }

    @Provide
    Arbitrary<List<ObservedReport>> anyReports() {
        return Arbitraries.integers()
                .between(0, 9)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(kinds -> {
                    List<ObservedReport> reports = new ArrayList<>();
                    reports.add(report("a.xml", tests(3)));
                    for (int i = 0; i < kinds.size(); i++) {
                        reports.add(any(kinds.get(i), "r" + i));
                    }
                    return reports;
                });
    }

    private static ObservedReport any(int kind, String path) {
        return switch (kind) {
            case 0 -> report(path, tests(2, "f1"));
            case 1 -> report(path, tests(1, "f1", "f2", "f3"));
            case 2 -> report(path, tests(5, 1, 1));
            case 3 -> report(path, Given.findings("pmd", null));
            case 4 ->
                report(
                        path,
                        Given.findings(
                                "pmd",
                                null,
                                new F("R", Severity.HIGH, "A.java", "k1"),
                                new F("R", Severity.LOW, "B.java", "k2")));
            case 5 -> report(path, Given.findings("pmd", "it crashed", new F("S", Severity.UNKNOWN, "A.java", "k3")));
            case 6 -> report(path, Given.lines(3, 5));
            case 7 -> report(path, Given.mutants(3, 1, 1));
            case 8 -> report(path, Given.load(Given.series("x", false, 0, 0, 9, 10, 200)));
            default -> unreadable("found", path, "junit");
        };
    }
}
