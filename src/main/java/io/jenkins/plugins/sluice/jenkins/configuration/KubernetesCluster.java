package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Extension;
import hudson.Util;
import hudson.model.Item;
import hudson.util.FormValidation;
import io.jenkins.plugins.sluice.jenkins.credential.Certificates;
import io.jenkins.plugins.sluice.jenkins.credential.CredentialKinds;
import java.security.cert.CertificateException;
import org.jenkinsci.Symbol;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundConstructor;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.verb.POST;

/** A Kubernetes cluster: the API server and how to be let in. */
public class KubernetesCluster extends Endpoint<KubernetesCluster> {

    private @Nullable String caCertificate;
    private @Nullable String namespace;

    /**
     * Defines a cluster.
     *
     * @param name what steps call it
     * @param url of its API server
     */
    @DataBoundConstructor
    public KubernetesCluster(String name, String url) {
        super(name, url);
    }

    /** The certificates that vouch for its API server, as PEM, or null for those of the controller. */
    public @Nullable String getCaCertificate() {
        return caCertificate;
    }

    /** Sets {@link #getCaCertificate}. */
    @DataBoundSetter
    public void setCaCertificate(@Nullable String caCertificate) {
        this.caCertificate = Certificates.normal(caCertificate);
    }

    /** The namespace where a step names none, or null for {@code default}. */
    public @Nullable String getNamespace() {
        return namespace;
    }

    /** Sets {@link #getNamespace}. */
    @DataBoundSetter
    public void setNamespace(@Nullable String namespace) {
        this.namespace = Util.fixEmptyAndTrim(namespace);
    }

    @Override
    String kindOfEntry() {
        return "Kubernetes cluster";
    }

    @Override
    public @Nullable String problem() {
        String problem = super.problem();
        if (problem == null) {
            problem = problemOfNamespace(namespace);
        }
        return problem == null ? problemOfCertificate(caCertificate) : problem;
    }

    /** RFC 1123 labels, as Kubernetes names its namespaces. */
    private static @Nullable String problemOfNamespace(@Nullable String namespace) {
        return namespace == null || namespace.matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?")
                ? null
                : Messages.KubernetesCluster_Namespace_Wrong();
    }

    static @Nullable String problemOfCertificate(@Nullable String pem) {
        try {
            Certificates.read(pem);
            return null;
        } catch (CertificateException e) {
            return e.getMessage();
        }
    }

    /** Describes a cluster. */
    @Extension
    @Symbol("kubernetesCluster")
    public static class DescriptorImpl extends EndpointDescriptor<KubernetesCluster> {

        @Override
        public String getDisplayName() {
            return Messages.KubernetesCluster_DisplayName();
        }

        /** Whether the certificates can be read. */
        @POST
        public FormValidation doCheckCaCertificate(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (!Configuring.may(item)) {
                return FormValidation.ok();
            }
            String problem = problemOfCertificate(value);
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }

        /** Whether the namespace can be one. */
        @POST
        public FormValidation doCheckNamespace(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (!Configuring.may(item)) {
                return FormValidation.ok();
            }
            String problem = problemOfNamespace(Util.fixEmptyAndTrim(value));
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }

        @Override
        CredentialKinds credentialKinds() {
            return CredentialKinds.KUBERNETES;
        }
    }
}
