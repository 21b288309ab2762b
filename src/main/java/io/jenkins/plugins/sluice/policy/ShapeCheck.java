package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.policy.Shape.Setting;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Compares a document with the model, and remembers which nodes do not fit, so that nothing is reported twice. */
final class ShapeCheck {

    private static final String MERGE_KEY = "<<";

    private final Problems problems;
    private final Set<YamlNode> misfits = Collections.newSetFromMap(new IdentityHashMap<>());

    ShapeCheck(Problems problems) {
        this.problems = problems;
    }

    /** Whether a node that was checked is what the model says, leaving aside what is in it. */
    boolean fits(YamlNode node) {
        return !misfits.contains(node) && !(node instanceof YamlNode.Broken);
    }

    void check(YamlNode node, Shape shape, String path) {
        if (node instanceof YamlNode.Broken) {
            return;
        }
        if (shape instanceof Shape.Text text) {
            text(node, text, path);
        } else if (shape instanceof Shape.Whole whole) {
            whole(node, whole, path);
        } else if (shape instanceof Shape.Decimal decimal) {
            decimal(node, decimal, path);
        } else if (shape instanceof Shape.Flag) {
            if (!(node instanceof YamlNode.Scalar scalar) || scalar.flag().isEmpty()) {
                unexpected(node, shape, path, "write true or false");
            }
        } else if (shape instanceof Shape.Choice choice) {
            choice(node, choice, path);
        } else if (shape instanceof Shape.Sequence sequence) {
            sequence(node, sequence, path);
        } else if (shape instanceof Shape.Named named) {
            named(node, named, path);
        } else if (shape instanceof Shape.Section section) {
            section(node, section, path);
        } else if (shape instanceof Shape.TextOr either) {
            either(node, either, path);
        } else {
            add(node, path, "the key is reserved for later", "remove it");
        }
    }

    private void text(YamlNode node, Shape.Text shape, String path) {
        if (!(node instanceof YamlNode.Scalar scalar) || scalar.string().isEmpty()) {
            boolean quotable = node instanceof YamlNode.Scalar other && !other.isNull();
            String fix = quotable
                    ? "put it in quotes"
                    : shape.examples().isEmpty()
                            ? "write a text"
                            : "write for example " + shape.examples().get(0);
            unexpected(node, shape, path, fix);
        } else if (scalar.text().isBlank()) {
            add(node, path, "the text is empty", "write " + shape.described());
        } else if (scalar.text().length() > Shape.LONGEST_TEXT) {
            add(node, path, "the text has more than " + Shape.LONGEST_TEXT + " characters", "write a shorter one");
        } else if (!shape.parsed() && !shape.pattern().matcher(scalar.text()).matches()) {
            unexpected(node, shape, path, shape.fix());
        }
    }

    private void whole(YamlNode node, Shape.Whole shape, String path) {
        if (node instanceof YamlNode.Scalar scalar
                && scalar.plain()
                && scalar.text().matches("\\+?[0-9]{1,10}")) {
            long number = Long.parseLong(scalar.text());
            if (number >= shape.least() && number <= shape.most()) {
                return;
            }
        }
        unexpected(node, shape, path, "write " + shape.least() + (shape.least() == shape.most() ? "" : " or more"));
    }

    private void decimal(YamlNode node, Shape.Decimal shape, String path) {
        if (node instanceof YamlNode.Scalar scalar && scalar.decimal().isPresent()) {
            BigDecimal number = scalar.decimal().get();
            if (number.compareTo(shape.least()) >= 0 && number.compareTo(shape.most()) <= 0) {
                return;
            }
        }
        unexpected(node, shape, path, "write a number such as " + shape.least().toPlainString());
    }

    private void choice(YamlNode node, Shape.Choice shape, String path) {
        if (node instanceof YamlNode.Scalar scalar && scalar.string().isPresent()) {
            if (!shape.words().contains(scalar.text())) {
                add(
                        node,
                        path,
                        "expected " + shape.described() + ", found " + scalar.shown(),
                        Spelling.nearest(scalar.text(), shape.words())
                                .map(Spelling::question)
                                .orElse("write one of them"));
            }
            return;
        }
        unexpected(node, shape, path, "write one of them");
    }

    private void sequence(YamlNode node, Shape.Sequence shape, String path) {
        if (node instanceof YamlNode.Sequence sequence) {
            if (sequence.items().size() < shape.atLeast()) {
                add(node, path, "the list is empty", "add an item");
            }
            if (tooMany(node, sequence.items().size(), path)) {
                return;
            }
            int index = 0;
            for (YamlNode item : sequence.items()) {
                check(item, shape.item(), path + "[" + index++ + "]");
            }
        } else if (shape.alone()
                && node instanceof YamlNode.Scalar scalar
                && scalar.string().isPresent()) {
            check(node, shape.item(), path);
        } else {
            unexpected(node, shape, path, "write each item in a line of its own, after '- '");
        }
    }

