package io.jenkins.plugins.sluice.jenkins.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hudson.ExtensionList;
import hudson.model.Job;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.jenkins.gate.GateFolders;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord;
import io.jenkins.plugins.sluice.jenkins.gate.JudgedGate;
import io.jenkins.plugins.sluice.report.ReportPage;
import io.jenkins.plugins.sluice.report.Tone;
import io.jenkins.plugins.sluice.verdict.CriterionVerdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The gates of a job, one JSON line each, as they were judged. Trends and dashboards read it and no build, so it also tells of
 * builds that are gone. A line that is no JSON, or of a later version, is passed over.
 */
public final class GateIndex {

    static final String NAME = "gates.jsonl";

    private static final int VERSION = 1;
    private static final int FIRST_BYTES = 64 * 1024;
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final int MOST_WHY = 400;
    private static final int MOST_VALUES = 40;
    private static final JsonMapper JSON = new JsonMapper();

    private final Path folder;

    private GateIndex(Path folder) {
        this.folder = folder;
    }

    /** The index of a job, which need not be there. */
    public static GateIndex of(Job<?, ?> job) {
        return new GateIndex(GateFolders.of(job));
    }

    /** Whether any gate of the job was ever judged. */
    public boolean exists() {
        return Files.exists(folder.resolve(NAME));
    }

    /**
     * The gates of the last builds, in the order of their builds, which is not always that in which they were judged. No
     * build is there in part.
     *
     * @param builds 1 or more
     */
    public List<IndexedGate> ofLastBuilds(int builds) throws IOException {
        LineFile file = new LineFile(folder, NAME);
        for (int bytes = FIRST_BYTES; ; bytes *= 2) {
            List<IndexedGate> gates = gates(file.tail(bytes));
            TreeSet<Integer> numbers = new TreeSet<>();
            gates.forEach(gate -> numbers.add(gate.build()));
            // The oldest may be cut off, so one more than asked for is wanted.
            if (numbers.size() > builds || bytes >= file.size()) {
                while (numbers.size() > builds) {
                    numbers.pollFirst();
                }
                return numbers.isEmpty()
                        ? List.of()
                        : gates.stream()
                                .filter(gate -> gate.build() >= numbers.first())
                                .toList();
            }
        }
    }

    /** Each gate as it was judged last, whenever that was; without values. */
    public List<IndexedGate> last() throws IOException {
        return ExtensionList.lookupSingleton(LastGates.class).of(folder.resolve(NAME), this::readLast);
    }

    private List<IndexedGate> readLast() throws IOException {
        Map<String, IndexedGate> last = new LinkedHashMap<>();
        gates(new LineFile(folder, NAME).tail(2 * MOST_BYTES))
                .forEach(gate -> last.put(gate.key(), gate.withoutValues()));
        return List.copyOf(last.values());
    }

    private static List<IndexedGate> gates(List<String> lines) {
        List<IndexedGate> gates = new ArrayList<>();
        for (String line : lines) {
            try {
                JsonNode json = JSON.readTree(line);
                if (json.path("v").asInt() == VERSION) {
                    gates.add(gate(json));
                }
            } catch (JsonProcessingException e) {
                // The end of a line was lost in a crash: its gate is known from its build only.
                continue;
            }
        }
        gates.sort(Comparator.comparingInt(IndexedGate::build));
        return gates;
    }

    /** Adds a gate; its caller sees to it that it is alone. */
    void add(JudgedGate judged) throws IOException {
        LineFile file = new LineFile(folder, NAME);
        file.append(line(judged), false);
        file.bound(MOST_BYTES);
    }

    private static String line(JudgedGate judged) throws JsonProcessingException {
        GateRecord gate = judged.record();
        ObjectNode json = JSON.createObjectNode()
                .put("v", VERSION)
                .put("build", judged.run().getNumber())
                .put("id", gate.getId())
                .put("gate", gate.getGate())
                .put("place", gate.getPlace())
                .put("outcome", gate.getOutcome())
                .put("tone", gate.getTone())
                .put("why", shortened(gate.getWhy()))
                .put("at", gate.getAtMillis())
                .put("duration", gate.getDurationMillis());
        ArrayNode values = json.putArray("values");
        List<ReportPage.Line> lines = ReportPage.of(judged.model()).criteria();
        List<CriterionVerdict> criteria = judged.model().verdict().criteria();
        for (int i = 0; i < lines.size() && values.size() < MOST_VALUES; i++) {
            ReportPage.Line line = lines.get(i);
            Quantity value = criteria.get(i).value();
            double number = value == null ? Double.NaN : value.approximate();
            if (Double.isFinite(number)) {
                values.addObject()
                        .put("id", criteria.get(i).id())
                        .put("title", shortened(line.title()))
                        .put("number", number)
                        .put("text", line.value())
                        .put("tone", line.tone().key());
            }
        }
        return JSON.writeValueAsString(json);
    }

    private static String shortened(String text) {
        if (text.length() <= MOST_WHY) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_WHY - 1)) ? MOST_WHY - 1 : MOST_WHY;
        return text.substring(0, end) + "…";
    }

    private static IndexedGate gate(JsonNode json) {
        List<IndexedGate.Value> values = new ArrayList<>();
        for (JsonNode value : json.path("values")) {
            values.add(new IndexedGate.Value(
                    value.path("id").asText(),
                    value.path("title").asText(),
                    value.path("number").asDouble(),
                    value.path("text").asText(),
                    Tone.withKey(value.path("tone").asText())));
        }
        return new IndexedGate(
                json.path("build").asInt(),
                json.path("id").asText(),
                json.path("gate").asText(),
                json.path("place").isTextual() ? json.path("place").asText() : null,
                json.path("outcome").asText(),
                Tone.withKey(json.path("tone").asText()),
                json.path("why").asText(),
                Instant.ofEpochMilli(json.path("at").asLong()),
                json.path("duration").asLong(),
                values);
    }
}
