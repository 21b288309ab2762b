package io.jenkins.plugins.sluice.step;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.JsonGeneratorDelegate;
import io.jenkins.plugins.sluice.evidence.EvidenceSet;
import io.jenkins.plugins.sluice.evidence.reference.EvidenceCodec;
import java.io.IOException;
import java.util.function.UnaryOperator;

/** Writes evidence without the host's secrets: a reference file outlives the build and travels further than its log. */
record RedactedCodec(EvidenceCodec codec, UnaryOperator<String> redact) implements EvidenceCodec {

    @Override
    public void write(EvidenceSet evidence, JsonGenerator to) throws IOException {
        codec.write(evidence, new JsonGeneratorDelegate(to, false) {
            @Override
            public void writeString(String text) throws IOException {
                super.writeString(redact.apply(text));
            }

            @Override
            public void writeFieldName(String name) throws IOException {
                super.writeFieldName(redact.apply(name));
            }
        });
    }

    @Override
    public EvidenceSet read(JsonParser from) throws IOException {
        return codec.read(from);
    }
}
