package io.jenkins.plugins.sluice.policy;

import io.jenkins.plugins.sluice.evidence.Exemption;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes a policy from a document that was checked against the model, and reports what the model cannot see. */
final class PolicyBuilder {

    private static final List<String> FOR_FINDINGS = List.of("tool", "rule", "path", "message");

    private final Problems problems;
    private final ShapeCheck check;
    private final Set<String> formats;

    PolicyBuilder(Problems problems, ShapeCheck check, Set<String> formats) {
        this.problems = problems;
        this.check = check;
        this.formats = formats;
    }

    /** The policy as far as it can be made; it is whole if there are no problems. */
    Policy policy(String source, String sha256, YamlNode root) {
        Fields fields = new Fields(root, "", check);
        if (root instanceof YamlNode.Mapping mapping) {
            sluiceFirst(mapping);
        }
        List<Gate> gates = new ArrayList<>();
        for (Fields.Named gate : fields.named("gates")) {
            new GateBuilder(problems, check, formats).gate(gate).ifPresent(gates::add);
        }
        return new Policy(source, sha256, gates, waivers(fields));
    }

    private void sluiceFirst(YamlNode.Mapping root) {
        List<String> keys =
                root.entries().stream().map(entry -> entry.key().text()).toList();
        int index = keys.indexOf("sluice");
        if (index > 0) {
            YamlNode.Place place = root.entries().get(index).key().place();
            problems.add(place, "sluice", "'sluice' is not the first key", "move it to the top");
        }
    }

    private List<Waiver> waivers(Fields root) {
        List<Waiver> waivers = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        int number = 0;
        for (Fields.Item item : root.items("waivers")) {
            number++;
            Fields fields = new Fields(item.node(), item.path(), check);
            String id = fields.text("id").orElse("W" + number);
            if (!ids.add(id)) {
                problems.add(
                        fields.placeOf("id"),
                        item.path(),
                        "another waiver has the id '" + id + "'",
                        "give it its own id");
            }
            waiver(fields, id).ifPresent(waivers::add);
        }
        return waivers;
    }

    private Optional<Waiver> waiver(Fields fields, String id) {
        @Nullable String test = fields.text("test").orElse(null);
        if (test != null) {
            for (String key : FOR_FINDINGS) {
                if (fields.node(key).isPresent()) {
                    problems.add(
                            fields.keyPlace(key),
                            fields.path(key),
                            "a waiver for tests takes no '" + key + "'",
                            "write one waiver for tests and one for findings");
                }
            }
        }
        Optional<LocalDate> expires = fields.text("expires").flatMap(text -> date(text, fields));
        Optional<String> owner = fields.text("owner");
        Optional<String> reason = fields.text("reason");
        if (expires.isEmpty() || owner.isEmpty() || reason.isEmpty()) {
            return Optional.empty();
        }
        Exemption exemption = new Exemption(
                id,
                fields.text("tool").orElse(null),
                fields.text("rule").orElse(null),
                fields.text("path").orElse(null),
                fields.text("message").orElse(null),
                test);
        return Optional.of(new Waiver(exemption, owner.get(), reason.get(), expires.get()));
    }

    private Optional<LocalDate> date(String text, Fields fields) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeException noSuchDay) {
            problems.add(
                    fields.placeOf("expires"),
                    fields.path("expires"),
                    "there is no day " + Quoted.of(text),
                    "write a day of the calendar as YYYY-MM-DD");
            return Optional.empty();
        }
    }
}
