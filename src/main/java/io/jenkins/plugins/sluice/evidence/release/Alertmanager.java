package io.jenkins.plugins.sluice.evidence.release;

import static io.jenkins.plugins.sluice.evidence.release.Answer.need;
import static io.jenkins.plugins.sluice.evidence.release.Answer.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Asks Alertmanager (API v2) whether alerts would be silenced and whom they would reach. */
final class Alertmanager {

    private static final int MOST_SILENCES = 20;

    private final Api api;

    Alertmanager(Api api) {
        this.api = api;
    }

    /**
     * What becomes of a rule's alerts.
     *
     * @param doubt why something is unknown, or null
     */
    record Judgement(
            Told silenced,
            List<String> silences,
            Told routed,
            List<String> receivers,
            @Nullable String doubt) {
        static final Judgement NOT_ASKED = new Judgement(Told.UNKNOWN, List.of(), Told.UNKNOWN, List.of(), null);
    }

    /** What is set up now: answers for rules without asking again. */
    interface View {

        /**
         * What becomes of the rules of one name.
         *
         * @param labels the labels that are known of each
         */
        Judgement of(String name, List<Map<String, String>> labels);
    }

    /** Looks at silences, alerts and routes; where it cannot, every judgement says why. */
    CompletionStage<View> view(@Nullable String receiver) {
        CompletionStage<List<JsonNode>> silences = api.all("/api/v2/silences");
        CompletionStage<List<JsonNode>> alerts = api.all("/api/v2/alerts?active=true&silenced=true&inhibited=true");
        return api.get("/api/v2/status")
                .thenApply(status -> RoutingTree.of(need(status.body(), "/config/original")))
                .thenCombine(
                        silences,
                        (tree, all) -> new SetUp(
                                tree,
                                all.stream()
                                        .filter(silence ->
                                                need(silence, "/status/state").equals("active"))
                                        .map(Silence::of)
                                        .toList(),
                                List.of(),
                                receiver))
                .thenCombine(alerts, (setUp, all) -> new SetUp(setUp.tree(), setUp.silences(), all, receiver))
                .handle((setUp, failure) -> {
                    if (failure == null) {
                        return setUp;
                    }
                    if (Api.cause(failure) instanceof NoAnswer none) {
                        Judgement unknown = new Judgement(
                                Told.UNKNOWN, List.of(), Told.UNKNOWN, List.of(), String.valueOf(none.getMessage()));
                        return (View) (name, labels) -> unknown;
                    }
                    throw new java.util.concurrent.CompletionException(Api.cause(failure));
                });
    }

    private record Silence(String id, List<LabelMatcher> matchers) {

        static Silence of(JsonNode json) {
            List<LabelMatcher> matchers = new ArrayList<>();
            for (JsonNode matcher : json.at("/matchers")) {
                matchers.add(new LabelMatcher(
                        need(matcher, "/name"),
                        matcher.at("/value").asText(""),
                        matcher.at("/isRegex").asBoolean(false),
                        matcher.at("/isEqual").asBoolean(true)));
            }
            return new Silence(need(json, "/id"), matchers);
        }

        /** A silence that names the rule silences a part of it even where more labels decide which. */
        Told covers(Map<String, String> labels) {
            Told covers = LabelMatcher.all(matchers, labels);
            boolean names = matchers.stream()
                    .anyMatch(matcher -> matcher.name().equals("alertname")
                            && matcher.equal()
                            && matcher.fits("") == Told.NO
                            && matcher.fits(labels.get("alertname")) == Told.YES);
            return covers == Told.UNKNOWN && names ? Told.YES : covers;
        }
    }

    private record SetUp(
            RoutingTree tree,
            List<Silence> silences,
            List<JsonNode> alerts,
            @Nullable String receiver) implements View {

        @Override
        public Judgement of(String name, List<Map<String, String>> labels) {
            Set<String> certain = new TreeSet<>();
            Set<String> possible = new TreeSet<>();
            String doubt = null;
            for (Silence silence : silences) {
                for (Map<String, String> known : labels) {
                    Told covers = silence.covers(known);
                    if (covers == Told.YES) {
                        certain.add(silence.id());
                    } else if (covers == Told.UNKNOWN) {
                        possible.add(silence.id());
                        doubt = "silence " + Api.cut(silence.id()) + " asks for "
                                + Api.cut(String.join(
                                        ", ",
                                        silence.matchers().stream()
                                                .filter(matcher ->
                                                        matcher.fits(known.get(matcher.name())) == Told.UNKNOWN)
                                                .map(LabelMatcher::toString)
                                                .toList()))
                                + ", which only a firing alert has; let the silence name the alert, or the rule have"
                                + " the label";
                    }
                }
            }
            alerts.stream()
                    .filter(alert -> text(alert, "/labels/alertname")
                            .filter(name::equals)
                            .isPresent())
                    .forEach(alert ->
                            alert.at("/status/silencedBy").forEach(silence -> certain.add(silence.asText(""))));
            Told silenced = !certain.isEmpty() ? Told.YES : possible.isEmpty() ? Told.NO : Told.UNKNOWN;
            return routed(silenced, certain.isEmpty() ? possible : certain, labels, certain.isEmpty() ? doubt : null);
        }

        private Judgement routed(
                Told silenced, Set<String> ids, List<Map<String, String>> labels, @Nullable String silenceDoubt) {
            Set<String> good =
                    receiver == null ? tree.telling() : tree.telling().contains(receiver) ? Set.of(receiver) : Set.of();
            Set<String> receivers = new TreeSet<>();
            Told routed = Told.YES;
            String doubt = silenceDoubt;
            try {
                for (Map<String, String> known : labels) {
                    RoutingTree.Ways ways = tree.of(known);
                    receivers.addAll(ways.all());
                    Told one = ways.reach(good);
                    routed = routed == Told.NO || one == Told.NO ? Told.NO : one == Told.UNKNOWN ? one : routed;
                }
                if (routed == Told.UNKNOWN && doubt == null) {
                    doubt = "the receiver depends on labels that only a firing alert has, or on the time of day; give"
                            + " the rule the labels that routes match";
                }
            } catch (NoAnswer e) {
                routed = Told.UNKNOWN;
                doubt = e.getMessage();
            }
            return new Judgement(
                    silenced, ids.stream().limit(MOST_SILENCES).toList(), routed, List.copyOf(receivers), doubt);
        }
    }
}
