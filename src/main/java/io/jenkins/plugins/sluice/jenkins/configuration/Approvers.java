package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.model.Job;
import java.util.List;

/** Who may be asked for an approval. */
public final class Approvers {

    private Approvers() {}

    /**
     * The groups of the security realm (or users) whose members may approve in a job: those of the nearest folder that names
     * any, else the controller's. Empty when all may who have the permission.
     */
    public static List<String> groups(Job<?, ?> job) {
        return Level.of(job).stream()
                .map(level -> level.settings().approverGroups())
                .filter(groups -> !groups.isEmpty())
                .findFirst()
                .orElse(List.of());
    }
}
