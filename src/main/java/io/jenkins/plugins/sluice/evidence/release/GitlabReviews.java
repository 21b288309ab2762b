package io.jenkins.plugins.sluice.evidence.release;

import static io.jenkins.plugins.sluice.evidence.release.Answer.need;
import static io.jenkins.plugins.sluice.evidence.release.Answer.number;
import static io.jenkins.plugins.sluice.evidence.release.Answer.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Asks GitLab how a commit was reviewed (REST API v4).
 *
 * <p>GitLab approves a merge request, not a commit. So an approval is taken for one of the version that was the newest
 * when it was given, and counts when that version's head is the commit that is judged, or the head of the merge request
 * that GitLab merged as that commit; and when the approver is no bot and made no part of the change. GitLab itself lets
 * nobody approve who may not.
 */
public final class GitlabReviews {

    private final Api api;
    private final String project;

    /**
     * Asks about one project.
     *
     * @param repository the project with all groups before it, such as {@code shop/backend/web}
     */
    public GitlabReviews(ReleaseSource source, String repository) {
        this.api = new Api(source);
        this.project = "/projects/" + Api.encoded(repository);
    }

    /**
     * The review of a commit.
     *
     * @param commit its full hash
     * @return completes with a {@link ReviewSummary}, or with the reason why GitLab cannot tell
     */
    public CompletionStage<Reading> of(String commit) {
        return Api.reading(Reviews.checked(commit).thenCompose(checked -> {
            String path = project + "/repository/commits/" + checked;
            return api.get(path)
                    .thenCombine(
                            api.all(path + "/merge_requests?per_page=100"),
                            (made, requests) -> requests(checked, made.body(), requests))
                    .thenCompose(requests ->
                            Api.together(requests.stream().map(this::whole).toList()))
                    .thenCompose(requests -> judged(checked, requests));
        }));
    }

    /**
     * A merge request.
     *
     * @param accepted the commits whose approval counts
     */
    private record Request(String path, Change change, Authorship.Account opener, Set<String> accepted) {}

    private record Whole(
            Request request,
            List<JsonNode> versions,
            List<JsonNode> approvals,
            List<JsonNode> commits,
            Optional<List<JsonNode>> reviewers,
            List<JsonNode> notes) {}

    private List<Request> requests(String commit, JsonNode made, List<JsonNode> all) {
        List<JsonNode> alive = all.stream()
                .filter(request -> !need(request, "/state").equals("closed"))
                .toList();
        List<JsonNode> exact = alive.stream()
                .filter(request -> isMergedAs(request, commit) || is(request, "/sha", commit))
                .toList();
        return (exact.isEmpty() ? alive : exact)
                .stream().map(request -> request(request, commit, made)).toList();
    }

    private static boolean is(JsonNode request, String pointer, String commit) {
        return text(request, pointer).filter(commit::equalsIgnoreCase).isPresent();
    }

    private static boolean isMergedAs(JsonNode request, String commit) {
        return need(request, "/state").equals("merged")
                && (is(request, "/merge_commit_sha", commit) || is(request, "/squash_commit_sha", commit));
    }

    private Request request(JsonNode request, String commit, JsonNode made) {
        String head = need(request, "/sha").toLowerCase(Locale.ROOT);
        Set<String> merged = new HashSet<>(Set.of(head));
        text(request, "/squash_commit_sha")
                .map(sha -> sha.toLowerCase(Locale.ROOT))
                .ifPresent(merged::add);
        List<String> parents = StreamSupport.stream(made.at("/parent_ids").spliterator(), false)
                .map(parent -> parent.asText("").toLowerCase(Locale.ROOT))
                .toList();
        boolean merges = isMergedAs(request, commit)
                && (parents.size() < 2 || parents.stream().anyMatch(merged::contains));
        String id = number(request, "/iid");
        return new Request(
                project + "/merge_requests/" + id,
                new Change("!" + id, text(request, "/web_url").orElse(""), head),
                new Authorship.Account(
                        need(request, "/author/username"),
                        text(request, "/author/name").orElse(null),
                        null),
                merges ? Set.of(commit, head) : Set.of(commit));
    }

    private CompletionStage<Whole> whole(Request request) {
        String path = request.path();
        CompletionStage<List<JsonNode>> versions = api.all(path + "/versions?per_page=100");
        CompletionStage<List<JsonNode>> commits = api.all(path + "/commits?per_page=100");
        CompletionStage<Optional<List<JsonNode>>> reviewers =
                api.find(path + "/reviewers").thenApply(answer -> answer.map(found -> elements(found.body())));
        return api.get(path + "/approvals").thenCompose(answer -> {
            List<JsonNode> approvals = elements(answer.body().at("/approved_by"));
            boolean timed = approvals.stream().allMatch(each -> Answer.time(each, "/approved_at") != null);
            // Older servers tell when somebody approved in the notes that they write themselves.
            CompletionStage<List<JsonNode>> notes = timed
                    ? CompletableFuture.completedFuture(List.of())
                    : api.all(path + "/notes?per_page=100&sort=asc&order_by=created_at");
            return versions.thenCombine(
                            commits,
                            (seen, made) -> new Whole(request, seen, approvals, made, Optional.empty(), List.of()))
                    .thenCombine(
                            reviewers,
                            (whole, asked) ->
                                    new Whole(request, whole.versions(), approvals, whole.commits(), asked, List.of()))
                    .thenCombine(
                            notes,
                            (whole, said) -> new Whole(
                                    request, whole.versions(), approvals, whole.commits(), whole.reviewers(), said));
        });
    }

