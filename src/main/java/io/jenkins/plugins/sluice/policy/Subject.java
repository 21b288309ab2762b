package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Dimension;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The left-hand side of a criterion: what is asked for.
 *
 * @param selectors sorted by {@link Selector.Key}, each key at most once
 * @param property a word of {@link Property}, the name of a picked value when the noun is {@link Noun#CUSTOM}, or of a
 *     metric when it is {@link Noun#METRICS}
 */
public record Subject(Noun noun, List<Selector> selectors, String property) {

    static final Pattern CUSTOM_NAME = Pattern.compile("[a-zA-Z][a-zA-Z0-9]{0,62}");

    public Subject {
        selectors =
                selectors.stream().sorted(Comparator.comparing(Selector::key)).toList();
        if (selectors.stream().map(Selector::key).distinct().count() < selectors.size()) {
            throw new IllegalArgumentException("a selector stands twice in " + selectors);
        }
    }

    /** The selectors that may stand before a property. */
    static Set<Selector.Key> selectorsOf(Noun noun, String property) {
        return Property.of(noun, property)
                .map(Property::selectors)
                .orElse(noun == Noun.METRICS ? Set.of() : Set.of(Selector.Key.EVIDENCE));
    }

    /** The row of the table, or empty for {@code custom} and {@code metrics}. */
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

    /** The dimension of the value, or {@link Dimension#NUMBER} where the table has no row and the limit's unit tells. */
    public Dimension dimension() {
        return row().map(Property::dimension).orElse(Dimension.NUMBER);
    }

    /** The canonical text, e.g. {@code findings[new, tool=spotbugs]}; the default id of a criterion. */
    @Override
    public String toString() {
        String brackets = selectors.isEmpty()
                ? ""
                : selectors.stream().map(Selector::toString).collect(Collectors.joining(", ", "[", "]"));
        return noun.word() + brackets + (noun == Noun.FINDINGS ? "" : "." + property);
    }
}
