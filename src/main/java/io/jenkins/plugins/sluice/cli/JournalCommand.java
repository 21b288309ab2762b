package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.journal.JournalReader;
import io.jenkins.plugins.sluice.journal.Verification;
import io.jenkins.plugins.sluice.report.Words;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice journal}: all about journals. */
@Command(name = "journal", description = "Verify a journal.", synopsisSubcommandLabel = "COMMAND")
final class JournalCommand implements Runnable {

    private final Console console;

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    JournalCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }

    @Command(
            name = "verify",
            description = {
                "Tell whether a journal is whole: intact and closed (status 0), still open or torn (3), or altered (1).",
                "Lost last lines show only against a head that was kept elsewhere: give it with --head."
            },
            footerHeading = "%nExamples:%n",
            footer = "  sluice journal verify sluice-report/build/journals/0190163d-8694-739b-aea5-966c26f8ad91.jsonl")
    int verify(
            @Parameters(paramLabel = "FILE", description = "The journal.") Path file,
            @Option(
                            names = "--head",
                            paramLabel = "SHA256",
                            description = "The head that a report showed, 64 hexadecimal digits.")
                    @Nullable
                    String head)
            throws CommandProblem {
        CommandProblem.unlessFile(file, "a journal");
        Verification found;
        try {
            found = head == null ? JournalReader.verify(file) : JournalReader.verify(file, head);
        } catch (IllegalArgumentException e) {
            throw new CommandProblem("--head: " + e.getMessage());
        } catch (IOException e) {
            throw CommandProblem.of(e);
        }
        console.out().println(file + ": " + Words.verification(found));
        if (found instanceof Verification.Intact) {
            return ExitCode.PASS.status();
        }
        return found instanceof Verification.Altered || found instanceof Verification.HeadDiffers
                ? ExitCode.FAIL.status()
                : ExitCode.INCONCLUSIVE.status();
    }
}
