package io.jenkins.plugins.sluice.jenkins.configuration;

import io.jenkins.plugins.sluice.evidence.report.AnalysisModelReader;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import java.nio.charset.StandardCharsets;

/**
 * A policy of the configuration, as it holds for a job.
 *
 * @param name what steps call it
 * @param text its YAML
 * @param required whether its gates are judged in addition to what the step names
 * @param owner where it is configured: {@code Jenkins} or {@code folder 'a/b'}
 */
public record SharedPolicy(String name, String text, boolean required, String owner) {

    /** What messages and reports call it. */
    public String source() {
        return "shared policy '" + name + "' of " + owner;
    }

    /**
     * Reads it. Its waivers are its own: they excuse nothing of another policy, and another policy's nothing of it.
     *
     * @throws PolicyException when it is not a policy; the configuration refuses such, a file on disk may hold it all the same
     */
    public Policy read() throws PolicyException {
        return new PolicyReader(AnalysisModelReader.formats()).read(source(), text.getBytes(StandardCharsets.UTF_8));
    }
}
