package io.jenkins.plugins.sluice.jenkins;

import hudson.EnvVars;
import hudson.FilePath;
import java.io.IOException;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * A running {@code qualityGate}. What is stored is plain: the step, and where the workspace lies. After a restart the
 * reading is done again.
 */
final class QualityGateExecution extends StepExecution implements GateAttempt.Whereabouts {

    private static final long serialVersionUID = 1L;

    private final QualityGateStep step;
    private @Nullable String node;
    private @Nullable String folder;

    private transient volatile @Nullable GateAttempt attempt;

    QualityGateExecution(QualityGateStep step, StepContext context) {
        super(context);
        this.step = step;
    }

    @Override
    public boolean start() throws Exception {
        try {
            locate();
        } catch (IOException e) {
            // There is a workspace, but its agent is away; it is waited for like one that goes away later.
            EnvVars variables = getContext().get(EnvVars.class);
            awayOn(variables == null ? UNNAMED : variables.getOrDefault("NODE_NAME", UNNAMED));
        }
        begin();
        return false;
    }

    private synchronized void awayOn(String agent) {
        node = agent;
    }

    private synchronized void locate() throws IOException, InterruptedException {
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace != null) {
            node = FilePathUtils.getNodeName(workspace);
            folder = workspace.getRemote();
        }
    }

    @Override
    public synchronized @Nullable String node() {
        return node;
    }

    @Override
    public synchronized @Nullable FilePath workspace() throws InterruptedException {
        if (node != null && folder == null) {
            try {
                locate();
            } catch (IOException e) {
                return null;
            }
        }
        return node == null || folder == null ? null : FilePathUtils.find(node, folder);
    }

    @Override
    public void onResume() {
        begin();
    }

    private void begin() {
        GateAttempt begun = new GateAttempt(step, getContext(), this);
        attempt = begun;
        begun.start();
    }

    @Override
    public void stop(Throwable cause) throws Exception {
        GateAttempt running = attempt;
        if (running != null) {
            running.cancel();
        }
        super.stop(cause);
    }

    @Override
    public @Nullable String getStatus() {
        GateAttempt running = attempt;
        return running == null ? null : running.status();
    }
}
