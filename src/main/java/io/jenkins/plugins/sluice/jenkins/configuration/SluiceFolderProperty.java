package io.jenkins.plugins.sluice.jenkins.configuration;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.hudson.plugins.folder.AbstractFolderProperty;
import com.cloudbees.hudson.plugins.folder.AbstractFolderPropertyDescriptor;
import hudson.Extension;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.util.List;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** What Sluice is told in a folder; it holds there and below. */
public class SluiceFolderProperty extends AbstractFolderProperty<AbstractFolder<?>> {

    private @Nullable Settings settings;

    /** Configures nothing yet. */
    @DataBoundConstructor
    public SluiceFolderProperty() {}

    synchronized Settings settings() {
        if (settings == null) {
            settings = new Settings();
        }
        return settings;
    }

    private synchronized void take(Settings submitted) {
        settings = submitted;
    }

    /** Submitted forms are read as a whole. */
    @Override
    public @Nullable AbstractFolderProperty<?> reconfigure(StaplerRequest2 request, @Nullable JSONObject form)
            throws hudson.model.Descriptor.FormException {
        return form == null ? null : getDescriptor().newInstance(request, form);
    }

    /** The policies of the folder. */
    public List<DefinedPolicy> getPolicies() {
        return settings().policies();
    }

    /** Sets {@link #getPolicies}. */
    @DataBoundSetter
    public void setPolicies(@Nullable List<DefinedPolicy> policies) {
        settings().policies(policies);
    }

    /** The metric sources of the folder. */
    public List<MetricSource> getSources() {
        return settings().sources();
    }

    /** Sets {@link #getSources}. */
    @DataBoundSetter
    public void setSources(@Nullable List<MetricSource> sources) {
        settings().sources(sources);
    }

    /** The Kubernetes clusters of the folder. */
    public List<KubernetesCluster> getClusters() {
        return settings().clusters();
    }

    /** Sets {@link #getClusters}. */
    @DataBoundSetter
    public void setClusters(@Nullable List<KubernetesCluster> clusters) {
        settings().clusters(clusters);
    }

    /** When nothing is released, in addition to what folders above and the controller say. */
    public List<FreezeWindow> getFreezeWindows() {
        return settings().freezeWindows();
    }

    /** Sets {@link #getFreezeWindows}. */
    @DataBoundSetter
    public void setFreezeWindows(@Nullable List<FreezeWindow> windows) {
        settings().freezeWindows(windows);
    }

    /** Whose members may approve; empty for what holds above. */
    public List<String> getApproverGroups() {
        return settings().approverGroups();
    }

    /** Sets {@link #getApproverGroups}. */
    @DataBoundSetter
    public void setApproverGroups(@Nullable List<String> groups) {
        settings().approverGroups(groups);
    }

    /** What a failed gate does where its step does not say; null for what holds above. */
    public @Nullable String getOnFail() {
        return settings().onFail();
    }

    /** Sets {@link #getOnFail}. */
    @DataBoundSetter
    public void setOnFail(@Nullable String onFail) {
        settings().onFail(onFail);
    }

    /** What an inconclusive gate does where its step does not say; null for what holds above. */
    public @Nullable String getOnInconclusive() {
        return settings().onInconclusive();
    }

    /** Sets {@link #getOnInconclusive}. */
    @DataBoundSetter
    public void setOnInconclusive(@Nullable String onInconclusive) {
        settings().onInconclusive(onInconclusive);
    }

    /** The policy's path where a step does not say; null for what holds above. */
    public @Nullable String getPolicyFile() {
        return settings().policyFile();
    }

    /** Sets {@link #getPolicyFile}. */
    @DataBoundSetter
    public void setPolicyFile(@Nullable String path) {
        settings().policyFile(path);
    }

    /** Lines of the form. */
    public String getApproverGroupLines() {
        return Lines.join(getApproverGroups());
    }

    /** Describes the property. */
    @Extension
    @Symbol(SluiceConfiguration.ID)
    public static class DescriptorImpl extends AbstractFolderPropertyDescriptor {

        @Override
        public String getDisplayName() {
            return Messages.SluiceFolderProperty_DisplayName();
        }

        /** The property, or null when the form configures nothing. */
        @Override
        public @Nullable AbstractFolderProperty<?> newInstance(@Nullable StaplerRequest2 request, JSONObject form)
                throws FormException {
            if (request == null || form.isNullObject() || !form.optBoolean("configured")) {
                return null;
            }
            SluiceFolderProperty property = new SluiceFolderProperty();
            Settings submitted = Settings.of(request, form);
            property.take(submitted);
            return submitted.isEmpty() ? null : property;
        }

        /** What a failed gate can do. */
        @POST
        public ListBoxModel doFillOnFailItems(@AncestorInPath @Nullable Item item) {
            return SluiceConfiguration.Choices.of(item, Defaults.ON_FAIL);
        }

        /** What an inconclusive gate can do. */
        @POST
        public ListBoxModel doFillOnInconclusiveItems(@AncestorInPath @Nullable Item item) {
            return SluiceConfiguration.Choices.of(item, Defaults.ON_INCONCLUSIVE);
        }

        /** Whether the path stays in the repository. */
        @POST
        public FormValidation doCheckPolicyFile(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return SluiceConfiguration.Choices.checkPath(item, value);
        }
    }
}
