package io.jenkins.plugins.sluice.evidence.metric.set;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The queries of all sets, asked of a Prometheus that scraped the samples. Skipped where there is none. */
class RealPrometheusTest {

    private static final Path BINARY = Path.of("/usr/bin/prometheus");

    /** A scrape is stored before the next one of the same target begins. */
    private static final int SCRAPES = 2;

    @TempDir
    private static Path folder;

    private static HttpServer targets;
    private static Process prometheus;
    private static int port;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(BINARY), "there is no " + BINARY);
        List<String> sets = MetricSet.all().stream().map(MetricSet::name).toList();
        Map<String, CountDownLatch> scraped = new ConcurrentHashMap<>();
        sets.forEach(set -> scraped.put(set, new CountDownLatch(SCRAPES)));
        targets = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        sets.forEach(set -> targets.createContext("/" + set, exchange -> {
            answer(exchange, SetExamples.exposition(set));
            scraped.get(set).countDown();
        }));
        targets.start();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        StringBuilder configuration = new StringBuilder("global: {scrape_interval: 1s}\nscrape_configs:\n");
        sets.forEach(set -> configuration
                .append("  - {job_name: ")
                .append(set)
                .append(", honor_labels: true, metrics_path: /")
                .append(set)
                .append(", static_configs: [{targets: ['127.0.0.1:")
                .append(targets.getAddress().getPort())
                .append("']}]}\n"));
        Path file = Files.writeString(folder.resolve("prometheus.yml"), configuration);
        prometheus = new ProcessBuilder(
                        BINARY.toString(),
                        "--config.file=" + file,
                        "--storage.tsdb.path=" + folder.resolve("tsdb"),
                        "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(new File(folder.toFile(), "prometheus.log"))
                .start();
        for (String set : sets) {
            assertThat(scraped.get(set).await(60, TimeUnit.SECONDS))
                    .as("Prometheus scraped " + set)
                    .isTrue();
        }
    }

    @AfterAll
    static void stop() throws Exception {
        if (prometheus != null) {
            prometheus.destroy();
            prometheus.waitFor(30, TimeUnit.SECONDS);
        }
        if (targets != null) {
            targets.stop(0);
        }
    }

    @ParameterizedTest
    @MethodSource
    void givenTheSamples_whenPrometheusIsAsked_thenItFindsWhatIsExpected(SetExamples.Example example) throws Exception {
        String query = example.isSelector() ? "sum(" + example.query() + ")" : example.query();

        JsonNode result = ask(query);

        assertThat(result).hasSize(1);
        assertThat(result.get(0).path("value").path(1).asDouble()).isEqualTo(example.sum(), within(1e-9));
    }

    static List<SetExamples.Example> givenTheSamples_whenPrometheusIsAsked_thenItFindsWhatIsExpected() {
        return SetExamples.all();
    }

    @ParameterizedTest
    @MethodSource
    void givenASelector_whenARangeIsAppended_thenPrometheusAnswersWithRawSamples(SetExamples.Example example)
            throws Exception {
        assertThat(ask(example.query() + "[60s]"))
                .isNotEmpty()
                .allSatisfy(series -> assertThat(series.path("values")).isNotEmpty());
    }

    static List<SetExamples.Example> givenASelector_whenARangeIsAppended_thenPrometheusAnswersWithRawSamples() {
        return SetExamples.all().stream()
                .filter(SetExamples.Example::isSelector)
                .toList();
    }

    private static JsonNode ask(String query) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/v1/query?query=" + URLEncoder.encode(query, UTF_8));
        String body = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                .body();
        JsonNode answer = new JsonMapper().readTree(body);
        assertThat(answer.path("status").asText()).as(body).isEqualTo("success");
        return answer.path("data").path("result");
    }

    private static void answer(HttpExchange exchange, String text) throws IOException {
        try (exchange) {
            byte[] bytes = text.getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
