package io.jenkins.plugins.sluice.jenkins;

import hudson.EnvVars;
import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.Step;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepDescriptor;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/**
 * The Pipeline step {@code qualityGate}: judges the evidence of a build, and lets the stage pass, marks it unstable, or
 * stops it.
 */
public final class QualityGateStep extends Step implements Serializable {

    private static final long serialVersionUID = 1L;

    private final String name;
    private @Nullable ArrayList<String> criteria;
    private @Nullable String policy;
    private @Nullable String sharedPolicy;
    private @Nullable String onFail;
    private @Nullable String onInconclusive;
    private boolean shadow;
    private boolean recorded = true;

    /**
     * Judges a gate.
     *
     * @param name the gate's name; blank is an error ({@link IllegalArgumentException})
     */
    @DataBoundConstructor
    public QualityGateStep(@Nullable String name) {
        String given = Util.fixEmptyAndTrim(name);
        if (given == null) {
            throw new IllegalArgumentException("qualityGate needs a name, as in qualityGate(name: 'build')");
        }
        this.name = given;
    }

    public String getName() {
        return name;
    }

    /** What must hold, one criterion each; null when a policy says it. */
    public @Nullable List<String> getCriteria() {
        return criteria;
    }

    @DataBoundSetter
    public void setCriteria(@Nullable List<String> criteria) {
        this.criteria = criteria == null || criteria.isEmpty() ? null : new ArrayList<>(criteria);
    }

    /** The policy file, relative to the workspace; null for the configured default. */
    public @Nullable String getPolicy() {
        return policy;
    }

    @DataBoundSetter
    public void setPolicy(@Nullable String policy) {
        this.policy = Util.fixEmptyAndTrim(policy);
    }

    /** The name of a shared policy, or null. */
    public @Nullable String getSharedPolicy() {
        return sharedPolicy;
    }

    @DataBoundSetter
    public void setSharedPolicy(@Nullable String sharedPolicy) {
        this.sharedPolicy = Util.fixEmptyAndTrim(sharedPolicy);
    }

    /** {@code block}, {@code unstable}, {@code note} or {@code revert}; null for the configured default. */
    public @Nullable String getOnFail() {
        return onFail;
    }

    @DataBoundSetter
    public void setOnFail(@Nullable String onFail) {
        this.onFail = checked("onFail", onFail);
    }

    /** {@code block}, {@code unstable}, {@code note} or {@code revert}; null for the configured default. */
    public @Nullable String getOnInconclusive() {
        return onInconclusive;
    }

    @DataBoundSetter
    public void setOnInconclusive(@Nullable String onInconclusive) {
        this.onInconclusive = checked("onInconclusive", onInconclusive);
    }

    private static @Nullable String checked(String parameter, @Nullable String value) {
        String given = Util.fixEmptyAndTrim(value);
        return given == null ? null : Reaction.of(parameter, given).word();
    }

    /** Whether the verdict is only reported and stops nothing. */
    public boolean isShadow() {
        return shadow;
    }

    @DataBoundSetter
    public void setShadow(boolean shadow) {
        this.shadow = shadow;
    }

    /** Whether what other plugins recorded on the build stands in for reports that are not found. */
    public boolean isRecorded() {
        return recorded;
    }

    @DataBoundSetter
    public void setRecorded(boolean recorded) {
        this.recorded = recorded;
    }

    @Override
    public StepExecution start(StepContext context) {
        return new QualityGateExecution(this, context);
    }

    /** What a build does about a verdict that is no pass. */
    enum Reaction {
        BLOCK,
        UNSTABLE,
        NOTE,
        REVERT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Reaction of(String parameter, String word) {
            for (Reaction reaction : values()) {
                if (reaction.word().equals(word)) {
                    return reaction;
                }
            }
            throw new IllegalArgumentException(
                    parameter + " is one of block, unstable, note and revert, was '" + word + "'");
        }
    }

    /** The step's descriptor. */
    @Extension
    public static final class DescriptorImpl extends StepDescriptor {

        @Override
        public String getFunctionName() {
            return "qualityGate";
        }

        @Override
        public String getDisplayName() {
            return Messages.QualityGateStep_DisplayName();
        }

        @Override
        public Set<? extends Class<?>> getRequiredContext() {
            return Set.of(Run.class, FlowNode.class, TaskListener.class, EnvVars.class);
        }

        @Override
        public @Nullable String argumentsToString(java.util.Map<String, Object> namedArgs) {
            Object gate = namedArgs.get("name");
            return gate instanceof String text ? text : null;
        }

        /** What can be done about a verdict. */
        @POST
        public ListBoxModel doFillOnFailItems(@AncestorInPath @Nullable Item item) {
            return reactions(item);
        }

        /** What can be done about a verdict. */
        @POST
        public ListBoxModel doFillOnInconclusiveItems(@AncestorInPath @Nullable Item item) {
            return reactions(item);
        }

        private static ListBoxModel reactions(@Nullable Item item) {
            ListBoxModel items = new ListBoxModel();
            items.add(Messages.QualityGateStep_reaction_default(), "");
            if (mayConfigure(item)) {
                items.add(Messages.QualityGateStep_reaction_block(), Reaction.BLOCK.word());
                items.add(Messages.QualityGateStep_reaction_unstable(), Reaction.UNSTABLE.word());
                items.add(Messages.QualityGateStep_reaction_note(), Reaction.NOTE.word());
                items.add(Messages.QualityGateStep_reaction_revert(), Reaction.REVERT.word());
            }
            return items;
        }

        /** Checks the gate's name. */
        @POST
        public FormValidation doCheckName(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            String name = Util.fixEmptyAndTrim(value);
            return name != null && name.matches("[a-z][a-z0-9-]{0,62}")
                    ? FormValidation.ok()
                    : FormValidation.error(Messages.QualityGateStep_name());
        }

        /** Checks one criterion a line. */
        @POST
        public FormValidation doCheckCriteriaText(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (!mayConfigure(item)) {
                return FormValidation.ok();
            }
            List<String> criteria = lines(value);
            if (criteria.isEmpty()) {
                return FormValidation.ok(Messages.QualityGateStep_noCriteria());
            }
            try {
                PolicyReader.inline("Jenkinsfile", "criteria", "build", criteria);
                return FormValidation.ok();
            } catch (PolicyException e) {
                return FormValidation.error(e.getMessage());
            }
        }

        private static boolean mayConfigure(@Nullable Item item) {
            return item == null
                    ? jenkins.model.Jenkins.get().hasPermission(jenkins.model.Jenkins.ADMINISTER)
                    : item.hasPermission(Item.EXTENDED_READ) || item.hasPermission(Item.CONFIGURE);
        }

        /** The criteria of a text area: a line each. */
        static List<String> lines(@Nullable String text) {
            return text == null
                    ? List.of()
                    : text.lines()
                            .map(String::strip)
                            .filter(line -> !line.isEmpty())
                            .toList();
        }

        /** The form has a text area for the criteria, a line each. */
        @Override
        public Step newInstance(org.kohsuke.stapler.@Nullable StaplerRequest2 request, net.sf.json.JSONObject form)
                throws FormException {
            Object text = form.remove("criteriaText");
            QualityGateStep step = (QualityGateStep) super.newInstance(request, form);
            step.setCriteria(lines(text instanceof String ? (String) text : null));
            return step;
        }
    }

    /** The criteria as the form shows them. */
    public String getCriteriaText() {
        return criteria == null ? "" : String.join("\n", criteria);
    }
}
