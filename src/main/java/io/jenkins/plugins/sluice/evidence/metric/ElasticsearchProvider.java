package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Counts documents in Elasticsearch or OpenSearch. A query of {@link Metric.Ratio} and {@link Metric.Events} is a clause of
 * their query language, in which <code>${arm}</code> stands in a list: <code>{"bool":{"filter":[${arm},{"range":{"http.response.status_code":{"gte":500}}}]}}</code>; or, without a brace at its beginning, Lucene's syntax, to which
 * the arm is added. The block's time is added as a range of {@code @timestamp}. A {@link Metric.Value} is a search with an
 * aggregation named {@code value}. Histograms of documents are not supported.
 */
public final class ElasticsearchProvider implements MetricProvider {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TIME = "@timestamp";
    /** The most that a server gives by default (index.max_terms_count is higher, search.max_buckets is 65,535). */
    private static final int MOST_PODS = 10_000;

    private static final String EVERYTHING = "{\"bool\":{\"filter\":[${arm}]}}";

    private final QueryApi api;
    private final CountAnswers answers;
    private final SourceLimits limits;

    /**
     * A provider.
     *
     * @param base address of the index or pattern of indices, before {@code /_search}
     * @param limits their delay should cover shipping and the index's refresh interval
     */
    public ElasticsearchProvider(URI base, MetricTransport transport, InstantSource clock, SourceLimits limits) {
        this.limits = JsonReply.limits(limits);
        this.api = new QueryApi(base, transport, this.limits);
        this.answers = new CountAnswers(limits, clock);
    }

    @Override
    public String kind() {
        return "elasticsearch";
    }

