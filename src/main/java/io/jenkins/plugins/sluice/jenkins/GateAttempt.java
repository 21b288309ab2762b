package io.jenkins.plugins.sluice.jenkins;

import hudson.AbortException;
import hudson.EnvVars;
import hudson.FilePath;
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
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord.Consequence;
import io.jenkins.plugins.sluice.jenkins.gate.RecordedEvidence;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.report.Words;
import io.jenkins.plugins.sluice.step.ObservedWorkspace;
import io.jenkins.plugins.sluice.step.WorkspaceJson;
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
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;
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

    private static final Logger LOGGER = Logger.getLogger(GateAttempt.class.getName());

    /** How long an agent is waited for that was lost: {@code io.jenkins.plugins.sluice.agentSeconds}. */
    private static final String AGENT_SECONDS = "io.jenkins.plugins.sluice.agentSeconds";

    private static final Duration SOONEST_LOOK = Duration.ofMillis(10);
    private static final Duration LATEST_LOOK = Duration.ofMillis(500);

    private final QualityGateStep step;
    private final StepContext context;
    private final Whereabouts whereabouts;

    private volatile boolean stopped;
    private volatile @Nullable Future<?> working;
    private volatile @Nullable Future<?> reading;
    private volatile @Nullable String status;

    private volatile @Nullable StepGates gates;
    private volatile @Nullable Receiver receiver;

    /** Held by the one piece of work that is carried out. */
    private final ReentrantLock busy = new ReentrantLock();

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
        GateEngine.get().workers().submit(this::tidyUnlessBusy);
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

    private void carryOut(Work work) {
        busy.lock();
        try {
            attemptTo(work);
            if (over()) {
                tidy();
            }
        } finally {
            busy.unlock();
        }
    }

    private void attemptTo(Work work) {
        try {
            if (!over()) {
                work.run();
            }
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

    /** Work that goes on tidies up itself when it ends; it may hang with an agent, and is not waited for. */
    private void tidyUnlessBusy() {
        if (busy.tryLock()) {
            try {
                tidy();
            } finally {
                busy.unlock();
            }
        }
    }

    private void tidy() {
        StepGates open = gates;
        if (open != null) {
            open.close();
        }
        Receiver receiving = receiver;
        if (receiving != null) {
            receiving.close();
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
        StepGates begun = new StepGates(run, log, flowNode, variables, secrets, place, planned);
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

    private void next(StepGates run) throws IOException, InterruptedException {
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
    private void read(StepGates run, Instant until) throws IOException, InterruptedException {
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

    private void order(StepGates run, FilePath workspace, byte[] order, Path file, Instant until) {
        if (stopped) {
            return;
        }
        Receiver opened = new Receiver(file);
        receiver = opened;
        try {
            Future<Void> future = workspace.actAsync(new ReadWorkspace(order, new RemoteOutputStream(opened.open())));
            reading = future;
            if (stopped) {
                future.cancel(true);
            }
            look(SOONEST_LOOK, future, () -> {
                opened.close();
                arrived(run, workspace, future, file, until);
            });
        } catch (IOException | InterruptedException | RuntimeException e) {
            submit(() -> {
                opened.close();
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

        /** What was not written whole is told by what is read of it. */
        @Override
        public void close() {
            try {
                if (out != null) {
                    out.close();
                }
            } catch (IOException e) {
                LOGGER.log(Level.FINE, e, () -> "cannot close " + file);
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

    private void arrived(StepGates run, FilePath workspace, Future<Void> future, Path file, Instant until)
            throws IOException, InterruptedException {
        try {
            future.get();
        } catch (ExecutionException e) {
            failed(run, workspace, e.getCause() == null ? e : e.getCause(), until);
            return;
        }
        judge(run, observed(run, file));
    }

    private void failed(StepGates run, FilePath workspace, Throwable cause, Instant until)
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
    private void lost(StepGates run, Instant until) throws IOException, InterruptedException {
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

    private static ObservedWorkspace unreadable(StepGates run, Throwable why) {
        return ObservedWorkspace.lost(
                run.walk().order(), Instant.now(), "the workspace cannot be read: " + why.getMessage());
    }

    private static ObservedWorkspace withoutWorkspace(StepGates run) {
        return run.walk().order().sources().isEmpty()
                ? new ObservedWorkspace(new EvidenceSet(List.of(), List.of(), List.of()), null, List.of())
                : ObservedWorkspace.lost(
                        run.walk().order(),
                        Instant.now(),
                        "the step runs on no agent, so there is no workspace; put it inside of node");
    }

    private static ObservedWorkspace observed(StepGates run, Path file) throws IOException {
        try (InputStream in = new GZIPInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            return new WorkspaceJson(run.host().temporaryFolder()).observed(in);
        } catch (IOException e) {
            return unreadable(run, e);
        }
    }

    // ---- judging ---------------------------------------------------------------------------------------------------

    private void judge(StepGates run, ObservedWorkspace observed) throws IOException, InterruptedException {
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

    private void finish(StepGates run) throws IOException, InterruptedException {
        tidy();
        status = null;
        List<StepVerdict> judged = run.results();
        StepVerdict worst = judged.get(0);
        List<String> summaries = new ArrayList<>();
        for (StepVerdict each : judged) {
            summaries.add(each.summary());
            if (each.record().outcome().worse(worst.record().outcome())
                    != worst.record().outcome()) {
                worst = each;
            }
        }
        List<StepVerdict> blocking = judged.stream()
                .filter(each -> each.record().getConsequence().equals(Consequence.BLOCKED.name()))
                .toList();
        run.node()
                .addOrReplaceAction(new LabelAction(
                        "Gate " + worst.record().getKey() + ": " + Words.toneWord(Words.tone(worst.verdict()))));
        if (!blocking.isEmpty()) {
            context.onFailure(new FlowInterruptedException(
                    Result.FAILURE,
                    false,
                    blocking.stream().map(StepVerdict::blocked).toArray(GateBlocked[]::new)));
            return;
        }
        if (judged.stream().anyMatch(each -> each.record().getConsequence().equals(Consequence.UNSTABLE.name()))) {
            run.node().addOrReplaceAction(new WarningAction(Result.UNSTABLE).withMessage(String.join(" ", summaries)));
            run.run().setResult(Result.UNSTABLE);
        }
        context.onSuccess(worst.value(String.join(" ", summaries)));
    }
}
