package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.policy.Gate;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a quality gate is asked to judge.
 *
 * @param policy where the gate is from, for its waivers and its source
 * @param gate one of the policy's gates
 * @param context what was built
 * @param shadow whether the verdict is only reported
 * @param since when the build started: older reports are no evidence; null when age is not judged
 * @param past where earlier runs are
 * @param saveReference a file that this run is saved to for later comparisons, or null
 * @param journals the folder for the journal, made when missing
 */
public record GateRequest(
        Policy policy,
        Gate gate,
        Context context,
        boolean shadow,
        @Nullable Instant since,
        Past past,
        @Nullable Path saveReference,
        Path journals) {

    /**
     * Where earlier runs are.
     *
     * @param history the folder of runs that this one is added to, or null when runs are not kept
     * @param targetHistory the folder with the runs of a pull request's target branch where it is not {@code history},
     *     or null
     * @param run the run that the host wants this one compared with where it is kept, or null for the one that the gate
     *     asks for
     * @param reference a reference file to compare with instead of what the gate says, or null
     */
    public record Past(
            @Nullable Path history,
            @Nullable Path targetHistory,
            @Nullable String run,
            @Nullable Path reference) {

        /** Runs are not kept, and this one is compared with nothing but what the gate names. */
        public static final Past NONE = new Past(null, null, null, null);
    }
}
