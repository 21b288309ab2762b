package io.jenkins.plugins.sluice.jenkins.page;

import hudson.model.Job;
import hudson.model.Run;
import hudson.security.Permission;
import io.jenkins.plugins.sluice.jenkins.permission.SluicePermissions;

/** Who may see gates, and who may decide about them. */
final class PageAccess {

    /** To see gates, of which Item.READ is enough. */
    static final Permission VIEW = SluicePermissions.VIEW;

    /** To make a run the one that later ones are compared with. */
    static final Permission ACCEPT = SluicePermissions.OVERRIDE;

    private PageAccess() {}

    static void checkView(Job<?, ?> job) {
        job.checkPermission(VIEW);
    }

    static boolean mayAccept(Run<?, ?> run) {
        return run.getParent().hasPermission(ACCEPT);
    }

    static void checkAccept(Run<?, ?> run) {
        run.getParent().checkPermission(ACCEPT);
    }
}
