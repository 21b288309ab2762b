package io.jenkins.plugins.sluice.cli;

import io.jenkins.plugins.sluice.verdict.EvidenceFact;
import io.jenkins.plugins.sluice.verdict.Inventory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A first policy: the reports that are there as evidence, and criteria that they can answer. */
final class StarterPolicy {

    private static final Map<String, String> SOURCE_OF_FORMAT = Map.of(
            "junit", "tests",
            "jacoco", "coverage",
            "cobertura", "coverage",
            "pit", "mutation",
            "sarif", "static",
            "jmeter-csv", "load",
            "jmeter-xml", "load");

    private static final Map<String, List<String>> CRITERIA = criteria();

    private StarterPolicy() {}

    private static Map<String, List<String>> criteria() {
        Map<String, List<String>> criteria = new LinkedHashMap<>();
        criteria.put("tests", List.of("tests.failed = 0", "tests.total drops at most 0"));
        criteria.put("coverage", List.of("coverage.line drops at most 0.5pp"));
        criteria.put("mutation", List.of("mutation.score drops at most 1pp"));
        criteria.put("static", List.of("findings[new] = 0", "findings[severity>=critical] = 0"));
        criteria.put("load", List.of("load.errorRate < 1%", "load.p95 rises at most 10%"));
        return criteria;
    }

    /** The policy as YAML, or empty when there are no reports. */
    static Optional<String> of(Inventory inventory) {
        Map<String, Set<String>> patterns = new TreeMap<>();
        Map<String, Set<String>> formats = new TreeMap<>();
        Map<String, Set<String>> tools = new TreeMap<>();
        for (EvidenceFact fact : inventory.reports()) {
            String source = fact.format() == null ? null : SOURCE_OF_FORMAT.get(fact.format());
            if (source == null || fact.trouble() != null) {
                continue;
            }
            patterns.computeIfAbsent(source, none -> new TreeSet<>()).add(pattern(fact.path()));
            formats.computeIfAbsent(source, none -> new TreeSet<>()).add(fact.format());
            if (source.equals("static")) {
                fact.tools()
                        .forEach(tool -> tools.computeIfAbsent(source, none -> new TreeSet<>())
                                .add(tool.replaceFirst(" [0-9][^ ]*$", "")));
            }
        }
        if (patterns.isEmpty()) {
            return Optional.empty();
        }
        List<String> lines = new ArrayList<>();
        lines.add(
                "# What must hold before this goes on. Reference: docs/policy.md; check it with 'sluice policy check'.");
        lines.add("# 'new', 'drops' and 'rises' compare with the last accepted run: keep runs with"
                + " 'sluice gate --history DIR'.");
        lines.add("sluice: 1");
        lines.add("gates:");
        lines.add("  build:");
        lines.add("    evidence:");
        for (String source : CRITERIA.keySet()) {
            Set<String> files = patterns.get(source);
            if (files != null) {
                lines.add("      " + source + ":");
                list("files", files, lines);
                // Named, a report that is missing or broken leaves the criteria of other sources alone.
                Set<String> format = formats.getOrDefault(source, Set.of());
                if (format.size() == 1) {
                    lines.add("        format: " + format.iterator().next());
                }
                list("tools", tools.getOrDefault(source, new TreeSet<>()), lines);
            }
        }
        lines.add("    criteria:");
        CRITERIA.forEach((source, criteria) -> {
            if (patterns.containsKey(source)) {
                criteria.forEach(criterion -> lines.add("      - " + criterion));
            }
        });
        return Optional.of(String.join("\n", lines) + "\n");
    }

    private static void list(String key, Set<String> values, List<String> lines) {
        if (!values.isEmpty()) {
            lines.add("        " + key + ":");
            values.forEach(value -> lines.add("          - " + quoted(value)));
        }
    }

    /** Surefire and its like write a file a class; a new class must not need a new line here. */
    private static String pattern(String path) {
        int slash = path.lastIndexOf('/');
        String folder = path.substring(0, slash + 1);
        String name = path.substring(slash + 1);
        return name.startsWith("TEST-") && name.endsWith(".xml") ? folder + "TEST-*.xml" : path;
    }

    private static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
