package io.jenkins.plugins.sluice.verdict.metric;

/**
 * How many requests a step may make fail beyond what is tolerated.
 *
 * @param requests not negative
 */
public record HarmBudget(double requests) {

    /** Of the errors that the baseline would make on the same requests. */
    private static final double SHARE = 0.02;

    private static final double LEAST = 20;

    public HarmBudget {
        if (!(requests >= 0)) {
            throw new IllegalArgumentException("a harm budget is not negative, was " + requests);
        }
    }

    /**
     * What is allowed where the plan says nothing: 2 % of the errors that the baseline would make on the requests of the
     * next step, at least 20 requests.
     *
     * @param exposed the requests that the next step would expose
     * @param baselineRate the baseline's errors per request
     */
    public static HarmBudget byDefault(double exposed, double baselineRate) {
        return new HarmBudget(Math.max(LEAST, SHARE * exposed * baselineRate));
    }

    /**
     * Whether a step may be taken: excess × requests ≤ budget.
     *
     * @param excess an upper bound on the excess, in errors per request; infinite or NaN, when it is unknown, does not fit
     * @param exposed the requests that the next step would expose, not negative
     */
    public boolean fits(double excess, double exposed) {
        return excess < Double.POSITIVE_INFINITY && excess * exposed <= requests;
    }
}