    private void named(YamlNode node, Shape.Named shape, String path) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            unexpected(node, shape, path, "write names below it, indented, each with a colon");
            return;
        }
        if (mapping.entries().isEmpty()) {
            add(node, path, "the map is empty", "add an entry");
        }
        if (tooMany(node, mapping.entries().size(), path)) {
            return;
        }
        refuseDuplicates(mapping, path);
        for (YamlNode.Entry entry : mapping.entries()) {
            String below = below(path, entry.key());
            if (refuseMerge(entry, path)) {
                continue;
            }
            if (!shape.name().matcher(entry.key().text()).matches()) {
                problems.add(
                        entry.key().place(), below, Quoted.of(entry.key().text()) + " is not a name", shape.nameFix());
            }
            check(entry.value(), shape.value(), below);
        }
    }

    private boolean tooMany(YamlNode node, int entries, String path) {
        if (entries > Shape.MOST_ENTRIES) {
            add(node, path, "more than " + Shape.MOST_ENTRIES + " entries, found " + entries, "write fewer");
        }
        return entries > Shape.MOST_ENTRIES;
    }

    private void section(YamlNode node, Shape.Section shape, String path) {
        if (!(node instanceof YamlNode.Mapping mapping)) {
            unexpected(node, shape, path, "write its keys below it, indented");
            return;
        }
        refuseDuplicates(mapping, path);
        List<String> known = shape.settings().stream().map(Setting::key).toList();
        for (YamlNode.Entry entry : mapping.entries()) {
            String key = entry.key().text();
            String below = below(path, entry.key());
            if (known.contains(key)) {
                check(entry.value(), shape.setting(key).shape(), below);
            } else if (!refuseMerge(entry, path)) {
                problems.add(entry.key().place(), below, "unknown key " + Quoted.of(key), Spelling.fix(key, known));
            }
        }
        List<String> present =
                mapping.entries().stream().map(entry -> entry.key().text()).toList();
        for (Setting setting : shape.settings()) {
            if (setting.required() && !present.contains(setting.key())) {
                add(node, path, "'" + setting.key() + "' is missing", "add it: " + setting.meaning());
            }
        }
        Shape.OneOf oneOf = shape.exactlyOneOf();
        long chosen = oneOf.keys().stream().filter(present::contains).count();
        if (!oneOf.keys().isEmpty() && chosen != 1) {
            add(
                    node,
                    path,
                    (chosen == 0 ? "it does not say " : "it says more than once ") + oneOf.what(),
                    "write one of " + Spelling.oneOf(oneOf.keys()));
        }
        if (!shape.anyOf().isEmpty() && shape.anyOf().stream().noneMatch(present::contains)) {
            add(node, path, "it matches nothing", "add one of " + Spelling.oneOf(shape.anyOf()));
        }
    }

    private void either(YamlNode node, Shape.TextOr shape, String path) {
        if (node instanceof YamlNode.Mapping) {
            check(node, shape.section(), path);
        } else if (node instanceof YamlNode.Scalar scalar && scalar.string().isPresent()) {
            check(node, shape.text(), path);
        } else {
            unexpected(
                    node,
                    shape,
                    path,
                    "write for example " + shape.text().examples().get(0));
        }
    }

    private boolean refuseMerge(YamlNode.Entry entry, String path) {
        if (!entry.key().plain() || !entry.key().text().equals(MERGE_KEY)) {
            return false;
        }
        problems.add(entry.key().place(), path, "the merge key '<<' is not allowed", "write the keys themselves");
        return true;
    }

    private void refuseDuplicates(YamlNode.Mapping mapping, String path) {
        Map<String, Integer> lines = new HashMap<>();
        for (YamlNode.Entry entry : mapping.entries()) {
            Integer first =
                    lines.putIfAbsent(entry.key().text(), entry.key().place().line());
            if (first != null) {
                problems.add(
                        entry.key().place(),
                        below(path, entry.key()),
                        "the key stands twice, first in line " + first,
                        "remove one of them");
            }
        }
    }

    private void unexpected(YamlNode node, Shape shape, String path, String fix) {
        add(node, path, "expected " + shape.described() + ", found " + node.shown(), fix);
    }

    private void add(YamlNode node, String path, String what, String fix) {
        misfits.add(node);
        problems.add(node.place(), path, what, fix);
    }

    static String below(String path, YamlNode.Scalar key) {
        String shown = Quoted.plain(key.text());
        return path.isEmpty() ? shown : path + "." + shown;
    }
}
