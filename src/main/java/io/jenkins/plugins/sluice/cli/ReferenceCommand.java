package io.jenkins.plugins.sluice.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.evidence.reference.Reference;
import io.jenkins.plugins.sluice.journal.Entry;
import io.jenkins.plugins.sluice.journal.Journal;
import io.jenkins.plugins.sluice.journal.Journals;
import io.jenkins.plugins.sluice.journal.RunId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice reference}: what runs are compared with. */
@Command(name = "reference", description = "Set what runs are compared with.", synopsisSubcommandLabel = "COMMAND")
final class ReferenceCommand implements Runnable {

    private final Console console;

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    ReferenceCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }

    @Command(
            name = "accept",
            description = "Accept a kept run by hand: later runs are compared with it. The decision is recorded in a"
                    + " journal in the history.",
            footerHeading = "%nExamples:%n",
            footer = "  sluice reference accept 0190163d-8694-739b-aea5-966c26f8ad91 --history .history"
                    + " --reason 'the flaky suite moved to another job'")
    int accept(
            @Parameters(paramLabel = "RUN", description = "The run's id, as its report shows it.") String run,
            @Option(
                            names = "--history",
                            paramLabel = "DIR",
                            required = true,
                            description = "The folder that keeps the runs.")
                    Path history,
            @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why it is acceptable.")
                    String reason,
            @Option(names = "--by", paramLabel = "NAME", description = "Who decides; the user's name unless given.")
                    @Nullable
                    String by)
            throws IOException, CommandProblem {
        if (reason.isBlank()) {
            throw new CommandProblem("--reason says why the run is acceptable; it is empty");
        }
        if (!Files.isDirectory(history)) {
            throw new CommandProblem(history + ": is no folder; name the one that 'sluice gate --history' was given");
        }
        String who = by == null ? System.getProperty("user.name", "unknown") : by;
        try (CommandLineHost host = console.host(history);
                Journals journals = Journals.start(host::redact, host.clock(), Runnable::run)) {
            RunId id = RunId.generate(host.clock(), host.random());
            Path folder = Files.createDirectories(history.resolve("journals"));
            List<Reference> accepted;
            try (Journal journal = journals.open(folder.resolve(id + ".jsonl"), id)) {
                journal.append(new Entry(
                                "reference.accepted",
                                1,
                                JsonNodeFactory.instance
                                        .objectNode()
                                        .put("run", run)
                                        .put("by", who)
                                        .put("reason", reason)))
                        .toCompletableFuture()
                        .join();
                accepted = new History(history, EvidenceCodec.of(new EvidenceJson(host.temporaryFolder())))
                        .accept(run, new Reference.Acceptance(host.redact(who), host.redact(reason)));
                journal.finish().toCompletableFuture().join();
            }
            for (Reference reference : accepted) {
                console.out()
                        .println("gate '" + reference.gate() + "'"
                                + (reference.branch() == null ? "" : " on " + reference.branch())
                                + " is now compared with run " + reference.run());
            }
        }
        return 0;
    }
}
