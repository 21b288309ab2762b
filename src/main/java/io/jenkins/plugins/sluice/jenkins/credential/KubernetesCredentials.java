package io.jenkins.plugins.sluice.jenkins.credential;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.util.Secret;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jenkinsci.plugins.kubernetes.credentials.TokenProducer;
import org.jenkinsci.plugins.variant.OptionalExtension;
import org.jspecify.annotations.Nullable;

/** Credentials of the plugin kubernetes-credentials, whose token is made for a cluster: OpenShift's, service accounts'. */
@OptionalExtension(requirePlugins = "kubernetes-credentials")
public final class KubernetesCredentials implements ClusterToken {

    @Override
    public Optional<Secret> of(IdCredentials credentials, String url, @Nullable String caCertificate)
            throws IOException {
        if (!(credentials instanceof TokenProducer producer)) {
            return Optional.empty();
        }
        return Optional.of(Secret.fromString(producer.getToken(url, bare(caCertificate), false)));
    }

    /** That plugin wants the first certificate as base64 without its frame. */
    private static @Nullable String bare(@Nullable String pem) throws IOException {
        if (pem == null) {
            return null;
        }
        try {
            List<java.security.cert.X509Certificate> certificates = Certificates.read(pem);
            return certificates.isEmpty()
                    ? null
                    : Base64.getEncoder().encodeToString(certificates.get(0).getEncoded());
        } catch (java.security.cert.CertificateException e) {
            throw new IOException(e.getMessage(), e);
        }
    }
}
