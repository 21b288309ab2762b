package io.jenkins.plugins.sluice.evidence.report;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The different names in a document. The parser keeps each for as long as it reads, so that a document which makes up new
 * ones all the time would fill the memory.
 */
final class XmlNames {

    /** Formats have a few dozen, all their dialects together a few hundred. */
    static final int MOST = 10_000;

    private final @Nullable String[] recent = new @Nullable String[256];
    private final Set<String> all = new HashSet<>();

    /** False when this one is one too many. */
    @SuppressWarnings("ReferenceEquality") // the parser gives equal names as one object; another only takes longer
    boolean see(String name) {
        int slot = name.hashCode() & (recent.length - 1);
        if (recent[slot] == name) {
            return true;
        }
        recent[slot] = name;
        all.add(name);
        return all.size() <= MOST;
    }
}
