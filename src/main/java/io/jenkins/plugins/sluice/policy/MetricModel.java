package io.jenkins.plugins.sluice.policy;

import static io.jenkins.plugins.sluice.policy.CommonShapes.choice;
import static io.jenkins.plugins.sluice.policy.CommonShapes.section;

import io.jenkins.plugins.sluice.evidence.metric.Metric;
import io.jenkins.plugins.sluice.evidence.metric.set.MetricSet;
import io.jenkins.plugins.sluice.policy.Shape.Setting;
import io.jenkins.plugins.sluice.policy.Shape.Text;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/** The part of {@link PolicyModel} about live metrics. */
final class MetricModel {

    /** Ids of sources. */
    static final Text SOURCE = Text.of("the id of a source", CommonShapes.ID, CommonShapes.ID_FIX, "prometheus");

    /** What Prometheus takes for a label (prometheus.io/docs/concepts/data_model). */
    static final Pattern LABEL = Pattern.compile("[a-zA-Z_][a-zA-Z0-9_]*");

    private static final Pattern LABEL_OR_FIELD = Pattern.compile("[a-zA-Z_@][a-zA-Z0-9_.@/-]{0,127}");

    private static final Text TIME =
            Text.parsed("a time", "[0-9]+(?:\\.[0-9]+)?[ \\t]*(?:ns|us|ms|s|min|h)", "10min", "120s");

    private static final Text PERCENTAGE = Text.parsed("a percentage", "[0-9]+(?:\\.[0-9]+)?[ \\t]*%", "1%", "95%");

    /** The lengths that a block may have. */
    static final List<String> BLOCKS = List.of("auto", "15s", "30s", "60s", "120s", "300s");

    private static final Shape.Section OWN = section(
            "own",
            "a map that says how the metric is asked for",
            Shape.OneOf.of("how it is counted", "bad", "events", "buckets", "query"),
            List.of(),
            new Setting(
                    "total",
                    false,
                    query("http_requests_total{${arm}}"),
                    "",
                    "a ratio: the query for the counters of all requests"),
            new Setting(
                    "bad",
                    false,
                    query("http_requests_total{code=~\"5..\",${arm}}"),
                    "",
                    "a ratio: the query for the counters of those that failed, a part of `total`"),
            new Setting(
                    "events",
                    false,
                    query("orders_total{${arm}}"),
                    "",
                    "events: the query for the counters of things that happen"),
            new Setting(
                    "buckets",
                    false,
                    query("checkout_seconds_bucket{${arm}}"),
                    "",
                    "a distribution: the query for the counters of its buckets, or for a native histogram"),
            new Setting(
                    "query",
                    false,
                    query("sum(queue_length{${arm}})"),
                    "",
                    "a value: the query for a number that is no count"),
            new Setting(
                    "unit",
                    false,
                    new Shape.Choice(CommonShapes.UNITS),
                    "s of a distribution, else none",
                    "the unit of a value, or of a distribution's bounds"),
            new Setting(
                    "worse",
                    false,
                    choice(Metric.Worse.values()),
                    "lower of events, either of a value",
                    "which way a change of events or of a value harms"),
            new Setting(
                    "pods",
                    false,
                    Text.any("a label", "pod"),
                    "that of the set",
                    "the label that names pods; more pods are more evidence"));

    static final Shape.Section METRICS = section(
            "metrics",
            "a map with 'source'",
            Shape.OneOf.NONE,
            List.of(),
            new Setting("source", true, SOURCE, "", "the metric source that is asked, by its id"),
            new Setting(
                    "set",
                    false,
                    new Shape.Choice(
                            MetricSet.all().stream().map(MetricSet::name).toList()),
                    "",
                    "the set of metrics that the service offers, see `docs/metrics.md`"),
            new Setting(
                    "labels",
                    false,
                    labels(),
                    "",
                    "what selects the service: labels and their values; a value that begins with `~` is a regular expression for all of it"),
            new Setting("canary", false, labels(), "", "what selects the new version, besides `labels`"),
            new Setting("baseline", false, labels(), "", "what selects the old version, besides `labels`"),
            new Setting(
                    "errors",
                    false,
                    Text.any("a regular expression", "5..|429"),
                    "that of the set",
                    "which statuses are errors, as a regular expression for the whole status"),
            new Setting(
                    "exclude",
                    false,
                    new Shape.Sequence("a route or a list of routes", Text.any("a route", "/health"), 0, true),
                    "health and metrics routes",
                    "routes that are left out; one that begins with `~` is a regular expression for all of it"),
            new Setting("pods", false, Text.any("a label", "pod"), "that of the set", "the label that names pods"),
            new Setting("observe", false, TIME, "10min", "how long to watch at most"),
            new Setting(
                    "block",
                    false,
                    new Shape.Choice(BLOCKS),
                    "auto",
                    "how long each of the intervals is that are judged one after another; `auto` chooses from history"),
            new Setting("warmUp", false, TIME, "120s", "how long a new pod is left alone"),
            new Setting(
                    "alpha",
                    false,
                    PERCENTAGE,
                    "1%",
                    "how many healthy releases may be stopped by mistake, over all metrics and the whole time"),
            new Setting(
                    "harmBudget",
                    false,
                    new Shape.Whole(1, Integer.MAX_VALUE),
                    "2% of what the next step would fail anyway, at least 20",
                    "how many more failed requests the next step may cost"),
            new Setting(
                    "atDeadline",
                    false,
                    choice(MetricWatch.AtDeadline.values()),
                    "hold",
                    "what becomes of a rollout without enough evidence when its time is over"),
            new Setting(
                    "passScore", false, new Shape.Whole(0, 100), "95", "the score of mannWhitney from which it passes"),
            new Setting(
                    "marginalScore",
                    false,
                    new Shape.Whole(0, 100),
                    "75",
                    "the score of mannWhitney below which it fails; between the two it warns"),
            new Setting(
                    "groups",
                    false,
                    new Shape.Named(
                            "a map of groups with weights",
                            CommonShapes.NAME,
                            CommonShapes.NAME_FIX,
                            new Shape.Whole(1, 100)),
                    "equal weights",
                    "the weights of groups in the score of mannWhitney; those that are not named share the rest to 100"),
            new Setting(
                    "own",
                    false,
                    new Shape.Named(
                            "a map of metrics",
                            Subject.CUSTOM_NAME,
                            "write 1 to 63 letters a-z, A-Z and digits, a letter first",
                            OWN),
                    "",
                    "metrics by queries of your own, by the name that criteria call them: `metrics.<name>`"));