    @Override
    public Optional<String> refusal(MetricRequest request) {
        Metric metric = request.metric();
        if (metric instanceof Metric.Distribution) {
            return Optional.of("Elasticsearch has no histograms of counters; take the metric '" + metric.name()
                    + "' from span metrics or the service's own metrics");
        }
        try {
            for (String template : Questions.templates(metric)) {
                ObjectNode body = search(template, request.canary(), request);
                if (metric instanceof Metric.Value && !body.at("/aggs").has("value")) {
                    return Optional.of(
                            "a search for a number has an aggregation named 'value', such as"
                                    + " {\"query\":{\"bool\":{\"filter\":[${arm}]}},\"aggs\":{\"value\":{\"avg\":{\"field\":\"…\"}}}}");
                }
                Arm baseline = request.baseline();
                if (baseline != null) {
                    search(template, baseline, request);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> queries(MetricRequest request) {
        return refusal(request).isPresent() ? List.of() : Questions.filled(QueryLanguage.ELASTICSEARCH, request);
    }

    @Override
    public CompletionStage<Answer> ask(MetricRequest request) {
        return Questions.answered(this, request, () -> answers.ask(request, new Server()));
    }

    /** The search that a template becomes, with the block's time in it. */
    private ObjectNode search(String template, Arm arm, MetricRequest request) {
        ObjectNode given;
        if (template.strip().startsWith("{")) {
            String filled = QueryLanguage.ELASTICSEARCH.fill(template, arm, request.start(), request.end());
            try {
                JsonNode tree = JSON.readTree(filled);
                if (!(tree instanceof ObjectNode object)) {
                    throw new IllegalArgumentException("the query is no object of JSON: " + template);
                }
                given = object;
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException(
                        "the query is no JSON once its placeholders are filled, " + e.getOriginalMessage()
                                + "; '${arm}' is one or more clauses and stands in a list, not in quotes",
                        e);
            }
        } else {
            given = lucene(template, arm, request);
        }
        boolean whole = request.metric() instanceof Metric.Value;
        ObjectNode body = JSON.createObjectNode();
        body.put("size", 0);
        body.put("track_total_hits", true);
        body.put("timeout", limits.timeout().toMillis() + "ms");
        ArrayNode filter = body.putObject("query").putObject("bool").putArray("filter");
        filter.addObject()
                .putObject("range")
                .putObject(TIME)
                .put("gte", request.start().toEpochMilli())
                .put("lt", request.end().toEpochMilli())
                .put("format", "epoch_millis");
        if (!whole) {
            filter.add(given);
        } else if (given.has("query")) {
            filter.add(given.get("query"));
        }
        if (whole && given.has("aggs")) {
            body.set("aggs", given.get("aggs"));
        }
        return body;
    }

    private static ObjectNode lucene(String template, Arm arm, MetricRequest request) {
        QueryTemplate parsed = QueryTemplate.parse(template);
        if (parsed.placeholders().contains(QueryTemplate.Placeholder.ARM)) {
            throw new IllegalArgumentException(
                    "'${arm}' is not written into a query of Lucene's syntax: the arm is added" + " to it as a filter");
        }
        String query = QueryLanguage.ELASTICSEARCH.fill(template, arm, request.start(), request.end());
        try {
            ObjectNode all = (ObjectNode)
                    JSON.readTree(QueryLanguage.ELASTICSEARCH.fill(EVERYTHING, arm, request.start(), request.end()));
            ((ArrayNode) all.at("/bool/filter"))
                    .addObject()
                    .putObject("query_string")
                    .put("query", query);
            return all;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("rendered clauses are always JSON", e);
        }
    }

    /** The server as a source of counts. */
    private final class Server implements CountAnswers.Source {

        @Override
        public CompletionStage<Map<String, Long>> count(String template, Arm arm, MetricRequest request) {
            return count(search(template, arm, request), request.metric().podLabel());
        }

        private CompletionStage<Map<String, Long>> count(ObjectNode body, @Nullable String pod) {
            if (pod != null) {
                body.putObject("aggs")
                        .putObject("pods")
                        .putObject("terms")
                        .put("field", pod)
                        .put("size", MOST_PODS);
            }
            return ask(body, answer -> counts(answer, pod != null));
        }

        @Override
        public CompletionStage<Long> alive(String template, Arm arm, MetricRequest request) {
            return count(search(EVERYTHING, arm, request), null).thenApply(counts -> counts.getOrDefault("", 0L));
        }

        @Override
        public CompletionStage<List<Double>> values(String template, Arm arm, MetricRequest request) {
            return ask(search(template, arm, request), answer -> {
                JsonNode value = answer.at("/aggregations/value/value");
                if (value.isNull() || value.isMissingNode()) {
                    throw new NoAnswer(Reason.NO_DATA, "no document has a value");
                }
                if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
                    throw new NoAnswer(Reason.NOT_A_NUMBER, "the value " + value + " is no number");
                }
                return List.of(value.doubleValue());
            });
        }

        private <T> CompletionStage<T> ask(ObjectNode body, TreeReader<T> reader) {
            HttpCall call = HttpCall.post(api.at("/_search"), "application/json", body.toString(), limits);
            return api.send(call, reply -> {
                if (!reply.successful()) {
                    throw QueryApi.refused(reply, complaint(reply));
                }
                JsonNode answer = JsonReply.read(reply);
                requireWhole(answer);
                return reader.read(answer);
            });
        }
    }

    @FunctionalInterface
    private interface TreeReader<T> {
        T read(JsonNode tree) throws NoAnswer;
    }

    private static String complaint(Reply reply) {
        try {
            JsonNode error = JsonReply.read(reply).path("error");
            String type = error.path("type").asText("");
            return type.isEmpty()
                    ? error.asText("")
                    : type + ": " + error.path("reason").asText("");
        } catch (NoAnswer e) {
            // An error page of a proxy says nothing that the status does not.
            return "";
        }
    }

    private static void requireWhole(JsonNode answer) throws NoAnswer {
        JsonNode shards = answer.path("_shards");
        if (!shards.path("total").isNumber()) {
            throw new NoAnswer(Reason.SOURCE_DOWN, "the answer is none of a search: it has no '_shards'");
        }
        if (shards.path("failed").asInt() > 0) {
            throw new NoAnswer(
                    Reason.PARTIAL,
                    shards.path("failed").asInt() + " of "
                            + shards.path("total").asInt() + " shards failed: "
                            + shards.at("/failures/0/reason/reason").asText(""));
        }
        if (answer.path("timed_out").asBoolean()) {
            throw new NoAnswer(Reason.PARTIAL, "the search timed out at the source, its counts are partial");
        }
        if (answer.path("terminated_early").asBoolean()) {
            throw new NoAnswer(Reason.PARTIAL, "the search was terminated early, its counts are partial");
        }
        if (shards.path("total").asInt() == 0) {
            throw new NoAnswer(Reason.NO_DATA, "there is no index of that name");
        }
    }

    private static Map<String, Long> counts(JsonNode answer, boolean byPod) throws NoAnswer {
        JsonNode total = answer.at("/hits/total");
        // Before Elasticsearch 7 a number, since then an object.
        JsonNode hits = total.isObject() ? total.path("value") : total;
        if (!hits.canConvertToLong() || !hits.isIntegralNumber() || hits.longValue() < 0) {
            throw new NoAnswer(Reason.NOT_A_NUMBER, "the number of hits is " + hits);
        }
        if (total.isObject() && !total.path("relation").asText("").equals("eq")) {
            throw new NoAnswer(Reason.PARTIAL, "the number of hits is only a lower bound");
        }
        Map<String, Long> counts = new TreeMap<>();
        long rest = hits.longValue();
        if (byPod) {
            JsonNode pods = answer.at("/aggregations/pods");
            if (pods.path("sum_other_doc_count").asLong() != 0
                    || pods.path("doc_count_error_upper_bound").asLong() != 0) {
                throw new NoAnswer(Reason.PARTIAL, "there are more than " + MOST_PODS + " pods");
            }
            for (JsonNode bucket : pods.path("buckets")) {
                long count = bucket.path("doc_count").asLong(-1);
                if (count < 0) {
                    throw new NoAnswer(Reason.NOT_A_NUMBER, "a count of documents is " + bucket.path("doc_count"));
                }
                counts.merge(bucket.path("key").asText(), count, Math::addExact);
                rest -= count;
            }
        }
        if (rest > 0) {
            counts.merge("", rest, Math::addExact);
        }
        return counts;
    }
}
