package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.journal.Journals;
import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import io.jenkins.plugins.sluice.report.Annotations;
import io.jenkins.plugins.sluice.report.Escape;
import io.jenkins.plugins.sluice.report.JsonReport;
import io.jenkins.plugins.sluice.report.MarkdownReport;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.report.TextReport;
import io.jenkins.plugins.sluice.step.GateRequest;
import io.jenkins.plugins.sluice.step.GateResult;
import io.jenkins.plugins.sluice.step.QualityGate;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice gate}: judges one gate of the policy, or all of them. */
@Command(
        name = "gate",
        description = "Judge reports against a policy.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  sluice gate                           every gate of sluice.yaml",
            "  sluice gate build --history .history  what is new since the last accepted run",
            "  sluice gate --criteria 'tests.failed = 0' --criteria 'coverage.line >= 80%%'",
            "  sluice gate --shadow                  report, but never stop the build"
        })
final class GateCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "The gates to judge; all of the policy unless named.")
    List<String> names = new ArrayList<>();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "The policy; sluice.yaml in the workspace unless given.")
    @Nullable
    Path policy;

    @Option(
            names = "--criteria",
            paramLabel = "TEXT",
            description = "A criterion, instead of a policy; may be repeated.")
    List<String> criteria = new ArrayList<>();

    @Option(names = "--workspace", paramLabel = "DIR", description = "Where the reports lie; this folder unless given.")
    Path workspace = Path.of("");

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Where reports and journals go, a folder a gate; sluice-report in the workspace unless given.")
    @Nullable
    Path report;

    @Option(
            names = "--history",
            paramLabel = "DIR",
            description = "Keep runs in this folder, and compare with those that were accepted.")
    @Nullable
    Path history;

    @Option(names = "--reference", paramLabel = "FILE", description = "Compare with this reference file.")
    @Nullable
    Path reference;

    @Option(names = "--save-reference", paramLabel = "FILE", description = "Save this run as a reference file.")
    @Nullable
    Path saveReference;

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "What is built; from the CI's variables or git unless given.")
    @Nullable
    String branch;

    @Option(
            names = "--target-branch",
            paramLabel = "NAME",
            description = "What a pull request will be merged into; from the CI's variables unless given.")
    @Nullable
    String targetBranch;

    @Option(
            names = "--commit",
            paramLabel = "ID",
            description = "What is built; from the CI's variables or git unless given.")
    @Nullable
    String commit;

    @Option(
            names = "--since",
            paramLabel = "INSTANT",
            description = "When the build started, as 2026-05-04T10:00:00Z; older reports are no evidence.")
    @Nullable
    String since;

    @Option(names = "--shadow", description = "Report the verdict, and end with status 0 whatever it is.")
    boolean shadow;

    @Option(
            names = "--annotations",
            description = "Print GitHub annotations; the default on GitHub Actions.",
            negatable = true)
    @Nullable
    Boolean annotations;

    @Option(
            names = "--format",
            paramLabel = "text|json|md",
            description = "How to print the verdict; text unless given.")
    Format format = Format.text;

    GateCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, PolicyException, CommandProblem {
        if (!Files.isDirectory(workspace.toAbsolutePath())) {
            throw new CommandProblem(workspace + ": is no folder; name one with --workspace");
        }
        if (reference != null) {
            CommandProblem.unlessFile(reference, "one that --save-reference wrote");
        }
        Path home = workspace.toRealPath();
        Policy read = policy(home);
        List<Gate> gates = gates(read);
        if (gates.size() > 1 && saveReference != null) {
            throw new CommandProblem("--save-reference keeps one gate, the policy has " + gates.size() + "; name one");
        }
        Instant start = start();
        Context context = new BuildContext(console.environment(), home).find(branch, targetBranch, commit);
        Path reports = report == null ? home.resolve("sluice-report") : report.toAbsolutePath();
        Outcome worst = Outcome.PASS;
        List<Path> pages = new ArrayList<>();
        PrintWriter out = console.out();
        boolean list = format == Format.json && gates.size() > 1;
        try (CommandLineHost host = console.host(home);
                Journals journals = Journals.start(host::redact, host.clock(), Runnable::run)) {
            for (Gate gate : gates) {
                Path folder = reports.resolve(gate.name());
                Path journal = journalFolder(folder);
                console.interruption().leaves("no verdict was reached, and the journal in " + journal + " stays open");
                GateResult result = new QualityGate(host, journals)
                        .run(
                                new GateRequest(
                                        read,
                                        gate,
                                        context,
                                        shadow,
                                        start,
                                        new GateRequest.Past(history, null, null, reference),
                                        saveReference,
                                        journal),
                                host);
                console.interruption().leaves(null);
                worst = worst.worse(result.verdict().outcome());
                ReportModel model = Reports.read(result.journal());
                Reports.write(model, folder);
                if (list) {
                    out.print(pages.isEmpty() ? "[\n" : ",\n");
                }
                print(model);
                pages.add(folder.resolve(Reports.Kind.HTML.fileName()));
            }
        }
        if (list) {
            out.println("]");
        }
        PrintWriter last = format == Format.text ? out : console.err();
        pages.forEach(page -> last.println(shown(page)));
        return shadow ? 0 : ExitCode.of(worst).status();
    }

    private static Path journalFolder(Path folder) throws IOException {
        try {
            return Files.createDirectories(folder.resolve("journals"));
        } catch (IOException e) {
            throw new IOException(
                    "the journal cannot be written: " + CommandProblem.said(e)
                            + "; name a folder that can be written with --report",
                    e);
        }
    }

    private Policy policy(Path home) throws IOException, PolicyException, CommandProblem {
        if (criteria.isEmpty()) {
            return PolicyFiles.read(policy, home);
        }
        if (policy != null) {
            throw new CommandProblem("--criteria and --policy exclude each other; write the criteria into the policy");
        }
        if (names.size() > 1) {
            throw new CommandProblem("--criteria make one gate, but " + names.size() + " names are given; give one");
        }
        try {
            return PolicyReader.inline(
                    PolicyReader.COMMAND_LINE, "--criteria", names.isEmpty() ? "build" : names.get(0), criteria);
        } catch (IllegalArgumentException e) {
            throw new CommandProblem(String.valueOf(e.getMessage()));
        }
    }

    private List<Gate> gates(Policy read) throws CommandProblem {
        if (names.isEmpty() || !criteria.isEmpty()) {
            return read.gates();
        }
        List<Gate> gates = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            gates.add(read.gate(name)
                    .orElseThrow(() -> new CommandProblem(read.source() + " has no gate '" + name + "'; it has "
                            + String.join(
                                    ", ", read.gates().stream().map(Gate::name).toList()))));
        }
        return gates;
    }

    private @Nullable Instant start() throws CommandProblem {
        if (since == null) {
            return null;
        }
        try {
            return Instant.parse(since);
        } catch (DateTimeParseException e) {
            throw new CommandProblem("--since takes an instant such as 2026-05-04T10:00:00Z, was '" + since + "'");
        }
    }

    private void print(ReportModel model) throws IOException {
        PrintWriter out = console.out();
        switch (format) {
            case text ->
                TextReport.write(
                        model,
                        out,
                        console.terminal().columns(),
                        console.terminal().colour());
            case json -> JsonReport.write(model, out);
            case md -> MarkdownReport.write(model, out);
        }
        summarise(model);
        boolean onGitHub = "true".equals(console.environment().get("GITHUB_ACTIONS"));
        if (annotations == null ? onGitHub : annotations) {
            Annotations.write(model, format == Format.text ? out : console.err());
        }
    }

    /** Adds to the page that GitHub shows for a job's step; a page that cannot be written changes no verdict. */
    private void summarise(ReportModel model) {
        String summary = console.environment().getOrDefault("GITHUB_STEP_SUMMARY", "");
        if (summary.isEmpty()) {
            return;
        }
        try (Writer file =
                Files.newBufferedWriter(Path.of(summary), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            MarkdownReport.write(model, file);
        } catch (IOException | InvalidPathException e) {
            String why = e instanceof IOException failure ? CommandProblem.said(failure) : e.toString();
            console.err().println("sluice: nothing was added to GITHUB_STEP_SUMMARY: " + Escape.terminal(why));
        }
    }

    /** As the user would type it from here. */
    private static String shown(Path page) {
        Path here = Path.of("").toAbsolutePath();
        return page.startsWith(here) ? here.relativize(page).toString() : page.toString();
    }
}
