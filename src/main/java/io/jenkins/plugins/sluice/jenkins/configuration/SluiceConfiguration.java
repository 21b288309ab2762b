package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Extension;
import hudson.ExtensionList;
import hudson.model.Item;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.sluice.jenkins.credential.Certificates;
import io.jenkins.plugins.sluice.jenkins.http.ControllerHttp;
import io.jenkins.plugins.sluice.jenkins.http.Trust;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * What Sluice is told on the controller. It has a page of its own ({@link SluiceLink}), whose name is this descriptor's id:
 * so Configuration as Code knows it as {@code sluice} at the top of its file.
 */
@Extension
@Symbol(SluiceConfiguration.ID)
public class SluiceConfiguration extends GlobalConfiguration {

    static final String ID = "sluice";

    private @Nullable Settings settings;
    private @Nullable ArrayList<String> allowedHosts;
    private @Nullable String caCertificates;

    private transient @Nullable ControllerHttp http;

    /** Reads what is stored. */
    @SuppressWarnings("this-escape") // as Jenkins' own configurations do
    public SluiceConfiguration() {
        load();
    }

    /** The controller's configuration. */
    public static SluiceConfiguration get() {
        return ExtensionList.lookupSingleton(SluiceConfiguration.class);
    }

    @Override
    public String getId() {
        return ID;
    }

    @Override
    public String getDisplayName() {
        return Messages.SluiceLink_DisplayName();
    }

    /** It is not a part of the system page. */
    @Override
    public @Nullable String getGlobalConfigPage() {
        return null;
    }

    synchronized Settings settings() {
        if (settings == null) {
            settings = new Settings();
        }
        return settings;
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) throws FormException {
        Settings submitted = Settings.of(request, form);
        String certificates = Certificates.normal(form.optString("caCertificates"));
        String problem = KubernetesCluster.problemOfCertificate(certificates);
        if (problem != null) {
            throw new FormException(problem, "caCertificates");
        }
        synchronized (this) {
            settings = submitted;
            allowedHosts = Lines.clean(Lines.of(form.optString("allowedHosts")));
            caCertificates = certificates;
        }
        save();
        return true;
    }

    /** The policies of the controller. */
    public List<DefinedPolicy> getPolicies() {
        return settings().policies();
    }

    /** Sets {@link #getPolicies}. */
    public void setPolicies(@Nullable List<DefinedPolicy> policies) {
        settings().policies(policies);
        save();
    }

    /** The metric sources of the controller. */
    public List<MetricSource> getSources() {
        return settings().sources();
    }

    /** Sets {@link #getSources}. */
    public void setSources(@Nullable List<MetricSource> sources) {
        settings().sources(sources);
        save();
    }

    /** The Kubernetes clusters of the controller. */
    public List<KubernetesCluster> getClusters() {
        return settings().clusters();
    }

    /** Sets {@link #getClusters}. */
    public void setClusters(@Nullable List<KubernetesCluster> clusters) {
        settings().clusters(clusters);
        save();
    }

    /** When nothing is released. */
    public List<FreezeWindow> getFreezeWindows() {
        return settings().freezeWindows();
    }

    /** Sets {@link #getFreezeWindows}. */
    public void setFreezeWindows(@Nullable List<FreezeWindow> windows) {
        settings().freezeWindows(windows);
        save();
    }

    /** Whose members may approve; empty for all who have the permission. */
    public List<String> getApproverGroups() {
        return settings().approverGroups();
    }

    /** Sets {@link #getApproverGroups}. */
    public void setApproverGroups(@Nullable List<String> groups) {
        settings().approverGroups(groups);
        save();
    }

    /** What a failed gate does where its step does not say; null for block. */
    public @Nullable String getOnFail() {
        return settings().onFail();
    }

    /** Sets {@link #getOnFail}. */
    public void setOnFail(@Nullable String onFail) {
        settings().onFail(onFail);
        save();
    }

    /** What an inconclusive gate does where its step does not say; null for block. */
    public @Nullable String getOnInconclusive() {
        return settings().onInconclusive();
    }

