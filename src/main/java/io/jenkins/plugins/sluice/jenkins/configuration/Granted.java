package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.AbortException;
import hudson.model.Run;
import io.jenkins.plugins.sluice.jenkins.credential.Access;
import io.jenkins.plugins.sluice.jenkins.credential.CredentialKinds;
import io.jenkins.plugins.sluice.jenkins.credential.CredentialUse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint that a job may use.
 *
 * @param global whether it is one of the controller, whose credentials are Jenkins' own; else of a folder
 * @param owner where it is configured: {@code Jenkins} or {@code folder 'a/b'}
 */
public record Granted<E extends Endpoint<E>>(E endpoint, boolean global, String owner) {

    /** What messages call it. */
    public String title() {
        return endpoint.kindOfEntry() + " '" + endpoint.getName() + "' of " + owner;
    }

    /**
     * How a build is let in. To be called on the controller, when the secret is needed; it is tracked, and masked in the log.
     *
     * @throws AbortException when its credentials are not there or cannot be used
     */
    public Access access(Run<?, ?> run) throws IOException {
        boolean cluster = endpoint instanceof KubernetesCluster;
        @Nullable String ca = endpoint instanceof KubernetesCluster known ? known.getCaCertificate() : null;
        CredentialUse use = new CredentialUse(
                run, cluster ? CredentialKinds.KUBERNETES : CredentialKinds.HTTP, endpoint.getUrl(), ca);
        String id = endpoint.getCredentialsId();
        try {
            return global ? use.ofJenkins(id) : use.ofRun(id);
        } catch (AbortException e) {
            AbortException wrong = new AbortException(title() + ": " + e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
    }
}
