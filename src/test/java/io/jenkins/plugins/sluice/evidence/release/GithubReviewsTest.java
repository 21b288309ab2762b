package io.jenkins.plugins.sluice.evidence.release;

import static io.jenkins.plugins.sluice.evidence.release.RecordedServer.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Standing;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers have the shape that GitHub documents for its REST API, version 2022-11-28. */
class GithubReviewsTest {

    private static final String HEAD = "a".repeat(40);
    private static final String OLD = "b".repeat(40);
    private static final String BASE = "c".repeat(40);
    private static final String MERGE = "d".repeat(40);
    private static final String REPO = "/repos/shop/web";

    private RecordedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RecordedServer();
        commit(HEAD, "jane", BASE);
        server.on(REPO + "/pulls/7/commits", "[" + made(HEAD, "jane", "jane@example.com", "Add orders") + "]");
        reviews();
        for (String login : new String[] {"jane", "ravi", "olga"}) {
            permission(login, "write");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String user(String login) {
        return "{'login':'" + login + "','id':1,'type':'" + (login.endsWith("[bot]") ? "Bot" : "User") + "'}";
    }

    private static String made(String sha, String login, String email, String message, String... parents) {
        String account = login.isEmpty() ? "null" : user(login);
        String signature = "{'name':'" + (login.isEmpty() ? "Jim Beam" : login) + "','email':'" + email
                + "','date':'2026-01-01T00:00:00Z'}";
        StringBuilder above = new StringBuilder();
        for (String parent : parents) {
            above.append(above.isEmpty() ? "" : ",")
                    .append("{'sha':'")
                    .append(parent)
                    .append("'}");
        }
        return "{'sha':'" + sha + "','commit':{'author':" + signature + ",'committer':" + signature + ",'message':'"
                + message + "','verification':{'verified':false,'reason':'unsigned'}},'author':" + account
                + ",'committer':" + account + ",'parents':[" + above + "]}";
    }

    private void commit(String sha, String login, String... parents) {
        server.on(REPO + "/commits/" + sha, made(sha, login, login + "@example.com", "Add orders", parents));
        server.on(REPO + "/commits/" + sha + "/pulls", "[" + pull(null) + "]");
    }

    private static String pull(String mergedAs) {
        return "{'number':7,'state':'" + (mergedAs == null ? "open" : "closed")
                + "','html_url':'https://github.example.com/shop/web/pull/7','user':" + user("jane")
                + ",'merged_at':" + (mergedAs == null ? "null" : "'2026-01-03T00:00:00Z'")
                + ",'merge_commit_sha':'" + (mergedAs == null ? "e".repeat(40) : mergedAs) + "','head':{'sha':'" + HEAD
                + "','ref':'orders'},'base':{'sha':'" + BASE + "','ref':'main'}}";
    }

    private static String review(String login, String state, String sha) {
        return "{'id':80,'user':" + user(login) + ",'body':'','state':'" + state + "','commit_id':'" + sha
                + "','submitted_at':'2026-01-02T10:00:00Z','author_association':'MEMBER'}";
    }

    private void reviews(String... reviews) {
        server.on(REPO + "/pulls/7/reviews", "[" + String.join(",", reviews) + "]");
    }

    private void permission(String login, String permission) {
        server.on(
                REPO + "/collaborators/" + login + "/permission",
                "{'permission':'" + permission + "','user':" + user(login) + "}");
    }

    private Reading reading(String commit) {
        return new GithubReviews(server.source(), "shop/web")
                .of(commit)
                .toCompletableFuture()
                .join();
    }

    private ReviewSummary of(String commit) {
        return RecordedServer.whole(new GithubReviews(server.source(), "shop/web").of(commit), ReviewSummary.class);
    }

    @Test
    void givenAnApprovalOfTheHead_whenTheHeadIsDeployed_thenItCounts() {
        reviews(review("ravi", "APPROVED", HEAD));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isEqualTo(1);
        assertThat(summary.approvalsOpen()).isNull();
        assertThat(summary.authors()).containsExactly("jane");
        assertThat(summary.reviews()).singleElement().satisfies(review -> {
            assertThat(review.reviewer()).isEqualTo("ravi");
            assertThat(review.commit()).isEqualTo(HEAD);
            assertThat(review.at()).isEqualTo(Instant.parse("2026-01-02T10:00:00Z"));
        });
        assertThat(summary.changes())
                .containsExactly(new ReviewSummary.Change("#7", "https://github.example.com/shop/web/pull/7", HEAD));
    }

    @Test
    void givenAPushAfterTheApproval_whenItsCommitIsDeployed_thenTheApprovalIsOfAnotherCommit() {
        reviews(review("ravi", "APPROVED", OLD));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isZero();
        assertThat(summary.reviews()).extracting(ReviewSummary.Review::standing).containsExactly(Standing.OTHER_COMMIT);
    }

    @Test
    void givenACommitInTheMiddleOfAPullRequest_whenDeployed_thenOnlyApprovalsOfItCount() {
        commit(OLD, "jane", BASE);
        reviews(review("ravi", "APPROVED", OLD), review("olga", "APPROVED", HEAD));
        assertThat(of(OLD).reviews())
                .extracting(ReviewSummary.Review::reviewer, ReviewSummary.Review::standing)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("olga", Standing.OTHER_COMMIT),
                        org.assertj.core.groups.Tuple.tuple("ravi", Standing.APPROVED));
    }

