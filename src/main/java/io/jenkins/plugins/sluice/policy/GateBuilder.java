package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Unit;
import io.jenkins.plugins.sluice.evidence.metric.set.NamedMetric;
import io.jenkins.plugins.sluice.evidence.report.ReportSource;
import io.jenkins.plugins.sluice.evidence.report.ReportSource.Pick;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes one gate. */
final class GateBuilder {

    private static final Pattern BEST_OF = Pattern.compile("best of ([0-9]{1,9})");
    private static final int MOST_RUNS = 1_000;
    private static final String FILE = "file:";

    /** What makes no sense where values are picked. */
    private static final List<String> NOT_WITH_PICK = List.of("format", "tools", "emptyMeansClean");

    private final Problems problems;
    private final ShapeCheck check;
    private final Set<String> formats;
    private final GateEvidence evidence = new GateEvidence();

    GateBuilder(Problems problems, ShapeCheck check, Set<String> formats) {
        this.problems = problems;
        this.check = check;
        this.formats = formats;
    }

    Optional<Gate> gate(Fields.Named gate) {
        Fields fields = new Fields(gate.node(), gate.path(), check);
        List<ReportSource> sources = new ArrayList<>();
        for (Fields.Named source : fields.named("evidence")) {
            source(source).ifPresent(sources::add);
        }
        GateMetrics metrics = new MetricWatchBuilder(problems, check).metrics(fields);
        GateChecks checks = new GateChecks(problems, check, fields, evidence.names());
        List<Criterion> criteria = criteria(fields, metrics, checks);
        return Optional.of(
                new Gate(gate.key().text(), sources, criteria, reference(fields), metrics.watch(), checks.checks()));
    }

    private Optional<ReportSource> source(Fields.Named named) {
        Fields fields = new Fields(named.node(), named.path(), check);
        List<Pick> picks = picks(fields);
        Map<String, Optional<Unit>> units = new LinkedHashMap<>();
        fields.named("pick").forEach(pick -> units.put(pick.key().text(), Optional.empty()));
        picks.forEach(pick -> units.put(pick.name(), Optional.of(pick.unit())));
        evidence.add(named.key().text(), units);
        if (fields.node("pick").isPresent()) {
            for (String key : NOT_WITH_PICK) {
                if (fields.node(key).isPresent()) {
                    problems.add(
                            fields.keyPlace(key),
                            fields.path(key),
                            "'" + key + "' has no meaning beside 'pick'",
                            "remove it, or write two entries under 'evidence'");
                }
            }
        }
        Optional<String> format = fields.text("format");
        if (format.isPresent() && !formats.contains(format.get())) {
            problems.add(
                    fields.placeOf("format"),
                    fields.path("format"),
                    "unknown format " + Quoted.of(format.get()),
                    Spelling.nearest(format.get(), formats)
                            .map(Spelling::question)
                            .orElse("write one of " + Spelling.oneOf(PolicyModel.OWN_FORMATS)
                                    + " or another of docs/evidence.md"));
        }
        List<String> files = fields.texts("files");
        return files.isEmpty()
                ? Optional.empty()
                : Optional.of(new ReportSource(
                        named.key().text(),
                        files,
                        fields.texts("exclude"),
                        format.orElse(null),
                        fields.whole("atLeast").orElse(1),
                        fields.texts("tools"),
                        fields.flag("emptyMeansClean").orElse(false),
                        picks));
    }

    private List<Pick> picks(Fields source) {
        List<Pick> picks = new ArrayList<>();
        for (Fields.Named named : source.named("pick")) {
            Fields fields = new Fields(named.node(), named.path(), check);
            if (!check.fits(named.node())
                    || (fields.node("unit").isPresent() && fields.text("unit").isEmpty())) {
                continue;
            }
            if (fields.text("xpath")
                    .filter(xpath -> !XPathSyntax.isValid(xpath))
                    .isPresent()) {
                problems.add(
                        fields.placeOf("xpath"),
                        fields.path("xpath"),
                        Quoted.of(fields.text("xpath").orElse("")) + " is not an XPath 1.0 expression",
                        "write for example /report/@size");
            }
            Unit unit = fields.text("unit").flatMap(Unit::withSymbol).orElse(Unit.NONE);
            for (Pick.Language language : Pick.Language.values()) {
                fields.text(CommonShapes.word(language))
                        .ifPresent(text -> picks.add(new Pick(named.key().text(), language, text, unit)));
            }
        }
        return picks;
    }

