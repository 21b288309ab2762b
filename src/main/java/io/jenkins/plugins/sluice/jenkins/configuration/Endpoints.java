package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.AbortException;
import hudson.model.Job;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Sources and clusters that a job may use. To be asked when a step runs, each time. */
public final class Endpoints {

    private Endpoints() {}

    /**
     * The metric source of this name in the nearest folder that has one, else on the controller.
     *
     * @throws AbortException when there is none, or this job may not use it; says which setting would let it
     */
    public static Granted<MetricSource> source(Job<?, ?> job, String name) throws AbortException {
        return find(job, name, "metric source", "Metric sources", Settings::sources);
    }

    /**
     * The cluster of this name in the nearest folder that has one, else on the controller.
     *
     * @throws AbortException when there is none, or this job may not use it; says which setting would let it
     */
    public static Granted<KubernetesCluster> cluster(Job<?, ?> job, String name) throws AbortException {
        return find(job, name, "Kubernetes cluster", "Kubernetes clusters", Settings::clusters);
    }

    private static <E extends Endpoint<E>> Granted<E> find(
            Job<?, ?> job, String name, String kind, String section, Function<Settings, List<E>> list)
            throws AbortException {
        Set<String> usable = new TreeSet<>();
        for (Level level : Level.of(job)) {
            for (E endpoint : list.apply(level.settings())) {
                boolean granted = !level.global() || endpoint.listsFolderOf(job);
                if (granted) {
                    usable.add(endpoint.getName());
                }
                if (!endpoint.getName().equals(name)) {
                    continue;
                }
                if (!granted) {
                    throw new AbortException(kind + " '" + name + "' of Jenkins may not be used by '"
                            + job.getFullName()
                            + "'; an administrator can name its folder in Manage Jenkins, Sluice, " + section + ", '"
                            + name + "', Folders");
                }
                return new Granted<>(endpoint, level.global(), level.title());
            }
        }
        throw new AbortException("there is no " + kind + " '" + name + "' for '" + job.getFullName() + "'; "
                + (usable.isEmpty()
                        ? "none may be used there"
                        : "these may be used there: " + String.join(", ", usable))
                + "; add one in Manage Jenkins, Sluice, " + section + ", or in a folder's configuration");
    }
}
