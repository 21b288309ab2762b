package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import java.util.List;
import java.util.Optional;

/**
 * The left-hand side of a criterion: what is asked for.
 *
 * @param selectors in the order of {@link Selector.Key}, each key at most once
 * @param property a word of {@link Property}, or the name of a picked value when the noun is {@link Noun#CUSTOM}
 */
public record Subject(Noun noun, List<Selector> selectors, String property) {

    public Subject {
        selectors = List.copyOf(selectors);
    }

    /** The row of the table, or empty for {@code custom}. */
    public Optional<Property> row() {
        return Property.of(noun, property);
    }

    /** Whether only what the reference lacks counts. */
    public boolean onlyNew() {
        return selector(Selector.Key.NEW).isPresent();
    }

    public Optional<Selector> selector(Selector.Key key) {
        return selectors.stream().filter(selector -> selector.key() == key).findFirst();
    }

    /** The dimension of the value, or {@link Dimension#NUMBER} for {@code custom}, where the limit's unit tells. */
    public Dimension dimension() {
        return row().map(Property::dimension).orElse(Dimension.NUMBER);
    }
}
