package io.jenkins.plugins.sluice.jenkins;

import hudson.FilePath;
import org.jenkinsci.plugins.workflow.FilePathUtils;
import org.jenkinsci.plugins.workflow.steps.StepContext;
import org.jenkinsci.plugins.workflow.steps.StepExecution;
import org.jspecify.annotations.Nullable;

/**
 * A running {@code qualityGate}. What is stored is plain: the step, and where the workspace lies. After a restart the
 * reading is done again.
 */
final class QualityGateExecution extends StepExecution {

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
        FilePath workspace = getContext().get(FilePath.class);
        if (workspace != null) {
            node = FilePathUtils.getNodeName(workspace);
            folder = workspace.getRemote();
        }
        begin();
        return false;
    }

    @Override
    public void onResume() {
        begin();
    }

    private void begin() {
        GateAttempt begun = new GateAttempt(step, getContext(), node, folder);
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
