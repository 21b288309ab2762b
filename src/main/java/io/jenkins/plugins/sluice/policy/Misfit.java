package io.jenkins.plugins.sluice.policy;

/**
 * Why something does not fit where it stands.
 *
 * @param what what is wrong
 * @param fix what would be right
 */
record Misfit(String what, String fix) {}
