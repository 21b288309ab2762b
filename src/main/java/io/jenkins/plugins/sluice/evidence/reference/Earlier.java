package io.jenkins.plugins.sluice.evidence.reference;

import io.jenkins.plugins.sluice.evidence.Quantity;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The runs before this one in one lane, with the values that they had.
 *
 * @param runs in the order in which they were recorded, oldest first
 */
public record Earlier(List<Run> runs) {

    /** No earlier runs. */
    public static final Earlier NONE = new Earlier(List.of());

    public Earlier {
        runs = List.copyOf(runs);
    }

    /**
     * One run.
     *
     * @param order where it stands: a run that is accepted by hand moves to the front of all, though it is older
     * @param candidate whether it was good enough to be compared with
     * @param acceptance by whom and why it was set by hand, or null
     * @param values by the criterion's id; what was unknown is absent
     */
    public record Run(
            String run,
            Instant at,
            long order,
            @Nullable String commit,
            boolean candidate,
            Reference.@Nullable Acceptance acceptance,
            Map<String, Quantity> values) {

        public Run {
            values = Map.copyOf(values);
        }

        /** Whether later runs are compared with it. */
        public boolean accepted() {
            return candidate || acceptance != null;
        }
    }

    /** An earlier value of a criterion. */
    public record Point(String run, Instant at, Quantity value) {}

    /** The run that later ones are compared with: the last accepted one. */
    public Optional<Run> last() {
        return runs.stream().filter(Run::accepted).max(Comparator.comparingLong(Run::order));
    }

    /** Every value of a criterion, accepted or not, oldest first. */
    public List<Point> trend(String criterion) {
        return points(runs, criterion);
    }

    /**
     * The values of a criterion in the last accepted runs. A run that was accepted by hand starts anew: better values
     * from before it no longer bind.
     *
     * @param count how many accepted runs, 1 or more; those without a value count too
     */
    public List<Point> accepted(String criterion, int count) {
        long since = runs.stream()
                .filter(run -> run.acceptance() != null)
                .mapToLong(Run::order)
                .max()
                .orElse(Long.MIN_VALUE);
        List<Run> window = runs.stream()
                .filter(run -> run.accepted() && run.order() >= since)
                .sorted(Comparator.comparingLong(Run::order))
                .toList();
        return points(window.subList(Math.max(0, window.size() - count), window.size()), criterion);
    }

    private static List<Point> points(List<Run> runs, String criterion) {
        return runs.stream()
                .filter(run -> run.values().containsKey(criterion))
                .map(run -> new Point(run.run(), run.at(), run.values().get(criterion)))
                .toList();
    }
}
