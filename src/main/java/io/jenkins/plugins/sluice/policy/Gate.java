package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A named set of criteria with the evidence they need.
 *
 * @param name matches {@code [a-z][a-z0-9-]{0,62}}
 * @param evidence empty when the usual places are searched
 * @param criteria at least one
 * @param metrics the live metrics that criteria ask for, or null when they ask for none
 */
public record Gate(
        String name,
        List<ReportSource> evidence,
        List<Criterion> criteria,
        ReferenceChoice reference,
        @Nullable MetricWatch metrics,
        ReleaseChecks checks) {

    public Gate {
        evidence = List.copyOf(evidence);
        criteria = List.copyOf(criteria);
    }

    /** A gate on report files only. */
    public Gate(String name, List<ReportSource> evidence, List<Criterion> criteria, ReferenceChoice reference) {
        this(name, evidence, criteria, reference, null, ReleaseChecks.NONE);
    }

    /** The same gate, compared with something else. */
    public Gate comparedWith(ReferenceChoice other) {
        return new Gate(name, evidence, criteria, other, metrics, checks);
    }
}
