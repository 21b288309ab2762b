package io.jenkins.plugins.sluice.evidence.release;

import static io.jenkins.plugins.sluice.evidence.release.RecordedServer.unreadable;
import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.ReviewSummary;
import io.jenkins.plugins.sluice.evidence.ReviewSummary.Standing;
import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Answers have the shape that GitLab documents for its REST API v4. */
class GitlabReviewsTest {

    private static final String HEAD = "a".repeat(40);
    private static final String OLD = "b".repeat(40);
    private static final String BASE = "c".repeat(40);
    private static final String MERGE = "d".repeat(40);
    private static final String PROJECT = "/api/v4/projects/shop%2Fweb";
    private static final String REQUEST = PROJECT + "/merge_requests/3";

    private RecordedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RecordedServer();
        commit(HEAD, "opened", "null", "null", BASE);
        server.on(
                REQUEST + "/versions",
                "[{'id':2,'head_commit_sha':'" + HEAD + "','created_at':'2026-01-02T12:00:00.000Z'},"
                        + "{'id':1,'head_commit_sha':'" + OLD + "','created_at':'2026-01-02T10:00:00.000+01:00'}]");
        server.on(REQUEST + "/commits", "[" + made(HEAD, "Jane Doe", "jane@example.com") + "]");
        server.on(REQUEST + "/reviewers", "[]");
        approvals();
        for (String each : new String[] {"1 jane Jane_Doe", "2 ravi Ravi_R", "3 olga Olga_O"}) {
            String[] parts = each.split(" ");
            server.on(
                    "/api/v4/users/" + parts[0],
                    "{'id':" + parts[0] + ",'username':'" + parts[1] + "','name':'" + parts[2].replace('_', ' ')
                            + "','public_email':null,'bot':false}");
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String made(String sha, String name, String email) {
        return "{'id':'" + sha + "','author_name':'" + name + "','author_email':'" + email + "','committer_name':'"
                + name + "','committer_email':'" + email + "','message':'Add','parent_ids':['" + BASE + "']}";
    }

    private void commit(String sha, String state, String merge, String squash, String... parents) {
        String[] quoted = java.util.Arrays.stream(parents)
                .map(parent -> "'" + parent + "'")
                .toArray(String[]::new);
        server.on(
                PROJECT + "/repository/commits/" + sha,
                "{'id':'" + sha + "','parent_ids':[" + String.join(",", quoted) + "]}");
        server.on(
                PROJECT + "/repository/commits/" + sha + "/merge_requests",
                "[{'id':90,'iid':3,'state':'" + state
                        + "','web_url':'https://gitlab.example.com/shop/web/-/merge_requests/3',"
                        + "'author':{'id':1,'username':'jane','name':'Jane Doe'},'sha':'" + HEAD
                        + "','merge_commit_sha':" + merge + ",'squash_commit_sha':" + squash + "}]");
    }

    private static String approval(int id, String login, String at) {
        return "{'user':{'id':" + id + ",'username':'" + login + "','name':'x','state':'active'}"
                + (at == null ? "" : ",'approved_at':'" + at + "'") + "}";
    }

    private void approvals(String... approvals) {
        server.on(REQUEST + "/approvals", "{'id':90,'iid':3,'approved_by':[" + String.join(",", approvals) + "]}");
    }

    private GitlabReviews gitlab() {
        ReleaseSource source = server.source();
        return new GitlabReviews(
                server.source(java.net.URI.create(server.base() + "/api/v4"), source.deadline()), "shop/web");
    }

    private ReviewSummary of(String commit) {
        return RecordedServer.whole(gitlab().of(commit), ReviewSummary.class);
    }

    @Test
    void givenAnApprovalOfTheNewestVersion_whenItsHeadIsDeployed_thenItCounts() {
        approvals(approval(2, "ravi", "2026-01-02T12:30:00.000Z"));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isEqualTo(1);
        assertThat(summary.approvalsOpen()).isNull();
        assertThat(summary.requestsOpen()).isNull();
        assertThat(summary.authors()).containsExactly("jane");
        assertThat(summary.changes()).extracting(ReviewSummary.Change::id).containsExactly("!3");
    }

    @Test
    void givenAPushAfterTheApproval_whenDeployed_thenItWasOfAnotherCommit() {
        approvals(approval(2, "ravi", "2026-01-02T11:59:59.000Z"));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isZero();
        assertThat(summary.reviews()).singleElement().satisfies(review -> {
            assertThat(review.standing()).isEqualTo(Standing.OTHER_COMMIT);
            assertThat(review.commit()).isEqualTo(OLD);
        });
    }

    @Test
    void givenMergeAndSquashCommits_whenDeployed_thenTheApprovalOfTheHeadCounts() {
        approvals(approval(2, "ravi", "2026-01-02T12:30:00.000Z"));
        commit(MERGE, "merged", "'" + MERGE + "'", "null", BASE, HEAD);
        assertThat(of(MERGE).approvals()).isEqualTo(1);
        commit(MERGE, "merged", "null", "'" + MERGE + "'", BASE);
        assertThat(of(MERGE).approvals()).isEqualTo(1);
        commit(MERGE, "merged", "'" + MERGE + "'", "null", BASE, OLD);
        assertThat(of(MERGE).approvals()).isZero();
    }

    @Test
    void givenAClosedMergeRequest_whenItsHeadIsDeployed_thenNothingIsApproved() {
        approvals(approval(2, "ravi", "2026-01-02T12:30:00.000Z"));
        commit(HEAD, "closed", "null", "null", BASE);
        assertThat(of(HEAD).changes()).isEmpty();
    }

    @Test
    void givenAnOlderServer_whenItsNotesTellTheTime_thenTheyAreTaken() {
        approvals(approval(2, "ravi", null));
        server.on(
                REQUEST + "/notes",
                "[{'system':true,'body':'approved this merge request','author':{'username':'ravi'},'created_at':'2026-01-02T12:30:00.000Z'}]");
        assertThat(of(HEAD).approvals()).isEqualTo(1);
        server.on(
                REQUEST + "/notes",
                "[{'system':false,'body':'approved this merge request','author':{'username':'ravi'},'created_at':'2026-01-02T12:30:00.000Z'}]");
        ReviewSummary summary = of(HEAD);
        assertThat(summary.approvals()).isZero();
        assertThat(summary.approvalsOpen()).contains("ravi", "when");
    }

    @Test
    void givenAnAuthor_whenTheyApprove_thenThatIsASelfApproval() {
        server.on(
                REQUEST + "/commits",
                "[" + made(HEAD, "Jane Doe", "jane@example.com") + "," + made(OLD, "RAVI R", "r@example.com") + "]");
        approvals(approval(2, "ravi", "2026-01-02T12:30:00.000Z"), approval(3, "olga", "2026-01-02T12:31:00.000Z"));
        ReviewSummary summary = of(HEAD);
        assertThat(summary.selfApprovals()).isEqualTo(1);
        assertThat(summary.approvals()).isEqualTo(1);
    }

    @Test
    void givenAnAuthorWhoMatchesNobody_whenSomebodyApproves_thenItIsUnclear() {
        server.on(REQUEST + "/commits", "[" + made(HEAD, "rr", "r@example.com") + "]");
        approvals(approval(2, "ravi", "2026-01-02T12:30:00.000Z"));
        assertThat(of(HEAD).approvalsOpen()).contains("'rr'");
    }

    @Test
    void givenABot_whenItApproves_thenThatDoesNotCount() {
        server.on("/api/v4/users/9", "{'id':9,'username':'project_1_bot','name':'b','bot':true}");
        approvals(approval(9, "project_1_bot", "2026-01-02T12:30:00.000Z"));
        assertThat(of(HEAD).reviews())
                .extracting(ReviewSummary.Review::standing)
                .containsExactly(Standing.BY_BOT);
    }

    @Test
    void givenRequestsForChanges_whenTold_thenTheyCountAndElseAreUnknown() {
        server.on(
                REQUEST + "/reviewers",
                "[{'user':{'id':3,'username':'olga','name':'Olga O'},'state':'requested_changes'},"
                        + "{'user':{'id':2,'username':'ravi','name':'Ravi R'},'state':'unreviewed'}]");
        assertThat(of(HEAD).changeRequests()).isEqualTo(1);
        server.on(REQUEST + "/reviewers", 404, "{'error':'404 Not Found'}", Map.of());
        assertThat(of(HEAD).requestsOpen()).contains("asked for changes");
    }

    @Test
    void givenARateLimit_whenAsked_thenItSaysUntilWhen() {
        server.on(
                PROJECT + "/repository/commits/" + HEAD,
                429,
                "{}",
                Map.of("RateLimit-Reset", "1767225600", "RateLimit-Remaining", "0"));
        assertThat(unreadable(gitlab().of(HEAD))).contains("until 2026-01-01T00:00:00Z");
    }
}
