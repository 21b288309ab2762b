package io.jenkins.plugins.sluice.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How the change that made a commit was reviewed.
 *
 * @param commit the commit that is judged, as its full hash
 * @param changes the pull or merge requests that brought it; empty when it came without one
 * @param authors accounts that made or helped to make the change, in natural order
 * @param reviews the last word of everybody who approved or asked for changes, by reviewer
 * @param approvalsOpen why {@link #approvals} may be others, or null when they are certain
 * @param requestsOpen why {@link #changeRequests} may be others, or null when they are certain
 */
public record ReviewSummary(
        String commit,
        List<Change> changes,
        List<String> authors,
        List<Review> reviews,
        @Nullable String approvalsOpen,
        @Nullable String requestsOpen)
        implements Summary {

    public ReviewSummary {
        changes = List.copyOf(changes);
        authors = List.copyOf(authors);
        reviews = List.copyOf(reviews);
    }

    /** People who approved what is judged and did not make it. */
    public long approvals() {
        return people(Standing.APPROVED);
    }

    /** People who approved what they made. */
    public long selfApprovals() {
        return people(Standing.BY_AUTHOR);
    }

    /** People who asked for changes and did not take it back. */
    public long changeRequests() {
        return people(Standing.CHANGES_REQUESTED);
    }

    private long people(Standing standing) {
        return reviews.stream()
                .filter(review -> review.standing() == standing)
                .map(review -> review.reviewer().toLowerCase(Locale.ROOT))
                .distinct()
                .count();
    }

    /**
     * A pull or merge request.
     *
     * @param id {@code #12} or {@code !12}
     * @param url for people
     * @param head the reviewed commit: an approval of it counts, as one of {@code commit} itself does
     */
    public record Change(String id, String url, String head) {}

    /**
     * Somebody's last word on a change.
     *
     * @param reviewer the account's name
     * @param change the {@link Change#id}
     * @param commit what was looked at, or null when the provider does not tell
     * @param at when it was said, or null when the provider does not tell
     */
    public record Review(
            String reviewer,
            String change,
            @Nullable String commit,
            @Nullable Instant at,
            Standing standing) {}

    /** What a review is worth. */
    public enum Standing {
        /** An approval that counts. */
        APPROVED,
        /** An approval by somebody who made the change. */
        BY_AUTHOR,
        /** An approval of another commit than the one that is judged. */
        OTHER_COMMIT,
        /** An approval by a machine. */
        BY_BOT,
        /** An approval by somebody who may not write to the repository. */
        BY_OUTSIDER,
        /** An approval of which cannot be told whether it counts. */
        UNCLEAR,
        CHANGES_REQUESTED
    }
}
