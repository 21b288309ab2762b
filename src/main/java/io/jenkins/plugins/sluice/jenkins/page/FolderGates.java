package io.jenkins.plugins.sluice.jenkins.page;

import hudson.Extension;
import hudson.model.AbstractItem;
import hudson.model.Action;
import hudson.model.ItemGroup;
import hudson.model.Job;
import java.util.Collection;
import java.util.List;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.StaplerProxy;

/** The gates of all jobs of a folder, at {@code gates/} below it; a multibranch project is a folder of its branches. */
public final class FolderGates extends GateDashboard implements Action, StaplerProxy {

    private final AbstractItem folder;

    FolderGates(AbstractItem folder) {
        this.folder = folder;
    }

    /** Nobody who may not see the folder sees any of this. */
    @Override
    public Object getTarget() {
        folder.checkPermission(PageAccess.VIEW);
        return this;
    }

    @Override
    ItemGroup<?> group() {
        return (ItemGroup<?>) folder;
    }

    @Override
    public String getIconFileName() {
        return "symbol-sluice-gate plugin-sluice";
    }

    @Override
    public String getDisplayName() {
        return Messages.GateDashboard_DisplayName();
    }

    @Override
    public String getUrlName() {
        return GatesTab.URL;
    }

    /** Gives each folder its dashboard. */
    @Extension
    public static final class Factory extends TransientActionFactory<AbstractItem> {

        @Override
        public Class<AbstractItem> type() {
            return AbstractItem.class;
        }

        @Override
        public Class<FolderGates> actionType() {
            return FolderGates.class;
        }

        @Override
        public Collection<FolderGates> createFor(AbstractItem item) {
            return item instanceof ItemGroup && !(item instanceof Job) ? List.of(new FolderGates(item)) : List.of();
        }
    }
}
