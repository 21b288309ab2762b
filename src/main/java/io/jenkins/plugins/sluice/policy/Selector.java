package io.jenkins.plugins.sluice.policy;

import java.util.List;

/**
 * One condition in brackets that narrows down what is counted.
 *
 * @param operator {@link Operator#EQUAL} except for {@link Key#SEVERITY}
 * @param value "" for {@link Key#NEW}
 */
public record Selector(Key key, Operator operator, String value) {

    /** Characters that a value without quotes must not hold, apart from white space and what does not show. */
    static final String SPECIAL = ",[]\"'\\=<>!";

    public Selector {
        if (value.isEmpty() != (key == Key.NEW) || !operatorsOf(key).contains(operator)) {
            throw new IllegalArgumentException(
                    "no such selector: " + key.word() + operator.symbol() + Quoted.of(value));
        }
    }

    /** The comparisons that a key takes. */
    static List<Operator> operatorsOf(Key key) {
        return key == Key.SEVERITY
                ? List.of(Operator.EQUAL, Operator.AT_LEAST, Operator.AT_MOST, Operator.GREATER, Operator.LESS)
                : List.of(Operator.EQUAL);
    }

    /** The values that a key takes, or none when it takes any. */
    static List<String> wordsOf(Key key) {
        return switch (key) {
            case SEVERITY -> List.of("low", "medium", "high", "critical", "unknown");
            case KIND -> List.of("transaction");
            default -> List.of();
        };
    }

    /** Whether a value may hold this character without quotes. */
    static boolean isBare(int point) {
        return Quoted.harmless(point)
                && !Character.isWhitespace(point)
                && !Character.isSpaceChar(point)
                && SPECIAL.indexOf(point) < 0;
    }

    /** The canonical text, e.g. {@code severity>=high}. */
    @Override
    public String toString() {
        if (key == Key.NEW) {
            return key.word();
        }
        boolean bare = value.codePoints().allMatch(Selector::isBare);
        return key.word() + operator.symbol() + (bare ? value : Quoted.escaped(value));
    }

    /** What can be selected by. */
    public enum Key {
        /** Not in the reference. */
        NEW("new", ""),
        /** Reports of one entry under {@code evidence:}. */
        EVIDENCE("evidence", "e2e"),
        /** Findings of one tool. */
        TOOL("tool", "spotbugs"),
        /** Findings of one rule. */
        RULE("rule", "NP_NULL_DEREF"),
        /** Findings by how bad they are. */
        SEVERITY("severity", "high"),
        /** Samples with one label. */
        LABEL("label", "checkout"),
        /** {@code kind=transaction}: samples that contain other samples, instead of those that do not. */
        KIND("kind", "transaction");

        private final String word;
        private final String example;

        Key(String word, String example) {
            this.word = word;
            this.example = example;
        }

        /** A value, for examples. */
        String example() {
            return example;
        }

        public String word() {
            return word;
        }
    }
}
