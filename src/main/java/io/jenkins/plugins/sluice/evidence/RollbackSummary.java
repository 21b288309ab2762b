package io.jenkins.plugins.sluice.evidence;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether the plan for going back fits what it covers.
 *
 * @param plan the file's path
 * @param exists whether it is there and holds anything but white space
 * @param commit the last commit that changed it, or null when unknown
 * @param committedAt when that was, or null when unknown
 * @param outdatedBy covered files that are no longer what they were when the plan was last committed, in natural order,
 *     at most {@value #MOST_FILES}
 * @param outdatedByCount how many such files there are
 * @param ageOpen why it cannot be told which files those are, or null when it can
 */
public record RollbackSummary(
        String plan,
        boolean exists,
        @Nullable String commit,
        @Nullable Instant committedAt,
        List<String> outdatedBy,
        long outdatedByCount,
        @Nullable String ageOpen)
        implements Summary {

    public static final int MOST_FILES = 200;

    public RollbackSummary {
        outdatedBy = List.copyOf(outdatedBy);
    }
}
