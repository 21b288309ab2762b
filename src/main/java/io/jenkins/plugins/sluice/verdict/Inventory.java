package io.jenkins.plugins.sluice.verdict;

import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.FindingSummary;
import io.jenkins.plugins.sluice.evidence.LoadSummary;
import io.jenkins.plugins.sluice.evidence.PickedValues;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.policy.Noun;
import io.jenkins.plugins.sluice.policy.Operator;
import io.jenkins.plugins.sluice.policy.Property;
import io.jenkins.plugins.sluice.policy.Selector;
import io.jenkins.plugins.sluice.policy.Subject;
import io.jenkins.plugins.sluice.verdict.GateVerdict.SkippedFact;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * What evidence there is and what it can answer, without a gate.
 *
 * @param reports every report, those with trouble first
 * @param skipped files that were looked at and left out
 * @param answers every left-hand side of a criterion that has a value today
 */
public record Inventory(List<EvidenceFact> reports, List<SkippedFact> skipped, List<Answer> answers) {

    private static final int MOST_LABELS = 20;

    public Inventory {
        reports = List.copyOf(reports);
        skipped = List.copyOf(skipped);
        answers = List.copyOf(answers);
    }

    /** The left-hand side of a criterion with today's value. */
    public record Answer(Subject subject, Quantity value) {}

    /**
     * Lists evidence.
     *
     * @param formats as in {@link GateRun#formats}
     */
    public static Inventory of(EvidenceSet evidence, Map<String, Noun> formats) {
        Scope.Declared declared = new Scope.Declared(List.of(), formats);
        List<Answer> answers = new ArrayList<>();
        for (Subject subject : subjects(evidence)) {
            Measured measured = Values.of(subject, Scope.ofRun(subject, evidence, declared));
            if (measured.known() && measured.value() != null) {
                answers.add(new Answer(subject, measured.value()));
            }
        }
        return new Inventory(
                EvidenceFacts.all(evidence.reports()),
                evidence.skipped().stream()
                        .map(file -> new SkippedFact(file.path(), file.why()))
                        .toList(),
                answers);
    }

    private static List<Subject> subjects(EvidenceSet evidence) {
        List<Subject> subjects = new ArrayList<>();
        for (Property property : Property.values()) {
            subjects.add(subject(property, List.of()));
            if (property == Property.FINDINGS_COUNT) {
                for (String severity : List.of("critical", "high", "medium")) {
                    subjects.add(subject(
                            property, List.of(new Selector(Selector.Key.SEVERITY, Operator.AT_LEAST, severity))));
                }
                tools(evidence).forEach(tool -> subjects.add(subject(property, equal(Selector.Key.TOOL, tool))));
            }
            if (property == Property.LOAD_P95 || property == Property.LOAD_ERROR_RATE) {
                labels(evidence).forEach(label -> subjects.add(subject(property, equal(Selector.Key.LABEL, label))));
            }
        }
        TreeSet<String> names = new TreeSet<>();
        summaries(evidence, PickedValues.class)
                .forEach(picked -> names.addAll(picked.values().keySet()));
        names.forEach(name -> subjects.add(new Subject(Noun.CUSTOM, List.of(), name)));
        return subjects;
    }

    private static Subject subject(Property property, List<Selector> selectors) {
        return new Subject(property.noun(), selectors, property.word());
    }

    private static List<Selector> equal(Selector.Key key, String value) {
        return List.of(new Selector(key, Operator.EQUAL, value));
    }

    private static TreeSet<String> tools(EvidenceSet evidence) {
        TreeSet<String> tools = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        summaries(evidence, FindingSummary.class)
                .forEach(findings -> findings.tools().forEach(run -> tools.add(run.tool())));
        return tools;
    }

    /** The labels of all samples, or none when they are more than anybody reads. */
    private static TreeSet<String> labels(EvidenceSet evidence) {
        TreeSet<String> labels = new TreeSet<>();
        summaries(evidence, LoadSummary.class)
                .forEach(load -> load.series().stream()
                        .filter(series -> !series.transaction())
                        .forEach(series -> labels.add(series.label())));
        return labels.size() > MOST_LABELS || labels.size() == 1 ? new TreeSet<>() : labels;
    }

    private static <T> List<T> summaries(EvidenceSet evidence, Class<T> kind) {
        return evidence.reports().stream()
                .map(report -> report.reading() instanceof Reading.Whole whole ? whole.summary() : null)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }
}
