package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a gate's evidence can answer: the names under {@code evidence:} with the values picked from each. */
final class GateEvidence {

    private final Set<String> names = new LinkedHashSet<>();

    /** By picked value the evidence that picks it; a unit is absent while what is written there is wrong. */
    private final Map<String, Map<String, Optional<Unit>>> picks = new LinkedHashMap<>();

    void add(String evidence, Map<String, Optional<Unit>> picked) {
        names.add(evidence);
        picked.forEach((name, unit) ->
                picks.computeIfAbsent(name, first -> new LinkedHashMap<>()).put(evidence, unit));
    }

    /** Names under {@code evidence:}. */
    Set<String> names() {
        return names;
    }

    /** Why a criterion can never be answered, if so. */
    Optional<Misfit> misfit(Expression expression) {
        Subject subject = expression.subject();
        Optional<String> evidence = subject.selector(Selector.Key.EVIDENCE).map(Selector::value);
        if (evidence.isPresent() && !names.contains(evidence.get())) {
            String fix = names.isEmpty()
                    ? "add it under 'evidence', or remove the selector"
                    : Spelling.fix(evidence.get(), names);
            return Optional.of(new Misfit("the gate has no evidence " + Quoted.of(evidence.get()), fix));
        }
        return subject.noun() == Noun.CUSTOM ? customMisfit(expression, evidence) : Optional.empty();
    }

    private Optional<Misfit> customMisfit(Expression expression, Optional<String> evidence) {
        String name = expression.subject().property();
        List<Optional<Unit>> units = picks.getOrDefault(name, Map.of()).entrySet().stream()
                .filter(picked -> evidence.isEmpty() || evidence.get().equals(picked.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        if (units.isEmpty()) {
            String fix = Spelling.nearest(name, picks.keySet())
                    .filter(near -> !near.equals(name))
                    .map(Spelling::question)
                    .orElse("add it under 'pick' of " + evidence.map(Quoted::of).orElse("an evidence"));
            return Optional.of(new Misfit(
                    evidence.map(asked -> "evidence " + Quoted.of(asked) + " picks no value ")
                                    .orElse("no evidence picks a value ")
                            + Quoted.of(name),
                    fix));
        }
        return units.stream()
                .flatMap(Optional::stream)
                .flatMap(unit -> unitMisfit(name, unit, expression.condition()).stream())
                .findFirst();
    }

    private static Optional<Misfit> unitMisfit(String name, Unit picked, Condition condition) {
        if (condition instanceof Condition.Drift drift) {
            if (picked.dimension().equals(Optional.of(Dimension.RATIO))) {
                return AmountParser.ratioDrift(drift.atMost());
            }
            return drift.atMost().unit() == Unit.PERCENT
                    ? Optional.empty()
                    : unitMisfit(name, picked, drift.atMost(), ", or % of the reference");
        }
        return unitMisfit(name, picked, ((Condition.Limit) condition).amount(), "");
    }

    private static Optional<Misfit> unitMisfit(String name, Unit picked, Amount amount, String or) {
        if (picked.dimension().equals(amount.unit().dimension())) {
            return Optional.empty();
        }
        String inWhat = picked == Unit.NONE ? "without a unit" : "in " + picked.symbol();
        List<String> units = Arrays.stream(Unit.values())
                .filter(unit ->
                        unit != Unit.PERCENTAGE_POINT && unit.dimension().equals(picked.dimension()))
                .map(Unit::symbol)
                .toList();
        return Optional.of(new Misfit(
                name + " is picked " + inWhat + " and does not compare with " + Quoted.of(amount.toString()),
                picked == Unit.NONE
                        ? "write a number without a unit" + or
                        : "write a number with one of " + Spelling.oneOf(units) + or));
    }
}
