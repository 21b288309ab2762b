package io.jenkins.plugins.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.cli.demo.SampleProject;
import io.jenkins.plugins.sluice.cli.demo.SampleProject.State;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** The commands without a process around them: their help, their documentation, and what they write. */
class CommandLineTest {

    private static final Path DOCUMENT = Path.of("docs/command-line.md");

    @TempDir
    Path folder;

    private record Ran(int status, String out, String err) {}

    private static Ran run(Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int status = SluiceCommand.run(console(environment, out, err), arguments);
        return new Ran(status, out.toString(), err.toString());
    }

    private static Console console(Map<String, String> environment, StringWriter out, StringWriter err) {
        return new Console(
                new PrintWriter(out), new PrintWriter(err), environment, Terminal.of(environment), new Interruption());
    }

    /** Every command that does something, as the user types it. */
    static Stream<String> commands() {
        List<String> names = new ArrayList<>();
        collect(model(), "", names);
        return names.stream();
    }

    private static void collect(CommandLine command, String prefix, List<String> names) {
        command.getSubcommands().forEach((name, child) -> {
            if (child.getSubcommands().isEmpty()) {
                names.add((prefix + " " + name).strip());
            }
            collect(child, prefix + " " + name, names);
        });
    }

    private static CommandLine model() {
        return SluiceCommand.line(console(Map.of(), new StringWriter(), new StringWriter()));
    }

    private static CommandLine command(String name) {
        CommandLine command = model();
        for (String word : name.split(" ")) {
            command = command.getSubcommands().get(word);
        }
        return command;
    }

