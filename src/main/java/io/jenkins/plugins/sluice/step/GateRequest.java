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
 * @param history the folder of accepted runs, or null when runs are not kept
 * @param reference a reference file to compare with instead of what the gate says, or null
 * @param saveReference a file that this run is saved to for later comparisons, or null
 * @param journals the folder for the journal, made when missing
 */
public record GateRequest(
        Policy policy,
        Gate gate,
        Context context,
        boolean shadow,
        @Nullable Instant since,
        @Nullable Path history,
        @Nullable Path reference,
        @Nullable Path saveReference,
        Path journals) {}
