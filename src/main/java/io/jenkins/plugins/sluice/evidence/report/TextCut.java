package io.jenkins.plugins.sluice.evidence.report;

/** Cuts texts to the length that is kept. */
final class TextCut {

    private TextCut() {}

    /** At most {@code most} characters of the text; a surrogate pair is never cut in two. */
    static String cut(CharSequence text, int most) {
        if (text.length() <= most) {
            return text.toString();
        }
        int end = most > 0 && Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
        return text.subSequence(0, end).toString();
    }
}
