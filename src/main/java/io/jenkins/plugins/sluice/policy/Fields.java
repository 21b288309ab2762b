package io.jenkins.plugins.sluice.policy;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The values of one section; what does not fit the model is as if it were absent. */
final class Fields {

    private final YamlNode node;
    private final String path;
    private final ShapeCheck check;

    Fields(YamlNode node, String path, ShapeCheck check) {
        this.node = node;
        this.path = path;
        this.check = check;
    }

    /** A value of a map whose names the author chose. */
    record Named(YamlNode.Scalar key, YamlNode node, String path) {}

    /** An item of a list. */
    record Item(YamlNode node, String path) {}

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    private Optional<YamlNode.Entry> entry(String key) {
        return node instanceof YamlNode.Mapping mapping
                ? mapping.entries().stream()
                        .filter(entry -> entry.key().text().equals(key))
                        .findFirst()
                : Optional.empty();
    }

    /** The value, whether it fits or not. */
    Optional<YamlNode> node(String key) {
        return entry(key).map(YamlNode.Entry::value);
    }

    /** Where the value begins, or the section when there is none. */
    YamlNode.Place placeOf(String key) {
        return node(key).orElse(node).place();
    }

    YamlNode.Place keyPlace(String key) {
        return entry(key).map(entry -> entry.key().place()).orElse(node.place());
    }

    Optional<YamlNode.Scalar> scalar(String key) {
        return node(key)
                .filter(check::fits)
                .filter(YamlNode.Scalar.class::isInstance)
                .map(YamlNode.Scalar.class::cast);
    }

    Optional<String> text(String key) {
        return scalar(key).flatMap(YamlNode.Scalar::string);
    }

    Optional<Boolean> flag(String key) {
        return scalar(key).flatMap(YamlNode.Scalar::flag);
    }

    Optional<Integer> whole(String key) {
        return scalar(key).filter(YamlNode.Scalar::isNumber).map(scalar -> Integer.parseInt(scalar.text()));
    }

    Optional<BigDecimal> decimal(String key) {
        return scalar(key).flatMap(YamlNode.Scalar::decimal);
    }

    /** A text or all texts of a list. */
    List<String> texts(String key) {
        Optional<YamlNode> value = node(key).filter(check::fits);
        List<YamlNode> nodes = value.isPresent() && value.get() instanceof YamlNode.Sequence sequence
                ? sequence.items()
                : value.stream().toList();
        return nodes.stream()
                .filter(check::fits)
                .filter(YamlNode.Scalar.class::isInstance)
                .flatMap(item -> ((YamlNode.Scalar) item).string().stream())
                .toList();
    }

    List<Item> items(String key) {
        List<Item> items = new ArrayList<>();
        Optional<YamlNode> value = node(key).filter(check::fits);
        if (value.isPresent() && value.get() instanceof YamlNode.Sequence sequence) {
            for (YamlNode item : sequence.items()) {
                items.add(new Item(item, path(key) + "[" + items.size() + "]"));
            }
        }
        return items;
    }

    List<Named> named(String key) {
        Optional<YamlNode> value = node(key).filter(check::fits);
        return value.isPresent() && value.get() instanceof YamlNode.Mapping mapping
                ? mapping.entries().stream()
                        .map(entry -> new Named(entry.key(), entry.value(), ShapeCheck.below(path(key), entry.key())))
                        .toList()
                : List.of();
    }
}
