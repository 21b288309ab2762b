package io.jenkins.plugins.sluice.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one file, up to {@value #MOST} problems. */
final class Problems {

    /** So many are enough to know that the file is no policy. */
    private static final int MOST = 1_000;

    private final String file;
    private final List<PolicyProblem> found = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void add(YamlNode.Place place, String key, String what, String fix) {
        if (found.size() == MOST) {
            return;
        }
        found.add(new PolicyProblem(file, place.line(), place.column(), key, what, fix));
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** Ends the reading if anything was found. */
    void throwIfAny() throws PolicyException {
        if (!found.isEmpty()) {
            found.sort(Comparator.comparingInt(PolicyProblem::line).thenComparingInt(PolicyProblem::column));
            throw new PolicyException(found);
        }
    }
}
