package io.jenkins.plugins.sluice.evidence.release;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jenkins.plugins.sluice.evidence.Caution;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.metric.HttpCall;
import io.jenkins.plugins.sluice.evidence.metric.Reply;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON from one server. All that can go wrong ends in a {@link NoAnswer} that says what to do; the server's own
 * words, where they are quoted, are short and without the transport's secrets.
 */
final class Api {

    private static final long MOST_BYTES = 16L << 20;
    private static final int MOST_PAGES = 30;
    private static final int LONGEST_QUOTE = 200;
    private static final Pattern NEXT = Pattern.compile("<([^<>]+)>\\s*;[^,<]*\\brel=\"?next\"?");

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ReleaseSource source;

    Api(ReleaseSource source) {
        this.source = source;
    }

    /** The text as a part of a path or a query. */
    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** A place below the source's address; {@code path} begins with a slash and may have a query. */
    URI at(String path) {
        String base = source.base().toString();
        return URI.create((base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path);
    }

    /** An answer with a status of the class 2xx. */
    CompletionStage<Answer> get(String path) {
        return get(at(path));
    }

    /** The same, or empty where the server has no such thing or does not show it. */
    CompletionStage<Optional<Answer>> find(String path) {
        return send(at(path)).thenApply(reply -> switch (reply.status()) {
            case 401, 404 -> Optional.empty();
            case 403 -> {
                if (rateLimited(reply)) {
                    throw refused(at(path), reply);
                }
                yield Optional.empty();
            }
            default -> Optional.of(answer(at(path), reply));
        });
    }

    /** The elements of an array on all its pages. */
    CompletionStage<List<JsonNode>> all(String path) {
        return pages(at(path), new ArrayList<>(), 1);
    }

    private CompletionStage<List<JsonNode>> pages(URI uri, List<JsonNode> elements, int page) {
        return get(uri).thenCompose(answer -> {
            if (!answer.body().isArray()) {
                throw new NoAnswer(place(uri) + " answered without a list; check the source's address");
            }
            answer.body().forEach(elements::add);
            URI next = answer.next();
            if (next == null) {
                return CompletableFuture.completedFuture(elements);
            }
            if (page == MOST_PAGES) {
                throw new NoAnswer(place(uri) + " has more than " + MOST_PAGES + " pages, which are not read");
            }
            return pages(next, elements, page + 1);
        });
    }

    private CompletionStage<Answer> get(URI uri) {
        return send(uri).thenApply(reply -> answer(uri, reply));
    }

    private CompletionStage<Reply> send(URI uri) {
        Duration left = Duration.between(source.clock().instant(), source.deadline());
        if (left.toMillis() <= 0) {
            return CompletableFuture.failedFuture(
                    new NoAnswer("there was no time left to ask " + place(uri) + "; let the gate wait longer"));
        }
        return source.transport()
                .send(new HttpCall("GET", uri, "", "", left, MOST_BYTES))
                .exceptionally(failure -> {
                    throw failed(uri, failure);
                });
    }

    private NoAnswer failed(URI uri, Throwable failure) {
        Throwable cause = cause(failure);
        if (cause instanceof NoAnswer known) {
            return known;
        }
        if (cause instanceof IOException) {
            return new NoAnswer(clean(Objects.requireNonNullElse(cause.getMessage(), place(uri) + " gave no answer")));
        }
        throw new CompletionException(cause);
    }

    private Answer answer(URI uri, Reply reply) {
        if (!reply.successful()) {
            throw refused(uri, reply);
        }
        try {
            JsonNode body = JSON.readTree(reply.text());
            if (body == null || body.isMissingNode()) {
                throw new NoAnswer(place(uri) + " answered with nothing; check the source's address");
            }
            return new Answer(body, time(reply), next(uri, reply));
        } catch (IOException e) {
            throw new NoAnswer(place(uri) + " answered with something that is no JSON; check the source's address");
        }
    }

    private NoAnswer refused(URI uri, Reply reply) {
        String said = said(reply);
        if (rateLimited(reply)) {
            return new NoAnswer(place(uri) + " answers no more" + until(reply) + ": its rate limit is used up" + said);
        }
        return new NoAnswer(
                switch (reply.status()) {
                    case 401 -> place(uri) + " does not accept the credentials (HTTP 401); renew them" + said;
                    case 403 -> place(uri) + " may not be read with these credentials (HTTP 403); allow them to" + said;
                    case 404, 410 ->
                        place(uri) + " does not exist, or these credentials do not show it (HTTP " + reply.status()
                                + ")" + said;
                    default -> place(uri) + " answered with HTTP " + reply.status() + said;
                });
    }

    /** GitHub answers 403 or 429, with no calls left or a time to wait; GitLab and others 429. */
    private static boolean rateLimited(Reply reply) {
        return reply.status() == 429
                || (reply.status() == 403
                        && (reply.header("x-ratelimit-remaining")
                                        .filter("0"::equals)
                                        .isPresent()
                                || reply.header("retry-after").isPresent()));
    }

    private String until(Reply reply) {
        Optional<Long> reset = reply.header("x-ratelimit-reset")
                .or(() -> reply.header("ratelimit-reset"))
                .flatMap(Api::number);
        Optional<Long> seconds = reply.header("retry-after").flatMap(Api::number);
        try {
            return seconds.map(wait -> source.clock().instant().plusSeconds(wait))
                    .or(() -> reset.map(Instant::ofEpochSecond))
                    .map(at -> " until " + at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
                    .orElse("");
        } catch (java.time.DateTimeException | ArithmeticException e) {
            return "";
        }
    }

    private static Optional<Long> number(String text) {
        return text.matches("[0-9]{1,12}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }

    /** What the server says of itself, as far as it says so in the usual place. */
    private String said(Reply reply) {
        try {
            JsonNode body = JSON.readTree(reply.text());
            return Answer.text(body, "/message")
                    .or(() -> Answer.text(body, "/error"))
                    .map(text -> ": " + cut(clean(text)))
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    private String clean(String text) {
        return source.transport().redact(text);
    }

    static String cut(String text) {
        String line = text.replaceAll("\\s+", " ").strip();
        return line.length() <= LONGEST_QUOTE ? line : line.substring(0, LONGEST_QUOTE - 1) + "…";
    }

    private Instant time(Reply reply) {
        try {
            return reply.header("date")
                    .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant())
                    .orElseGet(() -> source.clock().instant());
        } catch (DateTimeParseException e) {
            return source.clock().instant();
        }
    }

    /** The page that {@code Link} (RFC 8288) calls next; one elsewhere is not followed, for it would see credentials. */
    private @Nullable URI next(URI from, Reply reply) {
        String links = reply.header("link").orElse("");
        Matcher matcher = NEXT.matcher(links);
        if (!matcher.find()) {
            return null;
        }
        try {
            URI next = from.resolve(new URI(matcher.group(1)));
            if (server(next).equals(server(from))) {
                return next;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new NoAnswer(place(from) + " names a next page on another server, which is not asked; configure the"
                + " address that the server itself uses");
    }

    private static String server(URI uri) {
        return (uri.getScheme() + "://" + uri.getHost() + ":" + uri.getPort()).toLowerCase(Locale.ROOT);
    }

    /** Where it was asked, without a query. */
    private String place(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return clean(uri.getScheme() + "://" + uri.getHost() + port + uri.getRawPath());
    }

    /** What came of reading: a source that cannot tell is no failure of the program. */
    static <T extends Summary> CompletionStage<Reading> reading(CompletionStage<Told<T>> told) {
        return told.handle((answer, failure) -> {
            if (failure == null) {
                return new Reading.Whole(answer.summary(), answer.cautions());
            }
            if (cause(failure) instanceof NoAnswer none) {
                return new Reading.Unreadable(Objects.requireNonNull(none.getMessage()));
            }
            throw new CompletionException(cause(failure));
        });
    }

    /** A summary with what was odd. */
    record Told<T extends Summary>(T summary, List<Caution> cautions) {
        Told {
            cautions = List.copyOf(cautions);
        }
    }

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** The results of all, in their order. */
    static <T> CompletionStage<List<T>> together(List<? extends CompletionStage<T>> stages) {
        CompletionStage<List<T>> all = CompletableFuture.completedFuture(new ArrayList<>());
        for (CompletionStage<T> stage : stages) {
            all = all.thenCombine(stage, (list, one) -> {
                list.add(one);
                return list;
            });
        }
        return all;
    }
}
