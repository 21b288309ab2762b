package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.io.IOException;

/** Reads answers that are small enough to be held as a tree. */
final class JsonReply {

    /** A tree takes a good ten times the text's size. */
    static final long MOST_BYTES = 16L << 20;

    private static final ObjectReader TREE = new ObjectMapper(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxStringLength(1 << 20)
                            .maxNumberLength(400)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .reader();

    private JsonReply() {}

    static JsonNode read(Reply reply) throws NoAnswer {
        try {
            JsonNode tree = TREE.readTree(reply.stream());
            if (tree.isMissingNode()) {
                throw new NoAnswer(Reason.SOURCE_DOWN, "the answer is empty");
            }
            return tree;
        } catch (NoAnswer e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new NoAnswer(
                    Reason.SOURCE_DOWN, "the answer is not whole, well-formed JSON: " + e.getOriginalMessage());
        } catch (IOException e) {
            throw new NoAnswer(Reason.SOURCE_DOWN, "the answer is not JSON: " + e.getMessage());
        }
    }

    /** The limits for answers that become trees. */
    static SourceLimits limits(SourceLimits limits) {
        return limits.mostBytes(Math.min(limits.mostBytes(), MOST_BYTES));
    }
}
