package io.jenkins.plugins.sluice.evidence.metric;

import io.jenkins.plugins.sluice.evidence.metric.Observed.Reason;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Sends questions to one server, and says what went wrong in a sentence without secrets. */
final class QueryApi {

    private static final int LONGEST_COMPLAINT = 400;

    private final URI base;
    private final MetricTransport transport;
    private final SourceLimits limits;

    QueryApi(URI base, MetricTransport transport, SourceLimits limits) {
        this.base = base;
        this.transport = transport;
        this.limits = limits;
    }

    SourceLimits limits() {
        return limits;
    }

    /** What a reply becomes, or why it cannot. */
    @FunctionalInterface
    interface Reader<T> {
        T read(Reply reply) throws NoAnswer;
    }

    /** Asks by a form, which has no limit on a query's length as an address has. */
    CompletionStage<SeriesJson.Contents> form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
        HttpCall call = HttpCall.post(at(path), "application/x-www-form-urlencoded", body, limits);
        return send(call, this::contents);
    }

    <T> CompletionStage<T> send(HttpCall call, Reader<T> reader) {
        return transport.send(call).handle((reply, failure) -> {
            try {
                if (failure == null) {
                    return reader.read(reply);
                }
            } catch (NoAnswer e) {
                throw new CompletionException(new NoAnswer(e.reason(), plain(e.detail())));
            }
            Throwable cause = SeriesBlocks.cause(failure);
            boolean expected = cause instanceof IOException && !(cause instanceof ReplyTooLarge);
            throw new CompletionException(
                    expected ? new NoAnswer(Reason.SOURCE_DOWN, plain(String.valueOf(cause.getMessage()))) : cause);
        });
    }

    URI at(String path) {
        String start = base.toString();
        return URI.create((start.endsWith("/") ? start.substring(0, start.length() - 1) : start) + path);
    }

    /** Text of a server as part of a message: no secrets, no line breaks, not endless. */
    String plain(String said) {
        String clean = transport.redact(said).replaceAll("\\p{Cntrl}+", " ").strip();
        return clean.length() > LONGEST_COMPLAINT ? clean.substring(0, LONGEST_COMPLAINT) + "…" : clean;
    }

    private SeriesJson.Contents contents(Reply reply) throws NoAnswer {
        if (!reply.successful()) {
            throw refused(reply, complaint(reply));
        }
        SeriesJson.Contents contents = SeriesJson.read(reply.stream(), limits.mostSamples());
        if (!contents.status().equals("success")) {
            String said = contents.error().isEmpty() ? "its status is '" + contents.status() + "'" : contents.error();
            throw new NoAnswer(Reason.SOURCE_DOWN, "the source refused the query: " + said);
        }
        if (contents.partial()) {
            throw new NoAnswer(Reason.PARTIAL, "the source says that its answer is partial");
        }
        if (!contents.warnings().isEmpty()) {
            throw new NoAnswer(Reason.PARTIAL, "the source warns: " + String.join("; ", contents.warnings()));
        }
        return contents;
    }

    private String complaint(Reply reply) {
        try {
            return SeriesJson.read(reply.stream(), limits.mostSamples()).error();
        } catch (NoAnswer e) {
            // An error page of a proxy says nothing that the status does not.
            return "";
        }
    }

    static NoAnswer refused(Reply reply, String complaint) {
        String meaning =
                switch (reply.status()) {
                    case 401 -> "the source wants other credentials";
                    case 403 -> "the credentials may not do this";
                    case 404 -> "there is no such API or index at this address";
                    case 429 -> "the source has been asked too often";
                    default -> "the source failed";
                };
        return new NoAnswer(
                Reason.SOURCE_DOWN,
                "HTTP " + reply.status() + ": " + meaning + (complaint.isEmpty() ? "" : ": " + complaint));
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