    /** Sets {@link #getOnInconclusive}. */
    public void setOnInconclusive(@Nullable String onInconclusive) {
        settings().onInconclusive(onInconclusive);
        save();
    }

    /** The policy's path where a step does not say; null for {@code sluice.yaml}. */
    public @Nullable String getPolicyFile() {
        return settings().policyFile();
    }

    /** Sets {@link #getPolicyFile}. */
    public void setPolicyFile(@Nullable String path) {
        settings().policyFile(path);
        save();
    }

    /** Hosts in private networks that may be connected to, besides those of the controller's sources and clusters. */
    public synchronized List<String> getAllowedHosts() {
        return allowedHosts == null ? List.of() : List.copyOf(allowedHosts);
    }

    /** Sets {@link #getAllowedHosts}. */
    public synchronized void setAllowedHosts(@Nullable List<String> hosts) {
        allowedHosts = Lines.clean(hosts);
        save();
    }

    /** Certificates that are trusted besides Java's own, as PEM, or null. */
    public synchronized @Nullable String getCaCertificates() {
        return caCertificates;
    }

    /** Sets {@link #getCaCertificates}. */
    public synchronized void setCaCertificates(@Nullable String pem) {
        String problem = KubernetesCluster.problemOfCertificate(pem);
        if (problem != null) {
            throw new IllegalArgumentException("caCertificates: " + problem);
        }
        caCertificates = Certificates.normal(pem);
        save();
    }

    /**
     * How the controller talks to other servers, for the configuration as it is now.
     *
     * @throws IOException when the stored certificates cannot be used
     */
    public synchronized ControllerHttp http() throws IOException {
        List<String> urls = Stream.concat(
                        getSources().stream().map(MetricSource::getUrl),
                        getClusters().stream().map(KubernetesCluster::getUrl))
                .toList();
        http = ControllerHttp.of(
                http,
                new Trust(urls, getAllowedHosts(), caCertificates),
                Jenkins.get().getProxy());
        return http;
    }

    /** Lines of the form. */
    public String getApproverGroupLines() {
        return Lines.join(getApproverGroups());
    }

    /** Lines of the form. */
    public String getAllowedHostLines() {
        return Lines.join(getAllowedHosts());
    }

    /** What a failed gate can do. */
    @POST
    public ListBoxModel doFillOnFailItems() {
        return Choices.of(null, Defaults.ON_FAIL);
    }

    /** What an inconclusive gate can do. */
    @POST
    public ListBoxModel doFillOnInconclusiveItems() {
        return Choices.of(null, Defaults.ON_INCONCLUSIVE);
    }

    /** Whether the path stays in the repository. */
    @POST
    public FormValidation doCheckPolicyFile(@QueryParameter String value) {
        return Choices.checkPath(null, value);
    }

    /** Whether the certificates can be read. */
    @POST
    public FormValidation doCheckCaCertificates(@QueryParameter String value) {
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        try {
            int count = Certificates.read(value).size();
            return count == 0
                    ? FormValidation.ok()
                    : FormValidation.ok(Messages.SluiceConfiguration_Certificates(count));
        } catch (CertificateException e) {
            return FormValidation.error(e.getMessage());
        }
    }

    /** Choices of both forms. */
    static final class Choices {

        private Choices() {}

        static ListBoxModel of(@Nullable Item item, List<String> values) {
            ListBoxModel model = new ListBoxModel();
            if (Configuring.may(item)) {
                model.add(Messages.Settings_NotSet(), "");
                values.forEach(value -> model.add(label(value), value));
            }
            return model;
        }

        private static String label(String value) {
            return switch (value) {
                case "block" -> Messages.Settings_Block();
                case "unstable" -> Messages.Settings_Unstable();
                case "note" -> Messages.Settings_Note();
                case "revert" -> Messages.Settings_Revert();
                default -> value;
            };
        }

        static FormValidation checkPath(@Nullable Item item, @Nullable String value) {
            String problem = Configuring.may(item) ? Settings.problemOfPath(value) : null;
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }
    }
}