    @Test
    void givenAMergeCommitOfGithub_whenDeployed_thenTheApprovalOfTheHeadCounts() {
        commit(MERGE, "web-flow", BASE, HEAD);
        server.on(REPO + "/commits/" + MERGE + "/pulls", "[" + pull(MERGE) + "]");
        reviews(review("ravi", "APPROVED", HEAD));
        assertThat(of(MERGE).approvals()).isEqualTo(1);
    }

    @Test
    void givenASquashOrRebaseByGithub_whenDeployed_thenTheApprovalOfTheHeadCounts() {
        commit(MERGE, "jane", BASE);
        server.on(REPO + "/commits/" + MERGE + "/pulls", "[" + pull(MERGE) + "]");
        reviews(review("ravi", "APPROVED", HEAD));
        assertThat(of(MERGE).approvals()).isEqualTo(1);
    }

    @Test
    void givenAMergeCommitOfSomethingElse_whenDeployed_thenTheApprovalOfTheHeadDoesNotCount() {
        commit(MERGE, "jane", BASE, OLD);
        server.on(REPO + "/commits/" + MERGE + "/pulls", "[" + pull(MERGE) + "]");
        reviews(review("ravi", "APPROVED", HEAD));
        assertThat(of(MERGE).approvals()).isZero();
    }

    @Test
    void givenAMergeMadeByHand_whenItsMakerHadApproved_thenThatIsASelfApproval() {
        commit(MERGE, "ravi", BASE, HEAD);
        server.on(REPO + "/commits/" + MERGE + "/pulls", "[" + pull(MERGE) + "]");
        reviews(review("ravi", "APPROVED", HEAD));
        ReviewSummary summary = of(MERGE);
        assertThat(summary.approvals()).isZero();
        assertThat(summary.selfApprovals()).isEqualTo(1);
    }

    @Test
    void givenTheTestMergeOfAnOpenPullRequest_whenDeployed_thenNothingIsApproved() {
        String test = "e".repeat(40);
        commit(test, "web-flow", BASE, HEAD);
        reviews(review("ravi", "APPROVED", HEAD));
        assertThat(of(test).approvals()).isZero();
    }

    @Test
    void givenLaterWords_whenCounted_thenTheLastOneHoldsAndACommentTakesNothingBack() {
        reviews(
                review("ravi", "CHANGES_REQUESTED", OLD),
                review("ravi", "APPROVED", HEAD),
                review("ravi", "COMMENTED", HEAD),
                review("olga", "APPROVED", HEAD),
                review("olga", "CHANGES_REQUESTED", HEAD));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isEqualTo(1);
        assertThat(summary.changeRequests()).isEqualTo(1);
    }

