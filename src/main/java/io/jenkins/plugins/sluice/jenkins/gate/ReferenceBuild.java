package io.jenkins.plugins.sluice.jenkins.gate;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import hudson.model.TaskListener;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows better than a branch's last accepted run which build another one should be compared with. */
public abstract class ReferenceBuild implements ExtensionPoint {

    /**
     * The build to compare with, or null.
     *
     * @param log takes what was looked at
     */
    public abstract @Nullable Run<?, ?> find(Run<?, ?> run, TaskListener log);

    /** The first that any plugin names. */
    public static Optional<Run<?, ?>> first(Run<?, ?> run, TaskListener log) {
        return ExtensionList.lookup(ReferenceBuild.class).stream()
                .<Run<?, ?>>map(each -> each.find(run, log))
                .filter(Objects::nonNull)
                .findFirst();
    }
}
