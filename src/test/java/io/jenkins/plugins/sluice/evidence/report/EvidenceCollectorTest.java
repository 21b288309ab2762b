package io.jenkins.plugins.sluice.evidence.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Gap;
import io.jenkins.plugins.sluice.evidence.EvidenceSet.Skipped;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.SpillFiles;
import io.jenkins.plugins.sluice.evidence.TestSummary;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reports in real folders: which are found, which are read, and what becomes of the others. */
class EvidenceCollectorTest {

    private static final String PASSED = "<testsuite name='s' tests='1'><testcase classname='C' name='m'/></testsuite>";
    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");

    @TempDir
    Path folder;

    private Path workspace = Path.of("");
    private Path spill = Path.of("");

    @BeforeEach
    void makeFolders() throws IOException {
        workspace = Files.createDirectory(folder.resolve("workspace"));
        spill = Files.createDirectory(folder.resolve("spill"));
    }

    // ---- the usual places

    @Test
    void givenNoSources_whenCollected_thenTheTopLevelAndOutputFoldersOfModulesAreSearched() throws IOException {
        write("junit.xml", PASSED);
        for (String output : FileSearch.OUTPUT_FOLDERS) {
            write(output + "/deep/er/junit.xml", PASSED);
        }
        write("module/target/junit.xml", PASSED);
        write("group/module/target/surefire-reports/TEST-a.xml", PASSED);
        write("a/b/c/target/junit.xml", PASSED);
        write("module/junit.xml", PASSED);

        List<String> expected = new ArrayList<>(
                List.of("junit.xml", "module/target/junit.xml", "group/module/target/surefire-reports/TEST-a.xml"));
        FileSearch.OUTPUT_FOLDERS.forEach(output -> expected.add(output + "/deep/er/junit.xml"));
        assertThat(paths(usual())).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void givenNoSources_whenCollected_thenSourcesDependenciesAndHiddenFoldersAreNeverSearched() throws IOException {
        for (String closed : FileSearch.CLOSED_FOLDERS) {
            write(closed + "/target/junit.xml", PASSED);
            write("target/" + closed + "/junit.xml", PASSED);
        }
        write(".git/target/junit.xml", PASSED);
        write("target/.cache/junit.xml", PASSED);
        write("target/.hidden.xml", PASSED);
        for (String name : FileSearch.OUTPUT_WITHOUT_REPORTS) {
            write("target/" + name + "/junit.xml", PASSED);
        }

        EvidenceSet found = usual();

        assertThat(found.reports()).isEmpty();
        assertThat(found.skipped()).isEmpty();
    }

    @Test
    void givenFilesThatAreNoReports_whenCollected_thenSkippedWithTheReason() throws IOException {
        write("package.json", "{\"name\": \"x\"}");
        write("target/empty.xml", "");
        write("target/notes.txt", "no extension of a report");

        assertThat(usual().skipped())
                .containsExactly(
                        new Skipped("package.json", "no known report format"),
                        new Skipped("target/empty.xml", "the file is empty"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<html/>", ""})
    void givenAFileInAReportFolder_whenItIsNoReport_thenItIsUnknownEvidence(String content) throws IOException {
        write("target/surefire-reports/TEST-a.xml", content);

        assertThat(why(usual(), "target/surefire-reports/TEST-a.xml"))
                .containsAnyOf("no reader knows its format; name it with 'format'", "the file is empty");
    }

    @Test
    void givenAnEmptyFileWhoseNameSaysReport_whenCollected_thenItIsUnknownEvidence() throws IOException {
        write("target/scan.sarif", "");
        write("build/load.jtl", "");
        write("test-results/results.json", "");

        assertThat(usual().reports())
                .allMatch(report -> report.reading().equals(new Reading.Unreadable("the file is empty")))
                .hasSize(3);
    }

    // ---- symbolic links

    @Test
    void givenLinksInTheUsualPlaces_whenCollected_thenNoneIsFollowedAndEachIsNamed() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("junit.xml"), PASSED);
        Files.createDirectory(workspace.resolve("target"));
        Files.createSymbolicLink(workspace.resolve("build"), outside);
        Files.createSymbolicLink(workspace.resolve("top.xml"), outside.resolve("junit.xml"));
        Files.createSymbolicLink(workspace.resolve("target/file.xml"), outside.resolve("junit.xml"));
        Files.createSymbolicLink(workspace.resolve("target/folder"), outside);
        Files.createSymbolicLink(workspace.resolve("target/dangling.xml"), outside.resolve("gone"));

        EvidenceSet found = usual();

        assertThat(found.reports()).isEmpty();
        assertThat(found.skipped())
                .extracting(Skipped::path)
                .containsExactly("build", "target/dangling.xml", "target/file.xml", "target/folder", "top.xml");
        assertThat(found.skipped()).allSatisfy(file -> assertThat(file.why()).contains("links are not followed"));
    }

    @Test
    void givenAPatternThatMatchesALink_whenCollected_thenItIsUnknownEvidence() throws IOException {
        write("real/a.xml", PASSED);
        Path outside = Files.writeString(folder.resolve("outside.xml"), PASSED);
        Files.createSymbolicLink(workspace.resolve("real/b.xml"), outside);

        EvidenceSet found = collect(null, source("unit", "real/*.xml"));

        assertThat(found.reports()).hasSize(2);
        assertThat(why(found, "real/b.xml")).contains("symbolic link; links are not followed");
    }

    @Test
    void givenAPatternThatGoesThroughALinkedFolder_whenCollected_thenItIsNotEntered() throws IOException {
        Path outside = Files.createDirectory(folder.resolve("outside"));
        Files.writeString(outside.resolve("a.xml"), PASSED);
        write("modules/one/a.xml", PASSED);
        Files.createSymbolicLink(workspace.resolve("modules/two"), outside);

        EvidenceSet found = collect(null, source("all", "modules/*/a.xml"), source("two", "modules/two/a.xml"));

        assertThat(paths(found)).containsExactly("modules/one/a.xml");
        assertThat(found.skipped())
                .containsExactly(new Skipped("modules/two", "a symbolic link to a folder; links are not followed"));
        assertThat(found.gaps()).containsExactly(new Gap("two", null, 1, 0));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../outside.xml", "sub/../../outside.xml", "/", "**/../*.xml"})
    void givenAPatternOutOfTheWorkspace_whenCollected_thenNothingIsFound(String pattern) throws IOException {
        Files.writeString(folder.resolve("outside.xml"), PASSED);
        write("sub/a.xml", PASSED);
        String absolute = folder.resolve("outside.xml").toString();

        EvidenceSet found = collect(
                null, source("relative", pattern), source("absolute", pattern.equals("/") ? absolute : pattern));

        assertThat(found.reports()).isEmpty();
        assertThat(found.gaps()).extracting(Gap::source).containsExactly("relative", "absolute");
    }

    // ---- sources

    @Test
    void givenPatterns_whenCollected_thenAlsoPlacesThatAreNeverSearchedOtherwiseAreReachedByName() throws IOException {
        write("src/reports/a.xml", PASSED);
        write("node_modules/x/a.xml", PASSED);

        assertThat(paths(collect(null, source("any", "**/a.xml")))).containsExactly("src/reports/a.xml");
        assertThat(paths(collect(null, source("named", "node_modules/**/a.xml"))))
                .containsExactly("node_modules/x/a.xml");
    }

    @Test
    void givenAFileThatTwoSourcesTake_whenCollected_thenTheSecondIsRefusedWithTheFirstsName() throws IOException {
        write("a.xml", PASSED);

        EvidenceSet found = collect(null, source("one", "*.xml"), source("two", "a.*"));

        assertThat(found.reports()).extracting(ObservedReport::source).containsExactly("one", "two");
        assertThat(found.reports().get(0).reading()).isInstanceOf(Reading.Whole.class);
        assertThat(found.reports().get(1).reading())
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class,
                        unreadable -> assertThat(unreadable.why()).contains("evidence 'one' takes this file too"));
    }

    @Test
    void givenTooFewFilesOrAMissingTool_whenCollected_thenThereAreGaps() throws IOException {
        write("a.xml", PASSED);
        write(
                "a.sarif",
                "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":\"SpotBugs\"}},\"results\":[]}]}");

        EvidenceSet found = collect(
                null,
                new ReportSource("unit", List.of("*.xml"), List.of(), null, 2, List.of(), false, List.of()),
                new ReportSource(
                        "scan",
                        List.of("*.sarif"),
                        List.of(),
                        null,
                        1,
                        List.of("spotbugs", "Semgrep"),
                        false,
                        List.of()));

        assertThat(found.gaps()).containsExactly(new Gap("unit", null, 2, 1), new Gap("scan", "Semgrep", 1, 0));
    }

    @Test
    void givenANamedFormatThatTheFileIsNot_whenCollected_thenItIsUnknownEvidence() throws IOException {
        write("a.xml", PASSED);

        EvidenceSet found = collect(
                null, new ReportSource("scan", List.of("a.xml"), List.of(), "sarif", 1, List.of(), false, List.of()));

        assertThat(found.reports().get(0).format()).isEqualTo("sarif");
        assertThat(why(found, "a.xml")).isNotBlank();
    }

    @Test
    void givenADirectoryOfAReportsName_whenCollected_thenItIsNoFile() throws IOException {
        write("target/x.xml/inner.xml", PASSED);

        assertThat(collect(null, source("unit", "target/x.xml")).gaps()).hasSize(1);
        assertThat(paths(usual())).containsExactly("target/x.xml/inner.xml");
    }

    @Test
    void givenTwoReadersThatClaimAFile_whenCollected_thenTheErrorNamesBoth() throws IOException {
        write("a.xml", PASSED);
        ReportReaders both = ReportReaders.of(List.of(
                new ReportReaders.Row(new JUnitReader(), TestSummary.class),
                new ReportReaders.Row(reader("other", (input, sink) -> {}), TestSummary.class)));

        EvidenceSet found = collector(both, Runnable::run, () -> {}).collect(workspace, List.of(), List.of(), null);

        assertThat(why(found, "a.xml")).isEqualTo("both 'junit' and 'other' claim it; name its format");
    }

    // ---- names

    @ParameterizedTest
    @ValueSource(
            strings = {"line\nfeed.xml", "bell\u0007.xml", "ümläut \uD83D\uDE00.xml", "back\\slash.xml", "sp ace%20.xml"
            })
    @EnabledOnOs(OS.LINUX)
    void givenAnOddName_whenCollected_thenTheFileIsRead(String name) throws IOException {
        try {
            write("target/" + name, PASSED);
        } catch (InvalidPathException e) {
            assumeThat(e.getReason()).as("this locale has no such names").isEmpty();
        }

        assertThat(usual().reports())
                .singleElement()
                .satisfies(report -> assertThat(report.path()).isEqualTo("target/" + name))
                .satisfies(report -> assertThat(report.reading()).isInstanceOf(Reading.Whole.class));
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenNamesThatAreNoText_whenCollected_thenEachFileIsReadUnderANameOfItsOwn() throws Exception {
        Files.createDirectory(workspace.resolve("target"));
        // Java cannot make such names, a shell can.
        Process shell = new ProcessBuilder(
                        "bash", "-c", "cat > $'target/a\\xff.xml' && cp $'target/a\\xff.xml' $'target/a\\xfe.xml'")
                .directory(workspace.toFile())
                .start();
        shell.getOutputStream().write(PASSED.getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        assertThat(shell.waitFor()).isZero();

        EvidenceSet found = usual();

        assertThat(paths(found)).containsExactly("target/a%FE.xml", "target/a%FF.xml");
        assertThat(found.reports()).allMatch(report -> report.reading() instanceof Reading.Whole);
        assertThat(paths(collect(null, source("unit", "target/*.xml")))).hasSize(2);
    }

    // ---- age

    @Test
    void givenAStart_whenAFileIsOlderThanTheSkew_thenItIsStale() throws IOException {
        setTime(write("a.xml", PASSED), START.minusSeconds(121));
        setTime(write("b.xml", PASSED), START.minusSeconds(120));

        List<ObservedReport> reports = collect(START).reports();

        assertThat(reports.get(0).reading()).isEqualTo(new Reading.Stale(START.minusSeconds(121), START));
        assertThat(reports.get(1).reading()).isInstanceOf(Reading.Whole.class);
    }

    @Test
    void givenAStart_whenTheReportSaysThatItIsOlder_thenItIsStaleThoughTheFileIsFresh() throws IOException {
        String old = PASSED.replace("tests=", "timestamp='2026-05-04T09:57:59Z' tests=");
        setTime(write("a.xml", old), START.plusSeconds(5));

        assertThat(collect(START).reports().get(0).reading())
                .isEqualTo(new Reading.Stale(START.minus(Duration.ofSeconds(121)), START));
        assertThat(collect(null).reports().get(0).reading()).isInstanceOf(Reading.Whole.class);
    }

    // ---- reading

    @Test
    void givenAFileThatGrowsWhileItIsRead_whenCollected_thenItIsUnknownEvidence() throws IOException {
        Path file = write("a.xml", PASSED);
        ReportReaders readers = readers((input, sink) -> Files.writeString(file, PASSED + "<!-- more -->"));

        EvidenceSet found = collector(readers, Runnable::run, () -> {}).collect(workspace, List.of(), List.of(), null);

        assertThat(why(found, "a.xml")).contains("it changed while it was read");
    }

    @Test
    void givenAFileThatIsReplacedByOneOfTheSameSizeAndTime_whenRead_thenItIsUnknownEvidence() throws IOException {
        Path file = write("a.xml", PASSED);
        FileTime time = Files.getLastModifiedTime(file);
        Path other = Files.writeString(folder.resolve("other"), PASSED);
        Files.setLastModifiedTime(other, time);
        ReportReaders readers = readers((input, sink) -> Files.move(other, file, StandardCopyOption.REPLACE_EXISTING));

        EvidenceSet found = collector(readers, Runnable::run, () -> {}).collect(workspace, List.of(), List.of(), null);

        assertThat(why(found, "a.xml")).contains("it changed while it was read");
    }

    @Test
    void givenManyFiles_whenReadInParallel_thenTheOrderIsThatOfTheirPaths() throws IOException {
        for (int i = 0; i < 200; i++) {
            write("target/TEST-" + (i * 37 % 200) + ".xml", PASSED);
        }
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<String> found = paths(
                    collector(ReportReaders.all(), threads, () -> {}).collect(workspace, List.of(), List.of(), null));

            assertThat(found).hasSize(200).isSorted().isEqualTo(paths(usual()));
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenMoreIdentitiesThanFitIntoMemory_whenTheEvidenceIsClosed_thenTheirFilesAreGone() throws IOException {
        write("target/TEST-0.xml", failures(1_000_001));

        try (EvidenceSet found = usual()) {
            assertThat(((Reading.Whole) found.reports().get(0).reading()).summary())
                    .isInstanceOfSatisfying(
                            TestSummary.class,
                            tests -> assertThat(tests.failed()).isEqualTo(1_000_001));
            assertThat(spilled()).isEqualTo(1);
        }
        assertThat(spilled()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenAStaleReport_whenItHasMoreIdentitiesThanFitIntoMemory_thenNoFileStays() throws IOException {
        setTime(write("target/TEST-0.xml", failures(1_000_001)), START.minusSeconds(3_600));

        assertThat(collect(START).reports().get(0).reading()).isInstanceOf(Reading.Stale.class);
        assertThat(spilled()).isZero();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void givenACancellation_whenOneReportIsReadAndAnotherIsNot_thenItIsThrownAndNoFileStays() throws IOException {
        write("target/TEST-0.xml", failures(1_000_001));
        write("target/TEST-1.xml", PASSED);
        AtomicBoolean firstIsRead = new AtomicBoolean();
        Runnable checkpoint = () -> {
            if (firstIsRead.get()) {
                throw new CancellationException("stopped by a person");
            }
        };
        ReportReaders readers = ReportReaders.of(List.of(new ReportReaders.Row(
                reader("junit", (input, sink) -> {
                    new JUnitReader().read(input, sink, ReadLimits.DEFAULT);
                    firstIsRead.set(true);
                }),
                TestSummary.class)));

        assertThatThrownBy(() ->
                        collector(readers, Runnable::run, checkpoint).collect(workspace, List.of(), List.of(), null))
                .isInstanceOf(CancellationException.class)
                .hasMessage("stopped by a person");
        assertThat(firstIsRead).isTrue();
        assertThat(spilled()).isZero();
    }

    // ---- the documentation

    @Test
    void givenTheDocumentation_whenComparedWithTheSearch_thenItListsTheSameFolders() throws IOException {
        String text = Files.readString(Path.of("docs", "evidence.md"));

        assertThat(listed(text, "Output folders: ")).isEqualTo(sorted(FileSearch.OUTPUT_FOLDERS));
        assertThat(listed(text, "In them, these hold no reports: "))
                .isEqualTo(sorted(FileSearch.OUTPUT_WITHOUT_REPORTS));
        assertThat(listed(text, "Never searched: ")).isEqualTo(sorted(FileSearch.CLOSED_FOLDERS));
        assertThat(listed(text, "Report folders: ")).isEqualTo(sorted(FileSearch.REPORT_FOLDERS));
        assertThat(listed(text, "Endings: ")).isEqualTo(sorted(FileSearch.EXTENSIONS));
        assertThat(FileSearch.MODULE_DEPTH).isEqualTo(2);
    }

    private static List<String> listed(String text, String label) {
        Matcher list =
                Pattern.compile(Pattern.quote(label) + "((?:`[^`]+`[,\\s]*)+)").matcher(text);
        assertThat(list.find()).as(label).isTrue();
        return Arrays.stream(list.group(1).split("[,\\s]+"))
                .map(word -> word.replace("`", ""))
                .toList();
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    // ---- helpers

    private Path write(String path, String content) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    private static void setTime(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static String failures(int count) {
        StringBuilder xml = new StringBuilder("<testsuite name='s'>");
        IntStream.range(0, count)
                .forEach(i -> xml.append("<testcase name='").append(i).append("'><failure/></testcase>"));
        return xml.append("</testsuite>").toString();
    }

    private long spilled() throws IOException {
        return SpillFiles.openIn(spill);
    }

    private EvidenceSet usual() throws IOException {
        return collect(null);
    }

    private EvidenceSet collect(@Nullable Instant since, ReportSource... sources) throws IOException {
        return collector(ReportReaders.all(), Runnable::run, () -> {})
                .collect(workspace, List.of(sources), List.of(), since);
    }

    private EvidenceCollector collector(ReportReaders readers, Executor executor, Runnable checkpoint) {
        return new EvidenceCollector(readers, new ReadLimits(500, 8_192, checkpoint), spill, executor);
    }

    private static ReportSource source(String name, String... files) {
        return new ReportSource(name, List.of(files), List.of(), null, 1, List.of(), false, List.of());
    }

    private static List<String> paths(EvidenceSet evidence) {
        return evidence.reports().stream().map(ObservedReport::path).toList();
    }

    private static String why(EvidenceSet evidence, String path) {
        return evidence.reports().stream()
                .filter(report -> report.path().equals(path))
                .map(report -> report.reading() instanceof Reading.Unreadable unreadable
                        ? unreadable.why()
                        : report.reading().toString())
                .findFirst()
                .orElse("not taken");
    }

    private static ReportReaders readers(Action during) {
        return ReportReaders.of(List.of(new ReportReaders.Row(reader("junit", during), TestSummary.class)));
    }

    private interface Action {
        void run(InputStream input, ReportSink sink) throws IOException;
    }

    /** Takes every file, and does something while it is read. */
    private static ReportReader reader(String format, Action during) {
        return new ReportReader() {
            @Override
            public String format() {
                return format;
            }

            @Override
            public boolean recognises(Head head) {
                return true;
            }

            @Override
            public void read(InputStream input, ReportSink sink, ReadLimits limits) throws IOException {
                during.run(input, sink);
            }
        };
    }
}
