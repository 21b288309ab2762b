package io.jenkins.plugins.sluice.verdict;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One report that was taken as evidence, in facts for people.
 *
 * @param source the name under {@code evidence:}
 * @param path relative to the workspace
 * @param format the reader's format, or null when none recognised it
 * @param tools the tools that wrote it, with version where known
 * @param bytes the file's size
 * @param written when it was written
 * @param reportTime whether {@code written} is the report's own time and not the file's
 * @param trouble why it is no evidence, or null
 * @param cautions what was odd
 * @param counts what it says, by name ({@code tests}, {@code failed}, {@code findings}, {@code samples} …), in order
 */
public record EvidenceFact(
        String source,
        String path,
        @Nullable String format,
        List<String> tools,
        long bytes,
        Instant written,
        boolean reportTime,
        @Nullable String trouble,
        List<String> cautions,
        Map<String, Long> counts) {

    public EvidenceFact {
        tools = List.copyOf(tools);
        cautions = List.copyOf(cautions);
        counts = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(counts));
    }
}
