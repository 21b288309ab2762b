package io.jenkins.plugins.sluice.jenkins.gate;

import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.Serializable;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * What a build keeps of one gate: enough for lists and badges. All else is in its journal. Stored in {@code build.xml}, so
 * its fields are plain and are never renamed.
 */
@ExportedBean(defaultVisibility = 2)
public final class GateRecord implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String id;
    private final String gate;
    private final @Nullable String place;
    private final String outcome;
    private final String tone;
    private final String consequence;
    private final String headline;
    private final String why;
    private final long atMillis;
    private final long durationMillis;
    private final String head;
    private final @Nullable String node;
    private final @Nullable String policySource;

    /**
     * Records a gate.
     *
     * @param id the walk's id, which names its journal
     * @param place where in the build the gate stands, or null
     * @param tone the words' tone as {@link io.jenkins.plugins.sluice.report.Words#tone} says it
     * @param consequence what the build did about it
     * @param why the verdict in one sentence
     * @param head the journal's head
     * @param node the flow node's id, or null
     */
    public GateRecord(
            String id,
            String gate,
            @Nullable String place,
            Outcome outcome,
            String tone,
            Consequence consequence,
            String headline,
            String why,
            Instant at,
            java.time.Duration duration,
            String head,
            @Nullable String node,
            @Nullable String policySource) {
        this.id = id;
        this.gate = gate;
        this.place = place;
        this.outcome = outcome.name();
        this.tone = tone;
        this.consequence = consequence.name();
        this.headline = headline;
        this.why = why;
        this.atMillis = at.toEpochMilli();
        this.durationMillis = duration.toMillis();
        this.head = head;
        this.node = node;
        this.policySource = policySource;
    }

    /** What a build did about a verdict. */
    public enum Consequence {
        /** It went on. */
        CONTINUED,
        /** It went on, marked unstable. */
        UNSTABLE,
        /** It was stopped. */
        BLOCKED
    }

    /** The walk's id: a UUID of version 7. */
    @Exported
    public String getId() {
        return id;
    }

    @Exported
    public String getGate() {
        return gate;
    }

    /** Where in the build the gate stands: names of enclosing parallel branches, or null outside of them. */
    @Exported
    public @Nullable String getPlace() {
        return place;
    }

    /** The gate's name and, where it has one, its place: what it is known by across builds. */
    public String getKey() {
        return place == null ? gate : gate + "@" + place;
    }

    /** {@code PASS}, {@code WARN}, {@code INCONCLUSIVE} or {@code FAIL}. */
    @Exported
    public String getOutcome() {
        return outcome;
    }

    /** The outcome as the engine knows it. */
    public Outcome outcome() {
        return Outcome.valueOf(outcome);
    }

    /** {@code good}, {@code warn}, {@code bad}, {@code broke} or {@code unknown}: its colour and icon. */
    @Exported
    public String getTone() {
        return tone;
    }

    /** {@code CONTINUED}, {@code UNSTABLE} or {@code BLOCKED}. */
    @Exported
    public String getConsequence() {
        return consequence;
    }

    @Exported
    public String getHeadline() {
        return headline;
    }

    @Exported
    public String getWhy() {
        return why;
    }

    /** When it was judged, in milliseconds since the epoch. */
    @Exported
    public long getAtMillis() {
        return atMillis;
    }

    /** How long it took, in milliseconds. */
    @Exported
    public long getDurationMillis() {
        return durationMillis;
    }

    /** The SHA-256 of its journal's last line, in lower-case hexadecimal. */
    @Exported
    public String getHead() {
        return head;
    }

    /** The id of the step's flow node, or null. */
    @Exported
    public @Nullable String getNode() {
        return node;
    }

    /** Where the policy came from, or null when unknown. */
    @Exported
    public @Nullable String getPolicySource() {
        return policySource;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof GateRecord record && id.equals(record.id);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(id);
    }
}
