package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.evidence.metric.ArmCounts;
import io.jenkins.plugins.sluice.evidence.metric.PodCounts;
import java.time.Instant;
import java.util.List;

/**
 * Weighs the errors of a canary against those of a baseline that runs at the same time, block by block, with evidence
 * that stays valid however often one looks. Pure and immutable.
 *
 * <p>The canary is healthy while θ_c ≤ m·θ_b + δ. Evidence is an e-process e: for a healthy release, the chance that e
 * ever reaches 1/α is at most α (Ville's inequality). It is the mean over twelve assumed harms r (1.15 to 100) of
 * exp S_r, and S_r is a sum over blocks:
 *
 * <ul>
 *   <li><b>e1</b> adds the {@linkplain ShareBet bet on the canary's share of the errors}, one for each group of pods. It
 *       is valid for whatever bursts there are within a block, if pods are alike. There are G = clamp(⌈n_c·θ̂⌉, 1,
 *       min(k_c, k_b, 32)) groups of neighbours by name in each arm, θ̂ the error rate of the past.
 *   <li><b>e2</b> adds the {@linkplain CountBet bet on the counts} ÷ φ, at most ½·log(1/α) a block, while the history is
 *       usable (60 blocks, 30 errors, two pods), φ ≤ 1.3 and φ_c ≤ 2, all known before the block; else the same as e1.
 *   <li>e = (e1 + e2)/2, or e1 alone when the setting is strict.
 * </ul>
 *
 * <p>The margin m is widened by the lasting differences between pods, m·exp(2.33·ω·√(1/k_c + 1/k_b)); φ is the
 * {@linkplain Dispersion dispersion between baseline pods}, the larger of history and what was seen before the block;
 * φ_c the {@linkplain Guard canary's jumps}. For δ &gt; 0 bets on shares take m + δ/θ̂_b as m, which is approximate.
 * Blocks in which an arm counted nothing, or {@linkplain LoadBalance pods are loaded unequally}, are no evidence. A block
 * that does not end after the last one changes nothing.
 *
 * <p>Sources: Lindon and Malek, arXiv 2011.03567 (counts); Waudby-Smith and Ramdas, arXiv 2010.09686 (bounded bets);
 * groups, switch, guard and margins are our own.
 */
public final class SequentialJudge {

    private static final int MOST_GROUPS = 32;
    private static final double MOST_DISPERSION = 1.3;
    private static final double MOST_CANARY_DISPERSION = 2;
    private static final double MOST_LAG = 0.1;
    private static final double LARGE_SPREAD = 0.4;

    private final Setting setting;
    private final CountProfile history;
    private final Kind kind;
    private final double mostOfCounts;
    private final int standingCautions;

    /** Which evidence is used. */
    public enum Mode {
        /** The mean of e1 and e2. */
        DEFAULT,
        /** e1 alone, for sources that answer rates only, or where bursts must never count. */
        STRICT
    }

    /** What counts are counts of, and which way they harm. */
    enum Kind {
        ERRORS,
        MORE_EVENTS,
        FEWER_EVENTS
    }

    /**
     * What is asked of the canary.
     *
     * @param margin m, at least 1: healthy means θ_c ≤ m·θ_b + δ
     * @param delta δ, not negative, in errors per request
     * @param alpha the chance of a false alarm over the whole rollout, between 0 and 1
     */
    public record Setting(double margin, double delta, double alpha, Mode mode) {

