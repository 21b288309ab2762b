package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.metric.Arm;
import io.jenkins.plugins.sluice.evidence.metric.set.MetricSet;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric;
import io.jenkins.plugins.sluice.evidence.metric.set.SetChoice;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the {@code metrics} of a gate. */
final class MetricWatchBuilder {

    private static final String KEY = "metrics";
    private static final Duration OBSERVE = Duration.ofMinutes(10);
    private static final Duration WARM_UP = Duration.ofMinutes(2);
    private static final Quantity ALPHA = ratio("0.01");
    private static final int PASS = 95;
    private static final int MARGINAL = 75;
    private static final int WHOLE = 100;

    /** What only tells a set something. */
    private static final List<String> ONLY_WITH_SET = List.of("errors", "exclude");

    private final Problems problems;
    private final ShapeCheck check;
    private final AmountKeys amounts;

    MetricWatchBuilder(Problems problems, ShapeCheck check) {
        this.problems = problems;
        this.check = check;
        this.amounts = new AmountKeys(problems);
    }

    GateMetrics metrics(Fields gate) {
        Optional<YamlNode> node = gate.node(KEY);
        if (node.isEmpty()) {
            return GateMetrics.NONE;
        }
        if (!check.fits(node.get())) {
            return GateMetrics.BROKEN;
        }
        Fields fields = new Fields(node.get(), gate.path(KEY), check);
        @Nullable MetricSet set = fields.text("set").flatMap(MetricSet::named).orElse(null);
        boolean otherSet = set == null && fields.node("set").isPresent();
        Map<String, String> service = labels(fields, "labels", set);
        Arms arms = arms(fields, service, set);
        SetChoice choice = choice(fields, set, otherSet);
        OwnMetrics own = new OwnMetrics(problems, check, arms.compared(), choice.pods());
        List<NamedMetric> metrics = new ArrayList<>(own.read(fields));
        if (set != null) {
            metrics.addAll(set.metrics(choice));
        } else if (!otherSet && fields.node("own").isEmpty()) {
            problems.add(node.get().place(), gate.path(KEY), "it has no metrics", "add 'set', or metrics under 'own'");
        }
        if (set != null && arms.canary().labels().isEmpty()) {
            problems.add(
                    node.get().place(),
                    gate.path(KEY),
                    "it selects no service",
                    "add 'labels' with what all series of the service have, such as job: shop");
        }
        Duration observe = positive(fields, "observe", OBSERVE);
        MetricWatch watch = new MetricWatch(
                fields.text("source").orElse(""),
                set == null ? null : set.name(),
                arms.canary(),
                arms.baseline(),
                choice,
                observe,
                block(fields, observe),
                amounts.time(fields, "warmUp").orElse(WARM_UP),
                amounts.percentage(fields, "alpha", ratio("0.0001"), ratio("0.2"), "from 0.01% to 20%")
                        .orElse(ALPHA),
                fields.whole("harmBudget").orElse(null),
                GateBuilder.choice(fields, "atDeadline", MetricWatch.AtDeadline.values(), MetricWatch.AtDeadline.HOLD),
                scoring(fields),
                metrics);
        boolean openEnded = otherSet || metrics.isEmpty();
        return new GateMetrics(true, watch, set, openEnded, own.broken());
    }

    /** Both sides of a comparison, with the service's labels. */
    private record Arms(Arm canary, @Nullable Arm baseline) {
        boolean compared() {
            return baseline != null;
        }
    }

    private Arms arms(Fields fields, Map<String, String> service, @Nullable MetricSet set) {
        Map<String, String> canary = labels(fields, "canary", set);
        Map<String, String> baseline = labels(fields, "baseline", set);
        boolean hasCanary = fields.node("canary").isPresent();
        boolean hasBaseline = fields.node("baseline").isPresent();
        if (hasBaseline && !hasCanary) {
            problems.add(
                    fields.keyPlace("baseline"),
                    fields.path("baseline"),
                    "there is a baseline but nothing to compare with it",
                    "add 'canary' with the labels of the new version");
        }
        if (hasCanary && hasBaseline && !canary.isEmpty() && canary.equals(baseline)) {
            problems.add(
                    fields.keyPlace("baseline"),
                    fields.path("baseline"),
                    "canary and baseline have the same labels",
                    "write labels that tell the old version from the new one");
        }
        return new Arms(arm(service, canary), hasBaseline ? arm(service, baseline) : null);
    }

    private static Arm arm(Map<String, String> service, Map<String, String> version) {
        Map<String, String> labels = new HashMap<>(service);
        labels.putAll(version);
        return new Arm(labels);
    }

    private Map<String, String> labels(Fields fields, String key, @Nullable MetricSet set) {
        Map<String, String> labels = new HashMap<>();
        for (Fields.Named label : fields.named(key)) {
            if (!(label.node() instanceof YamlNode.Scalar scalar) || !check.fits(scalar)) {
                continue;
            }
            String name = label.key().text();
            if (set != null) {
                label(name, label.key().place(), label.path());
            }
            String value = scalar.text();
            if (value.startsWith("~")) {
                regex(value.substring(1), scalar, 1, label.path());
            }
            labels.put(name, value);
        }
        return labels;
    }

