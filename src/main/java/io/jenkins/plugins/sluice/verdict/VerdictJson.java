package io.jenkins.plugins.sluice.verdict;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import java.nio.file.Path;
import java.util.List;

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

    private VerdictJson() {}

    /** The verdict as the data of an entry. */
    public static ObjectNode write(GateVerdict verdict) {
        return MAPPER.valueToTree(verdict);
    }

    /** Some reports as the data of an entry. */
    public static ObjectNode write(List<EvidenceFact> reports) {
        ObjectNode data = MAPPER.createObjectNode();
        data.set("reports", MAPPER.valueToTree(reports));
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
