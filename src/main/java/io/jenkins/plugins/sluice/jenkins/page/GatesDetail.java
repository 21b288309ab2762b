package io.jenkins.plugins.sluice.jenkins.page;

import hudson.Extension;
import hudson.model.Run;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import java.util.List;
import jenkins.model.details.Detail;
import jenkins.model.details.DetailFactory;

/** A build's gates in the line below its headline. */
public final class GatesDetail extends Detail {

    private final GatesTab gates;

    private GatesDetail(GatesTab gates) {
        super(gates.getRun());
        this.gates = gates;
    }

    @Override
    public String getIconClassName() {
        return "symbol-sluice-" + gates.getTone() + " plugin-sluice";
    }

    @Override
    public String getDisplayName() {
        return gates.getSummary();
    }

    @Override
    public String getLink() {
        return GatesTab.URL;
    }

    /** Gives each build that has gates this detail. */
    @SuppressWarnings("rawtypes")
    @Extension
    public static final class Factory extends DetailFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public List<GatesDetail> createFor(Run run) {
            return GatesAction.of(run).isEmpty() ? List.of() : List.of(new GatesDetail(new GatesTab(run)));
        }
    }
}
