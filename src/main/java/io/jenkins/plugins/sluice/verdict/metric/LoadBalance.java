package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Whether a pod of the canary serves about as many requests as one of the baseline: within a factor of two, beyond what
 * chance makes of few requests (three standard deviations of a Poisson count). Looked at in each block alone and over
 * the faded past, so that few requests a block are no hiding place. It knows requests only, never errors, so that
 * leaving out a block by it favours neither arm.
 *
 * @param counted requests of the canary, faded
 * @param expected what they would be at equal load, faded
 */
record LoadBalance(double counted, double expected) {

    static final LoadBalance START = new LoadBalance(0, 0);

    private static final double FACTOR = 2;
    private static final double DEVIATIONS = 3;

    LoadBalance next(long requests, double atEqualLoad) {
        return new LoadBalance(Dispersion.DECAY * counted + requests, Dispersion.DECAY * expected + atEqualLoad);
    }

    boolean unequal() {
        return outside(counted, expected);
    }

    static boolean unequal(long requests, double atEqualLoad) {
        return outside((double) requests, atEqualLoad);
    }

    private static boolean outside(double requests, double atEqualLoad) {
        double most = FACTOR * atEqualLoad;
        double least = atEqualLoad / FACTOR;
        return requests > most + DEVIATIONS * Math.sqrt(most) || requests < least - DEVIATIONS * Math.sqrt(least);
    }

    void write(ObjectNode json) {
        StateJson.put(json, "loadCounted", counted);
        StateJson.put(json, "loadExpected", expected);
    }

    static LoadBalance read(JsonNode json) {
        return new LoadBalance(StateJson.number(json, "loadCounted"), StateJson.number(json, "loadExpected"));
    }
}
