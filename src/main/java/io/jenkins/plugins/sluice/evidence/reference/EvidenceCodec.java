package io.jenkins.plugins.sluice.evidence.reference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationFeature;
import io.jenkins.plugins.sluice.evidence.EvidenceJson;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import java.io.IOException;

/** How evidence is written as one JSON value, wherever it stands. */
public interface EvidenceCodec {

    /** Writes one JSON value. */
    void write(EvidenceSet evidence, JsonGenerator to) throws IOException;

    /**
     * Reads one JSON value.
     *
     * @param from at the value's first token; afterwards at its last
     * @throws IOException also when the value is no evidence
     */
    EvidenceSet read(JsonParser from) throws IOException;

    /** The JSON form of evidence, at any place of a document. */
    static EvidenceCodec of(EvidenceJson json) {
        return new EvidenceCodec() {
            @Override
            public void write(EvidenceSet evidence, JsonGenerator to) throws IOException {
                json.mapper().writeValue(to, evidence);
            }

            @Override
            public EvidenceSet read(JsonParser from) throws IOException {
                return json.mapper()
                        .readerFor(EvidenceSet.class)
                        .without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .readValue(from);
            }
        };
    }
}
