package io.jenkins.plugins.sluice.jenkins.gate;

import hudson.model.Run;
import hudson.model.TaskListener;
import io.jenkins.plugins.sluice.report.ReportModel;

/**
 * A gate that was judged and recorded.
 *
 * @param record what the build keeps of it
 * @param model all that its journal tells
 * @param listener the build's log
 */
public record JudgedGate(Run<?, ?> run, GateRecord record, ReportModel model, TaskListener listener) {}
