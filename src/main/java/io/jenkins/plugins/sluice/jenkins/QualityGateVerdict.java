package io.jenkins.plugins.sluice.jenkins;

import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.jenkinsci.plugins.scriptsecurity.sandbox.whitelists.Whitelisted;
import org.jspecify.annotations.Nullable;

/** What {@code qualityGate} returns to a Pipeline. It survives a restart: all its fields are plain. */
public final class QualityGateVerdict implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String gate;
    private final @Nullable String place;
    private final String outcome;
    private final String headline;
    private final String summary;
    private final String run;
    private final String head;
    private final @Nullable String url;
    private final ArrayList<String> broken;
    private final ArrayList<String> unknown;
    private final ArrayList<String> remedies;

    QualityGateVerdict(
            GateRecord gate,
            String summary,
            @Nullable String url,
            List<String> broken,
            List<String> unknown,
            List<String> remedies) {
        this.gate = gate.getGate();
        this.place = gate.getPlace();
        this.outcome = gate.getOutcome();
        this.headline = gate.getHeadline();
        this.summary = summary;
        this.run = gate.getId();
        this.head = gate.getHead();
        this.url = url;
        this.broken = new ArrayList<>(broken);
        this.unknown = new ArrayList<>(unknown);
        this.remedies = new ArrayList<>(remedies);
    }

    /** The gate's name. */
    @Whitelisted
    public String getGate() {
        return gate;
    }

    /** Where in the build the gate stands, or null outside of parallel branches and matrix cells. */
    @Whitelisted
    public @Nullable String getPlace() {
        return place;
    }

    /** {@code PASS}, {@code WARN}, {@code INCONCLUSIVE} or {@code FAIL}. */
    @Whitelisted
    public String getOutcome() {
        return outcome;
    }

    /** Everything that was judged holds. */
    @Whitelisted
    public boolean isPassed() {
        return is(Outcome.PASS);
    }

    /** Something less than critical is broken. */
    @Whitelisted
    public boolean isWarned() {
        return is(Outcome.WARN);
    }

    /** Something critical is broken. */
    @Whitelisted
    public boolean isFailed() {
        return is(Outcome.FAIL);
    }

    /** Something could not be known. */
    @Whitelisted
    public boolean isInconclusive() {
        return is(Outcome.INCONCLUSIVE);
    }

    private boolean is(Outcome which) {
        return outcome.equals(which.name());
    }

    /** May it go on? */
    @Whitelisted
    public String getHeadline() {
        return headline;
    }

    /** Gate, headline and why, in one line. */
    @Whitelisted
    public String getSummary() {
        return summary;
    }

    /** The criteria that are broken, as the policy writes them. */
    @Whitelisted
    public List<String> getBroken() {
        return broken;
    }

    /** The criteria that nothing is known of, as the policy writes them. */
    @Whitelisted
    public List<String> getUnknown() {
        return unknown;
    }

    /** What would have made it pass. */
    @Whitelisted
    public List<String> getRemedies() {
        return remedies;
    }

    /** The gate's page, or null while the controller has no URL. */
    @Whitelisted
    public @Nullable String getUrl() {
        return url;
    }

    /** The id of the walk, which names its journal. */
    @Whitelisted
    public String getRun() {
        return run;
    }

    /** The SHA-256 of the journal's last line. */
    @Whitelisted
    public String getHead() {
        return head;
    }

    @Override
    public String toString() {
        return summary;
    }
}
