package io.jenkins.plugins.sluice.evidence.metric;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Sends calls by the JDK's client, with one kind of authentication. Redirects are followed on the same host alone.
 */
public final class JdkTransport implements MetricTransport {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
    /** Those after which a call is repeated as it was (RFC 9110, 15.4). */
    private static final Set<Integer> SAME_AGAIN = Set.of(307, 308);

    private final HttpClient client;
    private final Map<String, String> headers;
    private final List<String> secrets;

    private JdkTransport(Builder builder) {
        HttpClient.Builder client = HttpClient.newBuilder()
                .executor(builder.executor)
                .connectTimeout(CONNECT)
                .followRedirects(HttpClient.Redirect.NEVER);
        if (builder.tls != null) {
            client.sslContext(builder.tls);
        }
        this.client = client.build();
        this.headers = Map.copyOf(builder.headers);
        this.secrets = builder.secrets.stream()
                .filter(secret -> !secret.isBlank())
                .distinct()
                .toList();
    }

    /**
     * Begins a transport.
     *
     * @param executor runs what the client and the reading of answers need
     */
    public static Builder on(Executor executor) {
        return new Builder(executor);
    }

    @Override
    public CompletionStage<Reply> send(HttpCall call) {
        HttpRequest request;
        try {
            request = request(call);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(new IOException(redact(
                    "'" + call.uri().getScheme() + "://" + call.uri().getHost() + "' is no address of a server")));
        }
        AtomicReference<CompletableFuture<?>> running = new AtomicReference<>();
        return send(call, request, MOST_REDIRECTS, running)
                .orTimeout(call.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle((reply, failure) -> {
                    if (failure != null) {
                        // Whoever has waited long enough gives up the exchange, too.
                        Objects.requireNonNull(running.get()).cancel(true);
                        throw new CompletionException(plain(call, failure));
                    }
                    return reply;
                });
    }

    private HttpRequest request(HttpCall call) {
        HttpRequest.BodyPublisher body = call.body().isEmpty()
                ? HttpRequest.BodyPublishers.noBody()
                : HttpRequest.BodyPublishers.ofString(call.body(), StandardCharsets.UTF_8);
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri())
                .timeout(call.timeout())
                .method(call.method(), body)
                .setHeader("Accept", "application/json");
        if (!call.contentType().isEmpty()) {
            request.setHeader("Content-Type", call.contentType());
        }
        headers.forEach(request::setHeader);
        return request.build();
    }

