package io.jenkins.plugins.sluice.jenkins.metric;

import static org.assertj.core.api.Assertions.assertThat;

import com.cloudbees.plugins.credentials.CredentialsScope;
import com.cloudbees.plugins.credentials.SystemCredentialsProvider;
import com.codahale.metrics.Gauge;
import hudson.model.Result;
import hudson.util.FormValidation;
import hudson.util.Secret;
import io.jenkins.plugins.casc.ConfigurationAsCode;
import io.jenkins.plugins.sluice.jenkins.gate.GateRecord.Consequence;
import io.jenkins.plugins.sluice.jenkins.permission.SluicePermissions;
import io.jenkins.plugins.sluice.verdict.Outcome;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import jenkins.metrics.api.Metrics;
import jenkins.model.Jenkins;
import org.jenkinsci.plugins.plaincredentials.impl.StringCredentialsImpl;
import org.jenkinsci.plugins.workflow.cps.CpsFlowDefinition;
import org.jenkinsci.plugins.workflow.job.WorkflowJob;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.jvnet.hudson.test.JenkinsRule;
import org.jvnet.hudson.test.MockAuthorizationStrategy;
import org.jvnet.hudson.test.junit.jupiter.WithJenkins;

@WithJenkins
class SluiceMetricsTest {

    private static final String TOKEN = "a long and secret token";

    private JenkinsRule j;

    @BeforeEach
    void secured(JenkinsRule rule) throws Exception {
        j = rule;
        j.jenkins.setSecurityRealm(j.createDummySecurityRealm());
        j.jenkins.setAuthorizationStrategy(new MockAuthorizationStrategy()
                .grant(Jenkins.ADMINISTER)
                .everywhere()
                .to("admin")
                .grant(SluicePermissions.ADMINISTER, Jenkins.READ)
                .everywhere()
                .to("operator")
                .grant(Jenkins.READ)
                .everywhere()
                .to("reader"));
        store("metrics-token", TOKEN);
    }

    private static void store(String id, String secret) throws Exception {
        SystemCredentialsProvider.getInstance()
                .getCredentials()
                .add(new StringCredentialsImpl(CredentialsScope.GLOBAL, id, "", Secret.fromString(secret)));
        SystemCredentialsProvider.getInstance().save();
    }

