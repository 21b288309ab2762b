package io.jenkins.plugins.sluice.jenkins.configuration;

import hudson.model.Item;
import jenkins.model.Jenkins;
import org.jspecify.annotations.Nullable;

/** Who may configure. */
final class Configuring {

    private Configuring() {}

    /** Whether the current user may change what is configured on an item, or on the controller when there is none. */
    static boolean may(@Nullable Item item) {
        return item == null ? Jenkins.get().hasPermission(Jenkins.ADMINISTER) : item.hasPermission(Item.CONFIGURE);
    }
}
