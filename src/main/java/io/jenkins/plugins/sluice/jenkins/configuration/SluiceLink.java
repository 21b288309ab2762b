package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.Extension;
import hudson.model.Descriptor.FormException;
import hudson.model.ManagementLink;
import hudson.security.Permission;
import hudson.util.FormApply;
import jakarta.servlet.ServletException;
import jenkins.model.Jenkins;
import org.kohsuke.stapler.HttpResponse;
import org.kohsuke.stapler.StaplerRequest2;
import org.kohsuke.stapler.verb.POST;

/** The page on which administrators configure Sluice. */
@Extension
public class SluiceLink extends ManagementLink {

    @Override
    public String getIconFileName() {
        return "symbol-sluice-gate plugin-sluice";
    }

    @Override
    public String getDisplayName() {
        return Messages.SluiceLink_DisplayName();
    }

    @Override
    public String getDescription() {
        return Messages.SluiceLink_Description();
    }

    @Override
    public String getUrlName() {
        return SluiceConfiguration.ID;
    }

    @Override
    public Category getCategory() {
        return Category.CONFIGURATION;
    }

    /** Who may see the page; to change anything, one must be an administrator. */
    @Override
    public Permission getRequiredPermission() {
        return Jenkins.SYSTEM_READ;
    }

    /** What the form shows. */
    public SluiceConfiguration getConfiguration() {
        Jenkins.get().checkPermission(Jenkins.SYSTEM_READ);
        return SluiceConfiguration.get();
    }

    /** Takes the form. */
    @POST
    public HttpResponse doConfigure(StaplerRequest2 request) throws ServletException, FormException {
        Jenkins.get().checkPermission(Jenkins.ADMINISTER);
        SluiceConfiguration.get().configure(request, request.getSubmittedForm());
        return FormApply.success(request.getContextPath() + "/manage");
    }
}
