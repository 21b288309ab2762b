package io.jenkins.plugins.sluice.jenkins;

import hudson.AbortException;
import hudson.FilePath;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.sluice.jenkins.QualityGateStep.Reaction;
import io.jenkins.plugins.sluice.jenkins.configuration.Defaults;
import io.jenkins.plugins.sluice.jenkins.configuration.SharedPolicies;
import io.jenkins.plugins.sluice.jenkins.configuration.SharedPolicy;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord.Consequence;
import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import io.jenkins.plugins.sluice.policy.ReferenceChoice;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which gates a step judges: the one that it names, and those of the shared policies that are required here. Each is judged
 * on its own, with its own evidence and waivers, and the worst counts: so nothing in a repository loosens what is required.
 */
final class GatePlan {

    private final QualityGateStep step;
    private final Run<?, ?> run;
    private final TaskListener log;
    private final Defaults defaults;

    GatePlan(QualityGateStep step, Run<?, ?> run, TaskListener log) {
        this.step = step;
        this.run = run;
        this.log = log;
        this.defaults = Defaults.of(run.getParent());
    }

    /**
     * A gate to judge.
     *
     * @param shared the shared policy that it is from, or null
     */
    record Planned(
            Policy policy,
            Gate gate,
            @Nullable SharedPolicy shared,
            boolean shadow,
            Reaction onFail,
            Reaction onInconclusive) {

        /** A shared policy's gate has references of its own, beside the repository's gate of the same name. */
        @Nullable
        String place(@Nullable String place) {
            if (shared == null) {
                return place;
            }
            return (place == null ? "" : place + " / ") + "policy " + shared.name() + " of " + shared.owner();
        }

        Consequence consequence(Outcome outcome) {
            if (shadow || outcome == Outcome.PASS) {
                return Consequence.CONTINUED;
            }
            if (outcome == Outcome.WARN) {
                return Consequence.UNSTABLE;
            }
            return switch (reaction(outcome)) {
                case NOTE -> Consequence.CONTINUED;
                case UNSTABLE -> Consequence.UNSTABLE;
                case BLOCK, REVERT -> Consequence.BLOCKED;
            };
        }

        private Reaction reaction(Outcome outcome) {
            return outcome == Outcome.FAIL ? onFail : onInconclusive;
        }

        /** What is said of a reaction that found nothing to do. */
        Optional<String> remark(Outcome outcome) {
            return consequence(outcome) == Consequence.BLOCKED && reaction(outcome) == Reaction.REVERT
                    ? Optional.of("Nothing to revert: this build has rolled nothing out. It is stopped.")
                    : Optional.empty();
        }
    }

    /** Whether the step's policy may lie in the workspace. */
    static boolean readsWorkspace(QualityGateStep step) {
        return step.getCriteria() == null && (step.getPolicy() != null || step.getSharedPolicy() == null);
    }

    List<Planned> of(@Nullable FilePath workspace) throws IOException, InterruptedException, PolicyException {
        List<Planned> planned = new ArrayList<>();
        List<String> criteria = step.getCriteria();
        String file = step.getPolicy();
        String shared = step.getSharedPolicy();
        if (criteria != null && file != null) {
            throw new AbortException(
                    "qualityGate takes criteria or a policy file, not both; write the criteria into '" + file + "'");
        }
        List<SharedPolicy> required = SharedPolicies.required(run.getParent(), step.getName());
        if (criteria != null) {
            planned.add(asked(inline(criteria), null));
        } else if (readsWorkspace(step)) {
            String path = file == null ? defaults.policyFile() : file;
            planned.add(asked(new PolicyFile(run, log).read(path, workspace), null));
        }
        if (shared != null) {
            SharedPolicy named = SharedPolicies.named(run.getParent(), shared)
                    .orElseThrow(() -> new AbortException("there is no shared policy '" + shared
                            + "' in the folders of this job or in Jenkins; an administrator can add it there"));
            if (!required.contains(named)) {
                planned.add(asked(named.read(), named));
            }
        }
        for (SharedPolicy policy : required) {
            Policy read = policy.read();
            planned.add(new Planned(read, gate(read), policy, false, Reaction.BLOCK, Reaction.BLOCK));
        }
        return planned;
    }

    private Policy inline(List<String> criteria) throws PolicyException, AbortException {
        try {
            Policy policy = PolicyReader.inline("Jenkinsfile", "criteria", step.getName(), criteria);
            Gate gate = policy.gates().get(0);
            // Pull requests are compared with their target; for other builds this is the last accepted one.
            Gate compared = gate.comparedWith(new ReferenceChoice.TargetBranch());
            return new Policy(policy.source(), policy.sha256(), List.of(compared), policy.waivers());
        } catch (IllegalArgumentException e) {
            throw new AbortException(e.getMessage());
        }
    }

    private Planned asked(Policy policy, @Nullable SharedPolicy shared) throws AbortException {
        return new Planned(
                policy,
                gate(policy),
                shared,
                step.isShadow(),
                reaction("onFail", step.getOnFail(), defaults.onFail()),
                reaction("onInconclusive", step.getOnInconclusive(), defaults.onInconclusive()));
    }

    private Gate gate(Policy policy) throws AbortException {
        return policy.gate(step.getName())
                .orElseThrow(() -> new AbortException(policy.source() + " has no gate '" + step.getName() + "'; it has "
                        + String.join(
                                ", ", policy.gates().stream().map(Gate::name).toList())));
    }

    private static Reaction reaction(String parameter, @Nullable String word, String otherwise) {
        return Reaction.of(parameter, word == null ? otherwise : word);
    }
}
