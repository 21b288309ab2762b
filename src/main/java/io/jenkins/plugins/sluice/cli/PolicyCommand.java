package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicySchema;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice policy}: all about policy files. */
@Command(
        name = "policy",
        description = "Check a policy file, or print its schema.",
        synopsisSubcommandLabel = "COMMAND")
final class PolicyCommand implements Runnable {

    private final Console console;

    @Spec
    CommandSpec spec;

    @SuppressWarnings("NullAway.Init") // picocli sets the spec
    PolicyCommand(Console console) {
        this.console = console;
    }

    @Override
    public void run() {
        spec.commandLine().usage(console.out());
    }

    @Command(
            name = "check",
            description = "Check a policy and name everything that is wrong with it.",
            footerHeading = "%nExamples:%n",
            footer = "  sluice policy check ci/sluice.yaml")
    int check(
            @Parameters(
                            paramLabel = "FILE",
                            arity = "0..1",
                            description = "The policy; sluice.yaml in this folder unless given.")
                    @Nullable
                    Path file)
            throws IOException, PolicyException, CommandProblem {
        Policy policy = PolicyFiles.read(file, Path.of("").toAbsolutePath());
        long criteria = policy.gates().stream()
                .mapToLong(gate -> gate.criteria().size())
                .sum();
        console.out()
                .println(policy.source() + ": fine, "
                        + counted(policy.gates().size(), "gate")
                        + ", " + counted(criteria, "criterion")
                        + ", " + counted(policy.waivers().size(), "waiver"));
        return 0;
    }

    @Command(
            name = "schema",
            description = "Print the JSON Schema of policy files, for editors.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  sluice policy schema > sluice.schema.json",
                "  # then, as the first line of sluice.yaml:",
                "  # yaml-language-server: $schema=sluice.schema.json"
            })
    int schema() {
        console.out().println(PolicySchema.json().strip());
        return 0;
    }

    private static String counted(long count, String noun) {
        String plural = noun.equals("criterion") ? "criteria" : noun + "s";
        return count + " " + (count == 1 ? noun : plural);
    }
}
