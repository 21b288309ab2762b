package io.jenkins.plugins.sluice.evidence.reference;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import java.io.IOException;
import java.util.List;

/** Evidence that is a name and no more, for examples about where it is kept. */
final class SomeEvidence {

    static final EvidenceCodec CODEC = new EvidenceCodec() {
        @Override
        public void write(EvidenceSet evidence, JsonGenerator to) throws IOException {
            to.writeStartArray();
            for (EvidenceSet.Skipped skipped : evidence.skipped()) {
                to.writeString(skipped.path());
            }
            to.writeEndArray();
        }

        @Override
        public EvidenceSet read(JsonParser from) throws IOException {
            String name = from.nextTextValue();
            if (name == null || from.nextToken() != JsonToken.END_ARRAY) {
                throw new IOException("no evidence");
            }
            return of(name);
        }
    };

    private SomeEvidence() {}

    static EvidenceSet of(String name) {
        return new EvidenceSet(List.of(), List.of(new EvidenceSet.Skipped(name, "an example")), List.of());
    }
}
