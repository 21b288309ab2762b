package io.jenkins.plugins.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.jenkins.plugins.sluice.cli.Launcher.Ended;
import io.jenkins.plugins.sluice.cli.Launcher.Started;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command as users start it: every exit status, and what a terminal, a pipe and a CI system make of it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the launcher is a shell script")
class LauncherTest {

    @TempDir
    Path folder;

    private Launcher sluice;

    @BeforeEach
    void fourGates() throws IOException {
        SmallProject.fourOutcomes(folder);
        sluice = new Launcher(folder);
    }

    @ParameterizedTest
    @CsvSource({"passes,0", "fails,1", "tells-nothing,3", "warns,4"})
    void givenAGate_whenJudged_thenTheStatusIsItsOutcome(String gate, int status) throws Exception {
        Ended ended = sluice.run("gate", gate);

        assertThat(ended.status()).as(ended.toString()).isEqualTo(status);
        assertThat(ended.err()).isEmpty();
        assertThat(ended.out())
                .endsWith("sluice-report/" + gate + "/report.html\n")
                .doesNotContain("\u001B");
        assertThat(folder.resolve("sluice-report/" + gate + "/report.html")).isNotEmptyFile();
    }

    @Test
    void givenSeveralGates_whenJudged_thenTheStatusIsTheWorstAndJsonIsOneList() throws Exception {
        Ended worst = sluice.run("gate", "--format", "json");

        assertThat(worst.status()).isEqualTo(1);
        JsonNode gates = new ObjectMapper().readTree(worst.out());
        assertThat(gates.isArray()).isTrue();
        assertThat(gates).hasSize(4);
        assertThat(sluice.run("gate", "warns", "passes", "tells-nothing").status())
                .isEqualTo(3);
        assertThat(sluice.run("gate", "warns", "passes").status()).isEqualTo(4);
    }

    @Test
    void givenAnEarlierReport_whenJudgedAgain_thenItIsNoEvidence() throws Exception {
        sluice.run("gate", "fails");

        Ended again = sluice.run("gate", "--criteria", "tests.total = 2", "--criteria", "tests.failed <= 1");

        assertThat(again.status()).as(again.out()).isZero();
    }

    @Test
    void givenShadow_whenTheGateFails_thenTheStatusIsZeroAndTheReportSaysSo() throws Exception {
        Ended ended = sluice.run("gate", "fails", "--shadow");

        assertThat(ended.status()).isZero();
        assertThat(ended.out()).containsIgnoringCase("shadow");
    }

    @Test
    void givenOneGate_whenJsonIsAskedFor_thenStandardOutputIsNothingElse() throws Exception {
        Ended ended = sluice.with("GITHUB_ACTIONS", "true").run("gate", "fails", "--format", "json");

        assertThat(new ObjectMapper().readTree(ended.out()).isObject()).isTrue();
        assertThat(ended.err()).contains("::error").endsWith("sluice-report/fails/report.html\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--nonsense",
                "gate --polcy x",
                "gate nowhere",
                "gate --policy missing.yaml",
                "gate --policy target",
                "gate --since yesterday",
                "gate passes --reference missing.json",
                "gate passes --reference sluice.yaml",
                "gate passes --reference target",
                "gate --format xml",
                "gate --workspace missing",
                "gate --criteria tests.faild=0",
                "gate --save-reference r.json",
                "policy check target/surefire-reports/TEST-a.B.xml",
                "report sluice.yaml",
                "journal verify missing.jsonl",
                "reference accept 1 --history missing --reason because",
                "evidence missing",
                "init"
            })
    void givenSomethingToPutRight_whenRun_thenTheStatusIsTwoAndOneLineSaysWhat(String arguments) throws Exception {
        Ended ended = sluice.run(arguments.split(" "));

        assertThat(ended.status()).as(ended.toString()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err().lines()).allSatisfy(line -> assertThat(line).startsWith("sluice: "));
        if (!arguments.startsWith("policy check")) {
            assertThat(ended.err().lines()).hasSize(1);
        }
    }

