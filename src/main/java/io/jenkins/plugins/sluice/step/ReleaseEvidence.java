package io.jenkins.plugins.sluice.step;

import io.jenkins.plugins.sluice.evidence.EvidenceRedaction;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.ObservedReport;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.metric.MetricTransport;
import io.jenkins.plugins.sluice.evidence.release.GithubReviews;
import io.jenkins.plugins.sluice.evidence.release.GitlabReviews;
import io.jenkins.plugins.sluice.evidence.release.PrometheusAlerts;
import io.jenkins.plugins.sluice.evidence.release.ReleaseFormat;
import io.jenkins.plugins.sluice.evidence.release.ReleaseSource;
import io.jenkins.plugins.sluice.evidence.release.WorkspaceChecks;
import io.jenkins.plugins.sluice.policy.AlertCheck;
import io.jenkins.plugins.sluice.policy.MigrationCheck;
import io.jenkins.plugins.sluice.policy.ReleaseChecks;
import io.jenkins.plugins.sluice.policy.ReviewCheck;
import io.jenkins.plugins.sluice.policy.RollbackCheck;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Observes what a gate's release checks ask for: from servers here, without a thread that waits; from files where the
 * workspace lies, as part of an {@link EvidenceOrder}.
 */
public final class ReleaseEvidence {

    /** The source of what is observed of the code review; no evidence of a policy can have this name. */
    public static final String REVIEW = "review check";

    /** The source of what is observed of alert rules; no evidence of a policy can have this name. */
    public static final String ALERTS = "alerts check";

    private final Sources sources;
    private final InstantSource clock;

    /** Asks these sources. */
    public ReleaseEvidence(Sources sources, InstantSource clock) {
        this.sources = sources;
        this.clock = clock;
    }

    /** The sources that a host knows. */
    @FunctionalInterface
    public interface Sources {

        /** The source with this id, or empty when there is none. */
        Optional<Source> named(String id);
    }

    /**
     * A server with its credentials.
     *
     * @param base the address of its API, as {@link ReleaseSource#base}
     */
    public record Source(URI base, MetricTransport transport) {}

    /**
     * What the checks ask of the workspace, or null when they ask nothing.
     *
     * @param now when it is asked
     */
    public static @Nullable WorkspaceChecks inWorkspace(ReleaseChecks checks, @Nullable String commit, Instant now) {
        RollbackCheck rollback = checks.rollback();
        MigrationCheck migration = checks.migration();
        return rollback == null && migration == null
                ? null
                : new WorkspaceChecks(
                        rollback == null ? null : new WorkspaceChecks.Plan(rollback.plan(), rollback.covers()),
                        migration == null
                                ? null
                                : new WorkspaceChecks.Migrations(
                                        migration.files(), migration.evidence(), migration.dryRun()),
                        commit,
                        now);
    }

    /**
     * Asks all servers at once.
     *
     * @param commit the commit that is judged, as its full hash, or null when it is not known
     * @param patience when all must have answered
     * @return completes with a report for each check that asks a server; one without an answer is unreadable and says why
     */
    public CompletionStage<List<ObservedReport>> collect(
            ReleaseChecks checks, @Nullable String commit, Duration patience) {
        Instant deadline = clock.instant().plus(patience);
        CompletionStage<List<ObservedReport>> all = CompletableFuture.completedFuture(new ArrayList<>());
        if (checks.review() != null) {
            all = with(all, review(checks.review(), commit, deadline));
        }
        if (checks.alerts() != null) {
            all = with(all, alerts(checks.alerts(), deadline));
        }
        return all.thenApply(List::copyOf);
    }

    private static CompletionStage<List<ObservedReport>> with(
            CompletionStage<List<ObservedReport>> all, CompletionStage<ObservedReport> more) {
        return all.thenCombine(more, (reports, report) -> {
            reports.add(report);
            return reports;
        });
    }

    private CompletionStage<ObservedReport> review(ReviewCheck check, @Nullable String commit, Instant deadline) {
        boolean github = check.provider() == ReviewCheck.Provider.GITHUB;
        ReleaseFormat format = github ? ReleaseFormat.GITHUB_REVIEWS : ReleaseFormat.GITLAB_REVIEWS;
        String path = check.provider().name().toLowerCase(Locale.ROOT) + ": " + check.repository()
                + (commit == null ? "" : " " + commit);
        Optional<ReleaseSource> source = source(check.source(), deadline);
        CompletionStage<Reading> reading;
        if (commit == null) {
            reading = unreadable("which commit is judged is not known; name it, or run the gate in its clone");
        } else if (source.isEmpty()) {
            reading = unreadable(unknown(check.source()));
        } else {
            reading = github
                    ? new GithubReviews(source.get(), check.repository()).of(commit)
                    : new GitlabReviews(source.get(), check.repository()).of(commit);
        }
        return reading.thenApply(read -> observed(REVIEW, path, format, read, source.stream()));
    }

    private CompletionStage<ObservedReport> alerts(AlertCheck check, Instant deadline) {
        Optional<ReleaseSource> source = source(check.source(), deadline);
        String routing = check.alertmanager();
        Optional<ReleaseSource> alertmanager = routing == null ? Optional.empty() : source(routing, deadline);
        CompletionStage<Reading> reading;
        if (source.isEmpty()) {
            reading = unreadable(unknown(check.source()));
        } else if (routing != null && alertmanager.isEmpty()) {
            reading = unreadable(unknown(routing));
        } else {
            reading = new PrometheusAlerts(source.get(), alertmanager.orElse(null)).of(check.rules(), check.receiver());
        }
        String path = "alert rules of " + check.source() + (routing == null ? "" : " and " + routing);
        return reading.thenApply(read -> observed(
                ALERTS,
                path,
                ReleaseFormat.PROMETHEUS_ALERTS,
                read,
                Stream.concat(source.stream(), alertmanager.stream())));
    }

    private Optional<ReleaseSource> source(String id, Instant deadline) {
        return sources.named(id).map(source -> new ReleaseSource(source.base(), source.transport(), clock, deadline));
    }

    private static CompletionStage<Reading> unreadable(String why) {
        return CompletableFuture.completedFuture(new Reading.Unreadable(why));
    }

    private static String unknown(String id) {
        return "no source '" + id + "' is set up; set it up, or correct its id in the policy";
    }

    /** A server may repeat the credentials anywhere in its answers. */
    private ObservedReport observed(
            String source, String path, ReleaseFormat format, Reading reading, Stream<ReleaseSource> asked) {
        ObservedReport report = new ObservedReport(source, path, format.format(), 0, clock.instant(), null, reading);
        UnaryOperator<String> redact = asked.map(server -> (UnaryOperator<String>) server.transport()::redact)
                .reduce(text -> text, (one, other) -> text -> other.apply(one.apply(text)));
        EvidenceSet clean = EvidenceRedaction.texts(new EvidenceSet(List.of(report), List.of(), List.of()), redact);
        return clean.reports().get(0);
    }
}
