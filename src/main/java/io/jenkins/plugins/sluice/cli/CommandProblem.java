package io.jenkins.plugins.sluice.cli;

/** Something that the user has to put right; the message is one line and says how. Ends the command with status 2. */
final class CommandProblem extends Exception {

    private static final long serialVersionUID = 1L;

    CommandProblem(String message) {
        super(message);
    }
}
