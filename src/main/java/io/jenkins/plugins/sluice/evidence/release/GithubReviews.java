package io.jenkins.plugins.sluice.evidence.release;

import static io.jenkins.plugins.sluice.evidence.release.Answer.need;
import static io.jenkins.plugins.sluice.evidence.release.Answer.number;
import static io.jenkins.plugins.sluice.evidence.release.Answer.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Change;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Asks GitHub how a commit was reviewed (REST API, version 2022-11-28).
 *
 * <p>An approval counts when it was given to exactly the commit that is judged, or to the head of the pull request that
 * GitHub merged as that commit; when it is the reviewer's last word; when the reviewer may write to the repository, is no
 * bot and made no part of the change. Authors are who opened the pull request, and the authors, committers and
 * co-authors of its commits.
 */
public final class GithubReviews {

    private static final int MOST_COMMITS = 250; // GitHub lists no more of a pull request.
    private static final String WEB_FLOW = "web-flow";
    private static final String WEB_FLOW_EMAIL = "noreply@github.com";

    private final Api api;
    private final String repository;
    private final boolean signsItsMerges;

    /**
     * Asks about one repository.
     *
     * @param repository {@code owner/name}
     */
    public GithubReviews(ReleaseSource source, String repository) {
        this.api = new Api(source);
        this.repository = "/repos/"
                + String.join(
                        "/",
                        Stream.of(repository.split("/", -1)).map(Api::encoded).toList());
        // GitHub Enterprise Server signs only where an administrator set it up.
        this.signsItsMerges = "api.github.com".equalsIgnoreCase(source.base().getHost());
    }

    /**
     * The review of a commit.
     *
     * @param commit its full hash
     * @return completes with a {@link io.jenkins.plugins.sluice.evidence.ReviewSummary}, or with the reason why GitHub
     *     cannot tell
     */
    public CompletionStage<Reading> of(String commit) {
        return Api.reading(Reviews.checked(commit)
                .thenCompose(checked -> api.get(repository + "/commits/" + checked)
                        .thenCombine(
                                api.all(repository + "/commits/" + checked + "/pulls?per_page=100"),
                                (made, pulls) -> changes(checked, made.body(), pulls))
                        .thenCompose(pulls ->
                                Api.together(pulls.stream().map(this::whole).toList()))
                        .thenCompose(pulls -> judged(checked, pulls))));
    }

    /**
     * A pull request.
     *
     * @param accepted the commits whose approval counts
     * @param byHand who made the merge commit outside of GitHub, as signature
     */
    private record Pull(
            String number,
            Change change,
            String opener,
            Set<String> accepted,
            Optional<JsonNode> byHand,
            List<JsonNode> reviews,
            List<JsonNode> commits) {}

    private List<Pull> changes(String commit, JsonNode made, List<JsonNode> pulls) {
        List<JsonNode> open = pulls.stream()
                .filter(pull -> text(pull, "/merged_at").isPresent()
                        || need(pull, "/state").equals("open"))
                .toList();
        List<JsonNode> exact = open.stream()
                .filter(pull ->
                        isMergedAs(pull, commit) || need(pull, "/head/sha").equalsIgnoreCase(commit))
                .toList();
        return (exact.isEmpty() ? open : exact)
                .stream().map(pull -> pull(pull, commit, made)).toList();
    }

    private static boolean isMergedAs(JsonNode pull, String commit) {
        return text(pull, "/merged_at").isPresent()
                && text(pull, "/merge_commit_sha")
                        .filter(commit::equalsIgnoreCase)
                        .isPresent();
    }

    private Pull pull(JsonNode pull, String commit, JsonNode made) {
        String head = need(pull, "/head/sha").toLowerCase(Locale.ROOT);
        List<String> parents = StreamSupport.stream(made.at("/parents").spliterator(), false)
                .map(parent -> need(parent, "/sha").toLowerCase(Locale.ROOT))
                .toList();
        // One parent: squashed or rebased by GitHub, which alone makes such a commit a merged one.
        boolean merges = isMergedAs(pull, commit) && (parents.size() < 2 || parents.contains(head));
        boolean byHand = merges && parents.size() >= 2 && !isMadeByGithub(made);
        String number = number(pull, "/number");
        return new Pull(
                number,
                new Change("#" + number, text(pull, "/html_url").orElse(""), head),
                text(pull, "/user/login").orElse(""),
                merges ? Set.of(commit, head) : Set.of(commit),
                byHand ? Optional.of(made) : Optional.empty(),
                List.of(),
                List.of());
    }

    private boolean isMadeByGithub(JsonNode made) {
        boolean signed = text(made, "/commit/committer/email")
                .filter(WEB_FLOW_EMAIL::equalsIgnoreCase)
                .isPresent();
        return signed
                && (!signsItsMerges || made.at("/commit/verification/verified").asBoolean(false));
    }

    private CompletionStage<Pull> whole(Pull pull) {
        String path = repository + "/pulls/" + pull.number();
        return api.all(path + "/reviews?per_page=100")
                .thenCombine(api.all(path + "/commits?per_page=100"), (reviews, commits) -> {
                    if (commits.size() >= MOST_COMMITS) {
                        throw new NoAnswer("pull request " + pull.change().id() + " has " + MOST_COMMITS
                                + " commits or more, and GitHub lists no more authors; merge smaller ones");
                    }
                    return new Pull(
                            pull.number(),
                            pull.change(),
                            pull.opener(),
                            pull.accepted(),
                            pull.byHand(),
                            reviews,
                            commits);
                });
    }

