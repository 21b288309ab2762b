package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.verdict.Outcome;

/** What the command's exit status says. */
enum ExitCode {
    PASS(0, "the gate passes"),
    FAIL(1, "the gate fails"),
    USAGE(2, "the command line, the policy or a file that it names is wrong"),
    INCONCLUSIVE(3, "the gate cannot tell"),
    UNSTABLE(4, "the gate warns"),
    INTERNAL(70, "Sluice failed: a bug, no memory, an unwritable journal, or its first build failed"),
    INTERRUPTED(130, "interrupted");

    private final int status;
    private final String meaning;

    ExitCode(int status, String meaning) {
        this.status = status;
        this.meaning = meaning;
    }

    int status() {
        return status;
    }

    String meaning() {
        return meaning;
    }

    static ExitCode of(Outcome outcome) {
        return switch (outcome) {
            case PASS -> PASS;
            case WARN -> UNSTABLE;
            case INCONCLUSIVE -> INCONCLUSIVE;
            case FAIL -> FAIL;
        };
    }
}
