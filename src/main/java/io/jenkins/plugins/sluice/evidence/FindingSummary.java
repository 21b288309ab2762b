package io.jenkins.plugins.sluice.evidence;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Findings of static analysis and scanners in one report.
 *
 * @param tools every tool run of the report, whether it found something or not
 * @param keys what the findings are, each with its count
 * @param rows one row a finding: its identity, its path (index into {@code paths}, or -1) and its tag (index into
 *     {@code keys})
 * @param paths the distinct paths with findings, relative to the workspace where they lie in it
 * @param details the first {@value #MOST_DETAILS} findings of each severity
 */
public record FindingSummary(
        List<ToolRun> tools, List<Key> keys, IdentityRows rows, List<String> paths, List<Finding> details)
        implements Summary {

    public static final int MOST_DETAILS = 2_000;

    public FindingSummary {
        tools = List.copyOf(tools);
        keys = List.copyOf(keys);
        paths = List.copyOf(paths);
        details = List.copyOf(details);
    }

    /**
     * Findings alike in all that a criterion may select by.
     *
     * @param tool the tool's name
     * @param rule the rule's id, or "" where the tool named none
     * @param method how the identities were made; only equal methods compare
     * @param exemption the id of the exemption that covers these findings, or null: exempt findings are in no criterion
     * @param count how many, 1 or more
     */
    public record Key(
            String tool,
            String rule,
            Severity severity,
            String method,
            @Nullable String exemption,
            long count) {}

    /**
     * One run of one tool.
     *
     * @param version as the tool names it, or null
     * @param trouble why "nothing found" is no proof for this run (it failed, has no results, its format cannot tell),
     *     or null when it is complete
     */
    public record ToolRun(
            String tool, @Nullable String version, @Nullable String trouble) {
        public boolean complete() {
            return trouble == null;
        }
    }

    /**
     * One finding, for people.
     *
     * @param key index into {@link FindingSummary#keys}
     * @param path index into {@link FindingSummary#paths}, or -1
     * @param line 1 or more, or 0 when unknown
     * @param message at most 8 KiB
     */
    public record Finding(Identity identity, int key, int path, int line, String message) {}
}
