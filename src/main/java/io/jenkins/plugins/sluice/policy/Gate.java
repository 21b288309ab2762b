package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import java.util.List;

/**
 * A named set of criteria with the evidence they need.
 *
 * @param name matches {@code [a-z][a-z0-9-]{0,62}}
 * @param evidence empty when the usual places are searched
 * @param criteria at least one
 */
public record Gate(String name, List<ReportSource> evidence, List<Criterion> criteria, ReferenceChoice reference) {

    public Gate {
        evidence = List.copyOf(evidence);
        criteria = List.copyOf(criteria);
    }
}
