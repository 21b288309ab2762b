package io.jenkins.plugins.sluice.policy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

class PolicySchemaTest {

    private final JsonMapper mapper = new JsonMapper();
    private final Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(PolicySchema.json());

    @Test
    void givenAPolicyThatSaysEverything_whenValidated_thenNothingToSay() throws Exception {
        assertThat(validate(PolicyExamples.whole())).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> givenAMistakeThatASchemaCanSee_whenValidated_thenRefused() {
        return PolicyExamples.errors().stream()
                .filter(PolicyExamples.Mistake::schema)
                .map(example -> DynamicTest.dynamicTest(
                        example.name(),
                        () -> assertThat(validate(example.yaml())).isNotEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> givenTheExampleOfAProperty_whenValidated_thenNothingToSay() {
        return Stream.of(Property.values())
                .map(property -> DynamicTest.dynamicTest(
                        property.example(),
                        () -> assertThat(validate("sluice: 1\ngates: {a: {criteria: ['" + property.example() + "']}}"))
                                .isEmpty()));
    }

    @Test
    void givenTheSchema_whenValidatedAgainstItsOwnSchema_thenNothingToSay() {
        Schema meta = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(com.networknt.schema.SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(meta.validate(PolicySchema.json(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void givenTheSchema_whenRead_thenEveryKeyOfTheModelIsDescribed() throws Exception {
        JsonNode root = mapper.readTree(PolicySchema.json());

        for (Shape.Section section : PolicyModel.SECTIONS) {
            JsonNode node =
                    section.name().equals("policy") ? root : root.path("$defs").path(section.name());
            List<String> keys = section.settings().stream()
                    .filter(setting -> !(setting.shape() instanceof Shape.Reserved))
                    .map(Shape.Setting::key)
                    .toList();
            assertThat(node.path("properties").fieldNames()).toIterable().containsExactlyElementsOf(keys);
            assertThat(node.path("properties"))
                    .allSatisfy(property ->
                            assertThat(property.path("description").asText()).isNotBlank());
        }
    }

    @Test
    void givenTheSchema_whenWritten_thenTheSameEachTimeAndEndsWithALineFeed() {
        assertThat(PolicySchema.json())
                .isEqualTo(PolicySchema.json())
                .endsWith("}\n")
                .doesNotContain("\r");
    }

    private List<String> validate(String yaml) throws Exception {
        LoadSettings settings =
                LoadSettings.builder().setSchema(new CoreSchema()).build();
        Object document = plain(new Load(settings).loadFromString(yaml));
        return schema.validate(mapper.writeValueAsString(document), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(entry -> entry.getValue() != null)
                    .collect(Collectors.toMap(
                            entry -> String.valueOf(entry.getKey()), entry -> plain(entry.getValue())));
        }
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(plain(item)));
            return items;
        }
        return value;
    }
}
