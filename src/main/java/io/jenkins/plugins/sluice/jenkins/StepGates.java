package io.jenkins.plugins.sluice.jenkins;

import hudson.EnvVars;
import hudson.console.HyperlinkNote;
import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.sluice.jenkins.GatePlan.Planned;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord.Consequence;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.report.TextReport;
import io.jenkins.plugins.sluice.report.Words;
import io.jenkins.plugins.sluice.step.GateRequest;
import io.jenkins.plugins.sluice.step.GateResult;
import io.jenkins.plugins.sluice.step.QualityGate;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jspecify.annotations.Nullable;

/** The gates of one step, one after the other. */
final class StepGates implements AutoCloseable {

    /** So many characters a line fit beside the stages of Pipeline Graph View. */
    private static final int LOG_WIDTH = 80;

    private final Run<?, ?> run;
    private final TaskListener log;
    private final FlowNode node;
    private final EnvVars variables;
    private final BuildSecrets secrets;
    private final @Nullable String place;
    private final List<Planned> planned;
    private final List<StepVerdict> results = new ArrayList<>();
    private @Nullable StepHost host;
    private QualityGate.@Nullable Walk walk;
    private Instant began = Instant.now();

    StepGates(
            Run<?, ?> run,
            TaskListener log,
            FlowNode node,
            EnvVars variables,
            BuildSecrets secrets,
            @Nullable String place,
            List<Planned> planned) {
        this.run = run;
        this.log = log;
        this.node = node;
        this.variables = variables;
        this.secrets = secrets;
        this.place = place;
        this.planned = planned;
    }

    Run<?, ?> run() {
        return run;
    }

    TaskListener log() {
        return log;
    }

    FlowNode node() {
        return node;
    }

    Planned planned() {
        return planned.get(results.size());
    }

    StepHost host() {
        StepHost open = host;
        if (open == null) {
            throw new IllegalStateException("no gate has begun");
        }
        return open;
    }

    QualityGate.Walk walk() {
        QualityGate.Walk open = walk;
        if (open == null) {
            throw new IllegalStateException("no gate has begun");
        }
        return open;
    }

    List<StepVerdict> results() {
        return results;
    }

    /** The gate to judge now; those that were judged before a restart are not judged again. */
    Optional<Planned> next() throws IOException {
        while (results.size() < planned.size()) {
            Optional<GateRecord> before = GatesAction.of(run).stream()
                    .filter(record -> node.getId().equals(record.getNode())
                            && record.getGate().equals(planned().gate().name())
                            && Objects.equals(record.getPlace(), planned().place(place)))
                    .findFirst();
            if (before.isEmpty()) {
                return Optional.of(planned());
            }
            ReportModel model = Reports.read(GatesAction.journal(run, before.get()));
            results.add(new StepVerdict(run, before.get(), model.verdict()));
        }
        return Optional.empty();
    }

    void begin(Planned gate) throws IOException {
        close();
        began = Instant.now();
        StepHost open = new StepHost(secrets, line -> {});
        host = open;
        GateVerdict.Context built = BuildFacts.context(run, variables, gate.place(place));
        GateListener.begun(run, gate.gate().name(), built.place());
        walk = new QualityGate(open, GateEngine.get().journals())
                .begin(new GateRequest(
                        gate.policy(),
                        gate.gate(),
                        built,
                        gate.shadow(),
                        Instant.ofEpochMilli(run.getStartTimeInMillis()),
                        BuildFacts.past(run, gate.gate().name(), built, log),
                        null,
                        GatesAction.folder(run)));
    }

    void judged(GateResult result) throws IOException {
        ReportModel model = Reports.read(result.journal());
        GateVerdict verdict = model.verdict();
        Consequence consequence = planned().consequence(verdict.outcome());
        GateRecord record = new GateRecord(
                verdict.run(),
                verdict.gate(),
                verdict.context().place(),
                verdict.outcome(),
                Words.tone(verdict).key(),
                consequence,
                Words.headline(verdict.outcome()),
                Words.why(verdict),
                verdict.at(),
                Duration.between(began, Instant.now()),
                result.head(),
                node.getId(),
                verdict.policySource());
        TextReport.write(model, log.getLogger(), LOG_WIDTH, false);
        planned().remark(verdict.outcome()).ifPresent(log.getLogger()::println);
        log.getLogger()
                .println(HyperlinkNote.encodeTo(
                        "/" + run.getUrl() + BuildFacts.page(record), "Gate " + record.getKey()));
        GatesAction.add(run, record);
        GateListener.judged(new JudgedGate(run, record, model, log));
        results.add(new StepVerdict(run, record, verdict));
    }

    @Override
    public void close() {
        QualityGate.Walk openWalk = walk;
        StepHost openHost = host;
        walk = null;
        host = null;
        try {
            if (openWalk != null) {
                openWalk.close();
            }
        } catch (IOException e) {
            log.getLogger().println("the gate's journal could not be closed: " + e.getMessage());
        } finally {
            if (openHost != null) {
                openHost.close();
            }
        }
    }
}