    private HttpResponse<String> get(String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(j.getURL() + MetricsEndpoint.URL + "/"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String basic(String user) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8));
    }

    private void judge(String steps) throws Exception {
        WorkflowJob pipeline = j.createProject(WorkflowJob.class);
        pipeline.setDefinition(new CpsFlowDefinition(
                "node { writeFile file: 'target/surefire-reports/TEST-a.xml', text: '<testsuite name=\"a\"><testcase"
                        + " name=\"a\"/></testsuite>'\n" + steps + " }",
                true));
        j.buildAndAssertStatus(Result.SUCCESS, pipeline);
    }

    @Test
    void givenJudgedGates_whenScraped_thenEachOutcomeDurationAndAgeOfEvidence() throws Exception {
        judge("qualityGate name: 'build', criteria: ['tests.failed = 0']\n"
                + "qualityGate name: 'cover', criteria: ['coverage.line >= 80%'], onInconclusive: 'note'");

        HttpResponse<String> answer = get("Authorization", basic("operator"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
        assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
        assertThat(answer.body())
                .contains(
                        "# TYPE sluice_gates_total counter",
                        "sluice_gates_total{consequence=\"continued\",outcome=\"pass\"} 1.0",
                        "sluice_gates_total{consequence=\"continued\",outcome=\"inconclusive\"} 1.0",
                        "sluice_gates_total{consequence=\"blocked\",outcome=\"fail\"} 0.0",
                        "sluice_gate_duration_seconds_count 2",
                        "sluice_evidence_age_seconds_count 2",
                        "sluice_evidence_age_seconds_bucket{le=\"60.0\"} 2")
                .doesNotContain(j.jenkins.getItems().get(0).getName() + "\"");
        assertThat(SluiceMetrics.get().gates(Outcome.PASS, Consequence.CONTINUED))
                .isEqualTo(1);
    }

    @Test
    void givenThePluginForMetrics_whenAGateIsJudged_thenItKnowsTheSameFigures() throws Exception {
        judge("qualityGate name: 'build', criteria: ['tests.failed = 0']");

        Map<String, ? extends Gauge<?>> gauges = gauges();
        assertThat(gauges.get("sluice.gates.pass.continued").getValue()).isEqualTo(1L);
        assertThat(gauges.get("sluice.gates.fail.blocked").getValue()).isEqualTo(0L);
        assertThat(gauges.get("sluice.gate.duration.count").getValue()).isEqualTo(1L);
        assertThat((Double) gauges.get("sluice.gate.duration.seconds").getValue())
                .isPositive();
        assertThat(gauges.get("sluice.evidence.age.count").getValue()).isEqualTo(1L);
        assertThat(gauges).containsKey("sluice.evidence.age.seconds");
    }

    @SuppressWarnings("unchecked") // the registry has raw gauges
    private static Map<String, ? extends Gauge<?>> gauges() {
        return (Map<String, ? extends Gauge<?>>)
                (Map<?, ?>) Metrics.metricRegistry().getGauges();
    }

    @Test
    void givenAMonitorThatAcceptsOpenMetrics_whenScraped_thenItIs() throws Exception {
        HttpResponse<String> answer = get(
                "Authorization",
                basic("admin"),
                "Accept",
                "application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5");

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("application/openmetrics-text"));
        assertThat(answer.body()).endsWith("# EOF\n").contains("# TYPE sluice_gates counter");
    }

    @Test
    void givenNeitherPermissionNorToken_whenScraped_thenForbidden() throws Exception {
        assertThat(get("Authorization", basic("reader")).statusCode()).isEqualTo(403);
        assertThat(get().statusCode()).isEqualTo(403);
        assertThat(get("Authorization", "Bearer " + TOKEN).statusCode())
                .as("no token is configured")
                .isEqualTo(403);
    }

    @Test
    void givenAToken_whenScraped_thenOnlyThatOneOpens() throws Exception {
        MetricsConfiguration.get().setTokenCredentialsId("metrics-token");

        HttpResponse<String> answer = get("Authorization", "Bearer " + TOKEN);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("sluice_gates_total");
        assertThat(get("Authorization", "bearer  " + TOKEN).statusCode()).isEqualTo(200);
        for (String wrong : new String[] {"", "a", TOKEN + "x", TOKEN.substring(1), "metrics-token"}) {
            HttpResponse<String> refused = get("Authorization", "Bearer " + wrong);
            assertThat(refused.statusCode()).as(wrong).isEqualTo(403);
            assertThat(refused.body()).doesNotContain("sluice_gates_total");
        }
    }

    @Test
    void givenATokenThatIsGoneOrEmpty_whenScraped_thenNobodyIsLetIn() throws Exception {
        MetricsConfiguration.get().setTokenCredentialsId("gone");
        assertThat(get("Authorization", "Bearer ").statusCode()).isEqualTo(403);

        store("empty", "");
        MetricsConfiguration.get().setTokenCredentialsId("empty");
        assertThat(get("Authorization", "Bearer ").statusCode()).isEqualTo(403);
        assertThat(MetricsConfiguration.get().doCheckTokenCredentialsId("empty").kind)
                .isEqualTo(FormValidation.Kind.ERROR);
    }

    @Test
    void givenTheConfiguration_whenSavedThroughItsForm_thenUnchanged() throws Exception {
        MetricsConfiguration.get().setTokenCredentialsId("metrics-token");

        try (JenkinsRule.WebClient client = j.createWebClient().login("admin")) {
            j.submit(client.goTo("configure").getFormByName("config"));
        }

        assertThat(MetricsConfiguration.get().getTokenCredentialsId()).isEqualTo("metrics-token");
        MetricsConfiguration.get().setTokenCredentialsId(null);
        MetricsConfiguration.get().load();
        assertThat(MetricsConfiguration.get().getTokenCredentialsId()).isNull();
    }

    @Test
    void givenConfigurationAsCode_whenExported_thenTheTokensIdIsInItAndNotTheToken() throws Exception {
        MetricsConfiguration.get().setTokenCredentialsId("metrics-token");
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        ConfigurationAsCode.get().export(out);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .contains("sluiceMetrics:\n    tokenCredentialsId: \"metrics-token\"")
                .doesNotContain(TOKEN);
    }
}
