package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What both arms counted in all blocks. */
record ArmSums(long canaryTotal, long canaryBad, long baselineTotal, long baselineBad) {

    static final ArmSums NONE = new ArmSums(0, 0, 0, 0);

    ArmSums plus(ArmSums other) {
        return new ArmSums(
                Math.addExact(canaryTotal, other.canaryTotal),
                Math.addExact(canaryBad, other.canaryBad),
                Math.addExact(baselineTotal, other.baselineTotal),
                Math.addExact(baselineBad, other.baselineBad));
    }

    /** Errors per request of both arms and the past together; 0 when there were none. */
    double rate(CountProfile history) {
        double requests = history.requests() + canaryTotal + baselineTotal;
        return requests > 0 ? (history.errors() + canaryBad + baselineBad) / requests : 0;
    }

    /** Errors per request of the baseline, now and in the past; 0 when there were none. */
    double baselineRate(CountProfile history) {
        double requests = history.requests() + baselineTotal;
        return requests > 0 ? (history.errors() + baselineBad) / requests : 0;
    }

    void write(ObjectNode json) {
        StateJson.put(json, "canaryTotal", canaryTotal);
        StateJson.put(json, "canaryBad", canaryBad);
        StateJson.put(json, "baselineTotal", baselineTotal);
        StateJson.put(json, "baselineBad", baselineBad);
    }

    static ArmSums read(JsonNode json) {
        return new ArmSums(
                StateJson.count(json, "canaryTotal"),
                StateJson.count(json, "canaryBad"),
                StateJson.count(json, "baselineTotal"),
                StateJson.count(json, "baselineBad"));
    }
}