    private CompletableFuture<Reply> send(
            HttpCall call, HttpRequest request, int redirects, AtomicReference<CompletableFuture<?>> running) {
        CompletableFuture<HttpResponse<byte[]>> sent =
                client.sendAsync(request, answer -> new LimitedBody(call, answer.headers()));
        running.set(sent);
        return sent.thenCompose(answer -> {
            Optional<String> location = answer.headers().firstValue("Location");
            if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty()) {
                return CompletableFuture.completedFuture(
                        new Reply(answer.statusCode(), headers(answer.headers()), answer.body()));
            }
            try {
                URI next = next(call, request.uri(), answer.statusCode(), location.get());
                if (redirects == 0) {
                    throw new IOException(call.place() + " redirects more than " + MOST_REDIRECTS + " times");
                }
                HttpRequest again = HttpRequest.newBuilder(request, (name, value) -> true)
                        .uri(next)
                        .build();
                return send(call, again, redirects - 1, running);
            } catch (IOException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }

    private static Map<String, String> headers(HttpHeaders given) {
        Map<String, String> headers = new LinkedHashMap<>();
        given.map().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        return headers;
    }

    private static URI next(HttpCall call, URI from, int status, String location) throws IOException {
        URI next;
        try {
            next = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new IOException(call.place() + " redirects to something that is no address", e);
        }
        if (!sameServer(from, next)) {
            throw new IOException(call.place() + " redirects to another server, '" + next.getHost()
                    + "', which is not followed because it must not see credentials; configure the address that it"
                    + " redirects to");
        }
        if (!call.method().equals("GET") && !SAME_AGAIN.contains(status)) {
            throw new IOException(call.place() + " redirects to " + HttpCall.place(next) + " with HTTP " + status
                    + ", which does not repeat a POST; configure that address");
        }
        return next;
    }

    /** The same scheme, host and port, or the same host's usual port with TLS instead of without. */
    private static boolean sameServer(URI from, URI to) {
        if (to.getHost() == null || !to.getHost().equalsIgnoreCase(from.getHost())) {
            return false;
        }
        boolean same = from.getScheme().equalsIgnoreCase(to.getScheme()) && port(from) == port(to);
        boolean upgrade = "http".equalsIgnoreCase(from.getScheme())
                && "https".equalsIgnoreCase(to.getScheme())
                && port(from) == 80
                && port(to) == 443;
        return same || upgrade;
    }

    private static int port(URI uri) {
        return uri.getPort() >= 0 ? uri.getPort() : "https".equalsIgnoreCase(uri.getScheme()) ? 443 : 80;
    }

    /** An error that names the place and the cause, and keeps neither the client's exception nor what that may quote. */
    private IOException plain(HttpCall call, Throwable failure) {
        Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ReplyTooLarge large) {
            return large;
        }
        String said = Objects.requireNonNullElse(cause.getMessage(), "");
        String why;
        if (cause instanceof TimeoutException || cause instanceof HttpTimeoutException) {
            why = call.place() + " gave no whole answer within " + seconds(call.timeout());
        } else if (cause instanceof ConnectException) {
            why = call.place() + " cannot be reached" + (said.isEmpty() ? "" : ": " + said);
        } else if (cause instanceof SSLException) {
            why = call.place() + ": no TLS connection: " + said;
        } else if (said.startsWith(call.place())) {
            why = said;
        } else {
            why = call.place() + ": "
                    + (said.isEmpty() ? cause.getClass().getSimpleName().toLowerCase(Locale.ROOT) : said);
        }
        return new IOException(redact(why));
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() % 1000 == 0 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }

    @Override
    public String redact(String text) {
        String clean = text;
        for (String secret : secrets) {
            clean = clean.replace(secret, "****");
        }
        return clean;
    }

    /** Tells nothing of its headers. */
    @Override
    public String toString() {
        return "JdkTransport";
    }

    /** Collects what a transport authenticates itself with. Names nothing of it. */
    public static final class Builder {

        private final Executor executor;
        private final Map<String, String> headers = new LinkedHashMap<>();
        private final List<String> secrets = new ArrayList<>();
        private @Nullable SSLContext tls;

        private Builder(Executor executor) {
            this.executor = executor;
        }

        /** Sends a bearer token (RFC 6750). */
        public Builder bearer(String token) {
            secrets.add(token);
            return secretHeader("Authorization", "Bearer " + token);
        }

        /** Sends a name and a password (RFC 7617), in UTF-8. */
        public Builder basic(String user, String password) {
            String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
            secrets.add(password);
            secrets.add(pair);
            return secretHeader("Authorization", "Basic " + pair);
        }

        /** Sends a header that is no secret, such as a tenant's name in {@code X-Scope-OrgID}. */
        public Builder header(String name, String value) {
            headers.put(name, checked(name, value));
            return this;
        }

        /** Sends a header that is a secret, such as {@code DD-API-KEY}. */
        public Builder secretHeader(String name, String value) {
            headers.put(name, checked(name, value));
            secrets.add(value);
            return this;
        }

        /** Uses these certificates: authorities to trust, and the key to show (mTLS). */
        public Builder tls(SSLContext context) {
            this.tls = context;
            return this;
        }

        /** The transport. */
        public JdkTransport build() {
            return new JdkTransport(this);
        }

        /** The JDK's own complaint about a header quotes its value. */
        private static String checked(String name, String value) {
            boolean clean = value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f && c <= 0xff));
            if (!clean) {
                throw new IllegalArgumentException("the value for the header '" + name
                        + "' has a line break or another character that no header may have");
            }
            return value;
        }

        @Override
        public String toString() {
            return "JdkTransport.Builder";
        }
    }
}
