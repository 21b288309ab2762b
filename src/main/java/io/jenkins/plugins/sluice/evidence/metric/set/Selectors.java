package io.jenkins.plugins.sluice.evidence.metric.set;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Writes selectors of PromQL (prometheus.io/docs/prometheus/latest/querying/basics) as templates. */
final class Selectors {

    /**
     * The usual health and metrics routes: Kubernetes probes, Spring Boot Actuator and what Prometheus scrapes. They
     * are frequent, nearly never fail, and so hide errors and slowness.
     */
    static final List<String> HEALTH_ROUTES = List.of(
            "~/actuator(/.*)?", "~/(health|healthz|livez|readyz|live|ready|liveness|readiness|ping|metrics)(/.*)?");

    private static final String ARM = "${arm}";

    private Selectors() {}

    /** The series of this name with these matchers and the arm's. */
    static String of(String name, String... matchers) {
        return name
                + Stream.concat(Stream.of(matchers).filter(matcher -> !matcher.isEmpty()), Stream.of(ARM))
                        .collect(Collectors.joining(",", "{", "}"));
    }

    static String is(String label, String value) {
        return label + "=" + quoted(value);
    }

    static String isNot(String label, String value) {
        return label + "!=" + quoted(value);
    }

    /** The whole value matches a regular expression. */
    static String like(String label, String regex) {
        return label + "=~" + quoted(regex);
    }

    /** The whole value matches none of these, texts or after {@code ~} regular expressions. */
    static String notAnyOf(String label, List<String> values) {
        return values.isEmpty()
                ? ""
                : label + "!~"
                        + quoted(values.stream()
                                .map(value -> value.startsWith("~") ? value.substring(1) : literally(value))
                                .collect(Collectors.joining("|")));
    }

    private static String literally(String text) {
        return text.replaceAll("[\\\\.+*?()|\\[\\]{}^$]", "\\\\$0");
    }

    /** A string of PromQL in a template: a dollar sign before a brace or another one would be a placeholder. */
    static String quoted(String text) {
        return "\""
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("$", "$$") + "\"";
    }
}
