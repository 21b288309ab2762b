package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Exemption;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report is seen against while it is added up.
 *
 * @param workspace its root, for the source lines of findings; null when there is none
 * @param exemptions accepted exceptions, the first that matches counts
 * @param spillFolder an existing folder for temporary files, used only when a report is large
 */
public record SinkContext(@Nullable Path workspace, List<Exemption> exemptions, Path spillFolder) {
    public SinkContext {
        exemptions = List.copyOf(exemptions);
    }
}
