package io.jenkins.plugins.sluice.report;

import io.jenkins.plugins.sluice.verdict.GateVerdict;

/**
 * All that a report is made from: the facts of a gate's last {@code gate.verdict} entry and the state of the journal
 * that holds it. Two reports of equal models are equal, byte by byte.
 */
public record ReportModel(GateVerdict verdict, JournalState journal) {}
