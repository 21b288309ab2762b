package io.jenkins.plugins.sluice.evidence.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.jenkins.plugins.sluice.evidence.Dimension;
import io.jenkins.plugins.sluice.evidence.Quantity;
import io.jenkins.plugins.sluice.evidence.reference.Earlier.Run;
import io.jenkins.plugins.sluice.evidence.reference.Reference.Acceptance;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The small file with the values of all runs of a lane: a line that names the lane and the format's version, then a line
 * a run. It is replaced whole, so every line of it ends.
 */
final class HistoryIndex {

    static final String NAME = "values.jsonl";
    static final int VERSION = 1;

    private static final String REMEDY = "; restore it from a copy, or remove its folder, and the history begins anew";

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final Path file;

    HistoryIndex(Path folder) {
        this.file = folder.resolve(NAME);
    }

    boolean exists() {
        return Files.exists(file);
    }

    void write(Lane lane, List<Run> runs) throws IOException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        line(lines, to -> {
            to.writeNumberField("sluiceHistory", VERSION);
            to.writeStringField("gate", lane.gate());
            if (lane.branch() != null) {
                to.writeStringField("branch", lane.branch());
            }
            to.writeBooleanField("pullRequest", lane.pullRequest());
        });
        for (Run run : runs) {
            line(lines, to -> write(run, to));
        }
        WholeFile.write(file, lines::writeTo);
    }

    private interface Members {
        void writeTo(JsonGenerator to) throws IOException;
    }

    private void line(OutputStream lines, Members members) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator to = json.createGenerator(text)) {
            to.writeStartObject();
            members.writeTo(to);
            to.writeEndObject();
        }
        lines.write(text.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    }

    private static void write(Run run, JsonGenerator to) throws IOException {
        to.writeStringField("run", run.run());
        to.writeStringField("at", run.at().truncatedTo(ChronoUnit.MILLIS).toString());
        to.writeNumberField("order", run.order());
        if (run.commit() != null) {
            to.writeStringField("commit", run.commit());
        }
        to.writeBooleanField("candidate", run.candidate());
        if (run.acceptance() != null) {
            to.writeFieldName("accepted");
            ReferenceFile.writeAcceptance(to, run.acceptance());
        }
        to.writeObjectFieldStart("values");
        for (Map.Entry<String, Quantity> value : new TreeMap<>(run.values()).entrySet()) {
            Quantity quantity = value.getValue();
            to.writeObjectFieldStart(value.getKey());
            to.writeStringField(quantity.dimension().key(), quantity.numerator() + "/" + quantity.denominator());
            to.writeEndObject();
        }
        to.writeEndObject();
    }

    /** The lane that the file says it is of, and its runs; empty when there is no file. */
    Optional<Content> read() throws IOException {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (!text.endsWith("\n")) {
            throw new UnreadableReference(file, "its last line is torn" + REMEDY);
        }
        String[] lines = text.split("\n", -1);
        Lane lane = null;
        List<Run> runs = new ArrayList<>();
        for (int i = 0; i < lines.length - 1; i++) {
            try (JsonParser from = json.createParser(lines[i])) {
                if (from.nextToken() != JsonToken.START_OBJECT) {
                    throw new IllegalArgumentException("no JSON object");
                }
                if (i == 0) {
                    lane = lane(from);
                } else {
                    runs.add(run(from));
                }
                if (from.nextToken() != null) {
                    throw new IllegalArgumentException("it goes on after its end");
                }
            } catch (UnreadableReference e) {
                throw e;
            } catch (IOException | IllegalArgumentException | DateTimeException e) {
                throw new UnreadableReference(file, "line " + (i + 1) + ": " + e.getMessage() + REMEDY, e);
            }
        }
        if (lane == null) {
            throw new UnreadableReference(file, "is empty" + REMEDY);
        }
        return Optional.of(new Content(lane, runs));
    }

    record Content(Lane lane, List<Run> runs) {}

    private Lane lane(JsonParser from) throws IOException {
        if (!"sluiceHistory".equals(from.nextFieldName())) {
            throw new IllegalArgumentException("the first key is not 'sluiceHistory'");
        }
        from.nextToken();
        int version = from.getIntValue();
        if (version > VERSION || version < 1) {
            throw new UnreadableReference(
                    file,
                    "has format " + version + ", and this version of Sluice reads up to " + VERSION
                            + "; use a newer version of Sluice");
        }
        String gate = "";
        @Nullable String branch = null;
        boolean pullRequest = false;
        for (String key = from.nextFieldName(); key != null; key = from.nextFieldName()) {
            from.nextToken();
            switch (key) {
                case "gate" -> gate = from.getText();
                case "branch" -> branch = from.getText();
                case "pullRequest" -> pullRequest = from.getBooleanValue();
                default -> throw new IllegalArgumentException("unknown key '" + key + "'");
            }
        }
        return new Lane(gate, branch, pullRequest);
    }

    private static Run run(JsonParser from) throws IOException {
        @Nullable String run = null;
        @Nullable Instant at = null;
        long order = -1;
        @Nullable String commit = null;
        boolean candidate = false;
        @Nullable Acceptance acceptance = null;
        Map<String, Quantity> values = new HashMap<>();
        for (String key = from.nextFieldName(); key != null; key = from.nextFieldName()) {
            from.nextToken();
            switch (key) {
                case "run" -> run = from.getText();
                case "at" -> at = Instant.parse(from.getText());
                case "order" -> order = from.getLongValue();
                case "commit" -> commit = from.getText();
                case "candidate" -> candidate = from.getBooleanValue();
                case "accepted" -> acceptance = ReferenceFile.readAcceptance(from);
                case "values" -> {
                    for (String id = from.nextFieldName(); id != null; id = from.nextFieldName()) {
                        from.nextToken();
                        values.put(id, quantity(from));
                    }
                }
                default -> throw new IllegalArgumentException("unknown key '" + key + "'");
            }
        }
        if (run == null || at == null || order < 0) {
            throw new IllegalArgumentException("lacks one of 'run', 'at' and 'order'");
        }
        return new Run(run, at, order, commit, candidate, acceptance, values);
    }

    private static Quantity quantity(JsonParser from) throws IOException {
        String key = from.nextFieldName();
        Dimension dimension = Arrays.stream(Dimension.values())
                .filter(each -> each.key().equals(key))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("unknown dimension '" + key + "'"));
        from.nextToken();
        String[] parts = from.getText().split("/", -1);
        if (parts.length != 2 || from.nextToken() != JsonToken.END_OBJECT) {
            throw new IllegalArgumentException("a value is not written as numerator/denominator");
        }
        return new Quantity(dimension, new BigInteger(parts[0]), new BigInteger(parts[1]));
    }
}
