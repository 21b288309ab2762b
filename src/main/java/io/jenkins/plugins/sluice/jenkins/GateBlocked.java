package io.jenkins.plugins.sluice.jenkins;

import hudson.model.TaskListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import jenkins.model.CauseOfInterruption;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;

/** A gate stopped the build. Stored in {@code build.xml} and shown wherever the failure is. */
public final class GateBlocked extends CauseOfInterruption {

    private static final long serialVersionUID = 1L;

    private final String gate;
    private final String summary;
    private final ArrayList<String> criteria;

    /**
     * Says which gate stopped the build.
     *
     * @param summary the verdict in one sentence
     * @param criteria those that stopped it, as the policy writes them
     */
    GateBlocked(String gate, String summary, List<String> criteria) {
        this.gate = gate;
        this.summary = summary;
        this.criteria = new ArrayList<>(criteria);
    }

    /** The gate's name and place. */
    @Exported
    public String getGate() {
        return gate;
    }

    /** The criteria that stopped it, as the policy writes them. */
    @Exported
    public List<String> getCriteria() {
        return List.copyOf(criteria);
    }

    @Override
    public String getShortDescription() {
        return summary;
    }

    @Override
    public void print(TaskListener listener) {
        listener.getLogger().println(summary);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GateBlocked blocked && gate.equals(blocked.gate) && summary.equals(blocked.summary);
    }

    @Override
    public int hashCode() {
        return Objects.hash(gate, summary);
    }
}