    @ParameterizedTest
    @MethodSource("commands")
    void givenACommand_whenAskedForHelp_thenItTeachesWithAnExample(String name) {
        Ran ran = run(Map.of(), (name + " --help").split(" "));

        assertThat(ran.status()).isZero();
        assertThat(ran.out()).startsWith("Usage: sluice " + name).contains("sluice " + name, "Examples:");
        assertThat(ran.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(81));
        assertThat(run(Map.of(), ("help " + name).split(" "))).isEqualTo(ran);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void givenTheDocument_whenComparedWithACommand_thenItNamesTheSameOptions(String name) throws IOException {
        String text = Files.readString(DOCUMENT);
        String heading = "## sluice " + name + "\n";
        assertThat(text).contains(heading);
        String section = text.substring(text.indexOf(heading) + heading.length());
        section = section.contains("\n## ") ? section.substring(0, section.indexOf("\n## ")) : section;
        assertThat(section).as("an example").contains("```", "sluice " + name);
        TreeSet<String> documented = new TreeSet<>();
        Pattern.compile("`(--[a-z-]+)")
                .matcher(section.lines().filter(line -> line.startsWith("| `")).reduce("", String::concat))
                .results()
                .forEach(found -> documented.add(found.group(1)));

        TreeSet<String> known = new TreeSet<>();
        command(name).getCommandSpec().options().stream()
                .filter(option -> !option.inherited())
                .forEach(option -> {
                    known.addAll(List.of(option.names()));
                    if (option.negatable()) {
                        known.add(option.longestName().replaceFirst("--", "--no-"));
                    }
                });

        assertThat(documented).isEqualTo(known);
    }

    @Test
    void givenTheDocument_whenComparedWithTheExitCodes_thenItExplainsEach() throws IOException {
        String text = Files.readString(DOCUMENT);
        for (ExitCode code : ExitCode.values()) {
            assertThat(text).contains("| " + code.status() + " | ");
            assertThat(run(Map.of(), "--help").out()).containsPattern("(?m)^  " + code.status() + " ");
        }
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void givenTheSampleProject_whenEvidenceIsListed_thenEveryCriterionItPrintsHolds(State state) throws IOException {
        SampleProject.write(state, folder);
        String workspace = folder.toString();
        List<String> gate = new ArrayList<>(List.of("gate", "--workspace", workspace));
        run(Map.of(), "evidence", workspace)
                .out()
                .lines()
                .filter(line -> line.startsWith("  - "))
                .forEach(line -> gate.addAll(List.of("--criteria", line.substring(4))));

        Ran ran = run(Map.of(), gate.toArray(String[]::new));

        assertThat(gate).hasSizeGreaterThan(40);
        assertThat(ran.status()).as(ran.out() + ran.err()).isZero();
    }

    @ParameterizedTest
    @EnumSource(State.class)
    void givenTheSampleProject_whenInitialised_thenTheGateTakesThePolicy(State state) throws IOException {
        SampleProject.write(state, folder);
        String workspace = folder.toString();

        assertThat(run(Map.of(), "init", workspace).status()).isEqualTo(2);
        assertThat(run(Map.of(), "init", workspace, "--force").status()).isZero();
        Ran first = run(Map.of(), "gate", "--workspace", workspace, "--history", folder + "/h", "--branch", "main");

        assertThat(first.status()).as(first.err()).isEqualTo(state == State.BEFORE ? 3 : 1);
    }

    @Test
    void givenTheSampleProject_whenJudgedTwiceByItsFirstPolicy_thenTheSecondRunPasses() throws IOException {
        SampleProject.write(State.BEFORE, folder);
        run(Map.of(), "init", folder.toString(), "--force");
        String[] gate = {"gate", "--workspace", folder.toString(), "--history", folder + "/h", "--branch", "main"};
        run(Map.of(), gate);

        assertThat(run(Map.of(), gate).status()).isZero();
    }

    @Test
    void givenNoReports_whenInitialised_thenNothingIsWrittenAndTheNextStepIsNamed() {
        Ran ran = run(Map.of(), "init", folder.toString());

        assertThat(ran.status()).isEqualTo(2);
        assertThat(ran.err()).contains("run the build");
        assertThat(folder).isEmptyDirectory();
        assertThat(run(Map.of(), "evidence", folder.toString()).out()).startsWith("No reports found.");
    }

    @Test
    void givenGitHubActions_whenJudged_thenTheSummaryGrowsAndAnnotationsAppear() throws IOException {
        SmallProject.fourOutcomes(folder);
        Path summary = Files.writeString(folder.resolve("summary.md"), "before\n");
        Map<String, String> environment = Map.of("GITHUB_ACTIONS", "true", "GITHUB_STEP_SUMMARY", summary.toString());
        String[] gate = {"gate", "fails", "--workspace", folder.toString()};

        assertThat(run(environment, gate).out()).contains("::error");
        run(environment, gate);

        String text = Files.readString(summary);
        assertThat(text).startsWith("before\n");
        assertThat(text.split("Must not go on", -1)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(run(environment, "gate", "fails", "--no-annotations", "--workspace", folder.toString())
                        .out())
                .doesNotContain("::error");
    }

    @Test
    void givenASummaryThatCannotBeWritten_whenJudged_thenTheVerdictStands() throws IOException {
        SmallProject.fourOutcomes(folder);

        Ran ran = run(
                Map.of("GITHUB_STEP_SUMMARY", folder.toString()), "gate", "passes", "--workspace", folder.toString());

        assertThat(ran.status()).isZero();
        assertThat(ran.err()).contains("GITHUB_STEP_SUMMARY");
    }

    @Test
    void givenDebug_whenSomethingIsWrong_thenTheStackTraceIsPrinted() {
        assertThat(run(Map.of(), "evidence", folder + "/missing", "--debug").err())
                .contains("\tat ");
        assertThat(run(Map.of(), "evidence", folder + "/missing").err()).doesNotContain("\tat ");
    }

    @Test
    void givenAnOldJournal_whenReportedAgain_thenThePageIsTheSame() throws IOException {
        SmallProject.fourOutcomes(folder);
        run(Map.of(), "gate", "fails", "--workspace", folder.toString());
        Path report = folder.resolve("sluice-report/fails");
        Path journal;
        try (Stream<Path> files = Files.list(report.resolve("journals"))) {
            journal = files.findFirst().orElseThrow();
        }

        Ran again = run(Map.of(), "report", journal.toString(), "--report", folder + "/again");

        assertThat(again.status()).isZero();
        assertThat(again.out()).endsWith("report.html\n");
        assertThat(folder.resolve("again/report.html")).hasSameTextualContentAs(report.resolve("report.html"));
        assertThat(run(Map.of(), "journal", "verify", journal.toString()).status())
                .isZero();
        Files.writeString(journal, Files.readString(journal).replace("tests.failed", "tests.passed"));
        assertThat(run(Map.of(), "journal", "verify", journal.toString()).status())
                .isEqualTo(1);
    }
}
