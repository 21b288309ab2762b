package io.jenkins.plugins.sluice.verdict.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict.State;

/**
 * What a judge says of one metric, in numbers. The unit is the metric's; a judge says what its estimate estimates.
 *
 * @param reason why it holds, is broken, or is unknown
 * @param estimate the best guess, or NaN when there is none
 * @param low the lower end of what the truth may be, maybe {@code -Infinity}; NaN when nothing is known
 * @param high the upper end, maybe {@code +Infinity}; NaN when nothing is known
 * @param limit what the interval is compared with, or NaN when there is nothing to compare
 */
public record Judged(Reason reason, double estimate, double low, double high, double limit) {

    /** The version of the JSON form. */
    private static final int VERSION = 1;

    public Judged {
        if (low > high) {
            throw new IllegalArgumentException("an interval does not end at " + high + " before it begins at " + low);
        }
    }

    /** Why a judge says what it says; each reason has one state. */
    public enum Reason {
        /** The whole interval keeps the limit. */
        WITHIN(State.HOLDS),
        /** No difference was shown, though one could have been. Weaker than {@link #WITHIN}. */
        NO_DIFFERENCE_SHOWN(State.HOLDS),
        /** The whole interval breaks the limit. */
        BEYOND(State.BROKEN),
        /** There is no data, and the setting says that there must be. */
        REQUIRED_DATA_MISSING(State.BROKEN),
        /** The interval reaches over the limit: more data would tell. */
        NOT_SURE(State.UNKNOWN),
        /** The limit lies inside a bucket of the histogram: more data may not tell. */
        INSIDE_A_BUCKET(State.UNKNOWN),
        /** Bad, but not often enough to count as broken; or good again, but not for long enough. */
        NOT_YET(State.UNKNOWN),
        /** So few numbers that the method cannot show anything. */
        TOO_FEW(State.UNKNOWN),
        /** Nothing was observed, or nothing on one side. */
        NO_DATA(State.UNKNOWN),
        /** A value is NaN, infinite or impossible. */
        NOT_A_NUMBER(State.UNKNOWN),
        /** What was observed is of another kind than the judge needs. */
        NOT_COMPARABLE(State.UNKNOWN),
        /** What it is compared with varies so much by itself that nothing can be told. */
        TOO_VARIABLE(State.UNKNOWN);

        private final State state;

        Reason(State state) {
            this.state = state;
        }

        /** Whether that holds, is broken or is unknown. */
        public State state() {
            return state;
        }
    }

    /** Nothing is known, for this reason. */
    static Judged unknown(Reason reason) {
        if (reason.state() != State.UNKNOWN) {
            throw new IllegalArgumentException(reason + " is not unknown");
        }
        return new Judged(reason, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
    }

    /** Whether an upper limit holds for everything between {@code low} and {@code high}. */
    static Judged atMost(double limit, double estimate, double low, double high) {
        if (!(low <= high) || Double.isNaN(limit)) {
            return new Judged(Reason.NOT_A_NUMBER, estimate, Double.NaN, Double.NaN, limit);
        }
        Reason reason = high <= limit ? Reason.WITHIN : low > limit ? Reason.BEYOND : Reason.NOT_SURE;
        return new Judged(reason, estimate, low, high, limit);
    }

    /** Whether a lower limit holds for everything between {@code low} and {@code high}. */
    static Judged atLeast(double limit, double estimate, double low, double high) {
        if (!(low <= high) || Double.isNaN(limit)) {
            return new Judged(Reason.NOT_A_NUMBER, estimate, Double.NaN, Double.NaN, limit);
        }
        Reason reason = low >= limit ? Reason.WITHIN : high < limit ? Reason.BEYOND : Reason.NOT_SURE;
        return new Judged(reason, estimate, low, high, limit);
    }

    /** Whether it holds, is broken or is unknown. */
    public State state() {
        return reason.state();
    }

    /** As JSON; numbers are texts, since a journal holds no fractions. */
    public ObjectNode write() {
        ObjectNode json = StateJson.node(VERSION);
        json.put("reason", reason.name());
        StateJson.put(json, "estimate", estimate);
        StateJson.put(json, "low", low);
        StateJson.put(json, "high", high);
        StateJson.put(json, "limit", limit);
        return json;
    }

    /**
     * From JSON.
     *
     * @throws IllegalArgumentException when it is not what {@link #write} wrote
     */
    public static Judged read(JsonNode json) {
        StateJson.checkVersion(json, VERSION);
        return new Judged(
                StateJson.constant(json, "reason", Reason.class),
                StateJson.number(json, "estimate"),
                StateJson.number(json, "low"),
                StateJson.number(json, "high"),
                StateJson.number(json, "limit"));
    }
}
