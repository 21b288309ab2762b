package io.jenkins.plugins.sluice.jenkins;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
import hudson.console.HyperlinkNote;
import hudson.model.Computer;
import hudson.model.Result;
import hudson.model.Run;
import hudson.model.TaskListener;
import hudson.remoting.Channel;
import hudson.remoting.ChannelClosedException;
import hudson.remoting.RemoteOutputStream;
import hudson.remoting.RequestAbortedException;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.jenkins.GatePlan.Planned;
import io.jenkins.plugins.sluice.jenkins.gate.GateListener;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord.Consequence;
import io.jenkins.plugins.sluice.jenkins.gate.GatesAction;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.jenkins.plugins.sluice.jenkins.gate.RecordedEvidence;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.report.ReportModel;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.report.TextReport;
import io.jenkins.plugins.sluice.report.Words;
import io.jenkins.plugins.sluice.step.GateRequest;
import io.jenkins.plugins.sluice.step.GateResult;
import io.jenkins.plugins.sluice.step.ObservedWorkspace;
import io.jenkins.plugins.sluice.step.QualityGate;
import io.jenkins.plugins.sluice.step.WorkspaceJson;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import jenkins.model.Jenkins;
import jenkins.util.SystemProperties;
import jenkins.util.Timer;
import org.jenkinsci.plugins.workflow.actions.LabelAction;
import org.jenkinsci.plugins.workflow.actions.WarningAction;
import org.jenkinsci.plugins.workflow.graph.FlowNode;
import org.jenkinsci.plugins.workflow.steps.EnvironmentExpander;
import org.jenkinsci.plugins.workflow.steps.FlowInterruptedException;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jspecify.annotations.Nullable;

/**
 * One walk of a {@code qualityGate} step from its evidence to what the build does about it. Its work is done piece by piece
 * on the gates' pool; while an agent reads, nothing waits but a timer.
 */
final class GateAttempt {

    /** How long an agent is waited for that was lost: {@code io.jenkins.plugins.sluice.agentSeconds}. */
    private static final String AGENT_SECONDS = "io.jenkins.plugins.sluice.agentSeconds";

    /** So many characters a line fit beside the stages of Pipeline Graph View. */
    private static final int LOG_WIDTH = 80;

    private static final Duration SOONEST_LOOK = Duration.ofMillis(10);
    private static final Duration LATEST_LOOK = Duration.ofMillis(500);

    private final QualityGateStep step;
    private final StepContext context;
    private final Whereabouts whereabouts;

    private volatile boolean stopped;
    private volatile @Nullable Future<?> working;
    private volatile @Nullable Future<?> reading;
    private volatile @Nullable String status;

    private volatile @Nullable GateRun gates;

    GateAttempt(QualityGateStep step, StepContext context, Whereabouts whereabouts) {
        this.step = step;
        this.context = context;
        this.whereabouts = whereabouts;
    }

    /** Where a step's workspace lies. */
    interface Whereabouts {

        /** What an agent is called whose name cannot be told. */
        String UNNAMED = "?";

        /** The agent's name, or null outside of a node. */
        @Nullable
        String node();

        /** The workspace, or null while its agent is away. */
        @Nullable
        FilePath workspace() throws InterruptedException;
    }

    /** A piece of work. */
    private interface Work {
        void run() throws IOException, InterruptedException, PolicyException;
    }

    void start() {
        begin(deadline());
    }

    private static Instant deadline() {
        return Instant.now().plusSeconds(SystemProperties.getInteger(AGENT_SECONDS, 300));
    }

    /** Where the policy lies on an agent, reading it may block; so that is done like all that is sent there. */
    private void begin(Instant until) {
        if (over()) {
            return;
        }
        String node = whereabouts.node();
        if (node == null || node.isEmpty() || !GatePlan.readsWorkspace(step)) {
            submit(this::prepare);
            return;
        }
        Computer agent = Jenkins.get().getComputer(node);
        if (agent != null && agent.isOnline()) {
            GateEngine.get().send(agent, () -> carryOut(this::prepare));
        } else if (Instant.now().isBefore(until)) {
            status = "waiting for agent '" + node + "'";
            Timer.get().schedule(() -> begin(until), 1, TimeUnit.SECONDS);
        } else {
            fail(new AbortException("the agent '" + node
                    + "' was lost and did not come back, so the policy cannot be read; run the gate again"));
        }
    }

