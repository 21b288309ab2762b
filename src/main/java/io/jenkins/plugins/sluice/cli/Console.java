package io.jenkins.plugins.sluice.cli;

import java.io.PrintWriter;
import java.util.Map;

/**
 * What a command has of the world outside: where it prints to and the environment's variables.
 *
 * @param out standard output
 * @param err standard error
 */
record Console(PrintWriter out, PrintWriter err, Map<String, String> environment, Terminal terminal) {

    Console {
        environment = Map.copyOf(environment);
    }
}
