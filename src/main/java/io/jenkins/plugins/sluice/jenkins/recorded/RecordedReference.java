package io.jenkins.plugins.sluice.jenkins.recorded;

import edu.hm.hafner.util.FilteredLog;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.forensics.reference.ReferenceFinder;
import io.jenkins.plugins.sluice.jenkins.gate.ReferenceBuild;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jspecify.annotations.Nullable;

/** The reference build that {@code discoverReferenceBuild} of the Forensics plugin, or of one that builds on it, found. */
@OptionalExtension(requirePlugins = "forensics-api")
public final class RecordedReference extends ReferenceBuild {

    @Override
    public @Nullable Run<?, ?> find(Run<?, ?> run, TaskListener log) {
        FilteredLog found = new FilteredLog("Errors while looking for the reference build:");
        Run<?, ?> reference = new ReferenceFinder().findReference(run, found).orElse(null);
        found.getErrorMessages().forEach(message -> log.getLogger().println(message));
        if (reference != null) {
            found.getInfoMessages().forEach(message -> log.getLogger().println(message));
        }
        return reference;
    }
}