    private static List<JsonNode> elements(JsonNode array) {
        if (!array.isArray()) {
            throw new NoAnswer("an answer has no list where one was expected, so this is not the API of GitLab; check"
                    + " the source's address, which ends in /api/v4");
        }
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private CompletionStage<Api.Told<ReviewSummary>> judged(String commit, List<Whole> requests) {
        Reviews reviews = new Reviews(commit);
        Map<String, Authorship.Account> people = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Map<String, String> approvers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Whole whole : requests) {
            Request request = whole.request();
            reviews.change(request.change(), request.accepted());
            reviews.authorship().account(request.opener().login());
            people.put(request.opener().login(), request.opener());
            signatures(reviews.authorship(), whole.commits());
            whole.approvals()
                    .forEach(approval -> approvers.put(need(approval, "/user/username"), number(approval, "/user/id")));
            requestsForChanges(reviews, whole, people);
        }
        List<CompletionStage<User>> users = approvers.entrySet().stream()
                .map(approver -> user(approver.getKey(), approver.getValue()))
                .toList();
        return Api.together(users).thenApply(known -> {
            known.forEach(user -> people.put(user.account().login(), user.account()));
            Map<String, Boolean> bots = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
            known.forEach(user -> bots.put(user.account().login(), user.bot()));
            requests.forEach(whole -> approvals(reviews, whole, bots));
            return reviews.told(people.values());
        });
    }

    private static void signatures(Authorship authors, List<JsonNode> commits) {
        for (JsonNode commit : commits) {
            String hash = need(commit, "/id");
            String id = hash.substring(0, Math.min(7, hash.length()));
            authors.signed(
                    text(commit, "/author_name").orElse(""),
                    text(commit, "/author_email").orElse(""),
                    id);
            authors.signed(
                    text(commit, "/committer_name").orElse(""),
                    text(commit, "/committer_email").orElse(""),
                    id);
            authors.helpers(text(commit, "/message").orElse(""), id);
        }
    }

    private static void requestsForChanges(Reviews reviews, Whole whole, Map<String, Authorship.Account> people) {
        if (whole.reviewers().isEmpty()) {
            reviews.requestsOpen("this GitLab does not tell who asked for changes, or not with these credentials");
            return;
        }
        for (JsonNode reviewer : whole.reviewers().get()) {
            String login = need(reviewer, "/user/username");
            people.putIfAbsent(
                    login,
                    new Authorship.Account(login, text(reviewer, "/user/name").orElse(null), null));
            if (text(reviewer, "/state").filter("requested_changes"::equals).isPresent()) {
                reviews.said(new Reviews.Word(login, whole.request().change(), null, null, false, false));
            }
        }
    }

    private record User(Authorship.Account account, boolean bot) {}

    private CompletionStage<User> user(String login, String id) {
        return api.find("/users/" + id).thenApply(answer -> {
            boolean bot =
                    answer.map(user -> user.body().at("/bot").asBoolean(false)).orElse(false)
                            || login.matches("(project|group)_[0-9]+_bot.*");
            return new User(
                    new Authorship.Account(
                            login,
                            answer.flatMap(user -> text(user.body(), "/name")).orElse(null),
                            answer.flatMap(user -> text(user.body(), "/public_email"))
                                    .orElse(null)),
                    bot);
        });
    }

    private record Version(Instant at, String head) {}

    private static void approvals(Reviews reviews, Whole whole, Map<String, Boolean> bots) {
        List<Version> versions = versions(whole.versions());
        for (JsonNode approval : whole.approvals()) {
            String login = need(approval, "/user/username");
            Instant at = Answer.time(approval, "/approved_at");
            if (at == null) {
                at = noted(whole.notes(), login);
            }
            String seen = at == null ? null : newest(versions, at);
            if (seen == null) {
                reviews.right(
                        login,
                        Reviews.Weight.UNCLEAR,
                        "GitLab does not tell when '" + Api.cut(login)
                                + "' approved, so it may have been another commit;" + " let them approve again");
            }
            reviews.said(
                    new Reviews.Word(login, whole.request().change(), seen, at, true, bots.getOrDefault(login, false)));
        }
    }

    private static List<Version> versions(List<JsonNode> versions) {
        List<Version> known = new ArrayList<>();
        for (JsonNode version : versions) {
            Instant at = Answer.time(version, "/created_at");
            if (at == null) {
                throw new NoAnswer("GitLab does not tell when a version of the merge request was made");
            }
            known.add(new Version(at, need(version, "/head_commit_sha").toLowerCase(Locale.ROOT)));
        }
        known.sort(Comparator.comparing(Version::at));
        return known;
    }

    /** The head of the version that was the newest then, or null when there was none. */
    private static @Nullable String newest(List<Version> versions, Instant at) {
        String newest = null;
        for (Version version : versions) {
            if (!version.at().isAfter(at)) {
                newest = version.head();
            }
        }
        return newest;
    }

    /** When GitLab noted an approval last, or null when it did not or noted that it was taken back. */
    private static @Nullable Instant noted(List<JsonNode> notes, String login) {
        Instant at = null;
        for (JsonNode note : notes) {
            boolean own = note.at("/system").asBoolean(false)
                    && text(note, "/author/username")
                            .filter(login::equalsIgnoreCase)
                            .isPresent();
            String body = text(note, "/body").orElse("");
            if (own && body.equals("approved this merge request")) {
                at = Answer.time(note, "/created_at");
            } else if (own && body.equals("unapproved this merge request")) {
                at = null;
            }
        }
        return at;
    }
}
