package io.jenkins.plugins.sluice.evidence.release;

import static io.jenkins.plugins.sluice.evidence.release.Answer.need;
import static io.jenkins.plugins.sluice.evidence.release.Answer.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Health;
import io.jenkins.plugins.sluice.evidence.AlertSummary.State;
import io.jenkins.plugins.sluice.evidence.Reading;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Asks a server with the rules API of Prometheus whether alert rules exist, are evaluated, and fire; and its Alertmanager,
 * where one is given, whether they are silenced and where they are sent.
 *
 * <p>Several rules of one name are one: it fires when one of them fires, is unhealthy when one of them is, is silenced
 * when one of them is, and routed when all of them are.
 */
public final class PrometheusAlerts {

    /** A rule that missed this many evaluations is not evaluated any more. */
    private static final int MISSED = 4;

    private static final Duration LEAST_AGE = Duration.ofMinutes(2);

    private final Api api;
    private final @Nullable Alertmanager alertmanager;

    /**
     * Asks these servers.
     *
     * @param alertmanager the Alertmanager that the alerts go to, or null when it is not asked
     */
    public PrometheusAlerts(ReleaseSource source, @Nullable ReleaseSource alertmanager) {
        this.api = new Api(source);
        this.alertmanager = alertmanager == null ? null : new Alertmanager(new Api(alertmanager));
    }

    /**
     * What becomes of rules.
     *
     * @param names of alert rules
     * @param receiver the receiver of Alertmanager that they must reach, or null for any that tells somebody
     * @return completes with an {@link AlertSummary}, or with the reason why the rules are not known; where only
     *     Alertmanager cannot tell, what it is asked for is unknown in the summary
     */
    public CompletionStage<Reading> of(List<String> names, @Nullable String receiver) {
        CompletionStage<Map<String, List<Found>>> found =
                api.get("/api/v1/rules?type=alert").thenApply(answer -> found(answer, names));
        CompletionStage<Optional<Boolean>> sends =
                alertmanager == null ? CompletableFuture.completedFuture(Optional.empty()) : sends();
        CompletionStage<Optional<Alertmanager.View>> view = alertmanager == null
                ? CompletableFuture.completedFuture(Optional.empty())
                : alertmanager.view(receiver).thenApply(Optional::of);
        return Api.reading(found.thenCombine(view, Asked::new)
                .thenCombine(
                        sends,
                        (asked, sent) -> new Api.Told<>(
                                new AlertSummary(names.stream()
                                        .distinct()
                                        .map(name -> rule(
                                                name, asked.found().getOrDefault(name, List.of()), asked.view(), sent))
                                        .toList()),
                                List.of())));
    }

    private record Asked(Map<String, List<Found>> found, Optional<Alertmanager.View> view) {}

    /** A rule that has the name. */
    private record Found(
            State state, Health health, @Nullable String error, Map<String, String> labels) {}

    private static Map<String, List<Found>> found(Answer answer, Collection<String> names) {
        JsonNode body = answer.body();
        need(body, "/status");
        if (!body.at("/warnings").isEmpty()) {
            throw new NoAnswer("the rules are not told whole: "
                    + Api.cut(body.at("/warnings").path(0).asText("")));
        }
        JsonNode groups = body.at("/data/groups");
        if (!groups.isArray()) {
            throw new NoAnswer("the answer holds no groups of rules; check the source's address");
        }
        Map<String, List<Found>> found = new HashMap<>();
        for (JsonNode group : groups) {
            double interval = group.at("/interval").asDouble(0);
            for (JsonNode rule : group.at("/rules")) {
                String name = text(rule, "/name").orElse("");
                if (names.contains(name) && rule.at("/type").asText("alerting").equals("alerting")) {
                    found.computeIfAbsent(name, none -> new ArrayList<>()).add(rule(rule, interval, answer.at()));
                }
            }
        }
        return found;
    }

    private static Found rule(JsonNode rule, double interval, Instant now) {
        State state =
                switch (need(rule, "/state")) {
                    case "firing" -> State.FIRING;
                    case "pending" -> State.PENDING;
                    case "inactive" -> State.INACTIVE;
                    default ->
                        throw new NoAnswer(
                                "an alert rule is in the unknown state '" + Api.cut(need(rule, "/state")) + "'");
                };
        String error = text(rule, "/lastError").map(Api::cut).orElse(null);
        Health health =
                switch (text(rule, "/health").orElse("unknown")) {
                    case "ok" -> Health.GOOD;
                    case "err" -> Health.FAILING;
                    default -> Health.UNKNOWN;
                };
        Instant evaluated = Answer.time(rule, "/lastEvaluation");
        Duration age = Duration.ofMillis(Math.round(Math.min(interval, 1e6) * 1000 * MISSED));
        Duration oldest = age.compareTo(LEAST_AGE) < 0 ? LEAST_AGE : age;
        if (health == Health.GOOD
                && (evaluated == null || evaluated.plus(oldest).isBefore(now))) {
            health = Health.UNKNOWN;
            error = evaluated == null ? "it is not told when it was evaluated" : "last evaluated " + evaluated;
        }
        Map<String, String> labels = new HashMap<>();
        rule.at("/labels").properties().forEach(label -> {
            // A template is filled in when the alert fires.
            if (!label.getValue().asText("").contains("{{")) {
                labels.put(label.getKey(), label.getValue().asText(""));
            }
        });
        labels.put("alertname", need(rule, "/name"));
        return new Found(state, health, error, labels);
    }

    private static AlertSummary.Rule rule(
            String name, List<Found> found, Optional<Alertmanager.View> view, Optional<Boolean> sends) {
        if (found.isEmpty()) {
            return new AlertSummary.Rule(
                    name,
                    State.MISSING,
                    Health.UNKNOWN,
                    null,
                    AlertSummary.Told.UNKNOWN,
                    List.of(),
                    AlertSummary.Told.UNKNOWN,
                    List.of(),
                    view.isEmpty() ? null : "there is no such rule");
        }
        Found sick = found.stream()
                .filter(each -> each.health() != Health.GOOD)
                .min(Comparator.comparing(each -> each.health() == Health.FAILING ? 0 : 1))
                .orElse(found.get(0));
        State state =
                found.stream().map(Found::state).min(Comparator.naturalOrder()).orElseThrow();
        Alertmanager.Judgement judgement = view.map(
                        seen -> seen.of(name, found.stream().map(Found::labels).toList()))
                .orElse(Alertmanager.Judgement.NOT_ASKED);
        boolean sendsNowhere = sends.isPresent() && !sends.get();
        return new AlertSummary.Rule(
                name,
                state,
                sick.health(),
                sick.error(),
                judgement.silenced(),
                judgement.silences(),
                sendsNowhere ? AlertSummary.Told.NO : judgement.routed(),
                sendsNowhere ? List.of() : judgement.receivers(),
                judgement.doubt());
    }

    /** Whether Prometheus has any Alertmanager to send to; empty where the server does not tell. */
    private CompletionStage<Optional<Boolean>> sends() {
        return api.find("/api/v1/alertmanagers")
                .handle((answer, failure) -> failure != null
                        ? Optional.empty()
                        : answer.map(given -> given.body().at("/data/activeAlertmanagers"))
                                .filter(JsonNode::isArray)
                                .map(active -> !active.isEmpty()));
    }
}
