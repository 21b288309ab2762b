package io.jenkins.plugins.sluice.evidence;

/**
 * Something odd about a report that does not make it unreadable, such as a declared total that its leaves contradict.
 *
 * @param what a short sentence without a final full stop
 */
public record Caution(String what) {}
