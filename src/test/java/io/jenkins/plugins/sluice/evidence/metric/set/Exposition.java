package io.jenkins.plugins.sluice.evidence.metric.set;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** As much of Prometheus' text format and of its selectors as the samples need. */
final class Exposition {

    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)(=~|!~|!=|=)\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private final List<Series> series = new ArrayList<>();

    private record Series(Map<String, String> labels, double value) {}

    Exposition(String text) {
        for (String line : text.split("\n")) {
            if (!line.startsWith("#") && !line.isBlank()) {
                int open = line.indexOf('{');
                int close = line.lastIndexOf('}');
                Map<String, String> labels = new HashMap<>();
                labels.put("__name__", line.substring(0, open));
                LABEL.matcher(line.substring(open + 1, close))
                        .results()
                        .forEach(label -> labels.put(label.group(1), unescaped(label.group(3))));
                series.add(new Series(labels, Double.parseDouble(line.substring(close + 1))));
            }
        }
    }

    /** The sum of all series that a selector finds. */
    double sum(String selector) {
        int open = selector.indexOf('{');
        String name = selector.substring(0, open);
        String inside = selector.substring(open + 1, selector.length() - 1);
        return series.stream()
                .filter(one -> name.isEmpty() || name.equals(one.labels().get("__name__")))
                .filter(one -> matches(inside, one.labels()))
                .mapToDouble(Series::value)
                .sum();
    }

    private static boolean matches(String matchers, Map<String, String> labels) {
        Matcher matcher = LABEL.matcher(matchers);
        int end = 0;
        while (matcher.find()) {
            if (matcher.start() != end) {
                throw new IllegalArgumentException("not a selector: " + matchers);
            }
            end = matcher.end();
            String value = labels.getOrDefault(matcher.group(1), "");
            String wanted = unescaped(matcher.group(3));
            boolean holds =
                    switch (matcher.group(2)) {
                        case "=" -> value.equals(wanted);
                        case "!=" -> !value.equals(wanted);
                        case "=~" -> Pattern.matches(wanted, value);
                        default -> !Pattern.matches(wanted, value);
                    };
            if (!holds) {
                return false;
            }
        }
        return true;
    }

    private static String unescaped(String text) {
        return text.replaceAll("\\\\(.)", "$1");
    }
}
