package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.evidence.report.AnalysisModelReader;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import io.jenkins.plugins.sluice.report.Escape;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice init}: a first policy from the reports that are there. */
@Command(
        name = "init",
        description = "Write a first sluice.yaml from the reports that are there.",
        footerHeading = "%nExamples:%n",
        footer = {"  mvn verify; sluice init; sluice gate"})
final class InitCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The workspace; this folder unless given.")
    Path workspace = Path.of("");

    @Option(names = "--force", description = "Replace a sluice.yaml that is there.")
    boolean force;

    InitCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CommandProblem, PolicyException {
        Path file = workspace.resolve(PolicyFiles.NAME);
        if (Files.exists(file) && !force) {
            throw new CommandProblem(file + ": is there already; replace it with --force");
        }
        Inventory inventory = EvidenceCommand.inventory(console, workspace);
        String policy = StarterPolicy.of(inventory)
                .orElseThrow(() -> new CommandProblem("no reports found in " + workspace.toAbsolutePath()
                        + ", so there is nothing to write a policy"
                        + " for; run the build and its tests first, then 'sluice evidence' shows what is there"));
        byte[] bytes = policy.getBytes(StandardCharsets.UTF_8);
        new PolicyReader(AnalysisModelReader.formats()).read(file.toString(), bytes);
        Files.write(
                file,
                bytes,
                force
                        ? new StandardOpenOption[] {StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING}
                        : new StandardOpenOption[] {StandardOpenOption.CREATE_NEW});
        Secrets secrets = new Secrets(console.environment());
        inventory.reports().stream()
                .filter(report -> report.trouble() != null)
                .forEach(report -> console.err()
                        .println("sluice: left out " + Escape.terminal(secrets.redact(report.path())) + ": "
                                + Escape.terminal(report.trouble())));
        console.out().print(policy);
        console.out().println(file);
        return 0;
    }
}
