package io.jenkins.plugins.sluice.jenkins.metric;

import com.cloudbees.plugins.credentials.CredentialsMatchers;
import com.cloudbees.plugins.credentials.CredentialsProvider;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Extension;
import hudson.ExtensionList;
import hudson.Util;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import jenkins.model.GlobalConfiguration;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jenkinsci.Symbol;
import org.jenkinsci.plugins.plaincredentials.StringCredentials;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** Who may read {@link MetricsEndpoint} without an account of Jenkins: whoever has this token. */
@Extension
@Symbol("sluiceMetrics")
public final class MetricsConfiguration extends GlobalConfiguration {

    private @Nullable String tokenCredentialsId;

    /** Reads what is stored. */
    public MetricsConfiguration() {
        load();
    }

    /** The controller's. */
    public static MetricsConfiguration get() {
        return ExtensionList.lookupSingleton(MetricsConfiguration.class);
    }

    @Override
    public String getDisplayName() {
        return Messages.MetricsConfiguration_DisplayName();
    }

    /** The id of a secret text on the controller that holds the token; null for no token. */
    public synchronized @Nullable String getTokenCredentialsId() {
        return tokenCredentialsId;
    }

    /** Sets {@link #getTokenCredentialsId}. */
    @DataBoundSetter
    public void setTokenCredentialsId(@Nullable String id) {
        synchronized (this) {
            tokenCredentialsId = Util.fixEmptyAndTrim(id);
        }
        save();
    }

    @Override
    public boolean configure(StaplerRequest2 request, JSONObject form) {
        setTokenCredentialsId(form.optString("tokenCredentialsId"));
        return true;
    }

    /** Whether this is the token; takes as long for a wrong one as for the right one. */
    boolean accepts(String token) {
        String id = getTokenCredentialsId();
        return id != null
                && token(id)
                        .filter(expected -> !expected.isEmpty())
                        .filter(expected -> MessageDigest.isEqual(hash(expected), hash(token)))
                        .isPresent();
    }

    private static Optional<String> token(String id) {
        StringCredentials credentials = CredentialsMatchers.firstOrNull(
                CredentialsProvider.lookupCredentialsInItemGroup(
                        StringCredentials.class, Jenkins.get(), ACL.SYSTEM2, List.of()),
                CredentialsMatchers.withId(id));
        return Optional.ofNullable(credentials).map(found -> found.getSecret().getPlainText());
    }

    /** Makes texts of different lengths comparable in the same time. */
    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** The secret texts of the controller. */
    @POST
    public ListBoxModel doFillTokenCredentialsIdItems(@QueryParameter @Nullable String tokenCredentialsId) {
        StandardListBoxModel model = new StandardListBoxModel();
        if (!Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return model.includeCurrentValue(Util.fixNull(tokenCredentialsId));
        }
        return model.includeEmptyValue()
                .includeMatchingAs(
                        ACL.SYSTEM2, Jenkins.get(), StringCredentials.class, List.of(), CredentialsMatchers.always())
                .includeCurrentValue(Util.fixNull(tokenCredentialsId));
    }

    /** Whether there is such a secret text. */
    @POST
    public FormValidation doCheckTokenCredentialsId(@QueryParameter @Nullable String value) {
        String id = Util.fixEmptyAndTrim(value);
        if (id == null || !Jenkins.get().hasPermission(Jenkins.ADMINISTER)) {
            return FormValidation.ok();
        }
        return token(id).filter(token -> !token.isEmpty()).isPresent()
                ? FormValidation.ok()
                : FormValidation.error(Messages.MetricsConfiguration_NoToken(id));
    }
}
