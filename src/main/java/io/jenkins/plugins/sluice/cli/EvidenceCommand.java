package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.report.InventoryReport;
import io.jenkins.plugins.sluice.step.EvidenceInventory;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sluice evidence}: what is there to judge. */
@Command(
        name = "evidence",
        description = "List the reports that a gate without 'evidence:' would take, and what they can answer.",
        footerHeading = "%nExamples:%n",
        footer = {"  sluice evidence", "  sluice evidence ../other-project --format json"})
final class EvidenceCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", arity = "0..1", description = "The workspace; this folder unless given.")
    Path workspace = Path.of("");

    @Option(names = "--format", paramLabel = "text|json|md", description = "How to print it; text unless given.")
    Format format = Format.text;

    EvidenceCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException, CommandProblem {
        Inventory inventory = inventory(console, workspace);
        StringBuilder text = new StringBuilder();
        switch (format) {
            case text ->
                InventoryReport.writeText(inventory, text, console.terminal().columns());
            case json -> InventoryReport.writeJson(inventory, text);
            case md -> InventoryReport.writeMarkdown(inventory, text);
        }
        console.out().print(new Secrets(console.environment()).redact(text.toString()));
        return 0;
    }

    static Inventory inventory(Console console, Path workspace) throws IOException, CommandProblem {
        if (!Files.isDirectory(workspace.toAbsolutePath())) {
            throw new CommandProblem(workspace
                    + (Files.exists(workspace)
                            ? ": is a file; name the folder that the build ran in"
                            : ": there is no such folder"));
        }
        try (CommandLineHost host = console.host(workspace)) {
            return new EvidenceInventory(host).take();
        }
    }
}
