package io.jenkins.plugins.sluice.policy;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the release checks of a gate, and says which criteria they cannot answer. */
final class GateChecks {

    private static final List<Property> OF_ALERTMANAGER = List.of(Property.ALERTS_SILENCED, Property.ALERTS_UNROUTED);

    private final Problems problems;
    private final ShapeCheck check;
    private final Fields gate;
    private final ReleaseChecks checks;

    /**
     * For one gate.
     *
     * @param evidence names of its evidence
     */
    GateChecks(Problems problems, ShapeCheck check, Fields gate, Set<String> evidence) {
        this.problems = problems;
        this.check = check;
        this.gate = gate;
        this.checks = new ReleaseChecks(
                section(Noun.REVIEW).map(GateChecks::review).orElse(null),
                section(Noun.ALERTS).flatMap(this::alerts).orElse(null),
                section(Noun.ROLLBACK)
                        .map(fields -> new RollbackCheck(fields.text("plan").orElse(""), fields.texts("covers")))
                        .orElse(null),
                section(Noun.MIGRATION)
                        .flatMap(fields -> migration(fields, evidence))
                        .orElse(null));
    }

    ReleaseChecks checks() {
        return checks;
    }

    private Optional<Fields> section(Noun noun) {
        return gate.node(noun.word()).filter(check::fits).map(node -> new Fields(node, gate.path(noun.word()), check));
    }

    private static ReviewCheck review(Fields fields) {
        return new ReviewCheck(
                GateBuilder.choice(fields, "provider", ReviewCheck.Provider.values(), ReviewCheck.Provider.GITHUB),
                fields.text("source").orElse(""),
                fields.text("repository").orElse(""));
    }

    private Optional<AlertCheck> alerts(Fields fields) {
        if (fields.node("receiver").isPresent() && fields.node("alertmanager").isEmpty()) {
            problems.add(
                    fields.keyPlace("receiver"),
                    fields.path("receiver"),
                    "only Alertmanager knows receivers",
                    "add 'alertmanager' with the id of its source, or remove 'receiver'");
        }
        return Optional.of(new AlertCheck(
                fields.text("source").orElse(""),
                fields.texts("rules"),
                fields.text("alertmanager").orElse(null),
                fields.text("receiver").orElse(null)));
    }

    private Optional<MigrationCheck> migration(Fields fields, Set<String> evidence) {
        @Nullable String report = fields.text("evidence").orElse(null);
        List<String> dryRun = fields.texts("dryRun");
        if (report != null && !evidence.contains(report)) {
            problems.add(
                    fields.placeOf("evidence"),
                    fields.path("evidence"),
                    "the gate has no evidence " + Quoted.of(report),
                    evidence.isEmpty() ? "add it under 'evidence'" : Spelling.fix(report, evidence));
        }
        return (report == null) == dryRun.isEmpty()
                ? Optional.empty()
                : Optional.of(new MigrationCheck(fields.texts("files"), report, dryRun));
    }

    /** Why a criterion on a check can never be answered, if so. */
    Optional<Misfit> misfit(Subject subject) {
        Noun noun = subject.noun();
        if (noun.origin() != Noun.Origin.CHECK) {
            return Optional.empty();
        }
        if (gate.node(noun.word()).isEmpty()) {
            return Optional.of(missing(noun));
        }
        AlertCheck alerts = checks.alerts();
        return alerts != null
                        && alerts.alertmanager() == null
                        && subject.row().filter(OF_ALERTMANAGER::contains).isPresent()
                ? Optional.of(new Misfit(
                        subject + " is asked of Alertmanager, and the gate does not say where it is",
                        "add 'alertmanager' under 'alerts' with the id of its source"))
                : Optional.empty();
    }

    /** What to say about a noun whose section a gate lacks. */
    static Misfit missing(Noun noun) {
        return new Misfit("the gate has no " + Quoted.of(noun.word()), "add " + Quoted.of(noun.word()) + what(noun));
    }

    private static String what(Noun noun) {
        return switch (noun) {
            case METRICS -> " with the source and what selects the service";
            case REVIEW -> " with the provider, the source and the repository";
            case ALERTS -> " with the source and the names of alert rules";
            case ROLLBACK -> " with the plan's file and the files that it covers";
            case MIGRATION -> " with the migrations and what tested them";
            case TESTS, COVERAGE, MUTATION, FINDINGS, LOAD, CUSTOM -> "";
        };
    }
}
