package io.jenkins.plugins.sluice.jenkins.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import hudson.ProxyConfiguration;
import hudson.util.Secret;
import io.jenkins.plugins.sluice.jenkins.configuration.MetricSource;
import io.jenkins.plugins.sluice.jenkins.configuration.SluiceConfiguration;
import io.jenkins.plugins.sluice.jenkins.credential.Access;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class ControllerHttpTest {

    private final List<HttpServer> servers = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        servers.forEach(server -> server.stop(0));
    }

    @Test
    void givenPrivateHost_whenNotListed_thenRefusedAndAfterListingAnswered(JenkinsRule jenkins) throws Exception {
        URI url = serve(exchange -> answer(exchange, 200, "up"));
        SluiceConfiguration configuration = SluiceConfiguration.get();

        assertThatThrownBy(() -> get(configuration.http(), url, Access.NONE))
                .isInstanceOf(ExecutionException.class)
                .hasMessageContaining("127.0.0.1")
                .hasMessageContaining("Hosts in private networks");
        assertThat(asked).isEmpty();

        configuration.setSources(List.of(new MetricSource("metrics", "prometheus", url.toString())));
        assertThat(get(configuration.http(), url, Access.NONE).body()).isEqualTo("up");
    }

    @Test
    void givenCredentials_whenAsked_thenTheyAreSentAndNotSaid(JenkinsRule jenkins) throws Exception {
        URI url = serve(
                exchange -> answer(exchange, 200, exchange.getRequestHeaders().getFirst("Authorization")));
        ControllerHttp http = allowing("127.0.0.1");
        Access bearer = new Access.Bearer(Secret.fromString("s3cr3t-token"));
        Access basic = new Access.Basic("jane", Secret.fromString("p4ssw0rd"));

        assertThat(get(http, url, bearer).body()).isEqualTo("Bearer s3cr3t-token");
        assertThat(get(http, url, basic).body())
                .isEqualTo("Basic "
                        + Base64.getEncoder().encodeToString("jane:p4ssw0rd".getBytes(StandardCharsets.UTF_8)));
        assertThat(bearer.toString() + basic).doesNotContain("s3cr3t", "p4ssw0rd");
        assertThat(basic.secrets()).contains("p4ssw0rd");
    }

    @Test
    void givenRedirect_whenToSameHost_thenFollowedAndToAnotherNot(JenkinsRule jenkins) throws Exception {
        URI other = serve(exchange -> answer(exchange, 200, "leaked"));
        URI url = serve(exchange -> {
            switch (exchange.getRequestURI().getPath()) {
                case "/here" -> redirect(exchange, "/there");
                case "/away" -> redirect(exchange, other.toString());
                case "/round" -> redirect(exchange, "/round");
                default -> answer(exchange, 200, "arrived");
            }
        });
        ControllerHttp http = allowing("127.0.0.1");
        Access bearer = new Access.Bearer(Secret.fromString("s3cr3t-token"));

        assertThat(get(http, url.resolve("/here"), bearer).body()).isEqualTo("arrived");
        assertThatThrownBy(() -> get(http, url.resolve("/away"), bearer)).hasMessageContaining("another host");
        assertThatThrownBy(() -> get(http, url.resolve("/round"), bearer)).hasMessageContaining("more than 5");
        assertThat(asked).noneMatch(path -> path.startsWith(other.getPort() + ""));
    }

    @Test
    void givenProxyWithPassword_whenAsked_thenItConnectsExceptForNoProxyHosts(JenkinsRule jenkins) throws Exception {
        URI url = serve(exchange -> {
            String via = exchange.getRequestHeaders().getFirst("Via");
            if (exchange.getRequestURI().getPath().equals("/login")) {
                exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"target\"");
                answer(
                        exchange,
                        401,
                        String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            } else {
                answer(exchange, 200, "via " + via);
            }
        });
        URI proxy = serve(exchange -> forward(exchange));
        jenkins.jenkins.setProxy(
                new ProxyConfiguration("127.0.0.1", proxy.getPort(), "proxy-user", "proxy-password", "localhost"));
        ControllerHttp http = allowing("127.0.0.1", "localhost");

        assertThat(get(http, url, Access.NONE).body()).isEqualTo("via test");
        assertThat(get(http, URI.create("http://localhost:" + url.getPort() + "/"), Access.NONE)
                        .body())
                .isEqualTo("via null");
        assertThatThrownBy(() -> get(http, url.resolve("/login"), Access.NONE))
                .satisfies(thrown -> assertThat(thrown.toString()).doesNotContain("proxy-password"));
        assertThat(get(http, url.resolve("/"), new Access.Basic("jane", Secret.fromString("pw-of-target")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void givenConfiguration_whenNothingChanges_thenOneClientAndAfterAChangeAnother(JenkinsRule jenkins)
            throws Exception {
        SluiceConfiguration configuration = SluiceConfiguration.get();
        ControllerHttp first = configuration.http();

        assertThat(configuration.http()).isSameAs(first);

        jenkins.jenkins.setProxy(new ProxyConfiguration("proxy.example.com", 3128));
        ControllerHttp second = configuration.http();
        assertThat(second).isNotSameAs(first);

        configuration.setAllowedHosts(List.of("grafana.internal"));
        assertThat(configuration.http()).isNotSameAs(second);
    }

    @Test
    void givenSelfMadeCertificate_whenTrustedInTheConfiguration_thenAnsweredElseNot(
            JenkinsRule jenkins, @TempDir Path folder) throws Exception {
        SelfMadeCertificate certificate = SelfMadeCertificate.in(folder, "server");
        SelfMadeCertificate client = SelfMadeCertificate.in(folder, "client");
        URI url = serveTls(certificate, client);
        SluiceConfiguration configuration = SluiceConfiguration.get();
        configuration.setAllowedHosts(List.of("localhost"));

        assertThatThrownBy(() -> get(configuration.http(), url, Access.NONE))
                .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class)
                .cause()
                .isInstanceOf(SSLHandshakeException.class);

        configuration.setCaCertificates("# of the test\n" + certificate.pem());
        assertThat(get(configuration.http(), url, Access.NONE).body()).isEqualTo("nobody");

        Access access = new Access.ClientCertificate(chain(client), key(client));
        assertThat(get(configuration.http().with(access, null), url, access).body())
                .isEqualTo("CN=client");
        assertThat(access).asString().isEqualTo("client certificate of CN=client");

        configuration.setCaCertificates(null);
        assertThat(get(configuration.http().with(Access.NONE, certificate.pem()), url, Access.NONE)
                        .body())
                .isEqualTo("nobody");
        assertThatThrownBy(() ->
                        configuration.setCaCertificates("-----BEGIN PRIVATE KEY-----\nAA\n-----END PRIVATE KEY-----"))
                .hasMessageContaining("private key");
    }

    private static ControllerHttp allowing(String... hosts) throws IOException {
        SluiceConfiguration.get().setAllowedHosts(List.of(hosts));
        return SluiceConfiguration.get().http();
    }

    private static HttpResponse<String> get(ControllerHttp http, URI url, Access access) throws Exception {
        HttpRequest request = ControllerHttp.request(url).build();
        return http.send(request, access, HttpResponse.BodyHandlers.ofString()).get();
    }

    private interface Answers {

        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private URI serve(Answers answers) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        start(server, answers);
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void start(HttpServer server, Answers answers) {
        servers.add(server);
        server.createContext("/", exchange -> {
            asked.add(server.getAddress().getPort() + exchange.getRequestURI().getPath());
            try (exchange) {
                answers.to(exchange);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    private URI serveTls(SelfMadeCertificate certificate, SelfMadeCertificate client) throws Exception {
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(certificate), SelfMadeCertificate.PASSWORD.toCharArray());
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("client", chain(client).get(0));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context) {
            @Override
            public void configure(HttpsParameters parameters) {
                SSLParameters wanted = context.getDefaultSSLParameters();
                wanted.setWantClientAuth(true);
                parameters.setSSLParameters(wanted);
            }
        });
        start(server, exchange -> answer(exchange, 200, peer(exchange)));
        return URI.create("https://localhost:" + server.getAddress().getPort() + "/");
    }

    private static String peer(HttpExchange exchange) {
        try {
            return ((com.sun.net.httpserver.HttpsExchange) exchange)
                    .getSSLSession()
                    .getPeerPrincipal()
                    .getName();
        } catch (SSLPeerUnverifiedException e) {
            return "nobody";
        }
    }

    /** A proxy that wants to be shown a password. */
    private static void forward(HttpExchange exchange) throws IOException, InterruptedException {
        String wanted = "Basic "
                + Base64.getEncoder().encodeToString("proxy-user:proxy-password".getBytes(StandardCharsets.UTF_8));
        if (!wanted.equals(exchange.getRequestHeaders().getFirst("Proxy-Authorization"))) {
            exchange.getResponseHeaders().add("Proxy-Authenticate", "Basic realm=\"proxy\"");
            answer(exchange, 407, "");
            return;
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(exchange.getRequestURI()).header("Via", "test");
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        HttpResponse<String> answer =
                java.net.http.HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
        answer.headers()
                .firstValue("WWW-Authenticate")
                .ifPresent(value -> exchange.getResponseHeaders().add("WWW-Authenticate", value));
        answer(exchange, answer.statusCode(), answer.body());
    }

    private static void redirect(HttpExchange exchange, String location) throws IOException {
        exchange.getResponseHeaders().add("Location", location);
        answer(exchange, 302, "");
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        if (bytes.length > 0) {
            exchange.getResponseBody().write(bytes);
        }
    }

    private static KeyStore load(SelfMadeCertificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(certificate.store())) {
            store.load(stream, SelfMadeCertificate.PASSWORD.toCharArray());
        }
        return store;
    }

    private static List<X509Certificate> chain(SelfMadeCertificate certificate) throws Exception {
        KeyStore store = load(certificate);
        return List.of((X509Certificate) store.getCertificate(store.aliases().nextElement()));
    }

    private static PrivateKey key(SelfMadeCertificate certificate) throws Exception {
        KeyStore store = load(certificate);
        return (PrivateKey) store.getKey(store.aliases().nextElement(), SelfMadeCertificate.PASSWORD.toCharArray());
    }
}
