package io.jenkins.plugins.sluice.jenkins.credential;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.IdCredentials;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import com.cloudbees.plugins.credentials.domains.DomainRequirement;
import com.cloudbees.plugins.credentials.domains.URIRequirementBuilder;
import hudson.AbortException;
import hudson.ExtensionList;
import hudson.model.Run;
import hudson.security.ACL;
import hudson.util.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Optional;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;

/**
 * From the id of credentials to what a request needs. Each use is tracked on the build, and masked in its log from then on.
 */
public final class CredentialUse {

    private static final int MOST_BYTES = 1 << 20;

    private final Run<?, ?> run;
    private final CredentialKinds kind;
    private final String url;
    private final @Nullable String caCertificate;

    /**
     * Prepares to look.
     *
     * @param url where the secret is going: domains of credentials are chosen by it
     * @param caCertificate what vouches for that server, as PEM, or null
     */
    public CredentialUse(Run<?, ?> run, CredentialKinds kind, String url, @Nullable String caCertificate) {
        this.run = run;
        this.kind = kind;
        this.url = url;
        this.caCertificate = caCertificate;
    }

    /**
     * Uses credentials that an administrator has named: those of Jenkins itself, also of the scope {@code SYSTEM}.
     *
     * @param id null for no credentials at all
     * @throws AbortException when there are none of this id, or they cannot be used; says where they were looked for
     */
    public Access ofJenkins(@Nullable String id) throws IOException {
        if (id == null || id.isBlank()) {
            return Access.NONE;
        }
        StandardCredentials found = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StandardCredentials.class, Jenkins.get(), ACL.SYSTEM2, requirements()),
                CredentialsMatchers.withId(id.trim()));
        return use(found, id, "in the store of Jenkins");
    }

    /**
     * Uses credentials that a folder's configuration or a Jenkinsfile has named: those that the build may see.
     *
     * @param id null for no credentials at all
     * @throws AbortException when there are none of this id, or they cannot be used; says where they were looked for
     */
    public Access ofRun(@Nullable String id) throws IOException {
        if (id == null || id.isBlank()) {
            return Access.NONE;
        }
        IdCredentials found =
                CredentialsProvider.findCredentialById(id, StandardCredentials.class, run, requirements());
        return use(
                found,
                id,
                "in the stores that '" + run.getParent().getFullName()
                        + "' can see: its folders, Jenkins with the scope GLOBAL, and the user's own where a build has one");
    }

    private List<DomainRequirement> requirements() {
        return URIRequirementBuilder.fromUri(url).build();
    }

    private Access use(@Nullable IdCredentials found, String id, String where) throws IOException {
        if (found == null) {
            throw new AbortException("there are no credentials '" + id + "' for " + url + "; they were looked for "
                    + where + "; add them there, or name others");
        }
        if (!kind.matcher().matches(found)) {
            throw new AbortException("credentials '" + id + "' are of a kind that cannot be sent to " + url
                    + "; use a secret text, a user name with password, a secret file or a certificate");
        }
        CredentialsProvider.track(run, found);
        if (found instanceof StringCredentials text) {
            SecretsOf.run(run).add(List.of(text.getSecret().getPlainText()));
        }
        Access access;
        try {
            access = access(found);
        } catch (IOException | GeneralSecurityException e) {
            AbortException wrong =
                    new AbortException("credentials '" + id + "' cannot be used for " + url + ": " + e.getMessage());
            wrong.initCause(e);
            throw wrong;
        }
        SecretsOf.run(run).add(access.secrets());
        return access;
    }

    private Access access(IdCredentials found) throws IOException, GeneralSecurityException {
        if (kind == CredentialKinds.KUBERNETES) {
            for (ClusterToken each : ExtensionList.lookup(ClusterToken.class)) {
                Optional<Secret> token = each.of(found, url, caCertificate);
                if (token.isPresent()) {
                    return new Access.Bearer(present(token.get()));
                }
            }
        }
        if (found instanceof StringCredentials text) {
            return new Access.Bearer(present(text.getSecret()));
        }
        if (found instanceof StandardUsernamePasswordCredentials password) {
            return new Access.Basic(password.getUsername(), password.getPassword());
        }
        if (found instanceof StandardCertificateCredentials certificate) {
            return ClientKeys.of(certificate.getKeyStore(), certificate.getPassword());
        }
        String content = content((FileCredentials) found);
        return kind == CredentialKinds.KUBERNETES
                ? Kubeconfig.access(content)
                : new Access.Bearer(present(Secret.fromString(content.strip())));
    }

    private static String content(FileCredentials file) throws IOException {
        try (InputStream stream = file.getContent()) {
            byte[] bytes = stream.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw new IOException("the secret file is larger than 1 MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private static Secret present(Secret secret) throws IOException {
        String text = secret.getPlainText();
        if (text.isBlank()) {
            throw new IOException("the secret is empty");
        }
        if (text.chars().anyMatch(character -> character < ' ' || character == 0x7f)) {
            throw new IOException("a token is one line of text without control characters");
        }
        return secret;
    }
}
