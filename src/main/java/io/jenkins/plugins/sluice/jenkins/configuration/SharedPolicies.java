package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.model.Job;
import io.jenkins.plugins.sluice.policy.PolicyException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The policies of the configuration that hold for a job. */
public final class SharedPolicies {

    private SharedPolicies() {}

    /** The policy of this name in the nearest folder that has one, else on the controller. */
    public static Optional<SharedPolicy> named(Job<?, ?> job, String name) {
        return all(job).stream().filter(policy -> policy.name().equals(name)).findFirst();
    }

    /**
     * The required policies, of every folder above a job and of the controller, that have a gate of this name: it is judged
     * by them in addition to what the step names. None hides another, even under the same name. A policy that cannot be read
     * is among them, because nobody knows what it asks for; {@link SharedPolicy#read} then says what is wrong.
     */
    public static List<SharedPolicy> required(Job<?, ?> job, String gate) {
        return all(job).stream()
                .filter(SharedPolicy::required)
                .filter(policy -> concerns(policy, gate))
                .toList();
    }

    private static boolean concerns(SharedPolicy policy, String gate) {
        try {
            return policy.read().gate(gate).isPresent();
        } catch (PolicyException unknown) {
            return true;
        }
    }

    private static List<SharedPolicy> all(Job<?, ?> job) {
        List<SharedPolicy> policies = new ArrayList<>();
        for (Level level : Level.of(job)) {
            for (DefinedPolicy each : level.settings().policies()) {
                policies.add(new SharedPolicy(each.getName(), each.getPolicy(), each.isRequired(), level.title()));
            }
        }
        return policies;
    }
}
