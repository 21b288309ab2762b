package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Util;
import hudson.model.Job;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a step that does not say otherwise.
 *
 * @param onFail what a failed gate does: {@code block}, {@code unstable}, {@code note} or {@code revert}
 * @param onInconclusive what an inconclusive gate does, one of the same
 * @param policyFile the policy's path in the repository
 */
public record Defaults(String onFail, String onInconclusive, String policyFile) {

    static final List<String> ON_FAIL = List.of("block", "unstable", "note", "revert");

    static final List<String> ON_INCONCLUSIVE = ON_FAIL;

    private static final Defaults BUILT_IN = new Defaults("block", "block", "sluice.yaml");

    /** Each from the nearest folder that sets it, else from the controller, else built in: block, block, sluice.yaml. */
    public static Defaults of(Job<?, ?> job) {
        List<Level> levels = Level.of(job);
        return new Defaults(
                first(levels, Settings::onFail, BUILT_IN.onFail),
                first(levels, Settings::onInconclusive, BUILT_IN.onInconclusive),
                first(levels, Settings::policyFile, BUILT_IN.policyFile));
    }

    private static String first(List<Level> levels, Function<Settings, @Nullable String> setting, String builtIn) {
        for (Level level : levels) {
            String value = Util.fixEmptyAndTrim(setting.apply(level.settings()));
            if (value != null) {
                return value;
            }
        }
        return builtIn;
    }
}
