package io.jenkins.plugins.sluice.jenkins.credential;

import com.cloudbees.plugins.credentials.common.IdCredentials;
import hudson.ExtensionPoint;
import hudson.util.Secret;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Knows how another plugin's credentials become a token for a cluster. */
public interface ClusterToken extends ExtensionPoint {

    /**
     * The token.
     *
     * @param url of the cluster's API server
     * @param caCertificate what vouches for it, as PEM, or null
     * @return empty for credentials of another kind
     * @throws IOException when the cluster gives no token
     */
    Optional<Secret> of(IdCredentials credentials, String url, @Nullable String caCertificate) throws IOException;
}
