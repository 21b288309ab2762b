package io.jenkins.plugins.sluice.evidence;

import java.util.Map;

/**
 * Values picked from a JSON, XML or properties file.
 *
 * @param values by name; each with the unit that the policy declared
 * @param missing why a name has no value, by name
 */
public record PickedValues(Map<String, Quantity> values, Map<String, String> missing) implements Summary {
    public PickedValues {
        values = Map.copyOf(values);
        missing = Map.copyOf(missing);
    }
}
