package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.cli.demo.SampleProject;
import io.jenkins.plugins.sluice.cli.demo.SampleProject.State;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code sluice demo}: the gate over a small project, before and after a change. */
@Command(
        name = "demo",
        description = "Judge a small sample project with real reports: an accepted release, then a change to it that"
                + " breaks a test, deletes another and brings a new finding.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice demo", "  sluice demo /tmp/sample"})
final class DemoCommand implements Callable<Integer> {

    private static final String RULE = "─";

    private final Console console;

    @Parameters(
            paramLabel = "DIR",
            arity = "0..1",
            description = "Where to put the project, a new folder; a temporary one unless given.")
    @Nullable
    Path folder;

    DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CommandProblem {
        Path home = home();
        Path release = Files.createDirectories(home.resolve("release"));
        Path change = Files.createDirectories(home.resolve("change"));
        SampleProject.write(State.BEFORE, release);
        SampleProject.write(State.AFTER, change);
        Path history = home.resolve("history");
        PrintWriter out = console.out();
        heading("1  The release. Nothing to compare with yet: what is new cannot be told.");
        int first = gate(release, history);
        heading("2  A change to it, compared with the release.");
        int status = gate(change, history);
        if (first == ExitCode.INTERNAL.status() || status == ExitCode.INTERNAL.status()) {
            return ExitCode.INTERNAL.status();
        }
        heading("What now?");
        if (!onPath()) {
            out.println("  export PATH=\"" + console.environment().get("SLUICE_HOME") + ":$PATH\"");
        }
        out.println("  cd " + quoted(change));
        out.println("  less sluice.yaml                     the policy that was judged by");
        out.println("  sluice evidence                      what else could be asked");
        out.println("  sluice gate --history ../history     judge it again, after an edit");
        out.println();
        out.println("The gate ended with status " + status + ", which stops a build. Its page:");
        out.println(change.resolve("sluice-report/build/report.html"));
        return 0;
    }

    private int gate(Path workspace, Path history) {
        // Not the caller's CI: the demonstration must not write into a build's summary or take its branch.
        Console plain = new Console(console.out(), console.err(), Map.of(), console.terminal(), console.interruption());
        return SluiceCommand.run(
                plain,
                "gate",
                "--workspace",
                workspace.toString(),
                "--history",
                history.toString(),
                "--branch",
                "main",
                "--commit",
                workspace.endsWith("release") ? "release" : "change");
    }

    /** Whether the user can type {@code sluice}; where no launcher told, it is taken for granted. */
    private boolean onPath() {
        String home = console.environment().get("SLUICE_HOME");
        return home == null
                || List.of(console.environment().getOrDefault("PATH", "").split(File.pathSeparator))
                        .contains(home);
    }

    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[A-Za-z0-9_./+,@%:=-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private void heading(String text) {
        console.out().println();
        console.out().println(text);
        console.out()
                .println(RULE.repeat(Math.min(text.length(), console.terminal().columns())));
    }

    private Path home() throws IOException, CommandProblem {
        if (folder == null) {
            return Files.createTempDirectory("sluice-demo");
        }
        if (Files.exists(folder)) {
            throw new CommandProblem(folder + ": is there already; name a new folder");
        }
        return Files.createDirectories(folder).toRealPath();
    }
}
