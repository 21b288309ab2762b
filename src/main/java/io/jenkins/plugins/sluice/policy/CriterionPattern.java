package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Unit;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The grammar of criteria as a regular expression for editors, a little wider than the parser. */
final class CriterionPattern {

    private static final String SPACE = "[ \\t\\r\\n]*";

    private static final String GAP = "[ \\t\\r\\n]+";

    private CriterionPattern() {}

    /** An expression that both Java and ECMA-262 understand, for the whole text. */
    static String regex() {
        String selectors = "(?:\\[(?:[^\\]\"]|\"(?:[^\"\\\\]|\\\\.)*\")*\\]" + SPACE + ")?";
        String subjects = Arrays.stream(Noun.values())
                .map(noun -> noun.word() + SPACE + selectors + property(noun))
                .collect(Collectors.joining("|", "(?:", ")"));
        String units = Arrays.stream(Unit.values())
                .map(Unit::symbol)
                .filter(symbol -> !symbol.isEmpty())
                .collect(Collectors.joining("|", "(?:", ")?"));
        String amount = "[0-9]+(?:\\.[0-9]+)?" + SPACE + units;
        String operators = Stream.of("!=", "<=", ">=", "=", "<", ">").collect(Collectors.joining("|", "(?:", ")"));
        String moves = "(?:rises|drops)" + GAP + "at" + GAP + "most";
        String compared =
                Condition.NotWorse.WORDS.replace(" ", GAP) + "(?:" + GAP + "(?:by|times)" + SPACE + amount + ")?";
        return SPACE + subjects + SPACE + "(?:(?:" + operators + "|" + moves + ")" + SPACE + amount + "|" + compared
                + ")" + SPACE;
    }

    private static String property(Noun noun) {
        String dot = "\\." + SPACE;
        if (noun.isNamedByThePolicy()) {
            return dot + Subject.CUSTOM_NAME.pattern();
        }
        String words = Property.of(noun).stream().map(Property::word).collect(Collectors.joining("|", "(?:", ")"));
        return noun == Noun.FINDINGS ? "(?:" + dot + words + ")?" : dot + words;
    }
}
