package io.jenkins.plugins.sluice.jenkins.gate;

import hudson.ExtensionList;
import hudson.ExtensionPoint;
import hudson.model.Run;
import io.jenkins.plugins.sluice.evidence.Exemption;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Evidence that another plugin has recorded on a build; it stands in where a gate finds no report of its kind. */
public abstract class RecordedEvidence implements ExtensionPoint {

    /**
     * What is recorded so far.
     *
     * @param exemptions what does not count
     * @param temporaryFolder for identities that are too many for memory
     * @return unreadable where the record is there and cannot be read
     */
    public abstract List<ObservedReport> of(Run<?, ?> run, List<Exemption> exemptions, Path temporaryFolder)
            throws IOException;

    /** What all plugins have recorded so far. */
    public static List<ObservedReport> all(Run<?, ?> run, List<Exemption> exemptions, Path temporaryFolder)
            throws IOException {
        List<ObservedReport> reports = new ArrayList<>();
        for (RecordedEvidence each : ExtensionList.lookup(RecordedEvidence.class)) {
            reports.addAll(each.of(run, exemptions, temporaryFolder));
        }
        return reports;
    }
}
