package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.AlertSummary.Told;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Where Alertmanager sends an alert, by its own configuration: an alert goes down to the first child that matches, and on
 * to the next ones while {@code continue} is set; where no child matches, the route's own receiver gets it. A label that
 * is only known once an alert fires leaves several ways open, and so does a receiver that is muted at times.
 *
 * @param telling receivers with at least one notifier
 */
record RoutingTree(Route root, Set<String> telling) {

    private static final int MOST_DEPTH = 50;
    private static final int MOST_WAYS = 512;

    /**
     * A node of the tree.
     *
     * @param muted whether time intervals decide if its receiver is told
     */
    record Route(String receiver, List<LabelMatcher> matchers, boolean goesOn, boolean muted, List<Route> routes) {}

    /** What is possible: every way that an alert may go, as the receivers that it reaches there. */
    record Ways(Set<Set<String>> receivers) {

        /** Whether it reaches one of these on every way, or on none. */
        Told reach(Set<String> good) {
            long reaching = receivers.stream()
                    .filter(way -> way.stream().anyMatch(good::contains))
                    .count();
            return reaching == receivers.size() ? Told.YES : reaching == 0 ? Told.NO : Told.UNKNOWN;
        }

        /** All receivers that it may reach. */
        Set<String> all() {
            Set<String> all = new TreeSet<>();
            receivers.forEach(all::addAll);
            return all;
        }
    }

    /**
     * The tree of a configuration file.
     *
     * @throws NoAnswer when it is none
     */
    static RoutingTree of(String yaml) {
        Object file;
        try {
            LoadSettings settings =
                    LoadSettings.builder().setMaxAliasesForCollections(50).build();
            file = new Load(settings).loadFromString(yaml);
        } catch (YamlEngineException | StackOverflowError e) {
            // The parser's complaint quotes the file, and with it what may be a secret.
            throw new NoAnswer("Alertmanager's configuration is not understood: it is no YAML");
        }
        if (!(file instanceof Map<?, ?> config) || !(config.get("route") instanceof Map<?, ?> route)) {
            throw new NoAnswer("Alertmanager shows a configuration without a route");
        }
        Set<String> telling = new HashSet<>();
        for (Object each : list(config.get("receivers"))) {
            if (each instanceof Map<?, ?> receiver && tells(receiver)) {
                telling.add(String.valueOf(receiver.get("name")));
            }
        }
        return new RoutingTree(route(route, "", 0), Set.copyOf(telling));
    }

    private static boolean tells(Map<?, ?> receiver) {
        return receiver.entrySet().stream()
                .anyMatch(entry -> String.valueOf(entry.getKey()).endsWith("_configs")
                        && !list(entry.getValue()).isEmpty());
    }

    private static Route route(Map<?, ?> yaml, String inherited, int depth) {
        if (depth > MOST_DEPTH) {
            throw new NoAnswer("Alertmanager's routes are nested more than " + MOST_DEPTH + " deep");
        }
        String receiver = yaml.get("receiver") instanceof String name && !name.isEmpty() ? name : inherited;
        List<LabelMatcher> matchers = new ArrayList<>();
        map(yaml.get("match")).forEach((name, value) -> matchers.add(new LabelMatcher(name, value, false, true)));
        map(yaml.get("match_re")).forEach((name, value) -> matchers.add(new LabelMatcher(name, value, true, true)));
        for (Object each : list(yaml.get("matchers"))) {
            matchers.addAll(LabelMatcher.parse(String.valueOf(each)));
        }
        List<Route> routes = new ArrayList<>();
        for (Object child : list(yaml.get("routes"))) {
            if (child instanceof Map<?, ?> node) {
                routes.add(route(node, receiver, depth + 1));
            }
        }
        boolean muted = !list(yaml.get("mute_time_intervals")).isEmpty()
                || !list(yaml.get("active_time_intervals")).isEmpty();
        return new Route(receiver, matchers, Boolean.TRUE.equals(yaml.get("continue")), muted, routes);
    }

    private static Collection<?> list(@Nullable Object yaml) {
        return yaml instanceof Collection<?> list ? list : yaml instanceof String text ? List.of(text) : List.of();
    }

    private static Map<String, String> map(@Nullable Object yaml) {
        Map<String, String> texts = new HashMap<>();
        if (yaml instanceof Map<?, ?> map) {
            map.forEach((key, value) -> texts.put(String.valueOf(key), String.valueOf(value)));
        }
        return texts;
    }

    /**
     * Where an alert goes.
     *
     * @param labels those that are known; any other may be there or not
     * @throws NoAnswer when there are too many ways
     */
    Ways of(Map<String, String> labels) {
        return new Ways(ways(root, labels));
    }

    /** While the children of a route are tried: what was reached, and whether any took it, and whether it ended there. */
    private record Walk(Set<String> reached, boolean taken, boolean ended) {}

    private static Set<Set<String>> ways(Route route, Map<String, String> labels) {
        Set<Walk> walks = Set.of(new Walk(Set.of(), false, false));
        for (Route child : route.routes()) {
            Told fits = LabelMatcher.all(child.matchers(), labels);
            if (fits == Told.NO) {
                continue;
            }
            Set<Set<String>> below = ways(child, labels);
            Set<Walk> next = new LinkedHashSet<>();
            for (Walk walk : walks) {
                if (walk.ended() || fits == Told.UNKNOWN) {
                    next.add(walk);
                }
                if (!walk.ended()) {
                    below.forEach(way -> next.add(new Walk(union(walk.reached(), way), true, !child.goesOn())));
                }
            }
            walks = bounded(next);
        }
        Set<Set<String>> ways = new LinkedHashSet<>();
        for (Walk walk : walks) {
            ways.add(walk.taken() ? walk.reached() : Set.of(route.receiver()));
            if (!walk.taken() && route.muted()) {
                ways.add(Set.of());
            }
        }
        return bounded(ways);
    }

    private static <T> Set<T> bounded(Set<T> ways) {
        if (ways.size() > MOST_WAYS) {
            throw new NoAnswer("Alertmanager's routes depend on too many labels that only a firing alert has; give the"
                    + " rules the labels that routes match");
        }
        return ways;
    }

    private static Set<String> union(Set<String> one, Set<String> other) {
        Set<String> union = new TreeSet<>(one);
        union.addAll(other);
        return Set.copyOf(union);
    }
}