    @Test
    void givenNoPolicy_whenJudged_thenTheStatusIsTwoAndTheNextStepIsNamed() throws Exception {
        Files.delete(folder.resolve("sluice.yaml"));

        Ended ended = sluice.run("gate");

        assertThat(ended.status()).isEqualTo(2);
        assertThat(ended.err()).contains("sluice init").contains("--criteria");
    }

    @Test
    void givenAFileInPlaceOfTheJournalsFolder_whenJudged_thenTheStatusIsSeventy() throws Exception {
        Files.writeString(folder.resolve("sluice-report"), "in the way");

        Ended ended = sluice.run("gate", "passes");

        assertThat(ended.status()).isEqualTo(70);
        assertThat(ended.err()).contains("sluice-report").contains("--report");
        assertThat(ended.err().lines()).hasSize(1);
    }

    @Test
    void givenALittleMemory_whenAReportIsHuge_thenTheStatusIsSeventyAndSaysWhatToDo() throws Exception {
        hugeReport(300_000);

        Ended ended = sluice.with("SLUICE_JAVA_OPTS", "-Xmx12m").run("gate", "fails");

        assertThat(ended.status()).as(ended.err()).isEqualTo(70);
        assertThat(ended.err()).contains("out of memory").contains("SLUICE_JAVA_OPTS");
        assertThat(ended.err().lines()).hasSize(1);
    }

    @Test
    void givenAnInterrupt_whenReportsAreRead_thenTheStatusIs130AndTheJournalStaysOpen() throws Exception {
        hugeReport(300_000);
        Path journals = Files.createDirectories(folder.resolve("sluice-report/fails/journals"));
        // A signal that whoever runs the tests ignores would be ignored by all processes below.
        List<String> command = List.of("env", "--default-signal=INT", Launcher.SCRIPT.toString(), "gate", "fails");
        try (WatchService watch = folder.getFileSystem().newWatchService()) {
            journals.register(watch, StandardWatchEventKinds.ENTRY_CREATE, StandardWatchEventKinds.ENTRY_MODIFY);

            // Interpreted, reading takes long enough.
            Started started = sluice.with("SLUICE_JAVA_OPTS", "-Xint").start(command);
            while (journal(journals).isEmpty() && started.process().isAlive()) {
                WatchKey key = watch.poll(60, TimeUnit.SECONDS);
                assertThat(key).as("the journal is written").isNotNull();
                key.reset();
            }
            sluice.command(
                    List.of("kill", "-INT", Long.toString(started.process().pid())));
            Ended ended = started.await();

            assertThat(ended.status()).as(ended.toString()).isEqualTo(130);
            assertThat(ended.err()).contains("sluice: interrupted").contains("stays open");
            assertThat(ended.err().lines()).hasSize(1);
        }
        Ended verified = sluice.with("SLUICE_JAVA_OPTS", "")
                .run("journal", "verify", journal(journals).get(0).toString());
        assertThat(verified.status()).as(verified.toString()).isEqualTo(3);
        assertThat(verified.out()).contains("not closed");
    }