    /** Stops at once: what runs on an agent is cancelled, and nothing more is reported. */
    void cancel() {
        stopped = true;
        Future<?> here = working;
        if (here != null) {
            here.cancel(true);
        }
        Future<?> there = reading;
        String node = whereabouts.node();
        Computer agent = node == null ? null : Jenkins.get().getComputer(node);
        if (there != null && agent != null) {
            // To cancel is to send, which an agent that is hung does not take.
            GateEngine.get().send(agent, () -> there.cancel(true));
        }
        GateEngine.get().workers().submit(this::tidy);
    }

    @Nullable
    String status() {
        return status;
    }

    /** Whether nothing more is done: the step was stopped, or the controller goes down and will begin anew. */
    private boolean over() {
        return stopped || GateEngine.get().closing();
    }

    private void submit(Work work) {
        if (over()) {
            return;
        }
        working = GateEngine.get().workers().submit(() -> carryOut(work));
    }

    private synchronized void carryOut(Work work) {
        if (over()) {
            return;
        }
        try {
            work.run();
        } catch (PolicyException e) {
            fail(new AbortException(e.getMessage()));
        } catch (IOException | InterruptedException | RuntimeException | LinkageError e) {
            fail(e);
        }
    }

    private void fail(Throwable why) {
        tidy();
        if (!over()) {
            context.onFailure(why);
        }
    }

    private synchronized void tidy() {
        GateRun open = gates;
        if (open != null) {
            open.close();
        }
    }

    private void prepare() throws IOException, InterruptedException, PolicyException {
        Run<?, ?> run = given(Run.class);
        TaskListener log = given(TaskListener.class);
        FlowNode flowNode = given(FlowNode.class);
        EnvVars variables = given(EnvVars.class);
        EnvironmentExpander expander = context.get(EnvironmentExpander.class);
        BuildSecrets secrets =
                BuildSecrets.of(run, variables, expander == null ? Set.of() : expander.getSensitiveVariables());
        String place = BuildFacts.place(flowNode);
        status = "reading the policy";
        List<Planned> planned =
                new GatePlan(step, run, log).of(GatePlan.readsWorkspace(step) ? whereabouts.workspace() : null);
        GateRun begun = new GateRun(run, log, flowNode, variables, secrets, place, planned);
        gates = begun;
        next(begun);
    }

    private <T> T given(Class<T> type) throws IOException, InterruptedException {
        T value = context.get(type);
        if (value == null) {
            throw new AbortException("qualityGate needs a " + type.getSimpleName() + ", and there is none here");
        }
        return value;
    }

    private void next(GateRun run) throws IOException, InterruptedException {
        Optional<Planned> planned = run.next();
        if (planned.isEmpty()) {
            finish(run);
            return;
        }
        status = "reading the evidence of gate '" + planned.get().gate().name() + "'";
        run.begin(planned.get());
        read(run, deadline());
    }

    // ---- reading ---------------------------------------------------------------------------------------------------

    /** @param until how long a lost agent is waited for */
    private void read(GateRun run, Instant until) throws IOException, InterruptedException {
        if (whereabouts.node() == null) {
            judge(run, withoutWorkspace(run));
            return;
        }
        FilePath workspace = whereabouts.workspace();
        if (workspace == null) {
            lost(run, until);
            return;
        }
        Path file = Files.createTempFile(run.host().temporaryFolder(), "observed", ".json.gz");
        byte[] order =
                new WorkspaceJson(run.host().temporaryFolder()).write(run.walk().order());
        if (workspace.isRemote()) {
            Computer agent = workspace.toComputer();
            if (agent == null) {
                lost(run, until);
            } else {
                GateEngine.get().send(agent, () -> order(run, workspace, order, file, until));
            }
            return;
        }
        try (OutputStream out = new BoundedStream(Files.newOutputStream(file))) {
            workspace.act(new ReadWorkspace(order, out));
        } catch (IOException e) {
            judge(run, unreadable(run, e));
            return;
        }
        judge(run, observed(run, file));
    }

