package io.jenkins.plugins.sluice.jenkins.page;

import hudson.model.Job;
import io.jenkins.plugins.sluice.jenkins.ledger.IndexedGate;
import io.jenkins.plugins.sluice.report.Curve;
import io.jenkins.plugins.sluice.report.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kohsuke.stapler.export.Exported;
import org.kohsuke.stapler.export.ExportedBean;

/**
 * One gate of a job over its builds.
 *
 * @param key the gate's name and place
 * @param steps its last runs, oldest first
 * @param values the courses of its criteria's values, in the policy's order
 */
@ExportedBean(defaultVisibility = 2)
public record GateCourse(
        @Exported String key,
        @Exported(inline = true) List<Step> steps,
        @Exported(inline = true) List<Value> values) {

    /** So many runs are shown of each gate. */
    static final int MOST_STEPS = 40;

    /**
     * One run.
     *
     * @param linked whether its build is still there
     */
    @ExportedBean(defaultVisibility = 2)
    public record Step(
            @Exported(inline = true) IndexedGate gate,
            @Exported boolean linked) {

        /** Where the gate's page is, relative to the job. */
        public String url() {
            return gate.build() + "/" + GatesTab.URL + "/" + gate.id() + "/";
        }

        /** All that its mark says, in words. */
        public String words() {
            return "#" + gate.build() + ": " + gate.toneWord();
        }
    }

    /**
     * A criterion's value.
     *
     * @param id the criterion's id
     * @param title what is measured
     * @param last as it was last
     * @param toneKey how it was meant last
     * @param lowest as a text
     * @param highest as a text
     * @param curve null while it has but one value
     */
    @ExportedBean(defaultVisibility = 2)
    public record Value(
            @Exported String id,
            @Exported String title,
            @Exported String last,
            @Exported String toneKey,
            @Exported String lowest,
            @Exported String highest,
            @Nullable Curve curve) {}

    /** The run judged last. */
    public IndexedGate last() {
        return steps.get(steps.size() - 1).gate();
    }

    static List<GateCourse> all(Job<?, ?> job, List<IndexedGate> gates) {
        Map<String, List<IndexedGate>> byKey = new LinkedHashMap<>();
        gates.forEach(gate ->
                byKey.computeIfAbsent(gate.key(), key -> new ArrayList<>()).add(gate));
        return byKey.entrySet().stream()
                .map(entry -> course(job, entry.getKey(), entry.getValue()))
                .sorted(Comparator.comparing(
                                (GateCourse course) -> course.last().build(), Comparator.reverseOrder())
                        .thenComparing(course -> course.last().at()))
                .toList();
    }

    private static GateCourse course(Job<?, ?> job, String key, List<IndexedGate> all) {
        List<IndexedGate> gates = all.subList(Math.max(0, all.size() - MOST_STEPS), all.size());
        return new GateCourse(
                key,
                gates.stream()
                        .map(gate -> new Step(gate, BuildsOnDisk.has(job, gate.build())))
                        .toList(),
                values(gates));
    }

    private static List<Value> values(List<IndexedGate> gates) {
        Map<String, List<IndexedGate.Value>> byId = new LinkedHashMap<>();
        // The last run that measured something says which criteria there are now.
        for (int i = gates.size() - 1; i >= 0 && byId.isEmpty(); i--) {
            gates.get(i).values().forEach(value -> byId.put(value.id(), new ArrayList<>()));
        }
        for (IndexedGate gate : gates) {
            for (IndexedGate.Value value : gate.values()) {
                List<IndexedGate.Value> course = byId.get(value.id());
                if (course != null) {
                    course.add(value);
                }
            }
        }
        return byId.values().stream().map(GateCourse::value).toList();
    }

    private static Value value(List<IndexedGate.Value> course) {
        IndexedGate.Value last = course.get(course.size() - 1);
        Comparator<IndexedGate.Value> order = Comparator.comparingDouble(IndexedGate.Value::number);
        return new Value(
                last.id(),
                last.title(),
                last.text(),
                last.tone().key(),
                course.stream().min(order).orElse(last).text(),
                course.stream().max(order).orElse(last).text(),
                Curve.through(
                        last.title(),
                        Words.course(course.size(), course.get(0).text(), last.text()),
                        course.stream().map(IndexedGate.Value::number).toList()));
    }
}