    private List<Criterion> criteria(Fields gate, GateMetrics metrics, GateChecks checks) {
        List<Criterion> criteria = new ArrayList<>();
        JudgeBuilder judges = new JudgeBuilder(problems);
        Weights weights = new Weights();
        Map<String, Integer> lines = new HashMap<>();
        for (Fields.Item item : gate.items("criteria")) {
            Fields fields = new Fields(item.node(), item.path(), check);
            Optional<YamlNode.Scalar> text = item.node() instanceof YamlNode.Scalar scalar
                    ? Optional.of(scalar).filter(check::fits)
                    : fields.scalar("criterion");
            if (text.isEmpty()) {
                continue;
            }
            String path = item.node() instanceof YamlNode.Scalar ? item.path() : fields.path("criterion");
            Optional<Expression> expression = expression(text.get(), path);
            if (expression.isEmpty()) {
                continue;
            }
            Criterion criterion = criterion(expression.get(), fields);
            YamlNode.Place place = text.get().place();
            Integer first = lines.putIfAbsent(criterion.id(), place.line());
            if (first != null) {
                problems.add(
                        place,
                        path,
                        "the criterion in line " + first + " has the same id '" + Quoted.plain(criterion.id()) + "'",
                        "give one of them another 'id', or remove it");
            }
            Optional<Misfit> misfit;
            if (expression.get().subject().noun() == Noun.METRICS) {
                MetricJudge.Kind kind = judges.kind(fields, expression.get().condition());
                MetricJudge judge = judges.judge(kind, fields);
                criterion = criterion.judgedBy(judge);
                misfit = metrics.misfit(expression.get(), kind);
                Optional<NamedMetric> metric =
                        metrics.metric(expression.get().subject().property());
                if (kind == MetricJudge.Kind.SEQUENTIAL && metric.isPresent()) {
                    weights.add(
                            criteria.size(), metric.get(), judges.weight(fields).orElse(null), place, path);
                }
            } else {
                judges.refuse(fields);
                misfit = evidence.misfit(expression.get())
                        .or(() -> checks.misfit(expression.get().subject()));
            }
            misfit.ifPresent(wrong -> problems.add(place, path, wrong.what(), wrong.fix()));
            criteria.add(criterion);
        }
        weights.apply(criteria, problems);
        return criteria;
    }

    private Optional<Expression> expression(YamlNode.Scalar scalar, String path) {
        try {
            return Optional.of(Expression.parse(scalar.text()));
        } catch (CriterionException wrong) {
            String where = scalar.inset() < 0 ? " (column " + wrong.column() + " of the criterion)" : "";
            problems.add(scalar.placeOf(wrong.column()), path, wrong.what() + where, wrong.fix());
            return Optional.empty();
        }
    }

    private static Criterion criterion(Expression expression, Fields fields) {
        return new Criterion(
                fields.text("id").orElse(Criterion.defaultId(expression)),
                expression.subject(),
                expression.condition(),
                choice(fields, "criticality", Criterion.Criticality.values(), Criterion.Criticality.FAIL),
                choice(fields, "onNoData", Criterion.OnNoData.values(), Criterion.OnNoData.HOLD),
                choice(fields, "onNoReference", Criterion.OnNoReference.values(), Criterion.OnNoReference.HOLD));
    }

    /** The constant that is written under a key. */
    static <E extends Enum<E>> E choice(Fields fields, String key, E[] values, E byDefault) {
        return fields.text(key)
                .flatMap(text -> Arrays.stream(values)
                        .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                        .findFirst())
                .orElse(byDefault);
    }

    private ReferenceChoice reference(Fields gate) {
        Optional<String> text = gate.text("reference");
        if (text.isEmpty() || text.get().equals("last")) {
            return new ReferenceChoice.Last();
        }
        String reference = text.get();
        if (reference.equals("target-branch")) {
            return new ReferenceChoice.TargetBranch();
        }
        if (reference.startsWith(FILE) && !reference.substring(FILE.length()).isBlank()) {
            return new ReferenceChoice.FromFile(reference.substring(FILE.length()));
        }
        Matcher best = BEST_OF.matcher(reference);
        if (!best.matches()) {
            problems.add(
                    gate.placeOf("reference"),
                    gate.path("reference"),
                    "unknown reference " + Quoted.of(reference),
                    Spelling.nearest(reference, List.of("last", "target-branch"))
                            .map(Spelling::question)
                            .orElse("write last, target-branch, file:PATH or best of N"));
            return new ReferenceChoice.Last();
        }
        int runs = Integer.parseInt(best.group(1));
        if (runs < 2 || runs > MOST_RUNS) {
            problems.add(
                    gate.placeOf("reference"),
                    gate.path("reference"),
                    "'best of' takes 2 to 1000 runs, found " + runs,
                    "write for example best of 10");
            return new ReferenceChoice.Last();
        }
        return new ReferenceChoice.BestOf(runs);
    }
}
