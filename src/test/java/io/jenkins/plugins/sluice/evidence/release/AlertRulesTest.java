package io.jenkins.plugins.sluice.evidence.release;

import static io.jenkins.plugins.sluice.evidence.release.RecordedServer.unreadable;
import static io.jenkins.plugins.sluice.evidence.release.RecordedServer.whole;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jenkins.plugins.sluice.evidence.AlertSummary;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Health;
import io.jenkins.plugins.sluice.evidence.AlertSummary.Told;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Answers have the shape that Prometheus and Alertmanager document for their APIs v1 and v2. */
class AlertRulesTest {

    private static final String CONFIG =
            "route: {receiver: mail}\\nreceivers: [{name: mail, email_configs: [{to: a}]}]";

    private RecordedServer server;

    @BeforeEach
    void start() throws IOException {
        server = new RecordedServer();
        rules("ok", Instant.now().toString(), "");
        status(CONFIG);
        server.on("/api/v2/silences", "[]").on("/api/v2/alerts", "[]");
        server.on("/api/v1/alertmanagers", "{'status':'success','data':{'activeAlertmanagers':[{'url':'http://a'}]}}");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void rules(String health, String evaluated, String more) {
        server.on(
                "/api/v1/rules",
                "{'status':'success'" + more
                        + ",'data':{'groups':[{'name':'g','interval':60,'rules':[{'type':'alerting',"
                        + "'name':'A','state':'inactive','health':'" + health + "','lastEvaluation':'" + evaluated
                        + "','labels':{'severity':'page','team':'{{ $labels.team }}'},'query':'up == 0'}]}]}}");
    }

    private void status(String config) {
        server.on("/api/v2/status", "{'config':{'original':'" + config + "'}}");
    }

    private AlertSummary.Rule rule() {
        return whole(new PrometheusAlerts(server.source(), server.source()).of(List.of("A"), null), AlertSummary.class)
                .rules()
                .get(0);
    }

    @Test
    void givenARuleThatIsEvaluated_whenAsked_thenItIsGood() {
        assertThat(rule().health()).isEqualTo(Health.GOOD);
        assertThat(rule().routed()).isEqualTo(Told.YES);
    }

    @Test
    void givenARuleThatWasNotEvaluatedLately_whenAsked_thenItsHealthIsUnknown() {
        rules("ok", Instant.now().minusSeconds(600).toString(), "");
        assertThat(rule().health()).isEqualTo(Health.UNKNOWN);
        rules("unknown", "0001-01-01T00:00:00Z", "");
        assertThat(rule().health()).isEqualTo(Health.UNKNOWN);
    }

    @Test
    void givenAPartialAnswer_whenAsked_thenItCannotBeTold() {
        rules("ok", Instant.now().toString(), ",'warnings':['store b is down']");
        assertThat(unreadable(new PrometheusAlerts(server.source(), null).of(List.of("A"), null)))
                .contains("store b is down");
    }

    @Test
    void givenAPrometheusThatSendsNowhere_whenAsked_thenNothingIsRouted() {
        server.on("/api/v1/alertmanagers", "{'status':'success','data':{'activeAlertmanagers':[]}}");
        assertThat(rule().routed()).isEqualTo(Told.NO);
    }

    @Test
    void givenARulesApiWithoutListOfAlertmanagers_whenAsked_thenTheRoutesDecide() {
        server.on("/api/v1/alertmanagers", 404, "{}", Map.of());
        assertThat(rule().routed()).isEqualTo(Told.YES);
    }

    @Test
    void givenATemplatedLabel_whenASilenceAsksForIt_thenItIsUnknown() {
        server.on(
                "/api/v2/silences",
                "[{'id':'s1','status':{'state':'active'},'matchers':[{'name':'team','value':'shop','isRegex':false}]},"
                        + "{'id':'s2','status':{'state':'expired'},'matchers':[{'name':'alertname','value':'A','isRegex':false}]}]");
        assertThat(rule().silenced()).isEqualTo(Told.UNKNOWN);
    }

    @Test
    void givenAFiringAlertThatAlertmanagerSilences_whenAsked_thenTheRuleIsSilenced() {
        server.on(
                "/api/v2/alerts",
                "[{'labels':{'alertname':'A','instance':'x'},'status':{'state':'suppressed','silencedBy':['s9'],'inhibitedBy':[]}}]");
        assertThat(rule().silences()).containsExactly("s9");
    }

    @Test
    void givenAConfigurationWithASecret_whenItIsNotUnderstood_thenTheDoubtDoesNotQuoteIt() {
        status("route: [" + RecordedServer.SECRET + "\\n  x: - {");
        AlertSummary.Rule rule = rule();
        assertThat(rule.routed()).isEqualTo(Told.UNKNOWN);
        assertThat(rule.doubt()).contains("no YAML").doesNotContain(RecordedServer.SECRET);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '~',
            value = {
                "a=b;a;b;YES",
                "a = \"b c\";a;b c;YES",
                "{a!=\"b\"};a;b;NO",
                "a=~\"b|c\";a;c;YES",
                "a=~b;a;bb;NO",
                "a!~\"b.*\";a;xb;YES",
                "a=\"q\\\"u\";a;q\"u;YES",
                "a=\"b\";x;b;UNKNOWN",
                "a=~\"[[:alpha:]]\";a;b;UNKNOWN",
                "\"a.b\"=\"c\";a.b;c;YES",
            })
    void givenAMatcher_whenALabelIsCompared_thenAsAlertmanagerDoes(String text, String name, String value, Told fits) {
        assertThat(LabelMatcher.all(LabelMatcher.parse(text), Map.of(name, value)))
                .isEqualTo(fits);
    }

    @Test
    void givenSeveralMatchersInOneText_whenParsed_thenAllAreTold() {
        assertThat(LabelMatcher.parse("{a=\"b,c\", d=~\"e|f\"}"))
                .containsExactly(new LabelMatcher("a", "b,c", false, true), new LabelMatcher("d", "e|f", true, true));
        assertThatThrownBy(() -> LabelMatcher.parse("a")).isInstanceOf(NoAnswer.class);
        assertThatThrownBy(() -> LabelMatcher.parse("{a")).isInstanceOf(NoAnswer.class);
    }

    @Test
    void givenATree_whenAnAlertWalksDown_thenContinueAndDefaultsAreKept() {
        RoutingTree tree = RoutingTree.of("""
                route:
                  receiver: top
                  routes:
                    - matchers: [team="a"]
                      receiver: a
                      routes:
                        - {matchers: [severity="page"], receiver: a-page, continue: true}
                        - {matchers: [severity=~"page|mail"], receiver: a-mail}
                    - {match_re: {team: "a|b"}, receiver: later}
                    - {match: {team: night}, receiver: a, active_time_intervals: [night]}
                receivers: [{name: top}, {name: a, slack_configs: [{}]}, {name: later, slack_configs: []}]
                """);
        assertThat(tree.telling()).containsExactly("a");
        assertThat(tree.of(Map.of("team", "a", "severity", "page")).receivers())
                .containsExactly(Set.of("a-page", "a-mail"));
        assertThat(tree.of(Map.of("team", "a", "severity", "info")).receivers()).containsExactly(Set.of("a"));
        assertThat(tree.of(Map.of("team", "b")).receivers()).containsExactly(Set.of("later"));
        assertThat(tree.of(Map.of("team", "c")).receivers()).containsExactly(Set.of("top"));
        assertThat(tree.of(Map.of("team", "night")).reach(Set.of("a"))).isEqualTo(Told.UNKNOWN);
        assertThat(tree.of(Map.of("severity", "page")).all())
                .containsExactly("a", "a-mail", "a-page", "later", "top")
                .hasSize(5);
    }
}
