package io.jenkins.plugins.sluice.policy;

import java.util.List;

/**
 * Which file is the plan for going back.
 *
 * @param plan its path, relative to the workspace
 * @param covers globs of the files whose change makes the plan outdated until it is committed again, at least one
 */
public record RollbackCheck(String plan, List<String> covers) {

    public RollbackCheck {
        covers = List.copyOf(covers);
    }
}
