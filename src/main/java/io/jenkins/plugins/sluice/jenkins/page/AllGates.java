package io.jenkins.plugins.sluice.jenkins.page;

import hudson.Extension;
import hudson.model.ItemGroup;
import hudson.model.RootAction;
import jenkins.model.Jenkins;

/** The gates of all jobs, at {@code /gates/}. */
@Extension
public final class AllGates extends GateDashboard implements RootAction {

    @Override
    ItemGroup<?> group() {
        return Jenkins.get();
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
}
