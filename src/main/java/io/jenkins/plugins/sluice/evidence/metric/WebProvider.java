package io.jenkins.plugins.sluice.evidence.metric;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Takes numbers out of any JSON that comes over HTTP. A query is an address below the source's own, and after a {@code #}
 * the place of the number as a JSON Pointer (RFC 6901, section 6): {@code
 * /api/v1/query?from=${start}&to=${end}&query=avg:queue.length{version:${arm.version}}#/series/0/pointlist/0/1}. A
 * segment {@code *} stands for each element of a list. What follows on further lines is sent as the body of a POST.
 *
 * <p>Of {@link Metric.Ratio} and {@link Metric.Events} the numbers found are added and must be whole. A web source knows no
 * pods and no histograms.
 */
public final class WebProvider implements MetricProvider {

    private static final String EACH = "*";
    /** Under these names APIs say that an answer is not whole. */
    private static final Set<String> PARTIAL = Set.of("partial", "isPartial", "is_partial", "timed_out", "truncated");

    private final QueryApi api;
    private final CountAnswers answers;
    private final SourceLimits limits;

    /**
     * A provider.
     *
     * @param base what each query's address is appended to
     */
    public WebProvider(URI base, MetricTransport transport, InstantSource clock, SourceLimits limits) {
        this.limits = JsonReply.limits(limits);
        this.api = new QueryApi(base, transport, this.limits);
        this.answers = new CountAnswers(limits, clock);
    }

    @Override
    public String kind() {
        return "web";
    }

    @Override
    public Optional<String> refusal(MetricRequest request) {
        Metric metric = request.metric();
        if (metric instanceof Metric.Distribution) {
            return Optional.of("a web source has no histograms; take the metric '" + metric.name()
                    + "' from a source of kind prometheus");
        }
        if (metric.podLabel() != null) {
            return Optional.of(
                    "a web source knows no pods; leave the metric '" + metric.name() + "' without a pod label");
        }
        try {
            for (String template : Questions.templates(metric)) {
                Question.of(template, request.canary(), request);
                Arm baseline = request.baseline();
                if (baseline != null) {
                    Question.of(template, baseline, request);
                }
            }
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public List<String> queries(MetricRequest request) {
        return refusal(request).isPresent() ? List.of() : Questions.filled(QueryLanguage.WEB, request);
    }

    @Override
    public CompletionStage<Answer> ask(MetricRequest request) {
        return Questions.answered(this, request, () -> answers.ask(request, new Server()));
    }

    /**
     * A filled query.
     *
     * @param path with the query of the address, percent-encoded
     * @param pointer where the number is
     * @param body of a POST, or {@code ""} for a GET
     */
    private record Question(String path, JsonPointer pointer, String body) {

        static Question of(String template, Arm arm, MetricRequest request) {
            String filled = QueryLanguage.WEB.fill(template, arm, request.start(), request.end());
            int line = filled.indexOf('\n');
            String head = (line < 0 ? filled : filled.substring(0, line)).strip();
            int hash = head.indexOf('#');
            if (!head.startsWith("/") || hash < 0) {
                throw new IllegalArgumentException(
                        "a web query is a path and, after '#', the JSON Pointer of the number,"
                                + " such as '/query?from=${start}#/series/0/value'; it was '" + template + "'");
            }
            try {
                return new Question(
                        encoded(head.substring(0, hash)),
                        JsonPointer.compile(head.substring(hash + 1)),
                        line < 0 ? "" : filled.substring(line + 1));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + head.substring(hash + 1) + "' is no JSON Pointer: it is empty or begins with '/'", e);
            }
        }

        /** People write an address as they read it: what may not stand in one is encoded, what is encoded stays. */
        private static String encoded(String address) {
            StringBuilder encoded = new StringBuilder();
            for (byte octet : address.getBytes(StandardCharsets.UTF_8)) {
                char character = (char) (octet & 0xff);
                boolean fine = (character >= '0' && character <= '9')
                        || (character >= 'A' && character <= 'Z')
                        || (character >= 'a' && character <= 'z')
                        || "-._~:/?@!$&'()*,;=%".indexOf(character) >= 0;
                // A plus sign in a form means a space, which nobody writes so.
                encoded.append(fine ? String.valueOf(character) : String.format("%%%02X", (int) character));
            }
            return encoded.toString();
        }
    }

    /** The server as a source of numbers. */
    private final class Server implements CountAnswers.Source {

        @Override
        public CompletionStage<Map<String, Long>> count(String template, Arm arm, MetricRequest request) {
            return numbers(template, arm, request, numbers -> {
                long sum = 0;
                for (double number : numbers) {
                    if (!CounterDifference.countable(number) || number != Math.rint(number)) {
                        throw new NoAnswer(Reason.NOT_A_NUMBER, "the count " + number + " is no whole number from 0");
                    }
                    sum += (long) number;
                }
                return Map.of("", sum);
            });
        }

        @Override
        public CompletionStage<Long> alive(String template, Arm arm, MetricRequest request) {
            throw new IllegalStateException("what is counted is never nothing here");
        }

        @Override
        public CompletionStage<List<Double>> values(String template, Arm arm, MetricRequest request) {
            return numbers(template, arm, request, numbers -> {
                for (double number : numbers) {
                    if (!Double.isFinite(number)) {
                        throw new NoAnswer(Reason.NOT_A_NUMBER, "the value " + number + " is no number");
                    }
                }
                return numbers;
            });
        }

        private <T> CompletionStage<T> numbers(
                String template, Arm arm, MetricRequest request, NumbersReader<T> reader) {
            Question question = Question.of(template, arm, request);
            URI uri = api.at(question.path());
            HttpCall call = question.body().isEmpty()
                    ? HttpCall.get(uri, limits)
                    : HttpCall.post(uri, "application/json", question.body(), limits);
            return api.send(call, reply -> {
                if (!reply.successful()) {
                    throw QueryApi.refused(reply, "");
                }
                JsonNode answer = JsonReply.read(reply);
                requireWhole(answer);
                List<Double> found = new ArrayList<>();
                gather(answer, question.pointer(), question.pointer().toString(), found);
                if (found.isEmpty()) {
                    throw new NoAnswer(
                            Reason.NO_DATA,
                            "the answer has no number at '" + question.pointer() + "'" + complaint(answer));
                }
                return reader.read(found);
            });
        }
    }

    @FunctionalInterface
    private interface NumbersReader<T> {
        T read(List<Double> numbers) throws NoAnswer;
    }

    private static void gather(JsonNode node, JsonPointer pointer, String whole, List<Double> found) throws NoAnswer {
        if (pointer.matches()) {
            if (node.isNumber()) {
                found.add(node.doubleValue());
            } else if (node.isTextual()) {
                found.add(Decimal.parse(node.textValue()));
            } else if (!node.isNull() && !node.isMissingNode()) {
                throw new NoAnswer(
                        Reason.NOT_A_NUMBER,
                        "at '" + whole + "' stands no number but "
                                + node.getNodeType().name().toLowerCase(Locale.ROOT));
            }
            return;
        }
        if (pointer.getMatchingProperty().equals(EACH) && node.isArray()) {
            for (JsonNode element : node) {
                gather(element, pointer.tail(), whole, found);
            }
            return;
        }
        if (node.isArray() && node.size() > 1 && node.get(0).isObject() && pointer.getMatchingIndex() >= 0) {
            throw new NoAnswer(
                    Reason.SEVERAL_SERIES,
                    "'" + whole + "' takes one of " + node.size()
                            + " objects in a list; narrow the query to one, or write '*' for each");
        }
        JsonNode next =
                node.isArray() ? node.path(pointer.getMatchingIndex()) : node.path(pointer.getMatchingProperty());
        if (!next.isMissingNode()) {
            gather(next, pointer.tail(), whole, found);
        }
    }

    private static void requireWhole(JsonNode node) throws NoAnswer {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> field : node.properties()) {
                if (PARTIAL.contains(field.getKey()) && field.getValue().asBoolean()) {
                    throw new NoAnswer(Reason.PARTIAL, "the answer says that it is '" + field.getKey() + "'");
                }
                if (field.getKey().equals("warnings") && !field.getValue().isEmpty()) {
                    throw new NoAnswer(Reason.PARTIAL, "the source warns: " + field.getValue());
                }
            }
        }
        for (JsonNode child : node) {
            if (child.isContainerNode()) {
                requireWhole(child);
            }
        }
    }

    private static String complaint(JsonNode answer) {
        List<String> errors = answer.findValuesAsText("error");
        return errors.isEmpty() || errors.get(0).isEmpty() ? "" : "; the source says: " + errors.get(0);
    }
}
