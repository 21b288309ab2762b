package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks as JSON that may stand in a journal: instants by RFC 3339, counts as integers, everything else as the shortest
 * decimal string that reads as the same number.
 */
public final class BlockJson {

    /** The version that is written; earlier ones are read. */
    public static final int VERSION = 1;

    private BlockJson() {}

    /** The block as data. */
    public static ObjectNode write(MetricBlock block) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        data.put("metric", block.metric());
        data.put("start", block.start().toString());
        data.put("end", block.end().toString());
        observed(data, block.observed());
        ArrayNode cautions = data.putArray("cautions");
        block.cautions().forEach(cautions::add);
        return data;
    }

    private static void observed(ObjectNode data, Observed observed) {
        if (observed instanceof Observed.Counts counts) {
            ObjectNode node = data.putObject("counts");
            pods(node.putArray("canary"), counts.canary());
            pods(node.putArray("baseline"), counts.baseline());
        } else if (observed instanceof Observed.Buckets buckets) {
            ObjectNode node = data.putObject("buckets");
            numbers(node.putArray("bounds"), buckets.bounds());
            buckets(node.putArray("canary"), buckets.canary());
            buckets(node.putArray("baseline"), buckets.baseline());
        } else if (observed instanceof Observed.Values values) {
            ObjectNode node = data.putObject("values");
            numbers(node.putArray("canary"), values.canary());
            numbers(node.putArray("baseline"), values.baseline());
        } else {
            Observed.Nothing nothing = (Observed.Nothing) observed;
            data.putObject("nothing").put("reason", nothing.reason().name()).put("detail", nothing.detail());
        }
    }

    private static void pods(ArrayNode array, ArmCounts arm) {
        for (PodCounts pod : arm.pods()) {
            array.addArray().add(pod.pod()).add(pod.total()).add(pod.bad());
        }
    }

    private static void numbers(ArrayNode array, List<Double> numbers) {
        numbers.forEach(number -> array.add(number(number)));
    }

    private static void buckets(ArrayNode array, List<PodBuckets> pods) {
        for (PodBuckets pod : pods) {
            ArrayNode row = array.addArray().add(pod.pod());
            for (int i = 0; i < pod.size(); i++) {
                row.add(number(pod.count(i)));
            }
        }
    }

    private static JsonNode number(double number) {
        return number == Math.rint(number) && Math.abs(number) <= 1L << 53
                ? JsonNodeFactory.instance.numberNode((long) number)
                : JsonNodeFactory.instance.textNode(Double.toString(number));
    }

    /**
     * The block of some data.
     *
     * @throws IllegalArgumentException when it is none, or one of a later version
     */
    public static MetricBlock read(int version, ObjectNode data) {
        if (version > VERSION) {
            throw new IllegalArgumentException("a block of version " + version
                    + " was written by a newer Sluice; this one reads versions up to " + VERSION);
        }
        List<String> cautions = new ArrayList<>();
        array(data, "cautions").forEach(caution -> cautions.add(caution.asText()));
        return new MetricBlock(
                text(data, "metric"), instant(data, "start"), instant(data, "end"), observed(data), cautions);
    }

    private static Observed observed(ObjectNode data) {
        if (data.get("counts") instanceof ObjectNode counts) {
            return new Observed.Counts(arm(array(counts, "canary")), arm(array(counts, "baseline")));
        }
        if (data.get("buckets") instanceof ObjectNode buckets) {
            return new Observed.Buckets(
                    numbers(array(buckets, "bounds")),
                    podBuckets(array(buckets, "canary")),
                    podBuckets(array(buckets, "baseline")));
        }
        if (data.get("values") instanceof ObjectNode values) {
            return new Observed.Values(numbers(array(values, "canary")), numbers(array(values, "baseline")));
        }
        if (data.get("nothing") instanceof ObjectNode nothing) {
            return new Observed.Nothing(Observed.Reason.valueOf(text(nothing, "reason")), text(nothing, "detail"));
        }
        throw new IllegalArgumentException("the data is no block: it has neither counts, buckets, values nor nothing");
    }

    private static ArmCounts arm(ArrayNode pods) {
        List<PodCounts> counts = new ArrayList<>();
        for (JsonNode pod : pods) {
            if (!(pod instanceof ArrayNode row) || row.size() != 3) {
                throw new IllegalArgumentException("a pod is a name and two counts, not " + pod);
            }
            counts.add(new PodCounts(row.get(0).asText(), whole(row.get(1)), whole(row.get(2))));
        }
        return ArmCounts.of(counts);
    }

    private static long whole(JsonNode node) {
        if (!node.isIntegralNumber() || !node.canConvertToLong()) {
            throw new IllegalArgumentException("a count is an integer, not " + node);
        }
        return node.longValue();
    }

    private static List<Double> numbers(ArrayNode array) {
        List<Double> numbers = new ArrayList<>();
        array.forEach(node -> numbers.add(number(node)));
        return numbers;
    }

    private static List<PodBuckets> podBuckets(ArrayNode pods) {
        List<PodBuckets> buckets = new ArrayList<>();
        for (JsonNode row : pods) {
            double[] counts = new double[Math.max(0, row.size() - 1)];
            for (int i = 0; i < counts.length; i++) {
                counts[i] = number(row.get(i + 1));
            }
            buckets.add(new PodBuckets(row.path(0).asText(), counts));
        }
        return buckets;
    }

    private static double number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.longValue();
        }
        if (node.isTextual()) {
            return Double.parseDouble(node.textValue());
        }
        throw new IllegalArgumentException("a number is an integer or a string, not " + node);
    }

    private static String text(ObjectNode data, String key) {
        JsonNode node = data.get(key);
        if (node == null || !node.isTextual()) {
            throw new IllegalArgumentException("the block has no text under '" + key + "'");
        }
        return node.textValue();
    }

    private static ArrayNode array(ObjectNode data, String key) {
        if (data.get(key) instanceof ArrayNode array) {
            return array;
        }
        throw new IllegalArgumentException("the block has no list under '" + key + "'");
    }

    private static Instant instant(ObjectNode data, String key) {
        try {
            return Instant.parse(text(data, key));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("'" + key + "' of the block is no instant", e);
        }
    }
}
