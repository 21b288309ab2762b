package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.metric.set.MetricSet;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Words that complete what somebody types. */
public final class Vocabulary {

    private Vocabulary() {}

    /**
     * Left-hand sides of criteria, those without selectors first; {@code custom.} and {@code metrics.} lack their names.
     */
    public static List<String> leftHandSides() {
        Stream<String> plain = Arrays.stream(Property.values())
                .map(property -> new Subject(property.noun(), List.of(), property.word()).toString());
        Stream<String> metrics =
                MetricSet.STANDARD.stream().map(name -> new Subject(Noun.METRICS, List.of(), name).toString());
        Stream<String> others = Stream.of(
                "tests[new].failed",
                "findings[new]",
                "findings[severity>=high]",
                "findings[new, severity>=high]",
                "custom.",
                "metrics.");
        return Stream.of(plain, metrics, others).flatMap(words -> words).toList();
    }

    /** The formats that the engine reads itself. */
    public static List<String> formats() {
        return PolicyModel.OWN_FORMATS;
    }
}
