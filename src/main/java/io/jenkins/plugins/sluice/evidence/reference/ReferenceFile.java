package io.jenkins.plugins.sluice.evidence.reference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.reference.Reference.Acceptance;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * A reference as a file: one JSON object whose first key is {@code sluiceReference} with the format's version. Unknown
 * keys and newer versions are refused.
 */
public final class ReferenceFile {

    /** The version that is written; every earlier one is read. */
    public static final int VERSION = 1;

    private static final String REMEDY =
            "; restore it, or remove it and name another reference with 'sluice reference accept'";

    private final JsonFactory json = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();
    private final EvidenceCodec codec;

    public ReferenceFile(EvidenceCodec codec) {
        this.codec = codec;
    }

    /**
     * Replaces a file in one move, durably; a writer that is stopped leaves the old one.
     *
     * @throws IOException when it cannot be written
     */
    public void write(Path file, Reference reference) throws IOException {
        WholeFile.write(file, out -> writeTo(out, reference));
    }

    private void writeTo(OutputStream out, Reference reference) throws IOException {
        try (JsonGenerator to = json.createGenerator(out)) {
            to.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            to.writeStartObject();
            to.writeNumberField("sluiceReference", VERSION);
            to.writeStringField("gate", reference.gate());
            to.writeStringField("run", reference.run());
            to.writeStringField(
                    "at", reference.at().truncatedTo(ChronoUnit.MILLIS).toString());
            writeIfAny(to, "branch", reference.branch());
            writeIfAny(to, "commit", reference.commit());
            writeIfAny(to, "head", reference.head());
            to.writeBooleanField("candidate", reference.candidate());
            Acceptance acceptance = reference.acceptance();
            if (acceptance != null) {
                to.writeFieldName("accepted");
                writeAcceptance(to, acceptance);
            }
            to.writeFieldName("evidence");
            codec.write(reference.evidence(), to);
            to.writeEndObject();
        }
    }

    static void writeAcceptance(JsonGenerator to, Acceptance acceptance) throws IOException {
        to.writeStartObject();
        to.writeStringField("who", acceptance.who());
        to.writeStringField("reason", acceptance.reason());
        to.writeEndObject();
    }

    private static void writeIfAny(JsonGenerator to, String key, @Nullable String value) throws IOException {
        if (value != null) {
            to.writeStringField(key, value);
        }
    }

    /**
     * Reads a whole reference.
     *
     * @throws java.nio.file.NoSuchFileException when there is no such file
     * @throws UnreadableReference when it is no whole reference, or of a newer format
     * @throws IOException when reading fails
     */
    public Reference read(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
                JsonParser from = json.createParser(in)) {
            return read(file, from);
        } catch (JsonProcessingException e) {
            throw new UnreadableReference(
                    file, "is no whole reference (" + e.getOriginalMessage() + at(e) + ")" + REMEDY, e);
        } catch (DateTimeException | IllegalArgumentException e) {
            throw new UnreadableReference(file, "is no reference (" + e.getMessage() + ")" + REMEDY, e);
        }
    }

    private Reference read(Path file, JsonParser from) throws IOException {
        if (from.nextToken() != JsonToken.START_OBJECT || !"sluiceReference".equals(from.nextFieldName())) {
            throw new UnreadableReference(file, "is no reference: its first key is not 'sluiceReference'" + REMEDY);
        }
        from.nextToken();
        int version = from.getIntValue();
        if (version > VERSION || version < 1) {
            throw new UnreadableReference(
                    file,
                    "has format " + version + ", and this version of Sluice reads up to " + VERSION
                            + "; use a newer version of Sluice");
        }
        Fields fields = new Fields();
        for (String key = from.nextFieldName(); key != null; key = from.nextFieldName()) {
            from.nextToken();
            switch (key) {
                case "gate" -> fields.gate = from.getText();
                case "run" -> fields.run = from.getText();
                case "at" -> fields.at = Instant.parse(from.getText());
                case "branch" -> fields.branch = from.getText();
                case "commit" -> fields.commit = from.getText();
                case "head" -> fields.head = from.getText();
                case "candidate" -> fields.candidate = from.getBooleanValue();
                case "accepted" -> fields.acceptance = readAcceptance(from);
                case "evidence" -> fields.evidence = readEvidence(file, from);
                default -> throw new UnreadableReference(file, "has the unknown key '" + key + "'" + REMEDY);
            }
        }
        if (from.currentToken() != JsonToken.END_OBJECT || from.nextToken() != null) {
            throw new UnreadableReference(file, "goes on after its end" + REMEDY);
        }
        if (fields.gate == null || fields.run == null || fields.at == null || fields.evidence == null) {
            throw new UnreadableReference(file, "lacks one of 'gate', 'run', 'at' and 'evidence'" + REMEDY);
        }
        return new Reference(
                fields.gate,
                fields.run,
                fields.at,
                fields.branch,
                fields.commit,
                fields.head,
                fields.candidate,
                fields.acceptance,
                fields.evidence);
    }

    private EvidenceSet readEvidence(Path file, JsonParser from) throws IOException {
        try {
            return codec.read(from);
        } catch (JsonProcessingException e) {
            throw e;
        } catch (IOException e) {
            throw new UnreadableReference(file, "has unreadable evidence (" + e.getMessage() + ")" + REMEDY, e);
        }
    }

    static Acceptance readAcceptance(JsonParser from) throws IOException {
        String who = "";
        String reason = "";
        for (String key = from.nextFieldName(); key != null; key = from.nextFieldName()) {
            from.nextToken();
            switch (key) {
                case "who" -> who = from.getText();
                case "reason" -> reason = from.getText();
                default -> throw new IllegalArgumentException("unknown key '" + key + "' in 'accepted'");
            }
        }
        return new Acceptance(who, reason);
    }

    private static String at(JsonProcessingException e) {
        return e.getLocation() == null
                ? ""
                : ", line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
    }

    private static final class Fields {
        private @Nullable String gate;
        private @Nullable String run;
        private @Nullable Instant at;
        private @Nullable String branch;
        private @Nullable String commit;
        private @Nullable String head;
        private boolean candidate;
        private @Nullable Acceptance acceptance;
        private @Nullable EvidenceSet evidence;
    }
}
