package io.jenkins.plugins.sluice.jenkins.page;

import hudson.Extension;
import hudson.model.Action;
import hudson.model.Api;
import hudson.model.Job;
import io.jenkins.plugins.sluice.jenkins.ledger.GateIndex;
import io.jenkins.plugins.sluice.report.Tone;
import io.jenkins.plugins.sluice.report.Words;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import jenkins.model.TransientActionFactory;
import org.kohsuke.stapler.StaplerProxy;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/** The course of a job's gates over its builds, at {@code gates/} below the job. It loads no build. */
@ExportedBean
public final class JobGates implements Action, StaplerProxy {

    private static final int MOST_BUILDS_IN_SHORT = 10;
    private static final int MOST_IN_SHORT = 5;

    private final Job<?, ?> job;

    JobGates(Job<?, ?> job) {
        this.job = job;
    }

    /** Nobody who may not see the job sees any of this. */
    @Override
    public Object getTarget() {
        PageAccess.checkView(job);
        return this;
    }

    @Override
    public String getIconFileName() {
        return "symbol-sluice-gate plugin-sluice";
    }

    @Override
    public String getDisplayName() {
        return Messages.JobGates_DisplayName();
    }

    @Override
    public String getUrlName() {
        return GatesTab.URL;
    }

    public Job<?, ?> getJob() {
        return job;
    }

    /** Each gate with its course: those of the last build first, in the order in which they were judged. */
    @Exported(inline = true)
    public List<GateCourse> getGates() throws IOException {
        return GateCourse.all(job, GateIndex.of(job).ofLastBuilds(GateCourse.MOST_STEPS));
    }

    /** The few that the job's own page shows. */
    public List<GateCourse> getGatesInShort() throws IOException {
        List<GateCourse> all = GateCourse.all(job, GateIndex.of(job).ofLastBuilds(MOST_BUILDS_IN_SHORT));
        return all.subList(0, Math.min(MOST_IN_SHORT, all.size()));
    }

    /** How the gates stand now, in one line. */
    public String summary(List<GateCourse> gates) {
        return Words.gates(tones(gates));
    }

    private static List<Tone> tones(List<GateCourse> gates) {
        return gates.stream().map(gate -> gate.last().tone()).toList();
    }

    /** A colour and icon with what it means. */
    public record Meaning(String key, String word) {}

    /** What the marks mean. */
    public List<Meaning> getLegend() {
        return Stream.of(Tone.GOOD, Tone.WARN, Tone.BAD, Tone.BROKE, Tone.UNKNOWN)
                .map(tone -> new Meaning(tone.key(), Words.toneWord(tone)))
                .toList();
    }

    public Api getApi() {
        return new Api(this);
    }

    /** Gives each job that ever had a gate its trend. */
    @SuppressWarnings("rawtypes")
    @Extension
    public static final class Factory extends TransientActionFactory<Job> {

        @Override
        public Class<Job> type() {
            return Job.class;
        }

        @Override
        public Class<JobGates> actionType() {
            return JobGates.class;
        }

        @Override
        public Collection<JobGates> createFor(Job target) {
            Job<?, ?> job = target;
            return GateIndex.of(job).exists() ? List.of(new JobGates(job)) : List.of();
        }
    }
}
