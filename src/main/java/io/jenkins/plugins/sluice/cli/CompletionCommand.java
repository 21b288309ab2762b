package io.jenkins.plugins.sluice.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code sluice completion}: completion for bash and zsh. */
@Command(
        name = "completion",
        description = "Print the script that completes commands and options in bash and zsh.",
        footerHeading = "%nExamples:%n",
        footer = {"  source <(sluice completion)", "  sluice completion > /etc/bash_completion.d/sluice"})
final class CompletionCommand implements Callable<Integer> {

    private final Console console;

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    CompletionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().print(AutoComplete.bash("sluice", spec.root().commandLine()));
        return 0;
    }
}
