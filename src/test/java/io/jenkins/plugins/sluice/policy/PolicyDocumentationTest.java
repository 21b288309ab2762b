package io.jenkins.plugins.sluice.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.jenkins.plugins.sluice.evidence.Dimension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The reference {@code docs/policy.md} says what the code does. Run with {@code -Dsluice.docs.write=true} to write its
 * tables anew.
 */
class PolicyDocumentationTest {

    @TestFactory
    Stream<DynamicTest> givenATableOfTheDocumentation_whenTheModelIsPrinted_thenTheyAreTheSame() throws Exception {
        if (Boolean.getBoolean("sluice.docs.write")) {
            write();
        }
        String documentation = PolicyExamples.documentation("policy.md");
        return tables().entrySet().stream()
                .map(table -> DynamicTest.dynamicTest(
                        table.getKey(),
                        () -> assertThat(documentation).contains(marked(table.getKey(), table.getValue()))));
    }

    @TestFactory
    Stream<DynamicTest> givenAPolicyInTheDocumentation_whenRead_thenItIsOne() {
        return Stream.of("policy.md", "metrics.md").flatMap(file -> {
            List<String> policies = PolicyExamples.blocks(file, "yaml");
            assertThat(policies).isNotEmpty();
            return policies.stream()
                    .map(yaml -> DynamicTest.dynamicTest(
                            file + " " + policies.indexOf(yaml),
                            () -> assertThat(new PolicyReader(List.of())
                                            .read("docs/" + file, yaml.getBytes(UTF_8))
                                            .gates())
                                    .isNotEmpty()));
        });
    }

    @Test
    void givenTheErrorsInTheDocumentation_whenLookedUp_thenTheyAreRealOnes() {
        List<String> real = PolicyExamples.errors().stream()
                .flatMap(example -> example.messages().lines())
                .toList();
        PolicyException inline = catchThrowableOfType(
                PolicyException.class,
                () -> PolicyReader.inline(PolicyReader.COMMAND_LINE, "--criteria", "cli", List.of("tests.faild = 0")));

        assertThat(PolicyExamples.blocks("policy.md", "text").stream().flatMap(String::lines))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line)
                        .satisfiesAnyOf(
                                shown -> assertThat(real).contains(shown),
                                shown -> assertThat(inline).hasMessage(shown)));
    }

    @Test
    void givenTheGrammarInTheDocumentation_whenRead_thenItNamesEveryWordOfTheCode() {
        String grammar = PolicyExamples.blocks("policy.md", "ebnf").get(0);

        Stream.of(
                        Arrays.stream(Noun.values()).map(Noun::word),
                        Arrays.stream(Operator.values()).map(Operator::symbol),
                        Arrays.stream(Selector.Key.values()).map(Selector.Key::word),
                        Selector.wordsOf(Selector.Key.SEVERITY).stream(),
                        Selector.wordsOf(Selector.Key.KIND).stream(),
                        Arrays.stream(Condition.Direction.values()).map(Condition.Direction::word),
                        Arrays.stream(io.jenkins.plugins.sluice.evidence.Unit.values())
                                .map(io.jenkins.plugins.sluice.evidence.Unit::symbol)
                                .filter(symbol -> !symbol.isEmpty()))
                .flatMap(words -> words)
                .forEach(word -> assertThat(grammar).contains("\"" + word + "\""));
    }

    private static Map<String, String> tables() {
        Map<String, String> tables = new LinkedHashMap<>();
        PolicyModel.SECTIONS.forEach(section -> tables.put(section.name(), keys(section)));
        tables.put("properties", properties());
        return tables;
    }

    private static String keys(Shape.Section section) {
        return section.settings().stream()
                .map(setting -> "| `%s` | %s | %s | %s |\n"
                        .formatted(
                                setting.key(),
                                setting.meaning(),
                                setting.shape().described(),
                                setting.required()
                                        ? "required"
                                        : setting.byDefault().isEmpty() ? "–" : setting.byDefault()))
                .collect(
                        Collectors.joining("", "| key | meaning | value | default |\n| --- | --- | --- | --- |\n", ""));
    }

    private static String properties() {
        return Arrays.stream(Property.values())
                .map(property -> "| `%s.%s` | %s | %s | %s | `%s` |\n"
                        .formatted(
                                property.noun().word(),
                                property.word(),
                                property.meaning(),
                                kind(property.dimension()),
                                property.selectors().stream()
                                        .sorted()
                                        .map(key -> "`" + key.word() + "`")
                                        .collect(Collectors.joining(", ")),
                                property.example()))
                .collect(Collectors.joining(
                        "",
                        "| property | meaning | kind | selectors | example |\n| --- | --- | --- | --- | --- |\n",
                        ""));
    }

    private static String kind(Dimension dimension) {
        return switch (dimension) {
            case COUNT -> "count";
            case RATIO -> "ratio";
            case DURATION -> "time";
            case SIZE -> "size";
            case RATE -> "rate";
            case NUMBER -> "number";
        };
    }

    private static String marked(String name, String table) {
        return "<!-- table: " + name + " -->\n" + table + "<!-- end -->";
    }

    private static void write() throws Exception {
        String documentation = PolicyExamples.documentation("policy.md");
        for (Map.Entry<String, String> table : tables().entrySet()) {
            documentation = Pattern.compile("(?s)<!-- table: " + table.getKey() + " -->.*?<!-- end -->")
                    .matcher(documentation)
                    .replaceFirst(Matcher.quoteReplacement(marked(table.getKey(), table.getValue())));
        }
        Files.writeString(Path.of("docs", "policy.md"), documentation);
    }
}