    private void order(GateRun run, FilePath workspace, byte[] order, Path file, Instant until) {
        if (stopped) {
            return;
        }
        Receiver receiver = new Receiver(file);
        try {
            Future<Void> future = workspace.actAsync(new ReadWorkspace(order, new RemoteOutputStream(receiver.open())));
            reading = future;
            if (stopped) {
                future.cancel(true);
            }
            look(SOONEST_LOOK, future, () -> {
                receiver.close();
                arrived(run, workspace, future, file, until);
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            submit(() -> {
                receiver.close();
                failed(run, workspace, e, until);
            });
        }
    }

    /** Takes what an agent sends, from when it is asked until it has answered. */
    private static final class Receiver implements Closeable {

        private final Path file;
        private @Nullable OutputStream out;

        Receiver(Path file) {
            this.file = file;
        }

        OutputStream open() throws IOException {
            OutputStream opened = new BoundedStream(Files.newOutputStream(file));
            out = opened;
            return opened;
        }

        @Override
        public void close() throws IOException {
            if (out != null) {
                out.close();
            }
        }
    }

    /** Looks now and then whether the agent is done, so that no thread waits for it. */
    private void look(Duration delay, Future<?> future, Work then) {
        Timer.get()
                .schedule(
                        () -> {
                            if (future.isDone()) {
                                submit(then);
                            } else if (!over()) {
                                Duration doubled = delay.multipliedBy(2);
                                look(doubled.compareTo(LATEST_LOOK) < 0 ? doubled : LATEST_LOOK, future, then);
                            }
                        },
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    private void arrived(GateRun run, FilePath workspace, Future<Void> future, Path file, Instant until)
            throws IOException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            failed(run, workspace, e.getCause() == null ? e : e.getCause(), until);
            return;
        }
        judge(run, observed(run, file));
    }

    private void failed(GateRun run, FilePath workspace, Throwable cause, Instant until)
            throws IOException, InterruptedException {
        if (isLost(workspace, cause)) {
            lost(run, until);
        } else {
            judge(run, unreadable(run, cause));
        }
    }

    private static boolean isLost(FilePath workspace, Throwable cause) {
        return cause instanceof ChannelClosedException
                || cause instanceof RequestAbortedException
                || (workspace.getChannel() instanceof Channel channel && channel.isClosingOrClosed());
    }

    /** Looks for the agent again, and at last judges without it. */
    private void lost(GateRun run, Instant until) throws IOException, InterruptedException {
        String node = whereabouts.node();
        if (Instant.now().isBefore(until)) {
            if (status == null || !status.startsWith("waiting")) {
                status = "waiting for agent '" + node + "'";
                run.log()
                        .getLogger()
                        .println("Waiting for agent '" + node + "', to read the evidence of gate '"
                                + run.planned().gate().name() + "'");
            }
            Timer.get().schedule(() -> submit(() -> read(run, until)), 1, TimeUnit.SECONDS);
            return;
        }
        judge(
                run,
                ObservedWorkspace.lost(
                        run.walk().order(),
                        Instant.now(),
                        "the agent '" + node + "' was lost and did not come back; run the gate again"));
    }

    private static ObservedWorkspace unreadable(GateRun run, Throwable why) {
        return ObservedWorkspace.lost(
                run.walk().order(), Instant.now(), "the workspace cannot be read: " + why.getMessage());
    }

    private static ObservedWorkspace withoutWorkspace(GateRun run) {
        return run.walk().order().sources().isEmpty()
                ? new ObservedWorkspace(new EvidenceSet(List.of(), List.of(), List.of()), null, List.of())
                : ObservedWorkspace.lost(
                        run.walk().order(),
                        Instant.now(),
                        "the step runs on no agent, so there is no workspace; put it inside of node");
    }

    private static ObservedWorkspace observed(GateRun run, Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new WorkspaceJson(run.host().temporaryFolder()).observed(in);
        } catch (IOException e) {
            return unreadable(run, e);
        }
    }

    // ---- judging ---------------------------------------------------------------------------------------------------

    private void judge(GateRun run, ObservedWorkspace observed) throws IOException, InterruptedException {
        try (observed) {
            List<ObservedReport> recorded = step.isRecorded()
                    ? RecordedEvidence.all(
                            run.run(),
                            run.walk().order().exemptions(),
                            run.host().temporaryFolder())
                    : List.of();
            try {
                if (stopped) {
                    return;
                }
                status = "judging gate '" + run.planned().gate().name() + "'";
                run.judged(run.walk().judge(observed, recorded));
            } finally {
                recorded.forEach(ObservedReport::close);
            }
        }
        next(run);
    }

    private void finish(GateRun run) throws IOException, InterruptedException {
        tidy();
        status = null;
        List<Judged> judged = run.results();
        Judged worst = judged.get(0);
        List<String> summaries = new ArrayList<>();
        for (Judged each : judged) {
            summaries.add(each.summary());
            if (each.record().outcome().worse(worst.record().outcome())
                    != worst.record().outcome()) {
                worst = each;
            }
        }
        List<Judged> blocking = judged.stream()
                .filter(each -> each.record().getConsequence().equals(Consequence.BLOCKED.name()))
                .toList();
        run.node()
                .addOrReplaceAction(new LabelAction(
                        "Gate " + worst.record().getKey() + ": " + Words.toneWord(Words.tone(worst.verdict()))));
        if (!blocking.isEmpty()) {
            context.onFailure(new FlowInterruptedException(
                    Result.FAILURE,
                    false,
                    blocking.stream().map(Judged::blocked).toArray(GateBlocked[]::new)));
            return;
        }
        if (judged.stream().anyMatch(each -> each.record().getConsequence().equals(Consequence.UNSTABLE.name()))) {
            run.node().addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(String.join(" ", summaries)));
            run.run().setResult(Result.UNSTABLE);
        }
        context.onSuccess(worst.value(String.join(" ", summaries)));
    }

