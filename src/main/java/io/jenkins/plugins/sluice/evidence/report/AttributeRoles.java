package io.jenkins.plugins.sluice.evidence.report;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the attributes of one kind of element are for. Elements of a kind mostly have the same attributes in the same
 * order, and the parser gives equal names as the same object: one comparison finds the role then.
 */
final class AttributeRoles {

    /** The role of attributes that nothing was said of. */
    static final int NONE = 0;

    private static final int MOST_KEPT = 32;

    private final Map<String, Integer> roles;
    private final @Nullable String[] names = new @Nullable String[MOST_KEPT];
    private final int[] kept = new int[MOST_KEPT];

    /** @param roles by name; each 1 or more */
    AttributeRoles(Map<String, Integer> roles) {
        this.roles = Map.copyOf(roles);
    }

    /** The role of the attribute at an index of the element where the cursor stands. */
    @SuppressWarnings("ReferenceEquality") // an equal name that is another object only takes longer
    int of(XmlCursor cursor, int index) {
        String name = cursor.attributeName(index);
        if (index >= MOST_KEPT) {
            return roles.getOrDefault(name, NONE);
        }
        if (names[index] != name) {
            names[index] = name;
            kept[index] = roles.getOrDefault(name, NONE);
        }
        return kept[index];
    }
}