    private CompletionStage<Api.Told<io.jenkins.plugins.sluice.evidence.ReviewSummary>> judged(
            String commit, List<Pull> pulls) {
        Reviews reviews = new Reviews(commit);
        Set<String> reviewers = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        for (Pull pull : pulls) {
            reviews.change(pull.change(), pull.accepted());
            authors(reviews.authorship(), pull);
            for (JsonNode review : lastWords(pull.reviews())) {
                Optional<String> login = text(review, "/user/login");
                if (login.isEmpty()) {
                    continue; // The account is gone, and with it the approval.
                }
                reviewers.add(login.get());
                reviews.said(new Reviews.Word(
                        login.get(),
                        pull.change(),
                        text(review, "/commit_id")
                                .map(id -> id.toLowerCase(Locale.ROOT))
                                .orElse(null),
                        Answer.time(review, "/submitted_at"),
                        need(review, "/state").equals("APPROVED"),
                        isBot(review.at("/user"))));
            }
        }
        return Api.together(
                        reviewers.stream().map(login -> mayWrite(login, pulls)).toList())
                .thenCombine(people(reviews.authorship(), reviewers, pulls), (rights, people) -> {
                    rights.forEach(right -> reviews.right(right.login(), right.weight(), right.why()));
                    return reviews.told(people);
                });
    }

    /** Everybody's last approval, request or dismissal, as GitHub counts; a mere comment takes nothing back. */
    private static List<JsonNode> lastWords(List<JsonNode> reviews) {
        Map<String, JsonNode> last = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (JsonNode review : reviews) { // in the order in which they were made
            String state = need(review, "/state");
            if (Set.of("APPROVED", "CHANGES_REQUESTED", "DISMISSED").contains(state)) {
                last.put(text(review, "/user/login").orElse(""), review);
            }
        }
        return last.values().stream()
                .filter(review -> !need(review, "/state").equals("DISMISSED"))
                .toList();
    }

    private static boolean isBot(JsonNode user) {
        return text(user, "/type").filter("Bot"::equals).isPresent()
                || text(user, "/login").filter(login -> login.endsWith("[bot]")).isPresent();
    }

    private void authors(Authorship authors, Pull pull) {
        if (!pull.opener().isEmpty()) {
            authors.account(pull.opener());
        }
        for (JsonNode commit :
                Stream.concat(pull.commits().stream(), pull.byHand().stream()).toList()) {
            String hash = need(commit, "/sha");
            String id = hash.substring(0, Math.min(7, hash.length()));
            signature(authors, commit, "author", id);
            signature(authors, commit, "committer", id);
            authors.helpers(text(commit, "/commit/message").orElse(""), id);
        }
    }

    private static void signature(Authorship authors, JsonNode commit, String role, String id) {
        Optional<String> login = text(commit, "/" + role + "/login");
        String email = text(commit, "/commit/" + role + "/email").orElse("");
        if (login.filter(WEB_FLOW::equals).isPresent() || email.equalsIgnoreCase(WEB_FLOW_EMAIL)) {
            return; // A click on GitHub's page, whose author is signed beside it.
        }
        if (login.isPresent()) {
            authors.account(login.get());
            authors.address(email, login.get());
        } else {
            authors.signed(text(commit, "/commit/" + role + "/name").orElse(""), email, id);
        }
    }

    private record Right(String login, Reviews.Weight weight, String why) {}

    /** Branch protection counts those who may write; where that is not shown, members and collaborators are. */
    private CompletionStage<Right> mayWrite(String login, List<Pull> pulls) {
        return api.find(repository + "/collaborators/" + Api.encoded(login) + "/permission")
                .thenApply(answer -> {
                    if (answer.isPresent()) {
                        String permission =
                                text(answer.get().body(), "/permission").orElse("");
                        boolean writes = Set.of("admin", "maintain", "write").contains(permission);
                        return new Right(login, writes ? Reviews.Weight.COUNTS : Reviews.Weight.OUTSIDER, "");
                    }
                    boolean member = pulls.stream()
                            .flatMap(pull -> pull.reviews().stream())
                            .filter(review -> text(review, "/user/login")
                                    .filter(login::equalsIgnoreCase)
                                    .isPresent())
                            .anyMatch(review -> Set.of("OWNER", "MEMBER", "COLLABORATOR")
                                    .contains(
                                            text(review, "/author_association").orElse("")));
                    return member
                            ? new Right(login, Reviews.Weight.COUNTS, "")
                            : new Right(
                                    login,
                                    Reviews.Weight.UNCLEAR,
                                    "whether '" + Api.cut(login) + "' may write to the repository is not shown to these"
                                            + " credentials; let them read the repository's metadata and members");
                });
    }

    /** What else is known of those who have to do with it: asked only where a signature has no account. */
    private CompletionStage<List<Authorship.Account>> people(
            Authorship authors, Set<String> reviewers, List<Pull> pulls) {
        if (!authors.hasUnmatched()) {
            return Api.together(List.of());
        }
        Set<String> logins = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        logins.addAll(reviewers);
        pulls.stream().map(Pull::opener).filter(opener -> !opener.isEmpty()).forEach(logins::add);
        return Api.together(logins.stream().map(this::person).toList());
    }

    private CompletionStage<Authorship.Account> person(String login) {
        return api.find("/users/" + Api.encoded(login))
                .thenApply(answer -> new Authorship.Account(
                        login,
                        answer.flatMap(user -> text(user.body(), "/name")).orElse(null),
                        answer.flatMap(user -> text(user.body(), "/email")).orElse(null)));
    }
}
