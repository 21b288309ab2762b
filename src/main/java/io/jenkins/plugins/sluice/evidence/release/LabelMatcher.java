package io.jenkins.plugins.sluice.evidence.release;

import io.jenkins.plugins.sluice.evidence.AlertSummary.Told;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * What Alertmanager asks of one label of an alert.
 *
 * @param regular whether {@code value} is a regular expression for the whole text
 * @param equal whether it must match, else it must not
 */
record LabelMatcher(String name, String value, boolean regular, boolean equal) {

    private static final int LONGEST_EXPRESSION = 1_000;

    /** Of RE2 and unknown to Java, or of another meaning there. */
    private static final Pattern FOREIGN = Pattern.compile("\\[\\[:|\\\\[CpPzQE]|\\(\\?[^:i)]|\\(\\?i[^:)]");

    private static final Pattern ONE =
            Pattern.compile("\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([\\p{L}_:][\\p{L}\\p{N}_:.-]*+))\\s*(=~|!~|!=|=)\\s*"
                    + "(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\",{}]*+))\\s*(,|$)");

    /**
     * The matchers in a text such as {@code severity="page", team=~"shop|web"}, in braces or not.
     *
     * @throws NoAnswer when it is written in a way that is not understood
     */
    static List<LabelMatcher> parse(String text) {
        String inner = text.strip();
        if (inner.startsWith("{") && inner.endsWith("}")) {
            inner = inner.substring(1, inner.length() - 1).strip();
        }
        List<LabelMatcher> matchers = new ArrayList<>();
        Matcher matcher = ONE.matcher(inner);
        int at = 0;
        while (at < inner.length()) {
            if (!matcher.find(at) || matcher.start() != at) {
                throw new NoAnswer("Alertmanager's matcher '" + Api.cut(text) + "' is not understood");
            }
            String operator = matcher.group(3);
            String name = matcher.group(1) == null ? matcher.group(2) : unescaped(matcher.group(1));
            String value = matcher.group(4) == null ? matcher.group(5).strip() : unescaped(matcher.group(4));
            matchers.add(new LabelMatcher(name, value, operator.endsWith("~"), operator.startsWith("=")));
            at = matcher.end();
        }
        return matchers;
    }

    private static String unescaped(String quoted) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < quoted.length(); i++) {
            char c = quoted.charAt(i);
            if (c == '\\' && i + 1 < quoted.length()) {
                char next = quoted.charAt(++i);
                text.append(next == 'n' ? "\n" : next == '"' || next == '\\' ? String.valueOf(next) : "\\" + next);
            } else {
                text.append(c);
            }
        }
        return text.toString();
    }

    /** Whether an alert with this value of the label fits; one without the label has "". */
    Told fits(@Nullable String label) {
        if (label == null) {
            return Told.UNKNOWN;
        }
        if (!regular) {
            return told(value.equals(label) == equal);
        }
        if (value.length() > LONGEST_EXPRESSION || FOREIGN.matcher(value).find()) {
            return Told.UNKNOWN;
        }
        try {
            return told(Pattern.compile(value, Pattern.DOTALL).matcher(label).matches() == equal);
        } catch (PatternSyntaxException | StackOverflowError e) {
            return Told.UNKNOWN;
        }
    }

    /**
     * Whether an alert with these labels fits all of them.
     *
     * @param labels those that are known; any other may be there or not
     */
    static Told all(List<LabelMatcher> matchers, Map<String, String> labels) {
        Told all = Told.YES;
        for (LabelMatcher matcher : matchers) {
            Told one = matcher.fits(labels.get(matcher.name()));
            if (one == Told.NO) {
                return Told.NO;
            }
            all = one == Told.UNKNOWN ? Told.UNKNOWN : all;
        }
        return all;
    }

    static Told told(boolean yes) {
        return yes ? Told.YES : Told.NO;
    }

    @Override
    public String toString() {
        return name + (equal ? regular ? "=~" : "=" : regular ? "!~" : "!=") + "\"" + value + "\"";
    }
}
