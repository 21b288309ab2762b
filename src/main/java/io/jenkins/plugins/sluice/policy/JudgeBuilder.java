package io.jenkins.plugins.sluice.policy;

import static io.jenkins.plugins.sluice.policy.MetricWatchBuilder.ratio;

import io.jenkins.plugins.sluice.evidence.Quantity;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Makes the judge of a criterion on a live metric. */
final class JudgeBuilder {

    private static final Quantity CONFIDENCE = ratio("0.95");

    /** Kayenta's literals (NetflixACAJudge-v1.0). */
    private static final BigDecimal TOLERANCE = new BigDecimal("0.25");

    private static final String EVERYTHING = "all";

    private static final List<String> OF_MANN_WHITNEY = List.of(
            "tolerance",
            "nanStrategy",
            "outliers",
            "effectSize",
            "allowedIncrease",
            "allowedDecrease",
            "criticalIncrease",
            "criticalDecrease",
            "group",
            "critical");

    /** Which keys of a criterion each judge knows. */
    private static final Map<MetricJudge.Kind, List<String>> KEYS = Map.of(
            MetricJudge.Kind.SEQUENTIAL, List.of("weight"),
            MetricJudge.Kind.THRESHOLD, List.of("failures", "consecutive", "confidence"),
            MetricJudge.Kind.RELATIVE, List.of("confidence"),
            MetricJudge.Kind.MANN_WHITNEY, OF_MANN_WHITNEY,
            MetricJudge.Kind.PREVIOUS, List.of("confidence"));

    private final Problems problems;
    private final AmountKeys amounts;

    JudgeBuilder(Problems problems) {
        this.problems = problems;
        this.amounts = new AmountKeys(problems);
    }

    /** Says of each key about judging that the criterion is on no metric. */
    void refuse(Fields fields) {
        for (Shape.Setting setting : MetricModel.JUDGE) {
            if (fields.node(setting.key()).isPresent()) {
                problems.add(
                        fields.keyPlace(setting.key()),
                        fields.path(setting.key()),
                        "'" + setting.key() + "' is only for criteria on metrics",
                        "remove it");
            }
        }
    }

    /** The judge that a criterion names, or else that of its condition. */
    MetricJudge.Kind kind(Fields fields, Condition condition) {
        Optional<MetricJudge.Kind> named = fields.text("judge")
                .flatMap(word -> Arrays.stream(MetricJudge.Kind.values())
                        .filter(kind -> kind.word().equals(word))
                        .findFirst());
        if (named.isEmpty()) {
            return MetricJudge.Kind.byDefault(condition);
        }
        MetricJudge.Kind kind = named.get();
        if (!kind.fits(condition)) {
            List<String> fitting = Arrays.stream(MetricJudge.Kind.values())
                    .filter(other -> other.fits(condition))
                    .map(MetricJudge.Kind::word)
                    .toList();
            problems.add(
                    fields.placeOf("judge"),
                    fields.path("judge"),
                    "judge " + kind.word() + " cannot tell " + Quoted.of(condition.toString()),
                    (fitting.size() == 1 ? "write " : "write one of ") + Spelling.oneOf(fitting));
            return MetricJudge.Kind.byDefault(condition);
        }
        return kind;
    }

    /** The judge with its settings; a sequential one has no weight of its own yet. */
    MetricJudge judge(MetricJudge.Kind kind, Fields fields) {
        refuseOthers(kind, fields);
        return switch (kind) {
            case SEQUENTIAL -> new MetricJudge.Sequential(ratio("1"));
            case THRESHOLD -> threshold(fields);
            case RELATIVE -> new MetricJudge.Relative(confidence(fields));
            case MANN_WHITNEY -> mannWhitney(fields);
            case PREVIOUS -> new MetricJudge.Previous(confidence(fields));
        };
    }

    /** The weight that is written. */
    Optional<Quantity> weight(Fields fields) {
        return amounts.percentage(fields, "weight", ratio("0.001"), ratio("1"), "from 0.1% to 100%");
    }

    private void refuseOthers(MetricJudge.Kind kind, Fields fields) {
        List<String> known = KEYS.getOrDefault(kind, List.of());
        for (Shape.Setting setting : MetricModel.JUDGE) {
            String key = setting.key();
            if (key.equals("judge") || known.contains(key) || fields.node(key).isEmpty()) {
                continue;
            }
            List<String> others = Arrays.stream(MetricJudge.Kind.values())
                    .filter(other -> KEYS.getOrDefault(other, List.of()).contains(key))
                    .map(MetricJudge.Kind::word)
                    .toList();
            problems.add(
                    fields.keyPlace(key),
                    fields.path(key),
                    "judge " + kind.word() + " has no '" + key + "'",
                    "remove it; it is for " + Spelling.oneOf(others));
        }
    }

    private Quantity confidence(Fields fields) {
        return amounts.percentage(fields, "confidence", ratio("0.5"), ratio("0.9999"), "from 50% to 99.99%")
                .orElse(CONFIDENCE);
    }

    private MetricJudge threshold(Fields fields) {
        @Nullable Integer consecutive = fields.whole("consecutive").orElse(null);
        MetricJudge.@Nullable Failures failures = consecutive == null ? new MetricJudge.Failures(1, 1) : null;
        Optional<String> text = fields.text("failures");
        if (text.isPresent()) {
            String[] parts = text.get().split(" of ", -1);
            int some = Integer.parseInt(parts[0]);
            int of = Integer.parseInt(parts[1]);
            if (some > of) {
                problems.add(
                        fields.placeOf("failures"),
                        fields.path("failures"),
                        "there are no " + some + " of " + of,
                        "write for example " + of + " of " + some);
                some = of;
            }
            failures = new MetricJudge.Failures(some, of);
        }
        return new MetricJudge.Threshold(confidence(fields), failures, consecutive);
    }

    private static MetricJudge mannWhitney(Fields fields) {
        MetricJudge.EffectSize effect = fields.text("effectSize")
                .flatMap(word -> Arrays.stream(MetricJudge.EffectSize.values())
                        .filter(size -> size.word().equals(word))
                        .findFirst())
                .orElse(MetricJudge.EffectSize.MEAN_RATIO);
        BigDecimal neutral = effect == MetricJudge.EffectSize.CLES ? new BigDecimal("0.5") : BigDecimal.ONE;
        return new MetricJudge.MannWhitney(
                fields.decimal("tolerance").orElse(TOLERANCE),
                GateBuilder.choice(
                        fields, "nanStrategy", MetricJudge.NanStrategy.values(), MetricJudge.NanStrategy.REMOVE),
                GateBuilder.choice(fields, "outliers", MetricJudge.Outliers.values(), MetricJudge.Outliers.KEEP),
                effect,
                fields.decimal("allowedIncrease").orElse(neutral),
                fields.decimal("allowedDecrease").orElse(neutral),
                fields.decimal("criticalIncrease").orElse(neutral),
                fields.decimal("criticalDecrease").orElse(neutral),
                fields.text("group").orElse(EVERYTHING),
                fields.flag("critical").orElse(false));
    }
}
