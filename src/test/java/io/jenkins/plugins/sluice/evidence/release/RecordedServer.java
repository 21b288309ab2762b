package io.jenkins.plugins.sluice.evidence.release;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.Summary;
import io.jenkins.plugins.sluice.evidence.metric.JdkTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on the loopback interface that answers by path as an API is documented to; all else is 404. */
final class RecordedServer implements AutoCloseable {

    /** What no text may hold. */
    static final String SECRET = "glpat-planted-0123456789abcdef";

    private record Recorded(int status, String body, Map<String, String> headers) {}

    private final HttpServer server;
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Map<String, Recorded> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    RecordedServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(executor);
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().toString();
            asked.add(path);
            Recorded recorded = answers.getOrDefault(
                    path,
                    answers.getOrDefault(
                            exchange.getRequestURI().getRawPath(),
                            new Recorded(404, "{\"message\":\"Not Found\"}", Map.of())));
            recorded.headers().forEach(exchange.getResponseHeaders()::set);
            byte[] body = recorded.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(recorded.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    /** Answers with JSON in which single quotes stand for double ones. */
    RecordedServer on(String path, String json) {
        return on(path, 200, json, Map.of());
    }

    RecordedServer on(String path, int status, String json, Map<String, String> headers) {
        answers.put(path, new Recorded(status, json.replace('\'', '"'), headers));
        return this;
    }

    URI base() {
        return URI.create("http://" + server.getAddress().getAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    ReleaseSource source() {
        return source(base(), Instant.now().plus(Duration.ofSeconds(20)));
    }

    ReleaseSource source(URI base, Instant deadline) {
        return new ReleaseSource(base, JdkTransport.on(executor).bearer(SECRET).build(), Clock.systemUTC(), deadline);
    }

    static <T extends Summary> T whole(CompletionStage<Reading> reading, Class<T> kind) {
        Reading read = reading.toCompletableFuture().join();
        if (read instanceof Reading.Whole whole) {
            return kind.cast(whole.summary());
        }
        throw new AssertionError("not whole: " + read);
    }

    static String unreadable(CompletionStage<Reading> reading) {
        Reading read = reading.toCompletableFuture().join();
        if (read instanceof Reading.Unreadable unreadable) {
            return unreadable.why();
        }
        throw new AssertionError("readable: " + read);
    }

    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
    }
}
