package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.policy.Criterion.Criticality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of one criterion, in facts.
 *
 * @param id the criterion's id
 * @param criterion its canonical text
 * @param state what was found
 * @param consequence what that does to the gate
 * @param value what was measured, or null when it is unknown; for a drift the value of this run
 * @param limit the bound on {@code value}: the limit itself, or the reference's value plus or minus the drift allowed;
 *     null when a drift has no reference
 * @param reference the value in the reference, or null
 * @param total for {@code best of N} and drifts: how far the value is from the oldest trend point, or null
 * @param unknown why it is unknown, or null when it is known
 * @param files the reports that it was judged on, at most {@value #MOST_FILES}
 * @param offenders what broke it, worst first, at most {@value #MOST_OFFENDERS}
 * @param moreOffenders how many more there are
 * @param trend earlier values, oldest first, without this run's
 */
public record CriterionVerdict(
        String id,
        String criterion,
        Criticality criticality,
        State state,
        Consequence consequence,
        @Nullable Quantity value,
        @Nullable Quantity limit,
        @Nullable Quantity reference,
        @Nullable Quantity total,
        @Nullable Unknown unknown,
        List<String> files,
        List<Offender> offenders,
        long moreOffenders,
        List<TrendPoint> trend) {

    public static final int MOST_FILES = 20;
    public static final int MOST_OFFENDERS = 20;

    public CriterionVerdict {
        files = List.copyOf(files);
        offenders = List.copyOf(offenders);
        trend = List.copyOf(trend);
    }

    /** Whether a criterion holds. */
    public enum State {
        HOLDS,
        BROKEN,
        UNKNOWN
    }

    /** What a criterion's state does to the gate. */
    public enum Consequence {
        NONE,
        REMARK,
        LEFT_OUT,
        WARN,
        INCONCLUSIVE,
        FAIL
    }

    /**
     * Why a criterion is unknown.
     *
     * @param subject what the reason is about (an evidence name, a file, a tool, a value's name), or ""
     * @param detail what a reader or tool said of it, or ""
     */
    public record Unknown(Reason reason, String subject, String detail) {

        /** Reasons for not knowing. */
        public enum Reason {
            /** No report answers it. */
            NO_EVIDENCE,
            /** Fewer files than asked for. */
            TOO_FEW_FILES,
            /** A required tool did not report. */
            TOOL_MISSING,
            /** A report cannot be read. */
            UNREADABLE,
            /** A report is older than the run. */
            STALE,
            /** A report declares more than it holds. */
            INCOMPLETE,
            /** The tool broke, or cannot tell a clean run from a crashed one. */
            SCAN_FAILED,
            /** Nothing was counted: 0 of 0. */
            NOTHING_COUNTED,
            /** The report does not know this value. */
            NOT_MEASURED,
            /** There is no reference. */
            NO_REFERENCE,
            /** The reference lacks what is needed to compare. */
            REFERENCE_LACKS,
            /** The reference tells findings apart in another way. */
            OTHER_METHOD,
            /** A value has another unit than the limit. */
            OTHER_UNIT,
            /** What was asked answers, but cannot tell this, or not all of it. */
            CANNOT_TELL;

            /** Whether a tool or report broke, in contrast to evidence that was never there. */
            public boolean broken() {
                return this == UNREADABLE || this == INCOMPLETE || this == SCAN_FAILED || this == TOOL_MISSING;
            }
        }
    }

    /**
     * One thing that broke a criterion.
     *
     * @param name a test's full name, a finding's rule, a file, a mutant
     * @param place file and line, or null
     * @param detail a message, or null
     */
    public record Offender(
            String name, @Nullable String place, @Nullable String detail) {}

    /** An earlier value. */
    public record TrendPoint(String run, Instant at, Quantity value) {}
}
