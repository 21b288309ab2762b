package io.jenkins.plugins.sluice.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Verdicts and evidence facts as JSON: the data of the journal entries {@value #VERDICT} and {@value #EVIDENCE}. */
public final class VerdictJson {

    /** The type of the entry that holds a verdict. */
    public static final String VERDICT = "gate.verdict";

    /** The type of the entries that hold what was read, some reports each. */
    public static final String EVIDENCE = "gate.evidence";

    /** The version of both that is written; every version up to it is read. */
    public static final int VERSION = 1;

    // A verdict holds no identities, so nothing is ever spilled to this folder.
    private static final JsonMapper MAPPER = new EvidenceJson(Path.of("")).mapper();

    /** Of {@code {"reports":[]}}. */
    private static final int REPORTS_BYTES = 14;

    private VerdictJson() {}

    /** The verdict as the data of an entry. */
    public static ObjectNode write(GateVerdict verdict) {
        return MAPPER.valueToTree(verdict);
    }

    /**
     * The verdict as the data of an entry that has room for so much. What is too long for it is shortened step by step,
     * always in the same way: texts end in "…", of lists the first entries stay, and the verdict's counts still tell
     * how many there were. What decided is never left out: outcome, criteria, values and limits.
     *
     * @param redact what will be done to every text before it is written
     * @param mostBytes of the redacted data
     * @return the verdict as a whole where it fits, else its shortest form, which may not fit
     */
    public static ObjectNode write(GateVerdict verdict, UnaryOperator<String> redact, long mostBytes) {
        ObjectNode data = write(new Shortening(redact, Shortening.Bounds.TEXTS).of(verdict));
        for (Shortening.Bounds step : Shortening.Bounds.STEPS) {
            if (JsonSize.of(data, redact) <= mostBytes) {
                return data;
            }
            data = write(new Shortening(redact, step).of(verdict));
        }
        return data;
    }

    /**
     * All reports as the data of entries, those with trouble first; as few entries as there is room for, one at least.
     *
     * @param redact what will be done to every text before it is written
     * @param mostBytes of the redacted data of one entry; a single report that needs more has an entry of its own
     */
    public static List<ObjectNode> write(EvidenceSet evidence, UnaryOperator<String> redact, long mostBytes) {
        List<ObjectNode> entries = new ArrayList<>();
        ArrayNode open = MAPPER.createArrayNode();
        long bytes = 0;
        for (EvidenceFact report : EvidenceFacts.all(evidence.reports())) {
            ObjectNode fact = MAPPER.valueToTree(new Shortening(redact, Shortening.Bounds.TEXTS).of(report));
            long more = JsonSize.of(fact, redact) + 1;
            if (!open.isEmpty() && bytes + more > mostBytes - REPORTS_BYTES) {
                entries.add(reports(open));
                open = MAPPER.createArrayNode();
                bytes = 0;
            }
            open.add(fact);
            bytes += more;
        }
        if (!open.isEmpty() || entries.isEmpty()) {
            entries.add(reports(open));
        }
        return entries;
    }

    private static ObjectNode reports(ArrayNode reports) {
        ObjectNode data = MAPPER.createObjectNode();
        data.set("reports", reports);
        return data;
    }

    /**
     * The verdict of an entry.
     *
     * @param version the entry's version
     * @throws IllegalArgumentException when the version is newer than {@link #VERSION}, or the data is no verdict
     */
    public static GateVerdict read(int version, ObjectNode data) {
        if (version > VERSION) {
            throw new IllegalArgumentException("a verdict of version " + version
                    + " was written by a newer Sluice; this one reads versions up to " + VERSION);
        }
        try {
            return MAPPER.treeToValue(data, GateVerdict.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the data is no verdict: " + e.getOriginalMessage(), e);
        }
    }
}