    /** A gate that was judged. */
    private record Judged(Run<?, ?> run, GateRecord record, GateVerdict verdict) {

        String summary() {
            return "Gate " + record.getKey() + ": " + record.getHeadline() + ". " + record.getWhy();
        }

        GateBlocked blocked() {
            return new GateBlocked(
                    record.getKey(),
                    summary(),
                    criteria(
                            verdict,
                            Set.of(CriterionVerdict.Consequence.FAIL, CriterionVerdict.Consequence.INCONCLUSIVE)));
        }

        private static List<String> criteria(GateVerdict verdict, Set<CriterionVerdict.Consequence> consequences) {
            return verdict.criteria().stream()
                    .filter(criterion -> consequences.contains(criterion.consequence()))
                    .map(CriterionVerdict::criterion)
                    .toList();
        }

        private List<String> criteria(CriterionVerdict.State state) {
            return verdict.criteria().stream()
                    .filter(criterion -> criterion.state() == state)
                    .map(CriterionVerdict::criterion)
                    .toList();
        }

        QualityGateVerdict value(String summary) {
            String url = BuildFacts.url(run);
            return new QualityGateVerdict(
                    record,
                    summary,
                    url == null ? null : url + BuildFacts.page(record),
                    criteria(CriterionVerdict.State.BROKEN),
                    criteria(CriterionVerdict.State.UNKNOWN),
                    Words.remedies(verdict));
        }
    }

    /** The gates of one step, one after the other. */
    private static final class GateRun implements AutoCloseable {

        private final Run<?, ?> run;
        private final TaskListener log;
        private final FlowNode node;
        private final EnvVars variables;
        private final BuildSecrets secrets;
        private final @Nullable String place;
        private final List<Planned> planned;
        private final List<Judged> results = new ArrayList<>();
        private @Nullable StepHost host;
        private QualityGate.@Nullable Walk walk;
        private Instant began = Instant.now();

        GateRun(
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

        List<Judged> results() {
            return results;
        }

        /** The gate to judge now; those that were judged before a restart are not judged again. */
        Optional<Planned> next() throws IOException {
            while (results.size() < planned.size()) {
                Optional<GateRecord> before = GatesAction.of(run).stream()
                        .filter(record -> node.getId().equals(record.getNode())
                                && record.getGate().equals(planned().gate().name())
                                && java.util.Objects.equals(
                                        record.getPlace(), planned().place(place)))
                        .findFirst();
                if (before.isEmpty()) {
                    return Optional.of(planned());
                }
                ReportModel model = Reports.read(GatesAction.journal(run, before.get()));
                results.add(new Judged(run, before.get(), model.verdict()));
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
            results.add(new Judged(run, record, verdict));
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
}
