package io.jenkins.plugins.sluice.policy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.policy.Shape.Setting;
import java.util.Collection;

/**
 * The JSON Schema (draft 2020-12) of the policy file, for editors. It is made from the model that the reader uses; what
 * a schema cannot say (names that must exist, units that must fit), the reader checks.
 */
public final class PolicySchema {

    private final JsonMapper mapper = new JsonMapper();
    private final ObjectNode definitions = mapper.createObjectNode();

    private PolicySchema() {}

    /** The schema as JSON, indented, with a line feed at its end. */
    public static String json() {
        return new PolicySchema().document().toPrettyString().replace("\r\n", "\n") + "\n";
    }

    private ObjectNode document() {
        ObjectNode root = mapper.createObjectNode();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Sluice policy");
        root.put("description", "Quality gates and waivers: sluice.yaml");
        PolicyModel.SECTIONS.stream()
                .filter(section -> !section.equals(PolicyModel.POLICY))
                .forEach(section -> definitions.set(section.name(), fields(section)));
        root.setAll(fields(PolicyModel.POLICY));
        root.set("$defs", definitions);
        return root;
    }

    private ObjectNode fields(Shape.Section section) {
        ObjectNode node = mapper.createObjectNode().put("type", "object");
        ObjectNode properties = node.putObject("properties");
        for (Setting setting : section.settings()) {
            if (setting.shape() instanceof Shape.Reserved) {
                continue;
            }
            ObjectNode property = schema(setting.shape());
            String byDefault = setting.byDefault().isEmpty() ? "" : " (default: " + setting.byDefault() + ")";
            property.put("description", setting.meaning().replace("`", "") + byDefault);
            properties.set(setting.key(), property);
        }
        node.put("additionalProperties", false);
        ArrayNode required = mapper.createArrayNode();
        section.settings().stream().filter(Setting::required).map(Setting::key).forEach(required::add);
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        oneRequired(node, "oneOf", section.exactlyOneOf().keys());
        oneRequired(node, "anyOf", section.anyOf());
        return node;
    }

    private static void oneRequired(ObjectNode node, String keyword, Collection<String> keys) {
        if (!keys.isEmpty()) {
            ArrayNode choices = node.putArray(keyword);
            keys.forEach(key -> choices.addObject().putArray("required").add(key));
        }
    }

    private ObjectNode schema(Shape shape) {
        ObjectNode node = mapper.createObjectNode();
        if (shape instanceof Shape.Text text) {
            text(node, text);
        } else if (shape instanceof Shape.Whole whole) {
            whole(node, whole);
        } else if (shape instanceof Shape.Decimal decimal) {
            node.put("type", "number").put("minimum", decimal.least()).put("maximum", decimal.most());
        } else if (shape instanceof Shape.Flag) {
            node.put("type", "boolean");
        } else if (shape instanceof Shape.Choice choice) {
            choice.words().forEach(node.putArray("enum")::add);
        } else if (shape instanceof Shape.Sequence sequence) {
            sequence(node, sequence);
        } else if (shape instanceof Shape.Named named) {
            node.put("type", "object").put("minProperties", 1).put("maxProperties", Shape.MOST_ENTRIES);
            node.putObject("propertyNames").put("pattern", anchored(named.name().pattern()));
            node.set("additionalProperties", schema(named.value()));
        } else if (shape instanceof Shape.Section section) {
            node.put("$ref", "#/$defs/" + section.name());
        } else if (shape instanceof Shape.TextOr either) {
            node.putArray("anyOf").add(schema(either.text())).add(schema(either.section()));
        }
        return node;
    }

    private static void text(ObjectNode node, Shape.Text text) {
        node.put("type", "string").put("pattern", anchored(text.pattern().pattern()));
        node.put("maxLength", Shape.LONGEST_TEXT);
        if (!text.examples().isEmpty()) {
            text.examples().forEach(node.putArray("examples")::add);
        }
    }

    private static void whole(ObjectNode node, Shape.Whole whole) {
        if (whole.least() == whole.most()) {
            node.put("const", whole.least());
        } else {
            node.put("type", "integer").put("minimum", whole.least()).put("maximum", whole.most());
        }
    }

    private void sequence(ObjectNode node, Shape.Sequence sequence) {
        ObjectNode list = mapper.createObjectNode().put("type", "array");
        if (sequence.atLeast() > 0) {
            list.put("minItems", sequence.atLeast());
        }
        list.put("maxItems", Shape.MOST_ENTRIES);
        list.set("items", schema(sequence.item()));
        if (sequence.alone()) {
            node.putArray("anyOf").add(schema(sequence.item())).add(list);
        } else {
            node.setAll(list);
        }
    }

    private static String anchored(String pattern) {
        return "^(?:" + pattern + ")$";
    }
}
