package io.jenkins.plugins.sluice.verdict.metric;

/** The harms that the judges of counts bet on: by which factor r the error rate of the suspect exceeds the margin. */
final class Harm {

    private static final double[] RATIOS = {1.15, 1.3, 1.5, 1.75, 2, 2.5, 3, 4, 6, 10, 25, 100};

    static final int COUNT = RATIOS.length;

    /** r − 1. */
    static final double[] EXCESS = new double[COUNT];

    /** log r. */
    static final double[] LOG = new double[COUNT];

    static {
        for (int k = 0; k < COUNT; k++) {
            EXCESS[k] = RATIOS[k] - 1;
            LOG[k] = Math.log(RATIOS[k]);
        }
    }

    private Harm() {}
}
