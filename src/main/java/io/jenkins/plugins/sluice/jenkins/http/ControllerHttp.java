package io.jenkins.plugins.sluice.jenkins.http;

import hudson.ProxyConfiguration;
import io.jenkins.plugins.sluice.jenkins.credential.Access;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How the controller talks to other servers: through Jenkins' proxy and past it for its no-proxy hosts, trusting the
 * configured authorities, only where {@link Destinations} lets it. Redirects are followed on the same host alone.
 *
 * <p>A name is looked up, judged, and looked up again by the client that connects. Java keeps an answer for 30 seconds (security
 * property {@code networkaddress.cache.ttl}), so both see the same one, unless an administrator has switched that off.
 */
public final class ControllerHttp {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final int MOST_REDIRECTS = 5;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final State state;
    private final Destinations destinations;
    private final HttpClient client;

    private ControllerHttp(State state, Destinations.Names names, Access access) throws IOException {
        this.state = state;
        this.destinations = new Destinations(state.trust, names);
        try {
            this.client = ProxyConfiguration.newHttpClientBuilder()
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .sslContext(Tls.context(state.trust.caCertificates(), access))
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IOException("no connection can be made with these certificates: " + e.getMessage(), e);
        }
    }

    /**
     * A client for the configuration as it is now.
     *
     * @param last the client until now, or null; it is kept when nothing has changed
     * @throws IOException when the certificates cannot be used
     */
    public static ControllerHttp of(@Nullable ControllerHttp last, Trust trust, @Nullable ProxyConfiguration proxy)
            throws IOException {
        State now = State.of(trust, proxy);
        return last != null && last.state.equals(now)
                ? last
                : new ControllerHttp(now, InetAddress::getAllByName, Access.NONE);
    }

    /**
     * A client that shows a certificate, or that trusts the certificates of one server. For the length of a walk: each has
     * a thread of its own until it is no longer reachable.
     *
     * @param caCertificates trusted instead of the configured ones, as PEM, or null for those
     */
    public ControllerHttp with(Access access, @Nullable String caCertificates) throws IOException {
        if (!(access instanceof Access.ClientCertificate) && caCertificates == null) {
            return this;
        }
        Trust own = caCertificates == null
                ? state.trust
                : new Trust(state.trust.urls(), state.trust.hosts(), caCertificates);
        return new ControllerHttp(
                new State(own, state.proxy, state.port, state.user, state.encrypted, state.noProxy),
                InetAddress::getAllByName,
                access);
    }

    /** Begins a request with a time limit of 30 s and Jenkins' user agent. */
    public static HttpRequest.Builder request(URI uri) {
        return ProxyConfiguration.newHttpRequestBuilder(uri).timeout(ANSWER);
    }

    /**
     * Sends a request. Neither the look-up of the name nor the answer is waited for.
     *
     * @param access becomes the header {@code Authorization}, on this host alone
     * @return the answer of any status; or an {@link IOException} that says why there is none
     */
    public <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, Access access, BodyHandler<T> body) {
        return send(authorized(request, access), body, MOST_REDIRECTS);
    }

    private <T> CompletableFuture<HttpResponse<T>> send(HttpRequest request, BodyHandler<T> body, int redirects) {
        Executor executor = client.executor().orElseThrow();
        return CompletableFuture.runAsync(() -> require(request.uri()), executor)
                .thenCompose(allowed -> client.sendAsync(request, body))
                .thenCompose(answer -> follow(request, answer, body, redirects));
    }

    private <T> CompletionStage<HttpResponse<T>> follow(
            HttpRequest request, HttpResponse<T> answer, BodyHandler<T> body, int redirects) {
        Optional<String> location = answer.headers().firstValue("Location");
        boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
        if (!REDIRECTS.contains(answer.statusCode()) || location.isEmpty() || !reads) {
            return CompletableFuture.completedFuture(answer);
        }
        URI next;
        try {
            next = request.uri().resolve(location.get());
        } catch (IllegalArgumentException e) {
            return failed(request.uri() + " redirects to something that is not a URL");
        }
        if (!sameHost(request.uri(), next)) {
            return failed(request.uri() + " redirects to another host, '" + next.getHost()
                    + "', which is not followed; configure the address that it redirects to");
        }
        if (redirects == 0) {
            return failed(request.uri() + " redirects more than " + MOST_REDIRECTS + " times");
        }
        HttpRequest again =
                HttpRequest.newBuilder(request, (name, value) -> true).uri(next).build();
        return send(again, body, redirects - 1);
    }

    /** The same scheme, host and port, or the same host's usual port with TLS instead of without. */
    private static boolean sameHost(URI from, URI to) {
        if (!Objects.requireNonNullElse(from.getHost(), "").equalsIgnoreCase(to.getHost())) {
            return false;
        }
        boolean same =
                from.getScheme().equalsIgnoreCase(to.getScheme()) && Destinations.port(from) == Destinations.port(to);
        boolean upgrade = "http".equalsIgnoreCase(from.getScheme())
                && "https".equalsIgnoreCase(to.getScheme())
                && Destinations.port(from) == 80
                && Destinations.port(to) == 443;
        return same || upgrade;
    }

    private static <T> CompletableFuture<HttpResponse<T>> failed(String message) {
        return CompletableFuture.failedFuture(new IOException(message));
    }

    private void require(URI uri) {
        boolean proxied = client.proxy()
                .map(selector -> selector.select(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT))
                .orElse(false);
        try {
            destinations.require(uri, proxied);
        } catch (IOException e) {
            throw new CompletionException(new IOException(uri.getHost() + ": " + e.getMessage(), e));
        }
    }

    private static HttpRequest authorized(HttpRequest request, Access access) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request, (name, value) -> true);
        if (access instanceof Access.Bearer bearer) {
            builder.setHeader("Authorization", bearer.header());
        } else if (access instanceof Access.Basic basic) {
            builder.setHeader("Authorization", basic.header());
        }
        return builder.build();
    }

    /** All that a client is made from, so that a change of any of it makes another. */
    private record State(
            Trust trust,
            @Nullable String proxy,
            int port,
            @Nullable String user,
            @Nullable String encrypted,
            @Nullable String noProxy) {

        static State of(Trust trust, @Nullable ProxyConfiguration proxy) {
            return proxy == null
                    ? new State(trust, null, 0, null, null, null)
                    : new State(
                            trust,
                            proxy.getName(),
                            proxy.getPort(),
                            proxy.getUserName(),
                            proxy.getEncryptedPassword(),
                            proxy.getNoProxyHost());
        }
    }
}
