package io.jenkins.plugins.sluice.evidence.metric;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which series belong to one arm: labels and what they must be.
 *
 * @param labels names with values; a value that begins with {@code ~} is a regular expression (RE2) for the whole value
 */
public record Arm(Map<String, String> labels) {

    public Arm {
        labels = Collections.unmodifiableMap(new TreeMap<>(labels));
    }
}