        public Setting {
            if (!(margin >= 1 && margin < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a margin is finite and at least 1, was " + margin);
            }
            if (!(delta >= 0 && delta < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException("a tolerated difference is finite and not negative, was " + delta);
            }
            if (!(alpha > 0 && alpha < 1)) {
                throw new IllegalArgumentException("a chance of false alarms lies between 0 and 1, was " + alpha);
            }
        }

        /** No margin, 1 % false alarms. */
        public static Setting byDefault() {
            return new Setting(1, 0, 0.01, Mode.DEFAULT);
        }

        void write(ObjectNode json) {
            StateJson.put(json, "margin", margin);
            StateJson.put(json, "delta", delta);
            StateJson.put(json, "alpha", alpha);
            json.put("mode", mode.name());
        }

        static Setting read(JsonNode json) {
            return new Setting(
                    StateJson.number(json, "margin"),
                    StateJson.number(json, "delta"),
                    StateJson.number(json, "alpha"),
                    StateJson.constant(json, "mode", Mode.class));
        }
    }

    /**
     * A judge.
     *
     * @param history of the baseline, in blocks of the same length; {@link CountProfile#NONE} when there is none
     */
    public SequentialJudge(Setting setting, CountProfile history) {
        this(setting, history, Kind.ERRORS);
    }

    SequentialJudge(Setting setting, CountProfile history, Kind kind) {
        this.setting = setting;
        this.history = history;
        this.kind = kind;
        this.mostOfCounts = 0.5 * Math.log(1 / setting.alpha());
        this.standingCautions = (history.lag1() > MOST_LAG ? Caution.BURSTS_OUTLIVE_BLOCK.bit() : 0)
                | (history.blocks() < CountProfile.ENOUGH_BLOCKS || history.errors() < CountProfile.ENOUGH_ERRORS
                        ? Caution.NO_HISTORY.bit()
                        : 0);
    }

    /** Before the first block. */
    public ErrorState start() {
        ErrorState.Draft draft = new ErrorState.Draft(setting);
        draft.phi = history.phi();
        draft.cautions = standingCautions;
        return draft.done();
    }

    /**
     * Weighs one closed block.
     *
     * @param state of {@link #start} or of the block before
     * @param end of the block; nothing changes when it is not after the last block's
     * @return the next state
     * @throws IllegalArgumentException when the state was made under another setting, whose evidence means something else
     */
    public ErrorState weigh(ErrorState state, Instant end, ArmCounts canary, ArmCounts baseline) {
        if (!state.setting().equals(setting)) {
            throw new IllegalArgumentException(
                    "the evidence was gathered under " + state.setting() + ", not under " + setting + "; start anew");
        }
        Instant lastEnd = state.lastEnd();
        if (lastEnd != null && !end.isAfter(lastEnd)) {
            return state;
        }
        ErrorState.Draft next = new ErrorState.Draft(state);
        next.lastEnd = end;
        next.blocks++;
        Block block = new Block(canary, baseline);
        if (kind == Kind.ERRORS && (canary.bad() > canary.total() || baseline.bad() > baseline.total())) {
            next.cautions |= Caution.ODD_COUNTS.bit();
            return next.done();
        }
        if (block.canaryPods == 0 || block.baselinePods == 0) {
            next.cautions |= Caution.EMPTY_ARM.bit();
        } else {
            bet(state, next, block);
        }
        next.sums = state.sums().plus(block.sums());
        next.guard = state.guard().next(block.canaryTotal, block.canaryBad);
        next.live = state.live().next(Dispersion.of(baseline));
        next.phi = Math.max(history.phi(), next.live.live());
        return next.done();
    }

    private void bet(ErrorState state, ErrorState.Draft next, Block block) {
        double spread = history.spread(block.canaryPods, block.baselinePods);
        double margin = setting.margin() * spread;
        next.effectiveMargin = margin;
        next.cautions |= cautions(block, spread);
        boolean fair = fair(state, next, block);
        double[] shareFactors = share(state, block, spread);
        if (!fair) {
            next.warnedBlocks++;
            next.cautions |= Caution.UNEQUAL_LOAD.bit();
            next.warned = LogSums.plus(state.warned(), shareFactors);
            return;
        }
        next.share = LogSums.plus(state.share(), shareFactors);
        boolean counts =
                history.usable() && state.phi() <= MOST_DISPERSION && state.phiCanary() <= MOST_CANARY_DISPERSION;
        next.switched = counts
                ? plusCounts(state, block.bet(kind, margin), setting.delta() * spread)
                : LogSums.plus(state.switched(), shareFactors);
        next.pass = state.pass().next(block.bet(kind, setting.margin()), state.phi());
    }

    private int cautions(Block block, double spread) {
        int cautions = 0;
        if (!block.knowsPods) {
            cautions |= Caution.NO_PODS.bit();
        }
        if (spread > 1) {
            cautions |= Caution.SPREAD.bit();
        }
        if (block.canaryPods == 1 && history.omega() > LARGE_SPREAD) {
            cautions |= Caution.SINGLE_POD.bit();
        }
        return cautions;
    }

    private static boolean fair(ErrorState state, ErrorState.Draft next, Block block) {
        if (!block.knowsPods) {
            return true;
        }
        double atEqualLoad = (double) block.baselineTotal / block.baselinePods * block.canaryPods;
        next.load = state.load().next(block.canaryTotal, atEqualLoad);
        return !LoadBalance.unequal(block.canaryTotal, atEqualLoad) && !next.load.unequal();
    }

    private double[] share(ErrorState state, Block block, double spread) {
        double margin = spread * shareMargin(state);
        double expected = Math.ceil(block.canaryTotal * state.sums().rate(history));
        int most = Math.min(MOST_GROUPS, Math.min(block.canaryPods, block.baselinePods));
        int groups = (int) Math.max(1, Math.min(expected, most));
        ShareBet bet = new ShareBet();
        Cursor canary = new Cursor(block.canary.pods(), block.canaryPods, groups);
        Cursor baseline = new Cursor(block.baseline.pods(), block.baselinePods, groups);
        for (int group = 0; group < groups; group++) {
            canary.next();
            baseline.next();
            if (kind == Kind.FEWER_EVENTS) {
                bet.add(margin, state.phi(), baseline.total, baseline.bad, canary.total, canary.bad);
            } else {
                bet.add(margin, state.phi(), canary.total, canary.bad, baseline.total, baseline.bad);
            }
        }
        return bet.logFactors();
    }

    /** m + δ/θ̂ with the past rate of the arm that is not under suspicion; infinite when that rate is not known. */
    private double shareMargin(ErrorState state) {
        if (setting.delta() == 0) {
            return setting.margin();
        }
        double rate = state.sums().baselineRate(history);
        if (kind == Kind.FEWER_EVENTS) {
            rate = Math.max(0, (rate - setting.delta()) / setting.margin());
        }
        return setting.margin() + setting.delta() / rate;
    }

    private double[] plusCounts(ErrorState state, CountBet bet, double delta) {
        double[] sums = state.switched().clone();
        for (int k = 0; k < sums.length; k++) {
            double log = bet.level(Harm.EXCESS[k], Harm.LOG[k]);
            if (delta > 0) {
                log += delta * bet.slope(Harm.EXCESS[k]);
            }
            sums[k] += Math.min(log / state.phi(), mostOfCounts);
        }
        return sums;
    }

    /** A block without the pods that had no requests. */
    private static final class Block {
        final ArmCounts canary;
        final ArmCounts baseline;
        final boolean knowsPods;
        final int canaryPods;
        final int baselinePods;
        final long canaryTotal;
        final long canaryBad;
        final long baselineTotal;
        final long baselineBad;

        Block(ArmCounts canary, ArmCounts baseline) {
            this.canary = canary;
            this.baseline = baseline;
            this.canaryPods = pods(canary);
            this.baselinePods = pods(baseline);
            this.knowsPods = named(canary) && named(baseline);
            this.canaryTotal = canary.total();
            this.canaryBad = canary.bad();
            this.baselineTotal = baseline.total();
            this.baselineBad = baseline.bad();
        }

        private static int pods(ArmCounts arm) {
            List<PodCounts> pods = arm.pods();
            int counted = 0;
            for (int i = 0; i < pods.size(); i++) {
                if (pods.get(i).total() > 0) {
                    counted++;
                }
            }
            return counted;
        }

        private static boolean named(ArmCounts arm) {
            return arm.pods().isEmpty() || !arm.pods().get(0).pod().isEmpty();
        }

        ArmSums sums() {
            return new ArmSums(canaryTotal, canaryBad, baselineTotal, baselineBad);
        }

        CountBet bet(Kind kind, double margin) {
            return kind == Kind.FEWER_EVENTS
                    ? new CountBet(margin, baselineTotal, baselineBad, canaryTotal, canaryBad)
                    : new CountBet(margin, canaryTotal, canaryBad, baselineTotal, baselineBad);
        }
    }

    /** Walks over the groups of one arm: neighbours by name, whose sizes differ by at most one. */
    private static final class Cursor {
        private final List<PodCounts> pods;
        private final int counted;
        private final int groups;
        private int at;
        private int taken;
        private int group;
        long total;
        long bad;

        Cursor(List<PodCounts> pods, int counted, int groups) {
            this.pods = pods;
            this.counted = counted;
            this.groups = groups;
        }

        void next() {
            group++;
            int until = (int) ((long) group * counted / groups);
            total = 0;
            bad = 0;
            while (taken < until) {
                PodCounts pod = pods.get(at++);
                if (pod.total() > 0) {
                    total += pod.total();
                    bad += pod.bad();
                    taken++;
                }
            }
        }
    }
}
