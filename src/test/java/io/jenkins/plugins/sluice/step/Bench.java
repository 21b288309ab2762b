package io.jenkins.plugins.sluice.step;

import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import io.jenkins.plugins.sluice.evidence.reference.History;
import io.jenkins.plugins.sluice.journal.JournalReader;
import io.jenkins.plugins.sluice.journal.Journals;
import io.jenkins.plugins.sluice.journal.Recorded;
import io.jenkins.plugins.sluice.policy.Policy;
import io.jenkins.plugins.sluice.policy.PolicyException;
import io.jenkins.plugins.sluice.policy.PolicyReader;
import io.jenkins.plugins.sluice.report.Reports;
import io.jenkins.plugins.sluice.step.host.Host;
import io.jenkins.plugins.sluice.step.host.Workspace;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict;
import io.jenkins.plugins.sluice.verdict.GateVerdict.Context;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A workspace with all that a gate needs around it, in one folder; its clock goes on by a minute a run. */
final class Bench implements Host, Workspace {

    static final Context MAIN = new Context("parcel", "main", null, "c0ffee", null, null);

    final Path workspace;
    final Path temporary;
    final Path history;
    final Path journals;
    Context context = MAIN;

    @Nullable
    Path reference;

    @Nullable
    Path saveReference;

    String secret = "nothing is secret but this";
    boolean keepHistory = true;
    private Instant now = Instant.parse("2026-05-04T10:00:00Z");
    private final Random random = new Random(5);

    Bench(Path folder) throws IOException {
        workspace = Files.createDirectories(folder.resolve("workspace"));
        temporary = Files.createDirectories(folder.resolve("temporary"));
        history = folder.resolve("history");
        journals = folder.resolve("journals");
    }

    // ---- the workspace

    Bench write(String path, String content) throws IOException {
        Path file = workspace.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        return this;
    }

    void delete(String path) throws IOException {
        Files.delete(workspace.resolve(path));
    }

    /** A JUnit report: tests that begin with {@code !} fail. */
    static String junit(String... tests) {
        StringBuilder xml = new StringBuilder("<testsuite name='s'>");
        for (String test : tests) {
            String name = test.startsWith("!") ? test.substring(1) : test;
            xml.append("<testcase classname='C' name='").append(name).append("'>");
            xml.append(test.startsWith("!") ? "<failure message='was wrong'/>" : "")
                    .append("</testcase>");
        }
        return xml.append("</testsuite>").toString();
    }

    /** A Cobertura report with so many lines of 1,000 covered. */
    static String coverage(int covered) {
        StringBuilder xml = new StringBuilder("<coverage line-rate='0'><packages><package name='p'><classes>"
                + "<class name='A' filename='A.java'><lines>");
        for (int line = 1; line <= 1_000; line++) {
            xml.append("<line number='")
                    .append(line)
                    .append("' hits='")
                    .append(line <= covered ? 1 : 0)
                    .append("'/>");
        }
        return xml.append("</lines></class></classes></package></packages></coverage>")
                .toString();
    }

    /** A SARIF report of the tool {@code Lint} with a finding of the rule {@code R} at each place. */
    static String sarif(String message, String... paths) {
        StringBuilder json = new StringBuilder(
                "{\"version\":\"2.1.0\",\"runs\":[{\"tool\":{\"driver\":{\"name\":" + "\"Lint\"}},\"results\":[");
        for (int i = 0; i < paths.length; i++) {
            json.append(i == 0 ? "" : ",")
                    .append("{\"ruleId\":\"R\",\"level\":\"error\",\"fingerprints\":{\"f/v1\":\"abc\"},")
                    .append("\"message\":{\"text\":\"")
                    .append(message)
                    .append("\"},\"locations\":[{")
                    .append("\"physicalLocation\":{\"artifactLocation\":{\"uri\":\"")
                    .append(paths[i])
                    .append("\"},\"region\":{\"startLine\":1}}}]}");
        }
        return json.append("]}]}").toString();
    }

    // ---- runs

    static Policy policy(String yaml) throws PolicyException {
        return new PolicyReader(List.of()).read("sluice.yaml", yaml.getBytes(StandardCharsets.UTF_8));
    }

    /** A policy with one gate, {@code build}, that has these criteria. */
    static Policy criteria(String... criteria) throws PolicyException {
        return PolicyReader.inline(PolicyReader.COMMAND_LINE, "--criteria", "build", List.of(criteria));
    }

    GateVerdict judge(Policy policy) throws IOException {
        return run(policy).verdict();
    }

    GateResult run(Policy policy) throws IOException {
        now = now.plusSeconds(60);
        try (Journals open = Journals.start(this::redact, clock(), Runnable::run)) {
            return new QualityGate(this, open)
                    .run(
                            new GateRequest(
                                    policy,
                                    policy.gates().get(0),
                                    context,
                                    false,
                                    null,
                                    new GateRequest.Past(keepHistory ? history : null, null, null, reference),
                                    saveReference,
                                    journals),
                            this);
        }
    }

    History kept() {
        return new History(history, EvidenceCodec.of(new EvidenceJson(temporary)));
    }

    static CriterionVerdict criterion(GateVerdict verdict, String id) {
        return verdict.criteria().stream()
                .filter(criterion -> criterion.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    static List<Recorded> entries(Path journal) throws IOException {
        List<Recorded> entries = new ArrayList<>();
        JournalReader.read(journal, entries::add);
        return entries;
    }

    static JsonNode data(Recorded recorded) {
        return recorded.entry().data();
    }

    /** All files of a report by name. */
    static Map<String, String> reports(Path journal, Path folder) throws IOException {
        Reports.write(Reports.read(journal), folder);
        Map<String, String> reports = new LinkedHashMap<>();
        for (Reports.Kind kind : Reports.Kind.values()) {
            reports.put(kind.fileName(), Files.readString(folder.resolve(kind.fileName())));
        }
        return reports;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    // ---- the host

    @Override
    public Path folder() {
        return workspace;
    }

    @Override
    public Path temporaryFolder() {
        return temporary;
    }

    @Override
    public Executor executor() {
        return Runnable::run;
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    void goOn(java.time.Duration time) {
        now = now.plus(time);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void checkpoint() {}

    @Override
    public void progress(String line) {}

    @Override
    public String redact(String text) {
        return text.replace(secret, "****");
    }
}
