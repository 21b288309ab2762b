package io.jenkins.plugins.sluice.evidence.release;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.MigrationSummary;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Migration;
import io.jenkins.plugins.sluice.evidence.MigrationSummary.Result;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.report.EvidenceCollector;
import io.jenkins.plugins.sluice.evidence.report.ReadLimits;
import io.jenkins.plugins.sluice.evidence.report.ReportReaders;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationTestsTest {

    private static final Instant CHANGED = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private Path workspace;

    @BeforeEach
    void workspace() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        Files.createDirectory(workspace.resolve("db"));
        for (String name : List.of("V1__init.sql", "V2__orders.sql", "V12__items.sql")) {
            file("db/" + name, "create table x", CHANGED);
        }
    }

    private void file(String path, String text, Instant at) throws IOException {
        Path file = Files.writeString(workspace.resolve(path), text);
        Files.setLastModifiedTime(file, FileTime.from(at));
    }

    private Reading tested(String... cases) throws IOException {
        Files.writeString(
                workspace.resolve("TEST-m.xml"), "<testsuite name=\"m\">" + String.join("", cases) + "</testsuite>");
        return reading();
    }

    private Reading reading() throws IOException {
        ReportSource source =
                new ReportSource("db", List.of("TEST-*.xml"), List.of(), null, 1, List.of(), false, List.of());
        try (EvidenceSet evidence = new EvidenceCollector(
                        ReportReaders.all(), ReadLimits.DEFAULT, folder, Runnable::run)
                .collect(workspace, List.of(source), List.of(), null)) {
            return new MigrationTests(workspace, () -> {}).testedBy(List.of("db/*.sql"), "db", evidence.reports());
        }
    }

    private static String passed(String name) {
        return "<testcase classname=\"MigrationTest\" name=\"" + name + "\"/>";
    }

    private static MigrationSummary summary(Reading reading) {
        return (MigrationSummary) ((Reading.Whole) reading).summary();
    }

    @Test
    void givenTestsThatNameMigrations_whenTheyPassed_thenThoseAreTested() throws IOException {
        MigrationSummary summary =
                summary(tested(passed("up(V1__init.sql)"), passed("applies V12 to production's copy")));
        assertThat(summary.migrations())
                .containsExactly(
                        new Migration("db/V2__orders.sql", Result.UNTESTED, null),
                        new Migration(
                                "db/V12__items.sql", Result.TESTED, "MigrationTest.applies V12 to production's copy"),
                        new Migration("db/V1__init.sql", Result.TESTED, "MigrationTest.up(V1__init.sql)"));
        assertThat(summary.untested()).isEqualTo(1);
        assertThat(summary.untestedOpen()).isNull();
        assertThat(summary.failedOpen()).isNull();
    }

    @Test
    void givenFailedAndSkippedTests_whenLookedAt_thenFailedIsFailedAndSkippedIsUntested() throws IOException {
        MigrationSummary summary = summary(tested(
                passed("V1"),
                "<testcase classname=\"MigrationTest\" name=\"V1 down\"><failure message=\"x\"/></testcase>",
                "<testcase classname=\"MigrationTest\" name=\"V2\"><skipped/></testcase>",
                passed("V12")));
        assertThat(summary.failed()).isEqualTo(1);
        assertThat(summary.untested()).isEqualTo(1);
        assertThat(summary.tested()).isEqualTo(1);
        assertThat(summary.migrations().get(0).file()).isEqualTo("db/V1__init.sql");
    }

    @Test
    void givenABrokenReport_whenLookedAt_thenTheCountsAreOpen() throws IOException {
        Files.writeString(workspace.resolve("TEST-broken.xml"), "<testsuite><testcase");
        MigrationSummary summary = summary(tested(passed("V1")));
        assertThat(summary.untestedOpen()).contains("TEST-broken.xml");
        assertThat(summary.failedOpen()).contains("TEST-broken.xml");
    }

    @Test
    void givenNoReport_whenLookedAt_thenItCannotBeTold() throws IOException {
        assertThat(reading())
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class, none -> assertThat(none.why()).contains("no test report", "'db'"));
    }

    @Test
    void givenADryRun_whenItNamesANewerMigration_thenOnlyThatIsTested() throws IOException {
        file("dry.sql", "-- Source: db/V1__init.sql\n-- Source: db/V2__orders.sql\n", CHANGED.plusSeconds(60));
        file("db/V2__orders.sql", "changed since", CHANGED.plusSeconds(120));
        MigrationSummary summary =
                summary(new MigrationTests(workspace, () -> {}).dryRunBy(List.of("db/*.sql"), List.of("dry.sql")));
        assertThat(summary.migrations())
                .containsExactly(
                        new Migration("db/V12__items.sql", Result.UNTESTED, null),
                        new Migration("db/V2__orders.sql", Result.UNTESTED, null),
                        new Migration("db/V1__init.sql", Result.TESTED, "dry.sql"));
        assertThat(summary.failedOpen()).contains("dry run");
    }

    @Test
    void givenADryRunOfTheSameTime_whenLookedAt_thenItIsNotNewer() throws IOException {
        file("dry.sql", "V1__init.sql", CHANGED);
        assertThat(summary(new MigrationTests(workspace, () -> {}).dryRunBy(List.of("db/V1*.sql"), List.of("dry.sql")))
                        .tested())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "V1__init.sql, it applies V1, true",
        "V1__init.sql, it applies V12, false",
        "V1__init.sql, it applies V1.2, false",
        "V1__init.sql, it applies 3.V1, false",
        "V1__init.sql, it applies (V1), true",
        "V1__init.sql, migratesV1, false",
        "V1__init.sql, a V1__init test, true",
        "V1_2__init.sql, version V1.2 is applied, true",
        "V1_2__init.sql, version V1_2 is applied, true",
        "V1_2__init.sql, version V1 is applied, false",
        "20260131_orders.rb, up 20260131, true",
        "20260131_orders.rb, up 202601312, false",
        "001_orders.sql, up 001, false",
        "001_orders.sql, up 001_orders, true",
        "init.sql, init works, false",
        "init.sql, init.sql works, true",
        "R__views.sql, R__views.sql, true",
    })
    void givenAMigration_whenATextNamesIt_thenOnlyWholeNamesCount(String file, String text, boolean named) {
        assertThat(MigrationName.of(List.of(file)).get(0).isIn(text)).isEqualTo(named);
    }

    @Test
    void givenTwoMigrationsOfOneVersion_whenATextNamesTheVersion_thenItNamesNeither() {
        List<MigrationName> names = MigrationName.of(List.of("a/V1__x.sql", "b/V1__x.sql", "b/V2__y.sql"));
        assertThat(names).extracting(name -> name.isIn("applies V1__x.sql")).containsExactly(false, false, false);
        assertThat(names).extracting(name -> name.isIn("applies a/V1__x.sql")).containsExactly(true, false, false);
        assertThat(Stream.of("V2", "V2__y")).allMatch(text -> names.get(2).isIn(text));
    }
}
