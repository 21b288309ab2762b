package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.Metric;
import io.jenkins.plugins.sluice.evidence.metric.QueryTemplate;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the metrics that a policy defines itself. */
final class OwnMetrics {

    private static final List<String> QUERIES = List.of("total", "bad", "events", "buckets", "query");

    /** What {@link QueryTemplate#parse} says: where, what, and the remedy. */
    private static final Pattern TEMPLATE_ERROR = Pattern.compile("column ([0-9]+): (.*); (.*)", Pattern.DOTALL);

    private static final List<Integer> QUANTILES = List.of(50, 90, 95, 99);

    private final Problems problems;
    private final ShapeCheck check;
    private final boolean compared;
    private final @Nullable String pods;
    private final Set<String> broken = new LinkedHashSet<>();

    /**
     * For one gate.
     *
     * @param compared whether there are two arms, which queries must ask for
     * @param pods the label that names pods when a metric does not say, or null
     */
    OwnMetrics(Problems problems, ShapeCheck check, boolean compared, @Nullable String pods) {
        this.problems = problems;
        this.check = check;
        this.compared = compared;
        this.pods = pods;
    }

    /** Names of metrics with mistakes, of which nothing more needs to be said. */
    Set<String> broken() {
        return broken;
    }

    List<NamedMetric> read(Fields metrics) {
        List<NamedMetric> own = new ArrayList<>();
        for (Fields.Named named : metrics.named("own")) {
            Fields fields = new Fields(named.node(), named.path(), check);
            String name = named.key().text();
            boolean right = check.fits(named.node());
            for (String key : QUERIES) {
                right &= query(fields, key);
            }
            right = right && fits(fields);
            if (right) {
                own.addAll(metric(name, fields));
            } else {
                broken.add(name);
            }
        }
        return own;
    }

    private boolean query(Fields fields, String key) {
        if (fields.node(key).isEmpty()) {
            return true;
        }
        Optional<YamlNode.Scalar> scalar = fields.scalar(key);
        if (scalar.isEmpty()) {
            return false;
        }
        YamlNode.Scalar text = scalar.get();
        try {
            QueryTemplate template = QueryTemplate.parse(text.text());
            if (compared
                    && template.labels().isEmpty()
                    && !template.placeholders().contains(QueryTemplate.Placeholder.ARM)) {
                problems.add(
                        text.place(),
                        fields.path(key),
                        "the query asks canary and baseline for the same",
                        "write ${arm} where the labels of the version go");
                return false;
            }
            return true;
        } catch (IllegalArgumentException wrong) {
            Matcher parts = TEMPLATE_ERROR.matcher(String.valueOf(wrong.getMessage()));
            if (!parts.matches()) {
                throw wrong;
            }
            int column = Integer.parseInt(parts.group(1));
            String where = text.inset() < 0 ? " (column " + column + " of the query)" : "";
            int points = text.text()
                            .codePointCount(0, Math.min(column - 1, text.text().length()))
                    + 1;
            problems.add(text.placeOf(points), fields.path(key), Quoted.plain(parts.group(2)) + where, parts.group(3));
            return false;
        }
    }

    /** Whether keys stand together that belong together. */
    private boolean fits(Fields fields) {
        boolean ratio = fields.node("bad").isPresent();
        boolean right = true;
        if (ratio != fields.node("total").isPresent()) {
            String key = ratio ? "bad" : "total";
            problems.add(
                    fields.keyPlace(key),
                    fields.path(key),
                    "a ratio needs both 'total' and 'bad'",
                    "add '" + (ratio ? "total" : "bad") + "'");
            right = false;
        }
        boolean measured =
                fields.node("query").isPresent() || fields.node("buckets").isPresent();
        right &= meaningless(fields, "unit", !measured, "a ratio and events have no unit");
        boolean either =
                fields.node("query").isPresent() || fields.node("events").isPresent();
        right &= meaningless(fields, "worse", !either, "more errors and longer times are always worse");
        return right;
    }

    private boolean meaningless(Fields fields, String key, boolean is, String why) {
        if (is && fields.node(key).isPresent()) {
            problems.add(fields.keyPlace(key), fields.path(key), why, "remove '" + key + "'");
            return false;
        }
        return true;
    }

    private List<NamedMetric> metric(String name, Fields fields) {
        String label = fields.text("pods").orElse(pods);
        Optional<Unit> unit = fields.text("unit").flatMap(Unit::withSymbol);
        Optional<String> bad = fields.text("bad");
        if (bad.isPresent()) {
            return List.of(NamedMetric.number(
                    new Metric.Ratio(name, fields.text("total").orElse(""), bad.get(), label)));
        }
        Optional<String> events = fields.text("events");
        if (events.isPresent()) {
            Metric.Worse worse = worse(fields, Metric.Worse.LOWER);
            return List.of(NamedMetric.number(new Metric.Events(name, events.get(), worse, label)));
        }
        Optional<String> buckets = fields.text("buckets");
        if (buckets.isPresent()) {
            Metric.Distribution distribution =
                    new Metric.Distribution(name, buckets.get(), unit.orElse(Unit.SECOND), label);
            List<NamedMetric> metrics = new ArrayList<>(List.of(NamedMetric.whole(distribution)));
            QUANTILES.forEach(
                    percent -> metrics.add(NamedMetric.quantile(name + "P" + percent, distribution, percent)));
            return metrics;
        }
        return fields
                .text("query")
                .map(query -> NamedMetric.number(new Metric.Value(
                        name, query, unit.orElse(Unit.NONE), worse(fields, Metric.Worse.EITHER), label)))
                .stream()
                .toList();
    }

    private static Metric.Worse worse(Fields fields, Metric.Worse byDefault) {
        return GateBuilder.choice(fields, "worse", Metric.Worse.values(), byDefault);
    }
}
