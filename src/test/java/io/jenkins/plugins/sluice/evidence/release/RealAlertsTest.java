package io.jenkins.plugins.sluice.evidence.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Health;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Rule;
import io.jenkins.plugins.sluice.evidence.AlertSummary.State;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Told;
import io.jenkins.plugins.sluice.evidence.Reading;
import io.jenkins.plugins.sluice.evidence.metric.JdkTransport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Prometheus with alert rules that sends to an Alertmanager, both real. Skipped where one is not installed. */
class RealAlertsTest {

    private static final Path PROMETHEUS = Path.of("/usr/bin/prometheus");
    private static final Path ALERTMANAGER = Path.of("/usr/bin/prometheus-alertmanager");

    private static final String RULES = """
            groups:
              - name: shop
                interval: 1s
                rules:
                  - {alert: Quiet, expr: vector(0) > 1, labels: {severity: page, team: shop}}
                  - {alert: Loud, expr: vector(1), labels: {severity: page, team: shop}}
                  - {alert: Soon, expr: vector(1), for: 1h, labels: {severity: info}}
                  - {alert: Sick, expr: '{__name__=~"up|scrape_duration_seconds"}', labels: {severity: page, team: ops}}
                  - {alert: Twice, expr: vector(0) > 1, labels: {severity: page, team: shop}}
                  - {alert: Twice, expr: vector(1), labels: {severity: info, team: ops}}
                  - {alert: ByCluster, expr: vector(0) > 1, labels: {severity: info, team: cluster}}
                  - {alert: Nowhere, expr: vector(0) > 1, labels: {severity: info, team: nobody}}
                  - {alert: Hushed, expr: vector(0) > 1, labels: {severity: page, team: shop}}
            """;

    private static final String ROUTES = """
            route:
              receiver: nobody
              routes:
                - {receiver: pager, matchers: ['severity="page"'], continue: true}
                - {receiver: shop, match: {team: shop}}
                - {receiver: shop, matchers: ['cluster=~"eu-.*"', 'team="cluster"']}
            receivers:
              - name: nobody
              - name: pager
                webhook_configs: [{url: 'http://127.0.0.1:9/pager'}]
              - name: shop
                webhook_configs: [{url: 'http://127.0.0.1:9/shop'}]
            """;

    @TempDir
    private static Path folder;

    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool();
    private static @Nullable Process prometheus;
    private static @Nullable Process alertmanager;
    private static int prometheusPort;
    private static int alertmanagerPort;

    @BeforeAll
    static void start() throws Exception {
        assumeTrue(Files.isExecutable(PROMETHEUS), "there is no " + PROMETHEUS);
        assumeTrue(Files.isExecutable(ALERTMANAGER), "there is no " + ALERTMANAGER);
        alertmanagerPort = freePort();
        prometheusPort = freePort();
        Path routes = Files.writeString(folder.resolve("alertmanager.yml"), ROUTES);
        alertmanager = started(
                "alertmanager",
                ALERTMANAGER.toString(),
                "--config.file=" + routes,
                "--storage.path=" + folder.resolve("alerts"),
                "--cluster.listen-address=",
                "--web.listen-address=127.0.0.1:" + alertmanagerPort);
        Files.writeString(folder.resolve("rules.yml"), RULES);
        Path config =
                Files.writeString(folder.resolve("prometheus.yml"), """
                global: {scrape_interval: 1s, evaluation_interval: 1s}
                rule_files: [rules.yml]
                alerting:
                  alertmanagers: [{static_configs: [{targets: ['127.0.0.1:%d']}]}]
                scrape_configs:
                  - {job_name: self, static_configs: [{targets: ['127.0.0.1:%d']}]}
                """.formatted(alertmanagerPort, prometheusPort));
        prometheus = started(
                "prometheus",
                PROMETHEUS.toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + folder.resolve("tsdb"),
                "--web.listen-address=127.0.0.1:" + prometheusPort);
        eventually("Sick", null, rule -> rule.health() == Health.FAILING && rule.routed() == Told.YES);
        eventually("Loud", null, rule -> rule.state() == State.FIRING);
    }

    @AfterAll
    static void stop() throws Exception {
        for (Process process : new Process[] {prometheus, alertmanager}) {
            if (process != null) {
                process.destroy();
                process.waitFor(30, TimeUnit.SECONDS);
            }
        }
        EXECUTOR.shutdownNow();
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static Process started(String name, String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
    }

    private static ReleaseSource source(int port) {
        return new ReleaseSource(
                URI.create("http://127.0.0.1:" + port),
                JdkTransport.on(EXECUTOR).build(),
                Clock.systemUTC(),
                Instant.now().plus(Duration.ofSeconds(20)));
    }

    private static Reading reading(String rule, @Nullable String receiver) {
        return new PrometheusAlerts(source(prometheusPort), source(alertmanagerPort))
                .of(List.of(rule), receiver)
                .toCompletableFuture()
                .join();
    }

    private static Rule rule(String name, @Nullable String receiver) {
        if (reading(name, receiver) instanceof Reading.Whole whole && whole.summary() instanceof AlertSummary alerts) {
            return alerts.rules().get(0);
        }
        throw new AssertionError(reading(name, receiver).toString());
    }

    /** Asks until it is so; each time waits a little, or until the server ends. */
    private static void eventually(String name, @Nullable String receiver, Predicate<Rule> so) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Reading last = reading(name, receiver);
        while (!(last instanceof Reading.Whole whole
                && whole.summary() instanceof AlertSummary alerts
                && so.test(alerts.rules().get(0)))) {
            Process process = prometheus;
            assertThat(process != null && process.waitFor(200, TimeUnit.MILLISECONDS))
                    .as("Prometheus ended: " + last)
                    .isFalse();
            assertThat(System.nanoTime()).as(last.toString()).isLessThan(end);
            last = reading(name, receiver);
        }
    }