    /** How metrics are judged: keys of a criterion. */
    static final List<Setting> JUDGE = List.of(
            new Setting(
                    "judge",
                    false,
                    new Shape.Choice(Arrays.stream(MetricJudge.Kind.values())
                            .map(MetricJudge.Kind::word)
                            .toList()),
                    "threshold of a limit, sequential of `not worse than baseline`, previous of `rises` and `drops`",
                    "metrics: what decides whether it holds"),
            new Setting(
                    "weight",
                    false,
                    PERCENTAGE,
                    "errors 50%, latency 30%, others 20%, as far as there are any",
                    "sequential: the metric's part of the joint evidence"),
            new Setting(
                    "failures",
                    false,
                    Text.of(
                            "k of n",
                            "[1-9][0-9]{0,2} of [1-9][0-9]{0,2}",
                            "write for example 3 of 5",
                            "1 of 1",
                            "3 of 5"),
                    "1 of 1, or none beside `consecutive`",
                    "threshold: how many of the last intervals must be over the limit"),
            new Setting(
                    "consecutive",
                    false,
                    new Shape.Whole(1, 1_000),
                    "",
                    "threshold: how many intervals in a row must be over the limit"),
            new Setting(
                    "confidence",
                    false,
                    PERCENTAGE,
                    "95%",
                    "threshold, relative, previous: how sure it must be, from 50%"),
            new Setting(
                    "tolerance",
                    false,
                    Shape.Decimal.between("0", "1000"),
                    "0.25",
                    "mannWhitney: which part of the estimated difference is none"),
            new Setting(
                    "nanStrategy",
                    false,
                    choice(MetricJudge.NanStrategy.values()),
                    "remove",
                    "mannWhitney: what becomes of intervals without a number; `replace` makes them 0"),
            new Setting(
                    "outliers",
                    false,
                    choice(MetricJudge.Outliers.values()),
                    "keep",
                    "mannWhitney: what becomes of values far from all others"),
            new Setting(
                    "effectSize",
                    false,
                    new Shape.Choice(Arrays.stream(MetricJudge.EffectSize.values())
                            .map(MetricJudge.EffectSize::word)
                            .toList()),
                    "meanRatio",
                    "mannWhitney: how the size of a difference is measured"),
            effect("allowedIncrease", "from which size an increase counts"),
            effect("allowedDecrease", "from which size a decrease counts"),
            effect("criticalIncrease", "from which size an increase is critical"),
            effect("criticalDecrease", "from which size a decrease is critical"),
            new Setting(
                    "group",
                    false,
                    Text.of("a name", CommonShapes.NAME.pattern(), CommonShapes.NAME_FIX, "latency"),
                    "all",
                    "mannWhitney: the group whose score it is part of"),
            new Setting("critical", false, new Shape.Flag(), "false", "mannWhitney: whether it alone fails the score"));

    /** All sections, in the order in which they are documented. */
    static final List<Shape.Section> SECTIONS = List.of(METRICS, OWN);

    private MetricModel() {}

    private static Setting effect(String key, String meaning) {
        return new Setting(
                key, false, Shape.Decimal.between("0", "1000"), "1, or 0.5 with cles", "mannWhitney: " + meaning);
    }

    private static Text query(String example) {
        return Text.parsed("a query", "[\\s\\S]*\\S[\\s\\S]*", example);
    }

    private static Shape.Named labels() {
        return new Shape.Named(
                "a map of labels",
                LABEL_OR_FIELD,
                "write a label as the source has it",
                Text.any("a label's value", "shop"));
    }
}
