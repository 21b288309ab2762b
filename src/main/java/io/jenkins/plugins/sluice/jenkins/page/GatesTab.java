package io.jenkins.plugins.sluice.jenkins.page;

import hudson.Extension;
import hudson.Util;
import hudson.model.Api;
import hudson.model.Run;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.report.Tone;
import io.jenkins.plugins.sluice.report.Words;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import jenkins.management.Badge;
import jenkins.model.Tab;
import jenkins.model.TransientActionFactory;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** All gates of a build, at {@code gates/} below it; each gate's page is below that, by its id. */
@ExportedBean
public final class GatesTab extends Tab implements StaplerProxy {

    static final String URL = "gates";

    private final Run<?, ?> run;

    GatesTab(Run<?, ?> run) {
        super(run);
        this.run = run;
    }

    /** Nobody who may not see the job sees any of this. */
    @Override
    public Object getTarget() {
        PageAccess.checkView(run.getParent());
        return this;
    }

    @Override
    public String getIconFileName() {
        return "symbol-sluice-gate plugin-sluice";
    }

    @Override
    public String getDisplayName() {
        return Messages.GatesTab_DisplayName();
    }

    @Override
    public String getUrlName() {
        return URL;
    }

    /** How many gates ask for attention. */
    @Override
    public @Nullable Badge getBadge() {
        List<Tone> tones = tones();
        long wrong = tones.stream().filter(tone -> tone != Tone.GOOD).count();
        return wrong == 0
                ? null
                : new Badge(
                        Long.toString(wrong),
                        Words.gates(tones),
                        Words.worst(tones) == Tone.WARN ? Badge.Severity.WARNING : Badge.Severity.DANGER);
    }

    /** The build. */
    public Run<?, ?> getRun() {
        return run;
    }

    /** What a build keeps of its gates, in the order in which they were judged. */
    @Exported
    public List<GateRecord> getGates() {
        return GatesAction.of(run);
    }

    /** All gates in one line. */
    @Exported
    public String getSummary() {
        return Words.gates(tones());
    }

    /** What matters most, as the key of its colour and icon. */
    @Exported
    public String getTone() {
        return Words.worst(tones()).key();
    }

    /** The gates as the table shows them. */
    public List<Row> getRows() {
        return getGates().stream()
                .map(gate -> new Row(gate, !Files.exists(GatesAction.journal(run, gate))))
                .toList();
    }

    /** The page of a gate; null, which is "not found", when the build has none of this id. */
    public @Nullable GatePage getDynamic(String id) {
        return GatesAction.find(run, id).map(gate -> new GatePage(run, gate)).orElse(null);
    }

    public Api getApi() {
        return new Api(this);
    }

    private List<Tone> tones() {
        return getGates().stream().map(gate -> Tone.withKey(gate.getTone())).toList();
    }

    /**
     * A line of the table.
     *
     * @param missing whether its journal is not there
     */
    public record Row(GateRecord gate, boolean missing) {

        /** What its colour means. */
        public String toneWord() {
            return Words.toneWord(Tone.withKey(gate.getTone()));
        }

        /** How long it took. */
        public String duration() {
            return Util.getTimeSpanString(gate.getDurationMillis());
        }

        /** When it was judged. */
        public Date at() {
            return Date.from(Instant.ofEpochMilli(gate.getAtMillis()));
        }
    }

    /** Gives each build that has gates its tab. */
    @SuppressWarnings("rawtypes")
    @Extension(ordinal = 500)
    public static final class Factory extends TransientActionFactory<Run> {

        @Override
        public Class<Run> type() {
            return Run.class;
        }

        @Override
        public Class<GatesTab> actionType() {
            return GatesTab.class;
        }

        @Override
        public Collection<GatesTab> createFor(Run run) {
            return GatesAction.of(run).isEmpty() ? List.of() : List.of(new GatesTab(run));
        }
    }
}
