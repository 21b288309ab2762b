package io.jenkins.plugins.sluice.evidence.metric.set;

import static org.assertj.core.api.Assertions.assertThat;

import io.jenkins.plugins.sluice.evidence.metric.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What {@code docs/metrics.md} says of sets is what the code does. Run with {@code -Dsluice.docs.write=true} to write it
 * anew.
 */
class MetricsDocumentationTest {

    private static final Path DOCUMENTATION = Path.of("docs", "metrics.md");

    @TestFactory
    Stream<DynamicTest> givenAPartOfTheDocumentation_whenTheSetsArePrinted_thenTheyAreTheSame() throws Exception {
        if (Boolean.getBoolean("sluice.docs.write")) {
            write();
        }
        String documentation = documentation();
        return parts().entrySet().stream()
                .map(part -> DynamicTest.dynamicTest(
                        part.getKey(),
                        () -> assertThat(documentation).contains(marked(part.getKey(), part.getValue()))));
    }

    private static Map<String, String> parts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("sets", overview());
        MetricSet.all().forEach(set -> parts.put("set " + set.name(), described(set)));
        return parts;
    }

    private static String overview() {
        StringBuilder table = new StringBuilder("| | ");
        List<MetricSet> sets = MetricSet.all();
        table.append(sets.stream().map(set -> "`" + set.name() + "`").collect(Collectors.joining(" | ")))
                .append(" |\n| --- |")
                .append(" --- |".repeat(sets.size()))
                .append('\n');
        for (String name : MetricSet.STANDARD) {
            row(
                    table,
                    "`" + name + "`",
                    sets.stream()
                            .map(set -> set.lacks().containsKey(name) ? "–" : "yes")
                            .toList());
        }
        row(table, "errors", sets.stream().map(set -> "`" + set.errors() + "`").toList());
        row(table, "pods by", sets.stream().map(set -> code(set.podLabel())).toList());
        row(table, "routes by", sets.stream().map(set -> code(set.routeLabel())).toList());
        return table.toString();
    }

    private static void row(StringBuilder table, String head, List<String> cells) {
        table.append("| ")
                .append(head)
                .append(" | ")
                .append(String.join(" | ", cells))
                .append(" |\n");
    }

    private static String code(String label) {
        return label == null ? "–" : "`" + label + "`";
    }

    private static String described(MetricSet set) {
        StringBuilder text = new StringBuilder();
        text.append(capital(set.meaning()))
                .append(" ([documentation](")
                .append(set.source())
                .append(")).\n\n");
        text.append("| metric | asked for |\n| --- | --- |\n");
        for (NamedMetric named : set.metrics(SetChoice.DEFAULTS)) {
            if (!(named.part() instanceof NamedMetric.Part.Quantile)) {
                queries(named)
                        .forEach((name, query) -> text.append("| ")
                                .append(name)
                                .append(" | `")
                                // A bar would end the cell.
                                .append(query.replace("|", "\\|"))
                                .append("` |\n"));
            }
        }
        text.append('\n');
        Map<String, List<String>> lacks = new LinkedHashMap<>();
        MetricSet.STANDARD.stream()
                .filter(set.lacks()::containsKey)
                .forEach(name -> lacks.computeIfAbsent(set.lacks().get(name), reason -> new ArrayList<>())
                        .add("`" + name + "`"));
        lacks.forEach((reason, names) -> text.append("- Not judged: ")
                .append(String.join(", ", names))
                .append(": ")
                .append(reason)
                .append(".\n"));
        set.notes().forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    private static Map<String, String> queries(NamedMetric named) {
        Map<String, String> queries = new LinkedHashMap<>();
        if (named.metric() instanceof Metric.Ratio ratio) {
            queries.put("`" + named.name() + "`", ratio.bad());
            queries.put("of all", ratio.total());
        } else {
            queries.put("`" + named.name() + "`", SetExamples.template(named.metric(), "events"));
        }
        return queries;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String marked(String name, String text) {
        return "<!-- " + name + " -->\n" + text + "<!-- end -->";
    }

    private static String documentation() throws Exception {
        return Files.readString(DOCUMENTATION).replace("\r\n", "\n");
    }

    private static void write() throws Exception {
        String documentation = documentation();
        List<String> lost = new ArrayList<>();
        for (Map.Entry<String, String> part : parts().entrySet()) {
            Matcher place = Pattern.compile("(?s)<!-- " + part.getKey() + " -->.*?<!-- end -->")
                    .matcher(documentation);
            if (place.find()) {
                documentation = place.replaceFirst(Matcher.quoteReplacement(marked(part.getKey(), part.getValue())));
            } else {
                lost.add(part.getKey());
            }
        }
        assertThat(lost).as("parts without a place in the documentation").isEmpty();
        Files.writeString(DOCUMENTATION, documentation);
    }
}
