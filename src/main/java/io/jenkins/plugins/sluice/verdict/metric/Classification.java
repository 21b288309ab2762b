package io.jenkins.plugins.sluice.verdict.metric;

/**
 * What {@link MannWhitneyJudge} says of one metric, in Kayenta's terms and in ours.
 *
 * @param label what Kayenta would say
 * @param critical whether Kayenta would let this metric alone fail the whole
 * @param ratio mean of the experiment ÷ mean of the control, or NaN where one of them is 0
 * @param effect the effect size that was compared: {@code ratio} or the common language effect size; NaN when none was
 *     computed
 * @param shift by how much the experiment lies above the control, as Kayenta computes it, or NaN
 * @param judged what is known: never that a metric holds which was not measured, or could not have been shown broken;
 *     estimate and interval are the shift, the limit is what the interval's end must pass
 */
public record Classification(Label label, boolean critical, double ratio, double effect, double shift, Judged judged) {

    /** Kayenta's classes. */
    public enum Label {
        PASS,
        HIGH,
        LOW,
        /** Not a number on one side at least. */
        NODATA,
        /** The same, of a metric that must have data. */
        NODATA_FAIL_METRIC,
        /** The computation failed. */
        ERROR
    }
}
