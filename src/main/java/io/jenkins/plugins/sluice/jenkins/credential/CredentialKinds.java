package io.jenkins.plugins.sluice.jenkins.credential;

import com.cloudbees.plugins.credentials.CredentialsMatcher;
import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.common.StandardCertificateCredentials;
import com.cloudbees.plugins.credentials.common.StandardCredentials;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import com.cloudbees.plugins.credentials.common.StandardUsernamePasswordCredentials;
import hudson.model.Item;
import hudson.model.ItemGroup;
import java.util.List;
import org.jenkinsci.plugins.plaincredentials.FileCredentials;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.springframework.security.core.Authentication;

/** What an endpoint can use to be let in. */
public enum CredentialKinds {
    /** A bearer token (text or file), a name with a password, or a client certificate. */
    HTTP,
    /** The same, where a file is a kubeconfig. */
    KUBERNETES;

    /** Which credentials these are. */
    public CredentialsMatcher matcher() {
        return CredentialsMatchers.anyOf(
                CredentialsMatchers.instanceOf(StringCredentials.class),
                CredentialsMatchers.instanceOf(StandardUsernamePasswordCredentials.class),
                CredentialsMatchers.instanceOf(FileCredentials.class),
                CredentialsMatchers.instanceOf(StandardCertificateCredentials.class));
    }

    /** Adds those of the controller to a list. */
    public void include(StandardListBoxModel model, Authentication as, ItemGroup<?> group) {
        model.includeMatchingAs(as, group, StandardCredentials.class, List.of(), matcher());
    }

    /** Adds those of an item, and of all above it, to a list. */
    public void include(StandardListBoxModel model, Authentication as, Item item) {
        model.includeMatchingAs(as, item, StandardCredentials.class, List.of(), matcher());
    }
}
