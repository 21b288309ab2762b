package io.jenkins.plugins.sluice.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command has of the world outside: where it prints to and the environment's variables.
 *
 * @param out standard output
 * @param err standard error
 * @param interruption what is done and said when a signal ends the command
 */
record Console(
        PrintWriter out,
        PrintWriter err,
        Map<String, String> environment,
        Terminal terminal,
        Interruption interruption) {

    Console {
        environment = Map.copyOf(environment);
    }

    /** A host for this folder, which tells on a terminal what takes long. */
    CommandLineHost host(Path workspace) throws IOException {
        return new CommandLineHost(
                workspace, new Secrets(environment), terminal.interactive() ? err : null, interruption);
    }
}
