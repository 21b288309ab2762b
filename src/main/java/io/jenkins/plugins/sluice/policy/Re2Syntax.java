package io.jenkins.plugins.sluice.policy;

import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Regular expressions as metric sources take them (github.com/google/re2/wiki/Syntax): those of Java without what needs
 * backtracking.
 */
final class Re2Syntax {

    /** Look-around, atomic groups, possessive repetition and references to groups. */
    private static final Pattern BACKTRACKING =
            Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*(?:\\(\\?(?:[=!>]|<[=!])|[*+?}]\\+|\\\\[1-9k])");

    private Re2Syntax() {}

    /** What is wrong with an expression, if anything is. */
    static Optional<Misfit> misfit(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException wrong) {
            return Optional.of(new Misfit(
                    Quoted.of(regex) + " is not a regular expression: "
                            + Quoted.plain(wrong.getDescription().toLowerCase(java.util.Locale.ROOT)),
                    "write for example 5..|429, with \\ before a special character that means itself"));
        }
        return BACKTRACKING.matcher(regex).find()
                ? Optional.of(new Misfit(
                        Quoted.of(regex) + " looks ahead or back, which sources of metrics do not",
                        "write it without (?=, (?!, (?<, (?>, ++ and references to groups"))
                : Optional.empty();
    }

    /** Whether an expression that has nothing wrong matches a whole text. */
    static boolean matches(String regex, String text) {
        return Pattern.matches(regex, text);
    }
}
