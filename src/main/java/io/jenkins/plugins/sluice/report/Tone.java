package io.jenkins.plugins.sluice.report;

/**
 * How a statement is meant, for colour and icon. Bad code and a broken tool never look alike.
 *
 * @see Words
 */
public enum Tone {
    /** It holds. */
    GOOD,
    /** Less than critical. */
    WARN,
    /** The code is bad. */
    BAD,
    /** A tool or its report broke: nothing is known of the code. */
    BROKE,
    /** Nothing is known, though nothing broke. */
    UNKNOWN,
    /** Worth knowing only. */
    QUIET;

    /** Its class in the style sheet and its icon. */
    public String key() {
        return this == QUIET ? "calm" : name().toLowerCase(java.util.Locale.ROOT);
    }

    /** The tone with this key; one that is not known, as a newer Sluice may write it, says nothing. */
    public static Tone withKey(String key) {
        for (Tone tone : values()) {
            if (tone.key().equals(key)) {
                return tone;
            }
        }
        return UNKNOWN;
    }
}
