package io.jenkins.plugins.sluice.jenkins.configuration;

import com.cloudbees.hudson.plugins.folder.AbstractFolder;
import com.cloudbees.plugins.credentials.common.StandardListBoxModel;
import hudson.Util;
import hudson.model.Describable;
import hudson.model.Descriptor;
import hudson.model.Item;
import hudson.security.ACL;
import hudson.util.FormValidation;
import hudson.util.ListBoxModel;
import io.jenkins.plugins.sluice.jenkins.credential.CredentialKinds;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import jenkins.model.Jenkins;
import net.sf.json.JSONObject;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.AncestorInPath;
import org.kohsuke.stapler.DataBoundSetter;
import org.kohsuke.stapler.QueryParameter;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/**
 * Something that the controller talks to. One of the controller's may be used in the folders that it lists, and in none
 * until one is chosen; one of a folder in this folder and below.
 *
 * @param <T> its own type
 */
public abstract class Endpoint<T extends Endpoint<T>> implements Describable<T>, Named {

    /** In a list of folders: the whole controller. */
    public static final String EVERYWHERE = "/";

    private final String name;
    private final String url;
    private @Nullable String credentialsId;
    private ArrayList<String> folders = new ArrayList<>();

    Endpoint(String name, String url) {
        this.name = Util.fixNull(name).strip();
        this.url = Util.fixNull(url).strip();
    }

    @Override
    public String getName() {
        return name;
    }

    /** Where it is: an http or https URL. */
    public String getUrl() {
        return url;
    }

    /** The id of the credentials to use, or null for none. */
    public @Nullable String getCredentialsId() {
        return credentialsId;
    }

    /** Sets {@link #getCredentialsId}. */
    @DataBoundSetter
    public void setCredentialsId(@Nullable String credentialsId) {
        this.credentialsId = Util.fixEmptyAndTrim(credentialsId);
    }

    /**
     * Full names of the folders whose jobs, at any depth, may use it; {@value #EVERYWHERE} is the whole controller. Means
     * nothing for one of a folder.
     */
    public List<String> getFolders() {
        return folders == null ? List.of() : List.copyOf(folders);
    }

    /** Sets {@link #getFolders}. */
    @DataBoundSetter
    public void setFolders(@Nullable List<String> folders) {
        this.folders = Lines.clean(folders);
    }

    /** The same one for the form. */
    public String getFolderLines() {
        return Lines.join(folders);
    }

    /** Whether a job lies in one of its folders. */
    final boolean listsFolderOf(Item job) {
        String fullName = job.getFullName();
        return getFolders().stream().anyMatch(folder -> folder.equals(EVERYWHERE) || fullName.startsWith(folder + "/"));
    }

    /** What messages call its kind. */
    abstract String kindOfEntry();

    @Override
    public @Nullable String problem() {
        return problemOfUrl(url);
    }

    static @Nullable String problemOfUrl(String url) {
        try {
            URI uri = new URI(url);
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (!http || uri.getHost() == null) {
                return Messages.Endpoint_Url_Wrong();
            }
            return uri.getUserInfo() == null ? null : Messages.Endpoint_Url_UserInfo();
        } catch (URISyntaxException e) {
            return Messages.Endpoint_Url_Wrong();
        }
    }

    /** Describes something that the controller talks to. */
    public abstract static class EndpointDescriptor<T extends Endpoint<T>> extends Descriptor<T> {

        @Override
        public T newInstance(@Nullable StaplerRequest2 request, JSONObject form) throws FormException {
            return super.newInstance(request, Lines.toList(form, "folders"));
        }

        /** Whether the form is one of the controller, where folders are chosen. */
        public boolean choosesFolders(@Nullable Object page) {
            return !(page instanceof Item);
        }

        /** Whether the name can be used. */
        @POST
        public FormValidation doCheckName(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            return Configuring.may(item) ? Named.check(value) : FormValidation.ok();
        }

        /** Whether the URL can be used. Nothing is connected to. */
        @POST
        public FormValidation doCheckUrl(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (!Configuring.may(item)) {
                return FormValidation.ok();
            }
            String problem = problemOfUrl(Util.fixNull(value).strip());
            return problem == null ? FormValidation.ok() : FormValidation.error(problem);
        }

        /** Whether the folders exist. */
        @POST
        public FormValidation doCheckFolders(@AncestorInPath @Nullable Item item, @QueryParameter String value) {
            if (item != null || !Configuring.may(null)) {
                return FormValidation.ok();
            }
            List<String> folders = Lines.of(value);
            if (folders.isEmpty()) {
                return FormValidation.warning(Messages.Endpoint_Folders_None());
            }
            for (String folder : folders) {
                if (!folder.equals(EVERYWHERE)
                        && !(Jenkins.get().getItemByFullName(folder) instanceof AbstractFolder<?>)) {
                    return FormValidation.warning(Messages.Endpoint_Folders_Unknown(folder));
                }
            }
            return FormValidation.ok();
        }

        /** The credentials to choose from. */
        @POST
        public ListBoxModel doFillCredentialsIdItems(
                @AncestorInPath @Nullable Item item, @QueryParameter @Nullable String credentialsId) {
            StandardListBoxModel model = new StandardListBoxModel();
            if (!Configuring.may(item)) {
                return model.includeCurrentValue(Util.fixNull(credentialsId));
            }
            model.includeEmptyValue();
            CredentialKinds kinds = credentialKinds();
            if (item == null) {
                kinds.include(model, ACL.SYSTEM2, Jenkins.get());
            } else {
                kinds.include(model, ACL.SYSTEM2, item);
            }
            return model.includeCurrentValue(Util.fixNull(credentialsId));
        }

        /** Which credentials it can use. */
        abstract CredentialKinds credentialKinds();
    }
}
