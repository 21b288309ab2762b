package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.verdict.metric.SequentialJudge.Mode;
import io.jenkins.plugins.sluice.verdict.metric.SequentialJudge.Setting;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link SequentialJudge} knows after the blocks so far. Immutable; {@link #toJson} keeps it over restarts,
 * exactly.
 */
public final class ErrorState {

    private static final int VERSION = 1;
    private static final double LOG_2 = Math.log(2);

    private final Setting setting;
    private final @Nullable Instant lastEnd;
    private final long blocks;
    private final long warnedBlocks;
    private final double[] share;
    private final double[] switched;
    private final double[] warned;
    private final ArmSums sums;
    private final Dispersion live;
    private final Guard guard;
    private final LoadBalance load;
    private final PassBound pass;
    private final double phi;
    private final double effectiveMargin;
    private final int cautions;

    /** Only {@link Draft} makes states. */
    private ErrorState(Draft draft) {
        this.setting = draft.setting;
        this.lastEnd = draft.lastEnd;
        this.blocks = draft.blocks;
        this.warnedBlocks = draft.warnedBlocks;
        this.share = draft.share;
        this.switched = draft.switched;
        this.warned = draft.warned;
        this.sums = draft.sums;
        this.live = draft.live;
        this.guard = draft.guard;
        this.load = draft.load;
        this.pass = draft.pass;
        this.phi = draft.phi;
        this.effectiveMargin = draft.effectiveMargin;
        this.cautions = draft.cautions;
    }

    /** A state in the making. Arrays are replaced, never written to. */
    static final class Draft {
        private static final double[] NOTHING = new double[Harm.COUNT];

        final Setting setting;

        @Nullable
        Instant lastEnd;

        long blocks;
        long warnedBlocks;
        double[] share;
        double[] switched;
        double[] warned;
        ArmSums sums;
        Dispersion live;
        Guard guard;
        LoadBalance load;
        PassBound pass;
        double phi;
        double effectiveMargin;
        int cautions;

        /** Of a judge that saw nothing. */
        Draft(Setting setting) {
            this.setting = setting;
            this.share = NOTHING;
            this.switched = NOTHING;
            this.warned = NOTHING;
            this.sums = ArmSums.NONE;
            this.live = Dispersion.NONE;
            this.guard = Guard.START;
            this.load = LoadBalance.START;
            this.pass = PassBound.START;
            this.phi = 1;
            this.effectiveMargin = setting.margin();
        }

        /** Of the next block. */
        Draft(ErrorState before) {
            this.setting = before.setting;
            this.lastEnd = before.lastEnd;
            this.blocks = before.blocks;
            this.warnedBlocks = before.warnedBlocks;
            this.share = before.share;
            this.switched = before.switched;
            this.warned = before.warned;
            this.sums = before.sums;
            this.live = before.live;
            this.guard = before.guard;
            this.load = before.load;
            this.pass = before.pass;
            this.phi = before.phi;
            this.effectiveMargin = before.effectiveMargin;
            this.cautions = before.cautions;
        }

        ErrorState done() {
            return new ErrorState(this);
        }
    }

    Setting setting() {
        return setting;
    }

    /** The end of the last block; null before the first. */
    public @Nullable Instant lastEnd() {
        return lastEnd;
    }

    /** How many blocks were weighed, those included that were no evidence. */
    public long blocks() {
        return blocks;
    }

    /** How many of them were no evidence because the load of the arms was unequal. */
    public long warnedBlocks() {
        return warnedBlocks;
    }

    /** log e, the judge's evidence of harm: {@link #logStrict} when the setting is strict, else log of the mean of both. */
    public double logEvidence() {
        return setting.mode() == Mode.STRICT ? logStrict() : LogSums.logAdd(logStrict(), logSwitched()) - LOG_2;
    }

    /** log e1: bets on the canary's share of the errors only, valid for any bursts within a block. */
    public double logStrict() {
        return LogSums.logMeanExp(share);
    }

    /** log e2: the same, but bets on counts wherever neither past nor present show bursts. */
    public double logSwitched() {
        return LogSums.logMeanExp(switched);
    }

    /**
     * What {@link #logStrict} would be if blocks of unequal load were evidence. It must not revert anything: it is for a
     * warning.
     */
    public double logWarning() {
        return LogSums.logMeanExp(LogSums.plus(share, warned));
    }

    /** Requests of the canary in all blocks. */
    public long canaryTotal() {
        return sums.canaryTotal();
    }

    /** Errors of the canary in all blocks. */
    public long canaryBad() {
        return sums.canaryBad();
    }

    /** Requests of the baseline in all blocks. */
    public long baselineTotal() {
        return sums.baselineTotal();
    }

    /** Errors of the baseline in all blocks. */
    public long baselineBad() {
        return sums.baselineBad();
    }

    ArmSums sums() {
        return sums;
    }

    double[] share() {
        return share;
    }

    double[] switched() {
        return switched;
    }

    double[] warned() {
        return warned;
    }

    Dispersion live() {
        return live;
    }

    Guard guard() {
        return guard;
    }

    LoadBalance load() {
        return load;
    }

    /** φ, the dispersion that the next block will be judged by: at least 1, from the past and from the blocks so far. */
    public double phi() {
        return phi;
    }

    /** φ_c, how much the canary's error rate jumps from block to block: about 1 when it is steady, above 2 in bursts. */
    public double phiCanary() {
        return guard.phi();
    }

    /** The margin of the last block, widened by the lasting differences between pods; the setting's before the first. */
    public double effectiveMargin() {
        return effectiveMargin;
    }

    /** The bound on how much worse the canary may be. */
    public PassBound pass() {
        return pass;
    }

    /**
     * By how much the canary's error rate may exceed what is tolerated, m·θ_b + δ: {@link PassBound#upper} minus δ, at
     * least 0; infinite while nothing is known.
     */
    public double excess() {
        return Math.max(0, pass.upper() - setting.delta());
    }

    /** Everything that a reader should know of this evidence; what applied to one block stays. */
    public Set<Caution> cautions() {
        Set<Caution> set = EnumSet.noneOf(Caution.class);
        for (Caution caution : Caution.values()) {
            if ((cautions & caution.bit()) != 0) {
                set.add(caution);
            }
        }
        return Collections.unmodifiableSet(set);
    }

    /** As JSON; fractions are texts, since a journal holds none. */
    public ObjectNode toJson() {
        ObjectNode json = StateJson.node(VERSION);
        setting.write(json);
        StateJson.put(json, "lastEnd", lastEnd);
        StateJson.put(json, "blocks", blocks);
        StateJson.put(json, "warnedBlocks", warnedBlocks);
        StateJson.put(json, "share", share);
        StateJson.put(json, "switched", switched);
        StateJson.put(json, "warned", warned);
        sums.write(json);
        StateJson.put(json, "dispersionSum", live.sum());
        StateJson.put(json, "dispersionDegrees", live.degrees());
        guard.write(json);
        load.write(json);
        pass.write(json);
        StateJson.put(json, "phi", phi);
        StateJson.put(json, "effectiveMargin", effectiveMargin);
        ArrayNode names = json.putArray("cautions");
        cautions().forEach(caution -> names.add(caution.name()));
        return json;
    }

    /**
     * From JSON.
     *
     * @throws IllegalArgumentException when it is not what {@link #toJson} made, or a newer Sluice made it
     */
    public static ErrorState fromJson(JsonNode json) {
        StateJson.checkVersion(json, VERSION);
        Draft draft = new Draft(Setting.read(json));
        draft.lastEnd = StateJson.instant(json, "lastEnd");
        draft.blocks = StateJson.count(json, "blocks");
        draft.warnedBlocks = StateJson.count(json, "warnedBlocks");
        draft.share = StateJson.numbers(json, "share", Harm.COUNT);
        draft.switched = StateJson.numbers(json, "switched", Harm.COUNT);
        draft.warned = StateJson.numbers(json, "warned", Harm.COUNT);
        draft.sums = ArmSums.read(json);
        draft.live =
                new Dispersion(StateJson.number(json, "dispersionSum"), StateJson.number(json, "dispersionDegrees"));
        draft.guard = Guard.read(json);
        draft.load = LoadBalance.read(json);
        draft.pass = PassBound.read(json);
        draft.phi = StateJson.number(json, "phi");
        draft.effectiveMargin = StateJson.number(json, "effectiveMargin");
        for (JsonNode name : StateJson.field(json, "cautions")) {
            draft.cautions |=
                    StateJson.constant("cautions", name, Caution.class).bit();
        }
        return draft.done();
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof ErrorState other && toJson().equals(other.toJson());
    }

    @Override
    public int hashCode() {
        return toJson().hashCode();
    }

    @Override
    public String toString() {
        return toJson().toString();
    }
}