    private void label(String name, YamlNode.Place place, String path) {
        if (!MetricModel.LABEL.matcher(name).matches()) {
            problems.add(
                    place,
                    path,
                    Quoted.of(name) + " is not a label of Prometheus",
                    "write letters, digits and '_', no digit first");
        }
    }

    private boolean regex(String regex, YamlNode.Scalar scalar, int skipped, String path) {
        Optional<Misfit> misfit = regex.isBlank()
                ? Optional.of(new Misfit("the regular expression is empty", "write one, such as ~shop-.*"))
                : Re2Syntax.misfit(regex);
        misfit.ifPresent(wrong -> problems.add(scalar.placeOf(1 + skipped), path, wrong.what(), wrong.fix()));
        return misfit.isEmpty();
    }

    private SetChoice choice(Fields fields, @Nullable MetricSet set, boolean otherSet) {
        if (set == null && !otherSet) {
            for (String key : ONLY_WITH_SET) {
                if (fields.node(key).isPresent()) {
                    problems.add(
                            fields.keyPlace(key),
                            fields.path(key),
                            "'" + key + "' has no meaning without 'set'",
                            "remove it, and write what it says into the queries under 'own'");
                }
            }
        }
        if (set != null) {
            fields.text("pods").ifPresent(pods -> label(pods, fields.placeOf("pods"), fields.path("pods")));
        }
        fields.scalar("errors").ifPresent(errors -> errors(errors, fields, set));
        if (fields.node("exclude").isPresent() && set != null && set.routeLabel() == null) {
            problems.add(
                    fields.keyPlace("exclude"),
                    fields.path("exclude"),
                    set.name() + " knows no routes, so that none can be left out",
                    "remove it");
        }
        List<String> exclude = fields.node("exclude").isPresent() ? fields.texts("exclude") : null;
        for (Fields.Item item : fields.items("exclude")) {
            if (item.node() instanceof YamlNode.Scalar scalar && scalar.text().startsWith("~")) {
                regex(scalar.text().substring(1), scalar, 1, item.path());
            }
        }
        return new SetChoice(
                fields.text("errors").orElse(null), exclude, fields.text("pods").orElse(null));
    }

    private void errors(YamlNode.Scalar errors, Fields fields, @Nullable MetricSet set) {
        boolean right = regex(errors.text(), errors, 0, fields.path("errors"));
        if (right
                && set != null
                && !set.statuses().isEmpty()
                && set.statuses().stream().noneMatch(status -> Re2Syntax.matches(errors.text(), status))) {
            problems.add(
                    errors.place(),
                    fields.path("errors"),
                    Quoted.of(errors.text()) + " matches no status that " + set.name() + " counts",
                    "write for example " + set.errors() + "; it counts " + Spelling.oneOf(set.statuses()));
        }
    }

    private Duration positive(Fields fields, String key, Duration byDefault) {
        Duration time = amounts.time(fields, key).orElse(byDefault);
        if (time.isZero()) {
            problems.add(fields.placeOf(key), fields.path(key), "'" + key + "' is no time at all", "write 10min");
        }
        return time;
    }

    private @Nullable Duration block(Fields fields, Duration observe) {
        Optional<String> text = fields.text("block").filter(word -> !word.equals(MetricModel.BLOCKS.get(0)));
        if (text.isEmpty()) {
            return null;
        }
        Duration block = Duration.ofSeconds(
                Long.parseLong(text.get().substring(0, text.get().length() - 1)));
        if (block.compareTo(observe) > 0) {
            problems.add(
                    fields.placeOf("block"),
                    fields.path("block"),
                    "a block is longer than all of 'observe'",
                    "write a shorter one, or a longer 'observe'");
        }
        return block;
    }

    private MetricWatch.Scoring scoring(Fields fields) {
        int pass = fields.whole("passScore").orElse(PASS);
        int marginal = fields.whole("marginalScore").orElse(Math.min(pass, MARGINAL));
        if (marginal > pass) {
            problems.add(
                    fields.placeOf("marginalScore"),
                    fields.path("marginalScore"),
                    "'marginalScore' is above 'passScore', which is " + pass,
                    "write " + pass + " or less");
        }
        Map<String, Integer> groups = new HashMap<>();
        for (Fields.Named group : fields.named("groups")) {
            if (group.node() instanceof YamlNode.Scalar scalar && check.fits(scalar)) {
                groups.put(group.key().text(), Integer.parseInt(scalar.text()));
            }
        }
        int sum = groups.values().stream().mapToInt(Integer::intValue).sum();
        if (sum > WHOLE) {
            problems.add(
                    fields.placeOf("groups"),
                    fields.path("groups"),
                    "the weights of groups make " + sum,
                    "write weights that make 100 at most");
        }
        return new MetricWatch.Scoring(pass, Math.min(pass, marginal), groups);
    }

    static Quantity ratio(String part) {
        return Quantity.of(Dimension.RATIO, new BigDecimal(part));
    }
}
