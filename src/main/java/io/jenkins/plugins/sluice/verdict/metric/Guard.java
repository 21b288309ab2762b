package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Whether the canary's errors come in bursts: by how much its error rate jumps from block to block.
 *
 * <pre>
 *   φ_c = (4 + Σv) / (4 + Σ1),   v = (x/n − x'/n')² / ( ρ(1−ρ)(1/n + 1/n') )
 * </pre>
 *
 * <p>over successive blocks with an error in one of them, ρ their common rate, both sums faded by 0.9. Steady harm leaves
 * it near 1, which between-pod dispersion of the canary would not; a burst does not. Our own.
 *
 * @param sum of v
 * @param pairs of blocks
 * @param lastTotal the requests of the last block that had some
 * @param lastBad its errors
 */
record Guard(double sum, double pairs, long lastTotal, long lastBad) {

    static final Guard START = new Guard(0, 0, 0, 0);

    /** So many pairs of plain independent requests are supposed beforehand. */
    private static final double PRIOR = 4;

    Guard next(long total, long bad) {
        if (total <= 0) {
            return this;
        }
        double rate = (double) (bad + lastBad) / (total + lastTotal);
        if (lastTotal <= 0 || !(rate > 0 && rate < 1)) {
            return new Guard(sum, pairs, total, bad);
        }
        double jump = (double) bad / total - (double) lastBad / lastTotal;
        double v = jump * jump / (rate * (1 - rate) * (1.0 / total + 1.0 / lastTotal));
        return new Guard(Dispersion.DECAY * sum + v, Dispersion.DECAY * pairs + 1, total, bad);
    }

    double phi() {
        return (PRIOR + sum) / (PRIOR + pairs);
    }

    void write(ObjectNode json) {
        StateJson.put(json, "guardSum", sum);
        StateJson.put(json, "guardPairs", pairs);
        StateJson.put(json, "guardTotal", lastTotal);
        StateJson.put(json, "guardBad", lastBad);
    }

    static Guard read(JsonNode json) {
        return new Guard(
                StateJson.number(json, "guardSum"),
                StateJson.number(json, "guardPairs"),
                StateJson.count(json, "guardTotal"),
                StateJson.count(json, "guardBad"));
    }
}
