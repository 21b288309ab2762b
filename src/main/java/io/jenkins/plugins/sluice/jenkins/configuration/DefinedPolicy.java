package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.sluice.policy.PolicyException;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A policy that is written into the configuration. */
public class DefinedPolicy implements Describable<DefinedPolicy>, Named {

    private final String name;
    private final String policy;
    private boolean required;

    /**
     * Defines a policy.
     *
     * @param name what steps call it
     * @param policy its YAML, as in {@code sluice.yaml}
     */
    @DataBoundConstructor
    public DefinedPolicy(String name, String policy) {
        this.name = Util.fixNull(name).trim();
        this.policy = Util.fixNull(policy).replace("\r\n", "\n");
    }

    @Override
    public String getName() {
        return name;
    }

    /** Its YAML. */
    public String getPolicy() {
        return policy;
    }

    /** Whether its gates are judged in every job, in addition to what the step names. */
    public boolean isRequired() {
        return required;
    }

    /** Sets {@link #isRequired}. */
    @DataBoundSetter
    public void setRequired(boolean required) {
        this.required = required;
    }

    @Override
    public @Nullable String problem() {
        try {
            new SharedPolicy(name, policy, required, "this form").read();
            return null;
        } catch (PolicyException wrong) {
            return wrong.getMessage();
        }
    }

    /** Describes a policy in the configuration. */
    @Extension
    @Symbol("policy")
    public static class DescriptorImpl extends Descriptor<DefinedPolicy> {

        @Override
        public String getDisplayName() {
            return Messages.DefinedPolicy_DisplayName();
        }

        /** Whether the name can be used. */
        @POST
        public FormValidation doCheckName(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return Configuring.may(item) ? Named.check(value) : FormValidation.ok();
        }

        /** Whether the policy can be read; says every problem with its line. */
        @POST
        public FormValidation doCheckPolicy(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (!Configuring.may(item)) {
                return FormValidation.ok();
            }
            String problem = new DefinedPolicy("", value).problem();
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }
    }
}
