package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Unit;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a gate's evidence can answer: the names under {@code evidence:} with the values picked from each. */
final class GateEvidence {

    /** Picked values by evidence; a unit is null while what is written there is wrong. */
    private final Map<String, Map<String, Optional<Unit>>> picks = new LinkedHashMap<>();

    void add(String evidence, Map<String, Optional<Unit>> picked) {
        picks.put(evidence, picked);
    }

    /** Why a criterion can never be answered, if so. */
    Optional<Misfit> misfit(Expression expression) {
        Subject subject = expression.subject();
        Optional<String> evidence = subject.selector(Selector.Key.EVIDENCE).map(Selector::value);
        if (evidence.isPresent() && !picks.containsKey(evidence.get())) {
            String fix = picks.isEmpty()
                    ? "add it under 'evidence', or remove the selector"
                    : Spelling.fix(evidence.get(), picks.keySet());
            return Optional.of(new Misfit("the gate has no evidence " + Quoted.of(evidence.get()), fix));
        }
        return subject.noun() == Noun.CUSTOM ? customMisfit(expression, evidence) : Optional.empty();
    }

    private Optional<Misfit> customMisfit(Expression expression, Optional<String> evidence) {
        String name = expression.subject().property();
        List<Map<String, Optional<Unit>>> asked = picks.entrySet().stream()
                .filter(entry -> evidence.isEmpty() || evidence.get().equals(entry.getKey()))
                .map(Map.Entry::getValue)
                .toList();
        List<Optional<Unit>> units = asked.stream()
                .filter(picked -> picked.containsKey(name))
                .map(picked -> picked.getOrDefault(name, Optional.empty()))
                .toList();
        if (units.isEmpty()) {
            List<String> known = asked.stream()
                    .flatMap(picked -> picked.keySet().stream())
                    .distinct()
                    .toList();
            String fix =
                    Spelling.nearest(name, known).map(Spelling::question).orElse("add it under 'pick' of an evidence");
            return Optional.of(new Misfit("no evidence picks a value " + Quoted.of(name), fix));
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
