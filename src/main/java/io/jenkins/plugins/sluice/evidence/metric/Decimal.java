package io.jenkins.plugins.sluice.evidence.metric;

/** Reads numbers as metric stores write them. */
final class Decimal {

    private static final int MOST_DIGITS = 15;
    private static final double[] POWERS = powers();

    private Decimal() {}

    /**
     * The number that characters say, {@code NaN}, {@code Inf} with or without a sign included; NaN for what is none.
     * Fifteen digits and a power of ten up to 15 are exact in binary, so one division rounds once, as it must.
     */
    static double parse(char[] text, int offset, int length) {
        long digits = 0;
        int seen = 0;
        int fraction = -1;
        for (int i = offset; i < offset + length; i++) {
            char character = text[i];
            if (character >= '0' && character <= '9') {
                digits = digits * 10 + (character - '0');
                if (++seen > MOST_DIGITS) {
                    return rare(text, offset, length);
                }
                if (fraction >= 0) {
                    fraction++;
                }
            } else if (character == '.' && fraction < 0) {
                fraction = 0;
            } else {
                return rare(text, offset, length);
            }
        }
        return seen == 0 ? Double.NaN : fraction <= 0 ? digits : digits / POWERS[fraction];
    }

    /** The same of a string. */
    static double parse(String text) {
        char[] characters = text.toCharArray();
        return parse(characters, 0, characters.length);
    }

    private static double rare(char[] text, int offset, int length) {
        String number = new String(text, offset, length);
        return switch (number) {
            case "+Inf", "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> {
                try {
                    yield Double.parseDouble(number);
                } catch (NumberFormatException e) {
                    // What is no number is judged like one that is not known.
                    yield Double.NaN;
                }
            }
        };
    }

    private static double[] powers() {
        double[] powers = new double[MOST_DIGITS + 1];
        powers[0] = 1;
        for (int i = 1; i < powers.length; i++) {
            powers[i] = powers[i - 1] * 10;
        }
        return powers;
    }
}
