package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Change;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Review;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Weighs what was said of a commit, the same for every provider. */
final class Reviews {

    private final String commit;
    private final Authorship authorship = new Authorship();
    private final Map<Change, Set<String>> changes = new LinkedHashMap<>();
    private final List<Word> words = new ArrayList<>();
    private final Map<String, Weight> weights = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final Map<String, String> reasons = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private @Nullable String requestsOpen;

    Reviews(String commit) {
        this.commit = commit;
    }

    /** Somebody's last word on a change. */
    record Word(
            String reviewer,
            Change change,
            @Nullable String commit,
            @Nullable Instant at,
            boolean approves,
            boolean bot) {}

    /** Whether a reviewer's word counts. */
    enum Weight {
        COUNTS,
        OUTSIDER,
        UNCLEAR
    }

    /** The commit in lower case, or the reason why nothing can be asked about it. */
    static CompletionStage<String> checked(String commit) {
        return commit.matches("(?i)[0-9a-f]{40}|[0-9a-f]{64}")
                ? CompletableFuture.completedFuture(commit.toLowerCase(Locale.ROOT))
                : CompletableFuture.failedFuture(new NoAnswer("the commit that is judged is known as '"
                        + Api.cut(commit) + "', which is no full hash; give the whole hash"));
    }

    Authorship authorship() {
        return authorship;
    }

    void change(Change change, Set<String> accepted) {
        changes.put(change, Set.copyOf(accepted));
    }

    void said(Word word) {
        words.add(word);
    }

    void right(String reviewer, Weight weight, String why) {
        weights.put(reviewer, weight);
        reasons.put(reviewer, why);
    }

    /** Requests for changes are not known whole. */
    void requestsOpen(String why) {
        requestsOpen = why;
    }

    /** The summary, with the authors matched with these accounts. */
    Api.Told<ReviewSummary> told(Collection<Authorship.Account> people) {
        Authorship.Authors authors = authorship.among(people);
        List<Review> reviews = new ArrayList<>();
        Map<Standing, String> open = new HashMap<>();
        for (Word word : words) {
            Weight weight = weights.getOrDefault(word.reviewer(), Weight.COUNTS);
            String why = reasons.getOrDefault(word.reviewer(), "");
            if (!word.approves()) {
                if (weight == Weight.UNCLEAR) {
                    open.putIfAbsent(Standing.CHANGES_REQUESTED, why);
                } else if (weight == Weight.COUNTS) {
                    reviews.add(review(word, Standing.CHANGES_REQUESTED));
                }
                continue;
            }
            Standing standing = standing(word, weight, authors);
            reviews.add(review(word, standing));
            if (standing == Standing.UNCLEAR) {
                open.putIfAbsent(
                        Standing.APPROVED,
                        authors.open() != null
                                ? "the author or committer " + authors.open() + " has no account that is known, and may"
                                        + " be an approver; let that address be added to the account"
                                : why);
            }
        }
        reviews.sort(Comparator.comparing(Review::reviewer, String.CASE_INSENSITIVE_ORDER)
                .thenComparing(Review::change));
        List<Caution> cautions = authors.namesOnly().isEmpty()
                ? List.of()
                : List.of(new Caution("co-authors without an account were told apart from approvers by name: "
                        + String.join(", ", authors.namesOnly())));
        String requests = requestsOpen != null ? requestsOpen : open.get(Standing.CHANGES_REQUESTED);
        return new Api.Told<>(
                new ReviewSummary(
                        commit,
                        List.copyOf(changes.keySet()),
                        List.copyOf(authors.accounts()),
                        reviews,
                        open.get(Standing.APPROVED),
                        requests),
                cautions);
    }

    private Standing standing(Word word, Weight weight, Authorship.Authors authors) {
        Set<String> accepted = changes.getOrDefault(word.change(), Set.of(commit));
        if (word.bot()) {
            return Standing.BY_BOT;
        } else if (authors.accounts().contains(word.reviewer())) {
            return Standing.BY_AUTHOR;
        } else if (word.commit() != null && !accepted.contains(word.commit())) {
            return Standing.OTHER_COMMIT;
        } else if (weight == Weight.OUTSIDER) {
            return Standing.BY_OUTSIDER;
        }
        return word.commit() == null || weight == Weight.UNCLEAR || authors.open() != null
                ? Standing.UNCLEAR
                : Standing.APPROVED;
    }

    private static Review review(Word word, Standing standing) {
        return new Review(word.reviewer(), word.change().id(), word.commit(), word.at(), standing);
    }
}
