package io.jenkins.plugins.sluice.policy;

import java.math.BigDecimal;
import java.util.List;
import java.util.regex.Pattern;

/** What may stand under a key of the policy file. */
sealed interface Shape {

    /** The most entries of a list or of a map with names that the author chooses. */
    int MOST_ENTRIES = 5_000;

    /** The most characters of a text. */
    int LONGEST_TEXT = 4_000;

    /** What it is, for a sentence: {@code atLeast is <a whole number of 1 or more>}. */
    String described();

    /**
     * A text.
     *
     * @param pattern what the whole text looks like
     * @param parsed whether the reader parses it and tells more exactly what is wrong than the pattern could
     * @param fix what to write when the pattern does not match
     */
    record Text(String described, Pattern pattern, boolean parsed, String fix, List<String> examples) implements Shape {

        static Text any(String described, String... examples) {
            return new Text(
                    described, Pattern.compile(".*\\S.*", Pattern.DOTALL), false, "write some", List.of(examples));
        }

        static Text of(String described, String pattern, String fix, String... examples) {
            return new Text(described, Pattern.compile(pattern), false, fix, List.of(examples));
        }

        static Text parsed(String described, String pattern, String... examples) {
            return new Text(described, Pattern.compile(pattern), true, "", List.of(examples));
        }
    }

    /** A whole number. */
    record Whole(int least, int most) implements Shape {
        @Override
        public String described() {
            return least == most
                    ? "the number " + least
                    : most == Integer.MAX_VALUE
                            ? "a whole number of " + least + " or more"
                            : "a whole number from " + least + " to " + most;
        }
    }

    /** A number with or without decimals. */
    record Decimal(BigDecimal least, BigDecimal most) implements Shape {

        static Decimal between(String least, String most) {
            return new Decimal(new BigDecimal(least), new BigDecimal(most));
        }

        @Override
        public String described() {
            return "a number from " + least.toPlainString() + " to " + most.toPlainString();
        }
    }

    /** True or false. */
    record Flag() implements Shape {
        @Override
        public String described() {
            return "true or false";
        }
    }

    /** One of some words. */
    record Choice(List<String> words) implements Shape {
        @Override
        public String described() {
            return "one of " + Spelling.oneOf(words);
        }
    }

    /**
     * A list.
     *
     * @param alone whether a single item may stand without the list
     */
    record Sequence(String described, Shape item, int atLeast, boolean alone) implements Shape {}

    /** A map with names that the author chooses; at least one entry. */
    record Named(String described, Pattern name, String nameFix, Shape value) implements Shape {}

    /**
     * A map with fixed keys.
     *
     * @param name what {@code $defs} of the schema calls it
     * @param exactlyOneOf keys of which exactly one must be there
     * @param anyOf keys of which at least one must be there, or none
     */
    record Section(String name, String described, List<Setting> settings, OneOf exactlyOneOf, List<String> anyOf)
            implements Shape {

        Setting setting(String key) {
            return settings.stream()
                    .filter(setting -> setting.key().equals(key))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Keys of which exactly one must be there.
     *
     * @param what what the keys say, for a sentence: {@code it does not say <where the value is>}
     * @param keys none when all keys are free
     */
    record OneOf(String what, List<String> keys) {

        static final OneOf NONE = new OneOf("", List.of());

        static OneOf of(String what, String... keys) {
            return new OneOf(what, List.of(keys));
        }
    }

    /** A text, or a section that says more. */
    record TextOr(Text text, Section section) implements Shape {
        @Override
        public String described() {
            return text.described() + " or " + section.described();
        }
    }

    /** A key that will mean something later, and until then is an error. */
    record Reserved() implements Shape {
        @Override
        public String described() {
            return "reserved";
        }
    }

    /**
     * One key of a section.
     *
     * @param meaning for people, as half a sentence
     * @param byDefault what is used when it is not there, or ""
     */
    record Setting(String key, boolean required, Shape shape, String byDefault, String meaning) {}
}
