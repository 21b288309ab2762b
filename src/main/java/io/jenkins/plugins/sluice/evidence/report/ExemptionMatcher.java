package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Exemption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Matches tests and findings with exemptions; keeps its patterns compiled. Several threads may use one. */
final class ExemptionMatcher {

    private final List<Exemption> exemptions;
    private final Map<String, Glob> globs = new HashMap<>();

    ExemptionMatcher(List<Exemption> exemptions) {
        this.exemptions = List.copyOf(exemptions);
        for (Exemption each : exemptions) {
            compile(each.test());
            compile(each.rule());
            compile(each.path());
            compile(each.message());
        }
    }

    private void compile(@Nullable String pattern) {
        if (pattern != null) {
            globs.computeIfAbsent(pattern, Glob::of);
        }
    }

    /** The id of the first exemption that covers a test, or null. */
    @Nullable
    String test(String name) {
        for (Exemption each : exemptions) {
            String test = each.test();
            if (test != null && matches(test, name)) {
                return each.id();
            }
        }
        return null;
    }

    /**
     * Whether all that an exemption says of a finding is so, its tool left out: that is known only at the end of a run.
     *
     * @param path null when the finding has none; then no pattern for paths matches
     */
    boolean matchesFinding(Exemption exemption, String rule, @Nullable String path, String message) {
        boolean saysSomething = exemption.tool() != null
                || exemption.rule() != null
                || exemption.path() != null
                || exemption.message() != null;
        return !exemption.forTests()
                && saysSomething
                && part(exemption.rule(), rule)
                && part(exemption.path(), path)
                && part(exemption.message(), message);
    }

    /** Whether an exemption is for a tool's findings. */
    boolean matchesTool(Exemption exemption, String tool) {
        return !exemption.forTests()
                && (exemption.tool() == null || exemption.tool().equalsIgnoreCase(tool));
    }

    private boolean part(@Nullable String pattern, @Nullable String text) {
        return pattern == null || (text != null && matches(pattern, text));
    }

    private boolean matches(String pattern, String text) {
        Glob glob = globs.get(pattern);
        return (glob == null ? Glob.of(pattern) : glob).matches(text);
    }
}