    /** The journals that hold at least one whole line. */
    private static List<Path> journal(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .filter(file -> file.toFile().length() > 0)
                    .toList();
        }
    }

    private void hugeReport(int failures) throws IOException {
        Path file = folder.resolve("target/surefire-reports/TEST-huge.xml");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("<testsuite name=\"huge\" tests=\"" + failures + "\">\n");
            for (int i = 0; i < failures; i++) {
                out.write("<testcase classname=\"a.C" + i + "\" name=\"t" + i
                        + "\"><failure message=\"no\"/></testcase>\n");
            }
            out.write("</testsuite>\n");
        }
    }

    @Test
    void givenATerminal_whenJudged_thenThereIsColourUnlessItIsUnwanted() throws Exception {
        assumeThat(Path.of("/usr/bin/script")).exists();
        List<String> onTerminal =
                List.of("script", "-qec", "'" + Launcher.SCRIPT + "' gate passes 2>/dev/null", "/dev/null");

        String coloured = sluice.with("TERM", "xterm")
                .with("COLUMNS", "100")
                .command(onTerminal)
                .out();
        String plain = sluice.with("NO_COLOR", "1").command(onTerminal).out();

        assertThat(coloured).contains("\u001B[");
        assertThat(plain).contains("report.html").doesNotContain("\u001B[");
        assertThat(sluice.without("NO_COLOR")
                        .with("TERM", "dumb")
                        .command(onTerminal)
                        .out())
                .contains("report.html")
                .doesNotContain("\u001B[");
    }

    @Test
    void givenATerminal_whenReadingTakesLong_thenItIsToldThereAndNowhereElse() throws Exception {
        assumeThat(Path.of("/usr/bin/script")).exists();
        hugeReport(30_000);
        sluice.with("SLUICE_JAVA_OPTS", "-Xint");

        Ended told = sluice.command(
                List.of("script", "-qec", "'" + Launcher.SCRIPT + "' gate fails >/dev/null", "/dev/null"));
        Ended piped = sluice.run("gate", "fails");

        assertThat(told.out()).contains("reading the evidence of gate 'fails'");
        assertThat(piped.err()).isEmpty();
        assertThat(piped.out()).doesNotContain("reading the evidence");
    }

    @Test
    void givenBash_whenTheCompletionIsSourced_thenOptionsComplete() throws Exception {
        Path script = folder.resolve("completion.bash");
        Files.writeString(script, sluice.run("completion").out());

        Ended completed = sluice.command(List.of(
                "bash",
                "-c",
                "compopt() { :; }; source '" + script
                        + "'; COMP_WORDS=(sluice gate --sh); COMP_CWORD=2; COMP_LINE='sluice gate --sh'"
                        + "; COMP_POINT=16; _complete_sluice; printf '%s\\n' \"${COMPREPLY[@]}\""
                        + "; COMP_WORDS=(sluice ev); COMP_CWORD=1; COMP_LINE='sluice ev'; COMP_POINT=9"
                        + "; _complete_sluice; printf '%s\\n' \"${COMPREPLY[@]}\""));

        assertThat(completed.err()).isEmpty();
        assertThat(completed.out().lines()).containsExactly("--shadow", "evidence");
    }

    @Test
    void givenASecretInAMessage_whenJudged_thenItIsNowhere() throws Exception {
        String secret = "s3cr3t-value-of-the-build";
        SmallProject.tests(folder, "login with " + secret + " failed");
        Files.move(
                folder.resolve("target/surefire-reports/TEST-a.B.xml"),
                Files.createDirectories(folder.resolve("target/test-reports/" + secret))
                        .resolve("TEST-a.B.xml"));
        sluice.with("MY_API_TOKEN", secret)
                .with("GITHUB_STEP_SUMMARY", folder.resolve("summary.md").toString());

        for (String format : List.of("text", "json", "md")) {
            Ended ended = sluice.run(
                    "gate", "fails", "--format", format, "--annotations", "--history", "history", "--branch", "main");
            assertThat(ended.status()).as(ended.toString()).isEqualTo(1);
            assertThat(ended.out() + ended.err())
                    .contains(format.equals("md") ? "Must not go on" : "login with ****")
                    .doesNotContain(secret);
        }
        Ended listed = sluice.run("evidence");
        assertThat(listed.out() + listed.err()).contains("****").doesNotContain(secret);
        Ended wrong = sluice.run("gate", secret);
        assertThat(wrong.err()).contains("****").doesNotContain(secret);
        for (String written : List.of("sluice-report", "history", "summary.md")) {
            try (Stream<Path> files = Files.walk(folder.resolve(written))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContain(secret);
                }
            }
        }
    }

    @Test
    void givenAFolderWithSpacesAndALink_whenStartedFromElsewhere_thenItRuns() throws Exception {
        Path home = Files.createDirectories(folder.resolve("a b/c'd"));
        Files.copy(Launcher.SCRIPT, home.resolve("sluice"));
        Path link = Files.createSymbolicLink(folder.resolve("my link"), home.resolve("sluice"));

        assertThat(sluice.command(List.of(link.toString(), "gate", "passes")).status())
                .isZero();
    }

    @Test
    void givenStandardOutputIsClosed_whenJudged_thenItIsNoPass() throws Exception {
        Ended ended = sluice.command(List.of("bash", "-c", "'" + Launcher.SCRIPT + "' gate passes >&-"));

        assertThat(ended.status()).isEqualTo(70);
    }
}
