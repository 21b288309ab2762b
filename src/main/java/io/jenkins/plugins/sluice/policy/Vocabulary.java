package io.jenkins.plugins.sluice.policy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Words that complete what somebody types. */
public final class Vocabulary {

    private Vocabulary() {}

    /** Left-hand sides of criteria, those without selectors first; {@code custom.} lacks its name. */
    public static List<String> leftHandSides() {
        Stream<String> plain = Arrays.stream(Property.values())
                .map(property -> new Subject(property.noun(), List.of(), property.word()).toString());
        return Stream.concat(
                        plain,
                        Stream.of(
                                "tests[new].failed",
                                "findings[new]",
                                "findings[severity>=high]",
                                "findings[new, severity>=high]",
                                "custom."))
                .toList();
    }

    /** The formats that the engine reads itself. */
    public static List<String> formats() {
        return PolicyModel.OWN_FORMATS;
    }
}
