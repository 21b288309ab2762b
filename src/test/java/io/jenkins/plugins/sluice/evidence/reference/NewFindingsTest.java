package io.jenkins.plugins.sluice.evidence.reference;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.Identities;
import io.jenkins.plugins.sluice.evidence.Identity;
import io.jenkins.plugins.sluice.evidence.Severity;
import io.jenkins.plugins.sluice.evidence.reference.NewFindings.Comparison;
import io.jenkins.plugins.sluice.evidence.reference.NewFindings.Count;
import io.jenkins.plugins.sluice.evidence.reference.NewFindings.NewFinding;
import io.jenkins.plugins.sluice.evidence.reference.NewFindings.Reason;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NewFindingsTest {

    @TempDir
    private Path folder;

    private record Row(
            String tool,
            String rule,
            Severity severity,
            String method,
            @Nullable String exemption,
            long identity,
            String path) {
        Row at(String other) {
            return new Row(tool, rule, severity, method, exemption, identity, other);
        }

        Row by(String other) {
            return new Row(tool, rule, severity, other, exemption, identity, path);
        }

        Row of(String other) {
            return new Row(other, rule, severity, method, exemption, identity, path);
        }

        Row exempt() {
            return new Row(tool, rule, severity, method, "w", identity, path);
        }

        Row as(Severity other) {
            return new Row(tool, rule, other, method, exemption, identity, path);
        }
    }

    private static Row row(long identity) {
        return new Row("Lint", "R", Severity.HIGH, "lines/2", null, identity, "a.c");
    }

    private FindingSummary report(Row... rows) {
        return report(List.of(), rows);
    }

    private FindingSummary report(List<String> moreTools, Row... rows) {
        Map<FindingSummary.Key, Long> counts = new LinkedHashMap<>();
        List<String> paths = new ArrayList<>();
        List<FindingSummary.Finding> details = new ArrayList<>();
        Identities.Builder builder = Identities.builder(folder);
        for (Row row : rows) {
            FindingSummary.Key key =
                    new FindingSummary.Key(row.tool(), row.rule(), row.severity(), row.method(), row.exemption(), 0);
            counts.merge(key, 1L, Long::sum);
            int tag = new ArrayList<>(counts.keySet()).indexOf(key);
            if (!paths.contains(row.path())) {
                paths.add(row.path());
            }
            int path = paths.indexOf(row.path());
            builder.add(row.identity(), 0, path, tag);
            details.add(new FindingSummary.Finding(
                    new Identity(row.identity(), 0), tag, path, details.size() + 1, "m" + row.identity()));
        }
        List<FindingSummary.Key> keys = new ArrayList<>();
        counts.forEach((key, count) -> keys.add(
                new FindingSummary.Key(key.tool(), key.rule(), key.severity(), key.method(), key.exemption(), count)));
        List<String> tools = new ArrayList<>(moreTools);
        Arrays.stream(rows).map(Row::tool).distinct().forEach(tools::add);
        return new FindingSummary(
                tools.stream()
                        .map(tool -> new FindingSummary.ToolRun(tool, null, null))
                        .toList(),
                keys,
                builder.build(),
                paths,
                details);
    }

    private static Comparison compare(FindingSummary now, FindingSummary before, String... existing) {
        return NewFindings.compare(List.of(now), List.of(before), Set.of(existing)::contains);
    }

    private static long total(Comparison comparison) {
        return comparison.counts().stream().mapToLong(Count::count).sum();
    }

    @Test
    void givenMoreThanBefore_whenCompared_thenTheDifferenceIsNew() {
        Comparison comparison =
                compare(report(row(1), row(1), row(1), row(2), row(-5)), report(row(1), row(3), row(-5)), "a.c");
        assertThat(comparison.counts()).containsExactly(new Count("Lint", "R", Severity.HIGH, 3));
        assertThat(comparison.gone()).isEqualTo(1);
        assertThat(comparison.first()).extracting(NewFinding::message).containsExactlyInAnyOrder("m1", "m1", "m2");
        assertThat(comparison.unknown()).isEmpty();
    }

    @Test
    void givenAnotherPath_whenTheOldOneIsGone_thenItMovedElseItIsNew() {
        FindingSummary now = report(row(1).at("b.c"));
        FindingSummary before = report(row(1));
        assertThat(total(compare(now, before, "b.c"))).isZero();
        assertThat(compare(now, before, "b.c").gone()).isZero();
        assertThat(total(compare(now, before, "a.c", "b.c"))).isEqualTo(1);
        assertThat(compare(now, before, "a.c", "b.c").gone()).isEqualTo(1);
        assertThat(total(compare(report(row(1).at("b.c"), row(1).at("c.c")), before, "b.c", "c.c")))
                .as("moved to one of two places")
                .isEqualTo(1);
    }

    @Test
    void givenExemptFindings_whenCompared_thenOnlyThoseOfThisRunAreLeftOut() {
        assertThat(total(compare(report(row(1).exempt()), report(), "a.c"))).isZero();
        assertThat(total(compare(report(row(1)), report(row(1).exempt()), "a.c")))
                .as("the waiver expired")
                .isZero();
        assertThat(compare(report(row(1).exempt()), report(row(1)), "a.c").gone())
                .isZero();
    }

    @Test
    void givenAToolThatTheReferenceNeverRan_whenCompared_thenUnknown() {
        Comparison comparison = compare(report(row(1), row(2).of("Other")), report(row(1).of("LINT")), "a.c");
        assertThat(comparison.unknown()).isEqualTo(Map.of("other", Reason.REFERENCE_LACKS));
        assertThat(comparison.counts()).isEmpty();
        assertThat(compare(report(row(1)), report(List.of("Lint")), "a.c").counts())
                .as("the reference ran it and found nothing")
                .containsExactly(new Count("Lint", "R", Severity.HIGH, 1));
    }

    @Test
    void givenOtherMethods_whenNeitherContainsTheOther_thenUnknown() {
        Row lines = row(1);
        Row message = row(2).by("message/2");
        assertThat(compare(report(lines), report(message)).unknown()).isEqualTo(Map.of("lint", Reason.OTHER_METHOD));
        assertThat(total(compare(report(lines), report(lines, message)))).isZero();
        assertThat(total(compare(report(lines, message), report(lines)))).isEqualTo(1);
        assertThat(total(compare(report(lines), report(List.of("Lint"))))).isEqualTo(1);
    }

    @Test
    void givenFindingsAlike_whenSomeAreNew_thenTheyAreTheWorst() {
        Comparison comparison = compare(
                report(row(1).as(Severity.LOW), row(1).as(Severity.CRITICAL), row(1).as(Severity.MEDIUM)),
                report(row(1), row(1)),
                "a.c");
        assertThat(comparison.counts()).containsExactly(new Count("Lint", "R", Severity.CRITICAL, 1));
    }

    @Test
    void givenSeveralReports_whenCompared_thenSidesAreAddedUp() {
        List<FindingSummary> now = List.of(report(row(1), row(4)), report(row(1), row(2)));
        List<FindingSummary> before = List.of(report(row(2)), report(row(1)), report(row(1)));
        Comparison comparison = NewFindings.compare(now, before, path -> true);
        assertThat(comparison.counts()).containsExactly(new Count("Lint", "R", Severity.HIGH, 1));
        assertThat(comparison.first()).containsExactly(new NewFinding("Lint", "R", Severity.HIGH, "a.c", 2, "m4"));
    }

    @Test
    void givenManyNewFindings_whenNamed_thenTheWorstTwentyAre() {
        Row[] rows = new Row[100];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(i + 1).as(i == 50 ? Severity.CRITICAL : Severity.LOW);
        }
        Comparison comparison = compare(report(rows), report(List.of("Lint")));
        assertThat(comparison.first()).hasSize(20);
        assertThat(comparison.first().get(0).message()).isEqualTo("m51");
        assertThat(total(comparison)).isEqualTo(100);
    }
}
