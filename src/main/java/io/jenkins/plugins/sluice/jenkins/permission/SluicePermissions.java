package io.jenkins.plugins.sluice.jenkins.permission;

import hudson.init.InitMilestone;
import hudson.init.Initializer;
import hudson.model.Item;
import hudson.security.Permission;
import hudson.security.PermissionGroup;
import hudson.security.PermissionScope;
import java.util.Objects;
import jenkins.model.Jenkins;

/**
 * The permissions of Sluice. Each is implied by one of Jenkins', so that nothing has to be granted before Sluice works,
 * and can be granted alone.
 */
public final class SluicePermissions {

    /** The group they stand under. */
    public static final PermissionGroup GROUP =
            new PermissionGroup(SluicePermissions.class, Messages._SluicePermissions_Title());

    private static final PermissionScope[] ON_ITEMS = {PermissionScope.ITEM};

    /** To see the gates, reports and rollouts of a job; implied by Job/Read. */
    public static final Permission VIEW =
            new Permission(GROUP, "View", Messages._SluicePermissions_View_Description(), Item.READ, true, ON_ITEMS);

    /** To say yes or no where a gate or rollout waits for an approval; implied by Job/Build, as for {@code input}. */
    public static final Permission APPROVE = new Permission(
            GROUP, "Approve", Messages._SluicePermissions_Approve_Description(), Item.BUILD, true, ON_ITEMS);

    /** To go on against a gate's verdict or within a freeze window, with a reason; implied by Job/Configure. */
    public static final Permission OVERRIDE = new Permission(
            GROUP, "Override", Messages._SluicePermissions_Override_Description(), Item.CONFIGURE, true, ON_ITEMS);

    /**
     * To look after the records of all jobs: the ledger, metrics, interrupted rollouts; implied by Overall/Administer. The
     * configuration needs Overall/Administer itself, because whoever writes it can send any credential anywhere.
     */
    public static final Permission ADMINISTER = new Permission(
            GROUP,
            "Administer",
            Messages._SluicePermissions_Administer_Description(),
            Jenkins.ADMINISTER,
            true,
            new PermissionScope[] {PermissionScope.JENKINS});

    private SluicePermissions() {}

    /** Makes them known before a security realm or an authorization strategy is read. */
    @Initializer(after = InitMilestone.PLUGINS_PREPARED, before = InitMilestone.EXTENSIONS_AUGMENTED)
    public static void register() {
        Objects.requireNonNull(ADMINISTER, "a class that is loaded has its permissions");
    }
}
