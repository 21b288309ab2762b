package io.jenkins.plugins.sluice.policy;

/**
 * One condition in brackets that narrows down what is counted.
 *
 * @param operator {@link Operator#EQUAL} except for {@link Key#SEVERITY}
 * @param value "" for {@link Key#NEW}
 */
public record Selector(Key key, Operator operator, String value) {

    /** What can be selected by. */
    public enum Key {
        /** Not in the reference. */
        NEW("new"),
        /** Reports of one entry under {@code evidence:}. */
        EVIDENCE("evidence"),
        /** Findings of one tool. */
        TOOL("tool"),
        /** Findings of one rule. */
        RULE("rule"),
        /** Findings by how bad they are. */
        SEVERITY("severity"),
        /** Samples with one label. */
        LABEL("label"),
        /** {@code kind=transaction}: samples that contain other samples, instead of those that do not. */
        KIND("kind");

        private final String word;

        Key(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }
}