    @Test
    void givenADismissedApproval_whenCounted_thenItIsGone() {
        reviews(review("ravi", "APPROVED", HEAD), review("ravi", "DISMISSED", HEAD));
        assertThat(of(HEAD).reviews()).isEmpty();
    }

    @Test
    void givenACoAuthor_whenTheyApprove_thenThatIsASelfApproval() {
        server.on(
                REPO + "/pulls/7/commits",
                "["
                        + made(
                                HEAD,
                                "jane",
                                "jane@example.com",
                                "Add\\n\\nCo-authored-by: Ravi R <12+ravi@users.noreply.github.com>")
                        + "]");
        reviews(review("ravi", "APPROVED", HEAD), review("olga", "APPROVED", HEAD));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isEqualTo(1);
        assertThat(summary.selfApprovals()).isEqualTo(1);
        assertThat(summary.authors()).containsExactly("jane", "ravi");
    }

    @Test
    void givenBotsAndOutsiders_whenTheyApprove_thenThatDoesNotCount() {
        permission("guest", "read");
        reviews(review("helper[bot]", "APPROVED", HEAD), review("guest", "APPROVED", HEAD));
        assertThat(of(HEAD).reviews())
                .extracting(ReviewSummary.Review::standing)
                .containsExactly(Standing.BY_OUTSIDER, Standing.BY_BOT);
    }

    @Test
    void givenPermissionsThatAreNotShown_whenAStrangerApproves_thenItIsUnclear() {
        reviews(review("stranger", "APPROVED", HEAD).replace("MEMBER", "CONTRIBUTOR"));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isZero();
        assertThat(summary.approvalsOpen()).contains("stranger", "not shown");
    }

    @Test
    void givenAnAuthorWithoutAccount_whenSomebodyApproves_thenItIsUnclear() {
        server.on(REPO + "/pulls/7/commits", "[" + made(HEAD, "", "jim@work.example.com", "Add") + "]");
        server.on("/users/ravi", "{'login':'ravi','name':'Ravi R','email':null,'type':'User'}");
        server.on("/users/jane", "{'login':'jane','name':'Jane D','email':null,'type':'User'}");
        reviews(review("ravi", "APPROVED", HEAD));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isZero();
        assertThat(summary.approvalsOpen()).contains("Jim Beam", "aaaaaaa");
    }

    @Test
    void givenAnAuthorWithoutAccount_whenTheNameIsTheOpeners_thenTheApprovalCounts() {
        server.on(REPO + "/pulls/7/commits", "[" + made(HEAD, "", "jim@work.example.com", "Add") + "]");
        server.on("/users/ravi", "{'login':'ravi','name':'Ravi R','email':null}");
        server.on("/users/jane", "{'login':'jane','name':'jim  beam','email':null}");
        reviews(review("ravi", "APPROVED", HEAD));
        assertThat(of(HEAD).approvals()).isEqualTo(1);
    }

    @Test
    void givenAnAuthorWithoutAccount_whenTheNameIsTheApprovers_thenThatIsASelfApproval() {
        server.on(REPO + "/pulls/7/commits", "[" + made(HEAD, "", "jim@work.example.com", "Add") + "]");
        server.on("/users/ravi", "{'login':'ravi','name':'Jim Beam','email':null}");
        reviews(review("ravi", "APPROVED", HEAD));
        assertThat(of(HEAD).selfApprovals()).isEqualTo(1);
    }

    @Test
    void givenACommitWithoutPullRequest_whenDeployed_thenNobodyApprovedIt() {
        server.on(REPO + "/commits/" + HEAD + "/pulls", "[]");
        ReviewSummary summary = of(HEAD);
        assertThat(summary.changes()).isEmpty();
        assertThat(summary.approvals()).isZero();
        assertThat(summary.approvalsOpen()).isNull();
    }

