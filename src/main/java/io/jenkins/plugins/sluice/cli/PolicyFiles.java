package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.evidence.report.AnalysisModelReader;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the command line finds its policy. */
final class PolicyFiles {

    static final String NAME = "sluice.yaml";

    private PolicyFiles() {}

    /** The policy of a file, or of {@value #NAME} in the workspace. */
    static Policy read(@Nullable Path file, Path workspace) throws PolicyException, CommandProblem {
        Path named = file == null ? workspace.resolve(NAME) : file;
        if (!Files.exists(named)) {
            throw new CommandProblem(
                    file == null
                            ? "there is no " + NAME + " in " + workspace
                                    + "; write one with 'sluice init', name one with --policy, or give --criteria"
                            : named + ": there is no such policy file");
        }
        if (!Files.isRegularFile(named)) {
            throw new CommandProblem(named + ": is no file; name the policy file itself");
        }
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(named);
        } catch (IOException e) {
            throw CommandProblem.of(e);
        }
        return new PolicyReader(AnalysisModelReader.formats()).read(file == null ? NAME : named.toString(), bytes);
    }
}