    private static String post(String path, String json) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + alertmanagerPort + path))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(json))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static String silenced(String matchers) throws Exception {
        Instant now = Instant.now();
        String answer = post(
                "/api/v2/silences",
                "{\"matchers\":[" + matchers + "],\"startsAt\":\"" + now.minusSeconds(5) + "\",\"endsAt\":\""
                        + now.plusSeconds(600) + "\",\"createdBy\":\"test\",\"comment\":\"test\"}");
        return answer.replaceAll(".*\"silenceID\":\"([^\"]+)\".*", "$1").strip();
    }

    private static void unsilenced(String id) throws Exception {
        HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(
                                        URI.create("http://127.0.0.1:" + alertmanagerPort + "/api/v2/silence/" + id))
                                .DELETE()
                                .build(),
                        BodyHandlers.discarding());
    }

    @Test
    void givenAGoodRule_whenAsked_thenItIsQuietAndReachesSomebody() throws Exception {
        Rule quiet = rule("Quiet", null);
        assertThat(quiet.state()).isEqualTo(State.INACTIVE);
        assertThat(quiet.health()).isEqualTo(Health.GOOD);
        assertThat(quiet.silenced()).isEqualTo(Told.NO);
        assertThat(quiet.routed()).isEqualTo(Told.YES);
        assertThat(quiet.receivers()).containsExactly("pager", "shop");
        assertThat(quiet.doubt()).isNull();
    }

    @Test
    void givenRulesInEveryState_whenAsked_thenEachIsTold() {
        assertThat(rule("Loud", null).state()).isEqualTo(State.FIRING);
        assertThat(rule("Soon", null).state()).isEqualTo(State.PENDING);
        assertThat(rule("Sick", null).error()).contains("labelset");
        assertThat(rule("None", null).state()).isEqualTo(State.MISSING);
    }

    @Test
    void givenTwoRulesOfOneName_whenAsked_thenTheWorstOfBothIsTold() {
        Rule twice = rule("Twice", null);
        assertThat(twice.state()).isEqualTo(State.FIRING);
        assertThat(twice.routed()).isEqualTo(Told.NO); // one of them only reaches a receiver without a notifier
    }

    @Test
    void givenAReceiver_whenTheRuleReachesAnother_thenItIsNotRouted() {
        assertThat(rule("Quiet", "shop").routed()).isEqualTo(Told.YES);
        assertThat(rule("Sick", "shop").routed()).isEqualTo(Told.NO);
        assertThat(rule("Quiet", "nobody").routed()).isEqualTo(Told.NO);
        assertThat(rule("Nowhere", null).routed()).isEqualTo(Told.NO);
    }

    @Test
    void givenARouteByALabelThatOnlyAnAlertHas_whenAsked_thenItIsUnknown() {
        Rule rule = rule("ByCluster", null);
        assertThat(rule.routed()).isEqualTo(Told.UNKNOWN);
        assertThat(rule.doubt()).contains("labels");
    }

    @Test
    void givenSilences_whenTheyCoverARule_thenItIsSilenced() throws Exception {
        String all = silenced("{\"name\":\"alertname\",\"value\":\"Hus.*\",\"isRegex\":true,\"isEqual\":true}");
        Rule hushed = rule("Hushed", null);
        assertThat(hushed.silenced()).isEqualTo(Told.YES);
        assertThat(hushed.silences()).containsExactly(all);
        assertThat(rule("Quiet", null).silenced()).isEqualTo(Told.NO);
        unsilenced(all);
        assertThat(rule("Hushed", null).silenced()).isEqualTo(Told.NO);

        String part = silenced("{\"name\":\"alertname\",\"value\":\"Hushed\",\"isRegex\":false,\"isEqual\":true},"
                + "{\"name\":\"instance\",\"value\":\"db1\",\"isRegex\":false,\"isEqual\":true}");
        assertThat(rule("Hushed", null).silenced()).isEqualTo(Told.YES);
        unsilenced(part);
    }

    @Test
    void givenASilenceByALabelThatOnlyAnAlertHas_whenAsked_thenItIsUnknown() throws Exception {
        String other = silenced("{\"name\":\"team\",\"value\":\"cluster\",\"isRegex\":false,\"isEqual\":true},"
                + "{\"name\":\"namespace\",\"value\":\"shop\",\"isRegex\":false,\"isEqual\":true}");
        Rule rule = rule("ByCluster", null);
        assertThat(rule.silenced()).isEqualTo(Told.UNKNOWN);
        assertThat(rule.doubt()).contains(other, "namespace");
        assertThat(rule("Quiet", null).silenced()).isEqualTo(Told.NO);
        unsilenced(other);
    }

    @Test
    void givenNoAlertmanager_whenAsked_thenTheRestIsStillTold() throws Exception {
        Reading reading = new PrometheusAlerts(source(prometheusPort), source(freePort()))
                .of(List.of("Quiet"), null)
                .toCompletableFuture()
                .join();
        assertThat(reading)
                .isInstanceOfSatisfying(
                        Reading.Whole.class,
                        whole -> assertThat(((AlertSummary) whole.summary()).rules())
                                .singleElement()
                                .satisfies(rule -> {
                                    assertThat(rule.state()).isEqualTo(State.INACTIVE);
                                    assertThat(rule.silenced()).isEqualTo(Told.UNKNOWN);
                                    assertThat(rule.routed()).isEqualTo(Told.UNKNOWN);
                                    assertThat(rule.doubt()).contains("cannot be reached");
                                }));
    }
}