    @Test
    void givenManyReviews_whenTheyHaveSeveralPages_thenAllAreRead() {
        String second = server.base() + REPO + "/pulls/7/reviews?per_page=100&page=2";
        server.on(
                REPO + "/pulls/7/reviews?per_page=100",
                200,
                "[" + review("ravi", "APPROVED", HEAD) + "]",
                Map.of("Link", "<" + second + ">; rel=\"next\", <" + second + ">; rel=\"last\""));
        server.on(
                REPO + "/pulls/7/reviews?per_page=100&page=2",
                "[" + review("ravi", "CHANGES_REQUESTED", HEAD) + "," + review("olga", "APPROVED", HEAD) + "]");
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isEqualTo(1);
        assertThat(summary.changeRequests()).isEqualTo(1);
    }

    @Test
    void givenANextPageElsewhere_whenRead_thenItIsNotAsked() {
        server.on(
                REPO + "/pulls/7/reviews?per_page=100",
                200,
                "[]",
                Map.of("Link", "<http://evil.example.com/reviews>; rel=\"next\""));
        assertThat(reading(HEAD))
                .isInstanceOfSatisfying(
                        Reading.Unreadable.class, none -> assertThat(none.why()).contains("another server"));
    }

    @Test
    void givenAUsedUpRateLimit_whenAsked_thenItSaysUntilWhen() {
        server.on(
                REPO + "/commits/" + HEAD,
                403,
                "{'message':'API rate limit exceeded'}",
                Map.of("x-ratelimit-remaining", "0", "x-ratelimit-reset", "1767225600"));
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of(HEAD)))
                .contains("until 2026-01-01T00:00:00Z", "rate limit");
        server.on(REPO + "/commits/" + HEAD, 429, "{}", Map.of("retry-after", "60"));
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of(HEAD)))
                .contains("rate limit");
    }

    @Test
    void givenNoSuchCommit_whenAsked_thenItCannotBeTold() {
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of("f".repeat(40))))
                .contains("does not exist", "404");
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of("abc1234")))
                .contains("no full hash");
    }

    @Test
    void givenAServerThatRepeatsTheToken_whenItRefuses_thenTheReasonDoesNot() {
        server.on(REPO + "/commits/" + HEAD, 401, "{'message':'bad token " + RecordedServer.SECRET + "'}", Map.of());
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of(HEAD)))
                .contains("401", "bad token")
                .doesNotContain(RecordedServer.SECRET);
    }

    @Test
    void givenNoTimeLeft_whenAsked_thenItSaysSo() {
        ReleaseSource late = server.source(server.base(), Instant.now().minusSeconds(1));
        assertThat(unreadable(new GithubReviews(late, "shop/web").of(HEAD))).contains("no time left");
        assertThat(server.asked()).isEmpty();
    }

    @Test
    void givenSomethingElseThanGithub_whenAsked_thenItSaysWhatIsMissing() {
        server.on(REPO + "/commits/" + HEAD, "<html>");
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of(HEAD)))
                .contains("no JSON");
        server.on(REPO + "/commits/" + HEAD, made(HEAD, "jane", "j", "m"));
        server.on(REPO + "/commits/" + HEAD + "/pulls", "[{'number':7}]");
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of(HEAD)))
                .contains("'state'");
    }

    @Test
    void givenMoreCommitsThanAreListed_whenAsked_thenItCannotBeTold() {
        StringBuilder commits = new StringBuilder("[");
        for (int i = 0; i < 250; i++) {
            commits.append(i == 0 ? "" : ",").append(made(HEAD, "jane", "jane@example.com", "m"));
        }
        server.on(REPO + "/pulls/7/commits", commits.append("]").toString());
        assertThat(unreadable(new GithubReviews(server.source(), "shop/web").of(HEAD)))
                .contains("250 commits");
    }
}
