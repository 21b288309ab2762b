package io.jenkins.plugins.sluice.evidence.report;

import io.jenkins.plugins.sluice.evidence.Unit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which files are evidence: one entry under {@code evidence:}.
 *
 * @param name matches {@code [a-z][a-z0-9-]{0,62}}
 * @param files globs relative to the workspace, at least one
 * @param exclude globs of files to leave out
 * @param format the format's name, or null to recognise it by content
 * @param atLeast how many files there must be, 1 or more
 * @param tools tools that must have reported, ignoring case
 * @param emptyMeansClean whether "nothing found" proves something in a format that cannot tell a clean run from a
 *     crashed one
 * @param picks values to pick from each file; makes the source a {@code custom} one
 */
public record ReportSource(
        String name,
        List<String> files,
        List<String> exclude,
        @Nullable String format,
        int atLeast,
        List<String> tools,
        boolean emptyMeansClean,
        List<Pick> picks) {

    public ReportSource {
        files = List.copyOf(files);
        exclude = List.copyOf(exclude);
        tools = List.copyOf(tools);
        picks = List.copyOf(picks);
        if (files.isEmpty()) {
            throw new IllegalArgumentException("evidence '" + name + "' names no files");
        }
        if (atLeast < 1) {
            throw new IllegalArgumentException("atLeast is 1 or more, was " + atLeast);
        }
    }

    /**
     * A number in a file.
     *
     * @param name what criteria call it: {@code custom.<name>}, matches {@code [a-zA-Z][a-zA-Z0-9]{0,62}}
     * @param language how {@code expression} is written
     * @param expression a JSON Pointer (RFC 6901), an XPath 1.0 expression or a property's key
     * @param unit the number's unit
     */
    public record Pick(String name, Language language, String expression, Unit unit) {

        /** How a place in a file is named. */
        public enum Language {
            POINTER,
            XPATH,
            KEY
        }
    }
}
